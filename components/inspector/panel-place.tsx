import { useIsWide } from "../context/use-media";
import { createPart, useLazyModule } from "../ui/use-lazy-module";
import styles from "./panel.module.css";
import type { PanelState } from "./use-panel";

const PANEL = createPart(() => import("./panel"));

/**
 * Holds the inspector. It reserves its space beside the conversation immediately and not when its
 * code has loaded, which may be later than the first words of an answer; they would then move while
 * being read.
 */
export function PanelPlace({ panel, origin }: { panel: PanelState; origin: string }) {
  const inspector = useLazyModule(PANEL, panel.isOpen);
  const isWide = useIsWide();
  if (inspector) return <inspector.Panel panel={panel} origin={origin} />;
  return panel.isOpen && isWide && <div className={styles["aside"]} />;
}
