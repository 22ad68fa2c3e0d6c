import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { expect, it, onTestFinished } from "vitest";

import { toResponse } from "@/lib/gateway/http/answer";
import { createRouter } from "@/lib/gateway/server/router";
import { findRoute } from "@/lib/gateway/server/routes";
import { openWebSocket, type OpenWebSocket } from "@/lib/spark/transport/websocket";

import { isCollected } from "../../collected";
import { eventually } from "../../eventually";
import { refuseWith } from "../../simulator/scripts";
import { ASK, startGateway } from "../setup/gateway";

// The platform retains requests and responses longer than it needs them, and everything reachable
// from them is copied at each garbage collection.
it.each([
  ["streamed", { stream: true }, undefined],
  ["complete", {}, undefined],
  ["rejected", {}, 10013],
])(
  "frees the signal of a %s answer although the platform retains its request",
  async (_, more, code) => {
    const asked: WeakRef<object>[] = [];
    const watched: OpenWebSocket = (options) => {
      asked.push(new WeakRef(options.signal));
      return openWebSocket(options);
    };
    const dialled: unknown[] = [];
    const keep = (message: unknown): void => void dialled.push(message);
    subscribe("http.client.request.start", keep);
    onTestFinished(() => void unsubscribe("http.client.request.start", keep));
    await using gateway = await startGateway({ deps: { openWebSocket: watched } });
    if (code !== undefined) gateway.simulator.play(refuseWith(code, "refused"));
    const request = new Request("http://gateway/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...ASK, ...more }),
      signal: new AbortController().signal,
    });
    const answer = await createRouter(gateway.deps)(request, findRoute("/v1/chat/completions"));
    const response = toResponse(answer);
    await response.body?.pipeTo(new WritableStream());
    await eventually(async () => {
      expect(await Promise.all(asked.map(isCollected))).toEqual([true]);
    });
    // Keeps these references alive until here.
    expect(dialled).toHaveLength(1);
    expect([request.signal.aborted, response.status]).toEqual([
      false,
      code === undefined ? 200 : 400,
    ]);
  },
);
