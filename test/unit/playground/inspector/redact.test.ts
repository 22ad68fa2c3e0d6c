import { expect, it } from "vitest";

import { redactRequestHeaders, redactResponseHeaders } from "@/lib/playground/inspector/redact";

const SECRET = "s3cr3t";

it.each([
  ["Authorization", `Bearer ${SECRET}`, "Bearer ••••••••"],
  ["authorization", `basic ${SECRET}`, "basic ••••••••"],
  ["Authorization", SECRET, "••••••••"],
  ["Authorization", `Token ${SECRET}`, "••••••••"],
  ["X-Api-Key", SECRET, "••••••••"],
  ["X-Api-Secret", SECRET, "••••••••"],
  ["X-Api-Password", SECRET, "••••••••"],
  ["X-App-Id", SECRET, "••••••••"],
  ["X_API_KEY", SECRET, "••••••••"],
  ["X-Nobody-Foresaw", SECRET, "••••••••"],
])("redacts the request header %s from %j to %j", (name, value, shown) => {
  const [line] = redactRequestHeaders(new Headers({ [name]: value }));
  expect(line).toEqual({ name: name.toLowerCase(), value: shown, isMasked: true });
});

it("shows request headers that hold no secret", () => {
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "x-stainless-lang": "js",
  };
  expect(redactRequestHeaders(new Headers(headers))).toEqual(
    Object.entries(headers).map(([name, value]) => ({ name, value, isMasked: false })),
  );
});

it("shows response headers except those that hold a proxy's secrets", () => {
  const headers = new Headers({ "x-request-id": "req_1", "x-api-key": SECRET });
  headers.append("set-cookie", `session=${SECRET}`);
  const lines = redactResponseHeaders(headers);
  expect(lines).toContainEqual({ name: "x-request-id", value: "req_1", isMasked: false });
  expect(JSON.stringify(lines)).not.toContain(SECRET);
});
