import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, readTold, readTurns, readWhole, respond } from "./ask";

describe("fields shared with chat", () => {
  it("resolve the model's names, which the answer repeats as sent", async () => {
    await using gateway = await startGateway();
    for (const [model, version] of [
      ["Spark-4.0-ULTRA", "v4.0"],
      ["spark-max", "v3.5"],
      ["spark-api", "v1.1"],
    ]) {
      const whole = await readWhole(await respond(gateway, { ...ASK, model }));
      expect(whole).toMatchObject({ model, version });
    }
  });

  it("select the version of spark-api, and report it as ignored for other models", async () => {
    await using gateway = await startGateway();
    const fields = { ...ASK, version: "v3.5" };
    const whole = await readWhole(await respond(gateway, { ...fields, model: "spark-api" }));
    expect(whole).toMatchObject({ version: "v3.5", domain: "generalv3.5" });
    expect(readTold(await respond(gateway, fields)).ignored).toEqual(["version"]);
  });

  it("send the end user to Spark as a hash", async () => {
    await using gateway = await startGateway();
    await readWhole(await respond(gateway, { ...ASK, user: "alice", safety_identifier: "bob" }));
    const { uid } = (await readSent(gateway)).header;
    expect(uid).toMatch(/^.{8,32}$/);
    expect(uid).not.toMatch(/alice|bob/);
    await readWhole(await respond(gateway, { ...ASK, safety_identifier: "bob" }));
    const { uid: again } = (await readSent(gateway)).header;
    expect(again.slice(0, 8)).toBe(uid.slice(0, 8));
    expect(again).not.toBe(uid);
  });

  it("truncate the oldest turns and report their number", async () => {
    await using gateway = await startGateway();
    const long = "字".repeat(9000);
    const input = [
      { role: "developer", content: "短" },
      { role: "user", content: long },
      { role: "assistant", content: long },
      { role: "user", content: "问" },
    ];
    const asked = { ...ASK, model: "generalv3.5", input };
    const response = await respond(gateway, { ...asked, truncation: "auto" });
    expect(await readWhole(response)).toMatchObject({ truncation: "auto" });
    expect(response.headers.get("x-spark-truncated")).toBe("2");
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["短", "问"]);
    expect(await (await respond(gateway, asked)).json()).toMatchObject({
      error: { code: "context_length_exceeded", param: "input" },
    });
  });

  it("use instructions as the question if there is no other, and report it", async () => {
    await using gateway = await startGateway();
    const input = [{ role: "developer", content: "译：你好" }];
    const response = await respond(gateway, { ...ASK, input });
    await readWhole(response);
    expect(readTold(response).adjusted).toEqual(["input[0].role=user"]);
    expect(await readTurns(gateway)).toEqual([{ role: "user", content: "译：你好" }]);
  });

  it("keep the caller's request id and accept a compressed body", async () => {
    await using gateway = await startGateway();
    const body = new Blob([JSON.stringify(ASK)])
      .stream()
      .pipeThrough(new CompressionStream("gzip"));
    const response = await gateway.fetch("/v1/responses", {
      method: "POST",
      body: await new Response(body).arrayBuffer(),
      headers: { "content-encoding": "gzip", "x-request-id": "mine-1" },
    });
    await readWhole(response);
    expect(response.headers.get("x-request-id")).toBe("mine-1");
  });

  it("limit the body size", async () => {
    await using gateway = await startGateway({ settings: { MAX_BODY_BYTES: "1000" } });
    const response = await respond(gateway, { ...ASK, input: "a".repeat(1000) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: "request_too_large" } });
  });
});
