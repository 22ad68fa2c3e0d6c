export type Source = { readonly index: number; readonly url: string; readonly title: string };

/** The fixed results of the simulated search. */
export const SOURCES: readonly Source[] = [
  { index: 1, url: "https://www.xfyun.cn/doc/spark/Web.html", title: "星火认知大模型 Web 文档" },
  { index: 2, url: "https://example.com/simulated", title: "模拟的搜索结果 (simulated)" },
];
