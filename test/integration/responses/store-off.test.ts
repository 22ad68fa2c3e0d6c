import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { ASK, askStream, askWhole, expectRefusal, readWhole, respond } from "./ask";
import { fetchKept, refusalOf } from "./keeping";

const OFF =
  "This gateway keeps no conversations: send the whole history in `input`, or have its operator " +
  "set RESPONSES_STORE.";

describe("without RESPONSES_STORE", () => {
  it.each([undefined, true, false])(
    "reports that a response is not kept (store: %s)",
    async (store) => {
      await using gateway = await startGateway();
      const fields = { ...ASK, ...(store !== undefined && { store }) };
      expect(await askWhole(gateway, fields)).toMatchObject({ store: false });
      const { events } = await askStream(gateway, fields);
      const said = events.flatMap(({ response }) => (response ? [response.store] : []));
      expect(said).toEqual([false, false, false]);
    },
  );

  it("rejects a previous_response_id, so that no conversation loses its history", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      const body = { ...ASK, previous_response_id: `resp_${"0".repeat(32)}`, stream };
      expect(await refusalOf(await respond(gateway, body))).toEqual({
        status: 400,
        retry: "false",
        type: "invalid_request_error",
        code: "previous_response_not_found",
        param: "previous_response_id",
        message: OFF,
      });
    }
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it.each([
    ["by its type", { type: "item_reference", id: "msg_1" }],
    ["by its id alone", { id: "fc_1" }],
    ["with no type", { type: null, id: "msg_1" }],
  ])("rejects an item referenced %s, with advice for the AI SDK", async (_, reference) => {
    await using gateway = await startGateway();
    const input = [{ role: "user", content: "一" }, reference, { role: "user", content: "二" }];
    const response = await respond(gateway, { ...ASK, input });
    expect(await refusalOf(response)).toEqual({
      status: 404,
      retry: "false",
      type: "invalid_request_error",
      code: "item_not_found",
      param: "input[1].id",
      message: `${OFF} With the AI SDK set providerOptions.openai.store to false.`,
    });
  });

  it("drops references to reasoning and searches, which Spark does not need", async () => {
    await using gateway = await startGateway();
    const references = [{ type: "item_reference", id: "rs_1" }, { id: "rs_2" }, { id: "ws_3" }];
    const input = [{ role: "user", content: "一" }, ...references, { role: "user", content: "二" }];
    const response = await respond(gateway, { ...ASK, input });
    await readWhole(response);
    expect(response.headers.get("x-spark-ignored")).toBeNull();
  });

  it("rejects a reference without an id", async () => {
    await using gateway = await startGateway();
    const input = [{ role: "user", content: "一" }, { type: "item_reference" }];
    const refused = { param: "input[1].id", code: "invalid_value" };
    await expectRefusal(gateway, { ...ASK, input }, refused);
  });

  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["GET", "/input_items"],
    ["POST", "/cancel"],
  ])("returns 404 for %s /v1/responses/{id}%s", async (method, path) => {
    await using gateway = await startGateway();
    const { id } = await askWhole(gateway, ASK);
    expect(await refusalOf(await fetchKept(gateway, `${id}${path}`, { method }))).toMatchObject({
      status: 404,
      code: "not_found",
      type: "invalid_request_error",
      message: OFF,
    });
  });

  it.each(["/v1/conversations", "/v1/conversations/conv_1/items"])(
    "returns 404 for %s",
    async (path) => {
      await using gateway = await startGateway();
      const response = await gateway.fetch(path, { method: "POST", body: "{}" });
      expect(await refusalOf(response)).toMatchObject({ status: 404, code: "not_found" });
    },
  );

  it("allows only POST, and answers a preflight without authentication", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "k" } });
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await gateway.fetch("/v1/responses", { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    }
    const preflight = await gateway.fetch("/v1/responses", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect((await respond(gateway, ASK)).status).toBe(401);
    expect((await respond(gateway, ASK, { key: "k" })).status).toBe(200);
  });
});
