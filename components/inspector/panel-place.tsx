import { useIsWide } from "../context/use-media";
import { createPart, useLazyModule } from "../ui/use-lazy-module";
import styles from "./panel.module.css";
import type { PanelState } from "./use-panel";

const PANEL = createPart(() => import("./panel"));

/**
 * Where the inspector is. Its place beside the conversation is taken at once, not when its code has come:
 * that may be later than the first words of an answer, and they would move aside while they are read.
 */
export function PanelPlace({ panel, origin }: { panel: PanelState; origin: string }) {
  const inspector = useLazyModule(PANEL, panel.isOpen);
  const isWide = useIsWide();
  if (inspector) return <inspector.Panel panel={panel} origin={origin} />;
  return panel.isOpen && isWide && <div className={styles["aside"]} />;
}
