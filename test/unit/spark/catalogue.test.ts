import { describe, expect, it } from "vitest";

import { createCatalogue, findVersionedId } from "@/lib/spark/catalogue";
import { findPathVersion } from "@/lib/spark/models";

const catalogue = createCatalogue();

/** Every name, and what it stands for. */
const NAMES: Record<string, string[]> = {
  lite: ["general", "spark-lite", "spark-chat-v1.5", "SparkDesk-v1.1", "Spark-Lite", "LITE"],
  generalv2: ["spark-chat-v2", "SparkDesk-v2.1"],
  generalv3: ["spark-pro", "spark-chat-v3", "SparkDesk-v3.1", "Spark-Pro"],
  "pro-128k": ["SparkDesk-v3.1-128K", "Spark-Pro-128K"],
  "generalv3.5": ["spark-max", "SparkDesk", "SparkDesk-v3.5", "Spark-Max"],
  "max-32k": ["SparkDesk-v3.5-32K", "Spark-Max-32K"],
  "4.0Ultra": ["spark-ultra", "SparkDesk-v4.0", "Spark-4.0-Ultra", "4.0ultra"],
  "spark-x": ["x1", "spark-x1"],
  vision: ["gpt-4-vision-preview", "spark-chat-vision"],
  "spark-api": ["Spark-API"],
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

  it("rejects a new model without a path and a domain", () => {
    expect(() => createCatalogue([{ id: "mine" }])).toThrow(/path/);
  });
});
