import type { Locale } from "../page/locale";

const zh = { copy: "复制", copied: "已复制", copyFailed: "复制失败" };

/** Texts of copy buttons everywhere. */
export const COPY: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: { copy: "Copy", copied: "Copied", copyFailed: "Copy failed" },
};
