import type { Locale } from "../page/locale";

const zh = {
  drawing: "正在画…",
  lost: "这张图没有保存下来",
  downloadImage: (place: number) => `下载第 ${place} 张图片`,
};

/** Texts around images that a model has drawn. Both languages have the same keys. */
export const DRAWN: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    drawing: "Drawing…",
    lost: "This image was not kept",
    downloadImage: (place: number) => `Download image ${place}`,
  },
};
