import { describe, expect, it } from "vitest";

import { createCatalogue, findVersionedId } from "@/lib/spark/catalogue";
import { findPathVersion } from "@/lib/spark/models";

const catalogue = createCatalogue();

/** Every name with the model that it resolves to. */
const NAMES: Record<string, string[]> = {
  lite: ["general", "spark-lite", "spark-chat-v1.5", "SparkDesk-v1.1", "Spark-Lite", "LITE"],
  generalv2: ["spark-chat-v2", "SparkDesk-v2.1"],
  generalv3: ["spark-pro", "spark-chat-v3", "SparkDesk-v3.1", "Spark-Pro"],
  "pro-128k": ["SparkDesk-v3.1-128K", "Spark-Pro-128K"],
  "generalv3.5": ["spark-max", "SparkDesk-v3.5", "Spark-Max"],
  "max-32k": ["SparkDesk-v3.5-32K", "Spark-Max-32K"],
  "4.0Ultra": ["spark-ultra", "SparkDesk", "SparkDesk-v4.0", "Spark-4.0-Ultra", "4.0ultra"],
  "spark-x": ["x1", "spark-x1", "spark-x1.5"],
  "spark-x2": ["x2", "X2"],
  "spark-x2-flash": [],
  vision: ["gpt-4-vision-preview", "spark-chat-vision"],
  "spark-api": ["Spark-API"],
  "spark-embedding": [],
  "spark-image": ["dall-e-3"],
  "spark-tts": ["tts-1"],
  "spark-tts-hd": ["tts-1-hd"],
  "spark-asr": ["whisper-1"],
  "spark-iat": [],
  kjwx: [],
  imagev3: [],
};

describe("createCatalogue", () => {
  it.each(Object.entries(NAMES).flatMap(([id, names]) => [id, ...names].map((name) => [name, id])))(
    "resolves %s to %s",
    (name, id) => {
      expect(catalogue.findId(name)).toBe(id);
    },
  );

  it("lists the canonical ids and nothing else", () => {
    expect([...catalogue.ids].toSorted()).toEqual(Object.keys(NAMES).toSorted());
  });

  it("lists chat models first, starting with the most capable one, and withdrawn models last", () => {
    const own = createCatalogue([{ id: "xopglm5", httpHost: "maas-api.cn-huabei-1.xf-yun.com" }]);
    expect(own.ids[0]).toBe("spark-x2");
    expect(own.ids.slice(-4)).toEqual(["generalv3.5", "max-32k", "generalv2", "spark-api"]);
    const at = (id: string): number => own.ids.indexOf(id);
    expect(at("xopglm5")).toBeGreaterThan(at("kjwx"));
    expect(at("xopglm5")).toBeLessThan(at("generalv3.5"));
  });

  it.each(["gpt-4", "", "constructor", "__proto__", "toString"])(
    "does not know the model %j",
    (name) => {
      expect(catalogue.findId(name)).toBeUndefined();
    },
  );

  it.each([
    ["lite", "v1.1"],
    ["4.0Ultra", "v4.0"],
    ["max-32k", undefined],
    ["spark-x", "v1"],
    ["spark-x2", undefined],
    ["spark-x2-flash", undefined],
    ["vision", "v2.1"],
  ])("findPathVersion returns the version of %s", (id, version) => {
    const row = catalogue.findRow(id);
    expect(row && findPathVersion(row)).toBe(version);
  });

  it.each(["v9", "constructor", "v1.1 "])(
    "findVersionedId does not know the version %j",
    (version) => {
      expect(findVersionedId(version)).toBeUndefined();
    },
  );

  it("merges an override into its row and a new row into the defaults", () => {
    const own = createCatalogue(
      [
        { id: "lite", domain: "lite-2" },
        { id: "mine", path: "/v9/chat", domain: "mine", aliases: ["my-model"] },
      ],
      { "gpt-4o": "Spark-Ultra", mini: "mine" },
    );
    expect(own.findRow("lite")).toEqual({ ...catalogue.findRow("lite"), domain: "lite-2" });
    expect(own.findRow("mine")).toMatchObject({ maxTokens: 4096, host: "spark-api.xf-yun.com" });
    expect(own.findId("gpt-4o")).toBe("4.0Ultra");
    expect(own.findId("MINI")).toBe("mine");
    expect(own.findId("my-model")).toBe("mine");
  });

  it("fills a new row that has its own host with MaaS's defaults, by kind", () => {
    const httpHost = "maas-api.cn-huabei-1.xf-yun.com";
    const own = createCatalogue([
      { id: "xopglm5", httpHost },
      { id: "xop3qwen8bembedding", kind: "embedding", httpHost },
      { id: "xopqwentti20b", kind: "image", httpHost },
      { id: "old", httpHost, httpPath: "/v1/chat/completions", httpModel: "xop-old" },
    ]);
    const paths = own.ids.slice(0, -1).map((id) => [id, own.findRow(id)?.httpPath]);
    expect(Object.fromEntries(paths)).toMatchObject({
      xopglm5: "/v2/chat/completions",
      xop3qwen8bembedding: "/v2/embeddings",
      xopqwentti20b: "/v2.1/tti",
      old: "/v1/chat/completions",
    });
    expect(own.findRow("xopglm5")).toMatchObject({ path: null, domain: null, tools: true });
    expect(own.findRow("xopqwentti20b")).toMatchObject({ tools: false, system: false });
  });

  it.each([
    ["nowhere to be asked", { id: "mine" }, /neither a path nor an httpPath/],
    ["a path without a domain", { id: "mine", path: "/v9/chat" }, /a path without a domain/],
    [
      "images over HTTP",
      { id: "mine", httpHost: "maas.example.com", vision: true },
      /vision without a WebSocket/,
    ],
  ])("rejects a new model with %s", (_, row, message) => {
    expect(() => createCatalogue([row])).toThrow(message);
  });
});
