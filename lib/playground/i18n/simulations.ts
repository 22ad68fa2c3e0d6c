import type { Locale } from "../page/locale";

const zh = { simulations: "模拟器能演示的故障" };

/** Around what the simulator can be asked for. Both languages have the same keys. */
export const SIMULATION_WORDS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: { simulations: "What the simulator can play" },
};
