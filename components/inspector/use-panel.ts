import { useMemo, useRef, useState } from "react";

export type PanelTab = "parameters" | "code" | "wire";

/** A position in a wire log. */
export type WireSpot = { wireId: string; event: number | null };

export type PanelState = {
  isOpen: boolean;
  tab: PanelTab;
  /** The log that the Wire tab shows; null for that of the last answer. */
  wireId: string | null;
  /** The selected event of the log. */
  event: number | null;
  show: (tab: PanelTab, spot?: WireSpot) => void;
  /** Shows the panel, unless the reader has opened or closed it before. */
  offer: (tab: PanelTab) => void;
  view: (view: { tab: PanelTab; event: number | null }) => void;
  toggle: () => void;
};

/**
 * Keeps the state of the inspector beside the conversation, which is closed until it is first
 * needed.
 */
export function usePanel(): PanelState {
  const isTouched = useRef(false);
  const [isOpen, setIsOpen] = useState(false);
  const [tab, setTab] = useState<PanelTab>("parameters");
  const [wireId, setWireId] = useState<string | null>(null);
  const [event, setEvent] = useState<number | null>(null);
  const actions = useMemo(
    () => ({
      offer: (wanted: PanelTab) => {
        if (isTouched.current) return;
        setIsOpen(true);
        setTab(wanted);
      },
      show: (wanted: PanelTab, spot?: WireSpot) => {
        isTouched.current = true;
        setIsOpen(true);
        setTab(wanted);
        setWireId(spot?.wireId ?? null);
        setEvent(spot?.event ?? null);
      },
      view: (view: { tab: PanelTab; event: number | null }) => {
        setTab(view.tab);
        setEvent(view.event);
      },
      toggle: () => {
        isTouched.current = true;
        setIsOpen((wasOpen) => !wasOpen);
      },
    }),
    [],
  );
  return { isOpen, tab, wireId, event, ...actions };
}
