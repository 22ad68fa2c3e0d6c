import type { ImageRequest, ImageSize } from "../../core/image-request";
import { type Drawn, readImageAnswer } from "../../spark/image/answer";
import { type Drawing, toImageMessage, toMaasImageMessage } from "../../spark/image/request";
import { toHttpModel, toServedModel } from "../../spark/models";
import { toUid } from "../../spark/uid";
import type { AppPool } from "../pool/pool";
import { type AskDependencies, askService, type ServiceCall } from "./ask-service";
import { isCrowded } from "./is-crowded";
import { runParallel } from "./parallel";
import type { PreparedService } from "./prepare-service";

export type DrawDependencies = AskDependencies & { pool: AppPool; randomId: () => string };

/** Callbacks for progress. */
type DrawWatch = {
  signal: AbortSignal;
  onApp: (label: string) => void;
  /** Called when one image has been requested. */
  onSent: () => void;
  /** Called when a request was rejected and costs nothing. */
  onRefused: () => void;
  onAnswer: (sid: string | null) => void;
};

type Asking = { prepared: PreparedService; size: ImageSize; watch: DrawWatch };

/**
 * Generates every image in base64, with a separate request for each. If one fails, all fail.
 * @throws GatewayError
 */
export async function draw(
  request: ImageRequest,
  asking: Asking,
  dependencies: DrawDependencies,
): Promise<readonly string[]> {
  const { prepared, watch } = asking;
  const { credential, model, service } = prepared;
  const { pool, randomId } = dependencies;
  const group = { held: 0 };
  const drawOne = async (index: number, signal: AbortSignal): Promise<Drawn> => {
    let isSent = false;
    const onSent = (): void => {
      // A request that is sent again after a rejection is billed once.
      if (!isSent) watch.onSent();
      isSent = true;
    };
    const drawing = toDrawing(request, index, { size: asking.size, randomId });
    const call = { ...toCall(drawing, asking), onSent, group, signal };
    try {
      const answer = await askService(call, dependencies);
      watch.onAnswer(answer.sid);
      return answer;
    } catch (error) {
      // A request that was aborted, because the caller left or another image failed, is generated
      // and billed anyway.
      if (isSent && !signal.aborted) watch.onRefused();
      throw error;
    }
  };
  const target = { model: toServedModel(model), service };
  const width = credential.owner === "server" ? pool.capacity(target) : null;
  const pace = { width, isCrowded, signal: watch.signal };
  const drawn = await runParallel(request.count.value, drawOne, pace);
  return drawn.map(({ image }) => image);
}

/** Gives each of several images its own seed; otherwise they would all be the same. */
function toDrawing(
  { prompt, options, endUser }: ImageRequest,
  index: number,
  { size, randomId }: { size: ImageSize; randomId: () => string },
): Drawing {
  const { seed } = options;
  return {
    prompt: prompt.value,
    size,
    uid: toUid(endUser, randomId()),
    options: typeof seed === "number" ? { ...options, seed: (seed + index) % 2 ** 31 } : options,
  };
}

function toCall(
  drawing: Drawing,
  { prepared, watch }: Asking,
): Omit<ServiceCall<Drawn>, "group" | "signal" | "onSent"> {
  const { model } = prepared;
  return {
    prepared,
    param: "prompt",
    onApp: watch.onApp,
    toMessage(key) {
      switch (key.service) {
        case "socket":
          return toImageMessage(drawing, {
            appId: key.app.appId,
            domain: model.domain ?? model.id,
          });
        case "http":
          return toMaasImageMessage(drawing, toHttpModel(model));
      }
    },
    read: readImageAnswer,
  };
}
