import { expect, it } from "vitest";

import { toOrigin } from "@/lib/playground/page/origin";

it.each([
  [{ host: "localhost:3000" }, "http://localhost:3000"],
  [{ host: "localhost:3000", "x-forwarded-proto": "http" }, "http://localhost:3000"],
  [{ host: "spark.example.com", "x-forwarded-proto": "https" }, "https://spark.example.com"],
  [{ host: "spark.example.com", "x-forwarded-proto": "https, http" }, "https://spark.example.com"],
  [{ host: "spark.example.com", "x-forwarded-proto": "javascript" }, "http://spark.example.com"],
])("derives the request's origin from the headers %j as %s", (headers, origin) => {
  expect(toOrigin(new Headers(headers))).toBe(origin);
});
