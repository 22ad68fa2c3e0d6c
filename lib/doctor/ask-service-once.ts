import type { Deps } from "../gateway/server/deps";
import { draw } from "../gateway/services/draw";
import { embed } from "../gateway/services/embed";
import type { PreparedService } from "../gateway/services/prepare-service";
import { chooseSize } from "../spark/image/sizes";
import type { Key } from "../spark/key";
import type { Model } from "../spark/models";

const GREETING = "你好";
/** The cheapest size; MaaS supports nothing smaller than 768. */
const SMALLEST = { width: 512, height: 512 };

/**
 * Sends the smallest possible request to a service other than chat.
 * @throws GatewayError
 */
export async function askServiceOnce(model: Model, key: Key, deps: Deps): Promise<void> {
  const prepared: PreparedService = {
    model,
    credential: { owner: "caller", ...key },
    service: key.service,
  };
  const { signal } = new AbortController();
  const watch = { signal, onApp: nothing, onSent: nothing, onRefused: nothing, onAnswer: nothing };
  if (model.kind === "image") {
    const drawing = {
      model: model.id,
      prompt: { name: "prompt", value: GREETING },
      size: undefined,
      count: { name: "n", value: 1 },
      endUser: undefined,
      options: {},
    };
    await draw(drawing, { prepared, size: chooseSize(SMALLEST, model), watch }, deps);
    return;
  }
  const request = {
    model: model.id,
    texts: [{ name: "input", value: GREETING }],
    purpose: undefined,
    dimensions: undefined,
    endUser: undefined,
    format: "base64" as const,
  };
  await embed(request, { prepared, watch }, deps);
}

const nothing = (): void => {};
