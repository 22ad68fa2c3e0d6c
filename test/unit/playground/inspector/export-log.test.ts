import { expect, it } from "vitest";

import { toHttpFile, toLogText } from "@/lib/playground/inspector/export-log";
import type { WireLog } from "@/lib/playground/inspector/log";

const LOG: WireLog = {
  request: {
    method: "POST",
    url: "http://h/v1/chat/completions",
    headers: [
      { name: "authorization", value: "Bearer ••••••••", isMasked: true },
      { name: "content-type", value: "application/json", isMasked: false },
    ],
    body: { model: "lite" },
  },
  response: {
    status: 200,
    statusText: "OK",
    headers: [{ name: "x-request-id", value: "r1", isMasked: false }],
    atMs: 12.4,
  },
  events: [
    {
      index: 3,
      atMs: 400.6,
      bytes: 9,
      raw: "data: a\r\ndata: b\n\n",
      kind: "other",
      hasToken: false,
    },
  ],
  droppedEvents: 3,
  bytes: 40,
  timing: { firstTokenMs: null, lastTokenMs: null, totalMs: 500 },
  ending: { kind: "failed", atMs: 500, detail: "network error" },
};

it("exports the log as text with the request, timed events and ending", () => {
  expect(toLogText(LOG)).toBe(`> POST http://h/v1/chat/completions
> authorization: Bearer ••••••••
> content-type: application/json

{
  "model": "lite"
}

< 200 OK (+12 ms)
< x-request-id: r1

… 3 earlier events are not kept
+401 ms\t9 B\tdata: a
\t\tdata: b

= failed: network error +500 ms, 4 events, 40 B
`);
  expect(toLogText({ ...LOG, response: null, ending: null })).toContain("\n= open, 4 events");
});

it("exports the request as an .http file with variables for secrets", () => {
  expect(toHttpFile(LOG.request)).toBe(`POST http://h/v1/chat/completions HTTP/1.1
authorization: Bearer {{SPARK_GATEWAY_KEY}}
content-type: application/json

{
  "model": "lite"
}
`);
});
