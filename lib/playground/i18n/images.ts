import type { Locale } from "../page/locale";

const zh = {
  imageUrl: "图片链接",
  add: "添加",
  upload: "上传图片",
  imageHint: "也可以直接粘贴，或者拖到页面上。",
  removeImage: (name: string) => `移除图片 ${name}`,
  attach: "添加文本文件",
  attachHint: "Markdown、TXT、CSV、JSON、代码，也可以拖到页面上。",
  files: "文件",
  removeFile: (name: string) => `移除文件 ${name}`,
  imageLoading: "正在读取…",
  imageHeld: "来自分享链接，尚未加载。",
  showImage: (name: string) => `加载图片 ${name}`,
  imageUnseen: "浏览器打不开这张图。网关自己去取，也许能取到。",
  imageNotice: {
    empty: (name: string) => `“${name}”是空文件，换一张图片。`,
    "empty-file": (name: string) => `“${name}”是空文件。`,
    "not-text": (name: string) => `“${name}”不是文本文件，读不出文字。`,
    "file-too-large": (name: string) => `“${name}”超过 512 kB，模型装不下。先截取需要的部分。`,
    "too-many-files": (name: string) => `一条消息最多带 5 个文件，“${name}”没有添加。`,
    "not-an-image": (name: string) => `“${name}”不是图片。可用 JPEG、PNG、WebP、GIF、AVIF、SVG。`,
    "too-large": (name: string) => `“${name}”太大，压缩后仍放不进一次请求。先裁剪或缩小再添加。`,
    heic: (name: string) => `“${name}”是 HEIC，这个浏览器读不了。先转成 JPEG，或者换 Safari。`,
    broken: (name: string) => `“${name}”打不开，文件可能坏了。换一张图片。`,
    "not-an-address": (name: string) => `“${name}”不是图片链接。要以 http:// 或 https:// 开头。`,
    "data-address": (name: string) =>
      `“${name}”是图片的内容，不是链接。把图片存成文件，再用“上传图片”添加。`,
    replaced: (name: string) => `星火每次只看一张图片，“${name}”已被换下。`,
    "first-of-many": (name: string) => `星火每次只看一张图片，只添加了第一张“${name}”。`,
  },
  blind: (model: string) => `${model} 看不了图片。`,
  "without-image": (model: string) => `${model} 要配一张图片才能回答。`,
  switchTo: (model: string) => `换成 ${model}`,
  close: "关闭",
};

/** Texts around an image that will be sent with a message. */
export const IMAGES: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    imageUrl: "Image URL",
    add: "Add",
    upload: "Upload an image",
    imageHint: "Or paste one, or drop it on the page.",
    removeImage: (name: string) => `Remove image ${name}`,
    attach: "Attach a text file",
    attachHint: "Markdown, TXT, CSV, JSON or code. Or drop it on the page.",
    files: "Files",
    removeFile: (name: string) => `Remove file ${name}`,
    imageLoading: "Reading…",
    imageHeld: "From a shared link, not loaded yet.",
    showImage: (name: string) => `Load image ${name}`,
    imageUnseen:
      "Your browser cannot show this image. The gateway fetches it itself and may still get it.",
    imageNotice: {
      empty: (name: string) => `“${name}” is an empty file. Choose another image.`,
      "empty-file": (name: string) => `“${name}” is an empty file.`,
      "not-text": (name: string) => `“${name}” is no text file: there are no words in it to send.`,
      "file-too-large": (name: string) =>
        `“${name}” is over 512 kB, more than a model takes. Cut out what is needed.`,
      "too-many-files": (name: string) => `A message takes 5 files; “${name}” was not added.`,
      "not-an-image": (name: string) =>
        `“${name}” is not an image. JPEG, PNG, WebP, GIF, AVIF and SVG work.`,
      "too-large": (name: string) =>
        `“${name}” does not fit into one request, even compressed. Crop or shrink it first.`,
      heic: (name: string) =>
        `“${name}” is HEIC, which this browser cannot read. Convert it to JPEG, or use Safari.`,
      broken: (name: string) =>
        `“${name}” cannot be opened; the file may be damaged. Choose another.`,
      "not-an-address": (name: string) =>
        `“${name}” is not an image URL. It has to start with http:// or https://.`,
      "data-address": (name: string) =>
        `“${name}” is an image's content, not its URL. Save the image as a file and use “Upload an image”.`,
      replaced: (name: string) => `Spark sees one image at a time; “${name}” has been replaced.`,
      "first-of-many": (name: string) =>
        `Spark sees one image at a time; only the first, “${name}”, was added.`,
    },
    blind: (model: string) => `${model} cannot see images.`,
    "without-image": (model: string) => `${model} needs an image to answer.`,
    switchTo: (model: string) => `Switch to ${model}`,
    close: "Close",
  },
};
