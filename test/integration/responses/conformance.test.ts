import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { askStream, askWhole, hideFresh, say } from "./ask";
import { CALL_CASES } from "./call-cases";
import { TEXT_CASES } from "./text-cases";

const CASES = [...TEXT_CASES, ...CALL_CASES];

describe.each(SERVICES)("POST /v1/responses over %s", (_, key) => {
  it.each(CASES.map((one) => [one.name, one] as const))(
    "answers with %s, streamed in OpenAI's order and the same as JSON",
    async (_name, { fields, plan, events: expected, response }) => {
      await using gateway = await startGateway();
      say(gateway, plan, 2);
      const streamed = await askStream(gateway, fields, { key });
      const types = streamed.events.map(({ type }) => type.replace("response.", ""));
      expect(types.slice(2, -1).filter((type, at, all) => type !== all[at - 1])).toEqual(expected);
      expect(streamed.response).toMatchObject(response);
      const whole = await askWhole(gateway, fields, { key });
      expect(hideFresh(whole)).toEqual(hideFresh(streamed.response));
    },
  );
});
