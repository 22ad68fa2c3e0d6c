import { Document } from "@langchain/core/documents";
import { VectorStore } from "@langchain/core/vectorstores";
import { OpenAIEmbeddings } from "@langchain/openai";
import { describe, expect, it } from "vitest";

import { type Gateway, startGateway } from "../setup/gateway";

const CITIES = [
  "合肥", "北京", "上海", "广州", "成都", "杭州", "武汉", "西安", "南京", "重庆",
  "长沙", "青岛", "大连", "厦门", "昆明", "贵阳", "兰州", "沈阳", "福州", "苏州",
] as const; // prettier-ignore
const FACTS = [
  ["气候", "四季分明，夏天炎热，冬天湿冷"],
  ["特产", "逢年过节人们带回家的点心和茶叶"],
  ["地铁", "几条线路在老城的中心交汇"],
  ["大学", "几所学校在城西，学生很多"],
  ["博物馆", "收藏青铜器和古代书画"],
  ["河流", "从城中穿过，两岸是步道"],
  ["方言", "外地人听不太懂，但很好听"],
  ["早餐", "街边的小店天不亮就开门"],
  ["机场", "离市区四十分钟车程"],
  ["夜景", "站在山上能看到全城的灯光"],
] as const;

const PASSAGES = CITIES.flatMap((city) =>
  FACTS.map(([what, text]) => `${city}的${what}：${text}。`),
);

/** A minimal LangChain vector store: in memory, nearest by cosine. */
class PassageStore extends VectorStore {
  readonly kept: { vector: number[]; document: Document }[] = [];
  _vectorstoreType(): string {
    return "memory";
  }

  async addDocuments(documents: Document[]): Promise<void> {
    const texts = documents.map(({ pageContent }) => pageContent);
    await this.addVectors(await this.embeddings.embedDocuments(texts), documents);
  }

  async addVectors(vectors: number[][], documents: Document[]): Promise<void> {
    documents.forEach((document, at) => this.kept.push({ vector: vectors[at] ?? [], document }));
  }

  async similaritySearchVectorWithScore(asked: number[], k: number): Promise<[Document, number][]> {
    const scored = this.kept.map(({ vector, document }): [Document, number] => [
      document,
      cosine(asked, vector),
    ]);
    return scored.toSorted(([, a], [, b]) => b - a).slice(0, k);
  }
}

const cosine = (a: readonly number[], b: readonly number[]): number => {
  const dot = a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
};

const toPassages = (gateway: Gateway) =>
  new PassageStore(
    new OpenAIEmbeddings({
      model: "spark-embedding",
      apiKey: "any",
      configuration: {
        baseURL: "http://gateway/v1",
        fetch: async (url, init) => gateway.fetch(new URL(String(url)).pathname, init),
      },
    }),
    {},
  );

describe("retrieval through LangChain.js's vector store", () => {
  it.each([
    ["合肥", "特产"],
    ["大连", "机场"],
    ["苏州", "夜景"],
    ["昆明", "气候"],
  ])("finds the passage about %s and its %s first among 200", async (city, what) => {
    await using gateway = await startGateway();
    const passages = toPassages(gateway);
    await passages.addDocuments(PASSAGES.map((pageContent) => new Document({ pageContent })));
    expect(passages.kept).toHaveLength(200);
    const found = await passages.asRetriever(3).invoke(`${city}的${what}怎么样？`);
    expect(found).toHaveLength(3);
    expect(found[0]?.pageContent).toMatch(new RegExp(`^${city}的${what}：`));
  });
});
