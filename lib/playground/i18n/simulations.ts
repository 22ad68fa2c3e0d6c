import type { Locale } from "../page/locale";

const zh = { simulations: "模拟器能演示的故障" };

/** Texts around the simulator's commands. Both languages have the same keys. */
export const SIMULATION_WORDS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: { simulations: "What the simulator can play" },
};
