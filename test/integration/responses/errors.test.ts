import { describe, expect, it } from "vitest";

import { performHttp } from "../../simulator/http-plan";
import { perform } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { ASK, askStream, respond } from "./ask";
import { ERROR_ROWS, type ErrorRow, SECOND } from "./error-rows";

/** Makes Spark fail this way after these texts on either service, for every attempt. */
function fail(
  gateway: Gateway,
  texts: readonly string[],
  { code, message = "m" }: Pick<ErrorRow, "code" | "message">,
): void {
  const plan = { texts, error: { code, detail: message } };
  for (let time = 0; time < 3; time += 1) {
    gateway.simulator.play(perform(plan));
    gateway.simulator.playHttp((_body, _response, stage) => performHttp(plan)(stage));
  }
}

const cases = ERROR_ROWS.map((one) => [one.code, one.error.code, one] as const);

describe.each(SERVICES)("Spark's failures in the Responses API over %s", (_service, key) => {
  it.each(cases)("maps Spark's early %d to an HTTP error: %s", async (_code, _name, one) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      fail(gateway, [], one);
      const response = await respond(gateway, { ...ASK, stream }, { key });
      const { error } = await response.json();
      expect([response.status, error]).toMatchObject([one.status, { param: null, ...one.error }]);
      expect(error.message).toMatch(one.words);
      expect(error.message).toMatch(new RegExp(`\\(Spark ${one.code}, sid ch\\S+\\)`));
      const isLater = one.status >= 500 || one.words === SECOND;
      expect(response.headers.get("retry-after")).toBe(isLater ? "1" : null);
    }
  });

  it.each(cases)(
    "maps Spark's %d after text to error, then response.failed: %s",
    async (_code, _name, one) => {
      await using gateway = await startGateway();
      fail(gateway, ["半个", "答案"], one);
      const { error, response } = await askStream(gateway, ASK, { key });
      const { code, param = null } = one.error;
      expect(error).toMatchObject({ code, param, error: { ...one.error, param } });
      expect(error?.["message"]).toMatch(one.words);
      expect(response).toMatchObject({
        status: "failed",
        error: { code: one.failed, message: error?.["message"] },
        usage: null,
        completed_at: null,
        output: [{ status: "incomplete", content: [{ text: "半个答案", annotations: [] }] }],
      });
    },
  );

  it("maps 10014 before any text to an HTTP error, and after text to an incomplete response", async () => {
    await using gateway = await startGateway();
    const moderated = { code: 10_014 };
    fail(gateway, [], moderated);
    const refused = await respond(gateway, ASK, { key });
    expect([refused.status, (await refused.json()).error.code]).toEqual([400, "content_filter"]);
    gateway.simulator.clear();
    fail(gateway, ["半个"], moderated);
    const { response, events } = await askStream(gateway, ASK, { key });
    expect(response).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "content_filter" },
      output: [{ status: "incomplete", content: [{ text: "半个" }] }],
      usage: { estimated: true, output_tokens: 2 },
    });
    expect(events.at(-1)?.type).toBe("response.incomplete");
  });
});
