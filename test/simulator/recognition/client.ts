import { WebSocket } from "ws";
import { DEMO_APP, type SparkApp } from "../apps";
import { encode } from "../audio-codec/encode";
import { toSignedUrl } from "../reference-client";
import type { Simulator } from "../simulator";

export const RATE = 16_000;
const FRAME_BYTES = 1280;

/** Splits samples into frames of bytes of this size. */
export function toFrames(samples: Int16Array, size = FRAME_BYTES): Buffer[] {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

export const speech = (text: string): Buffer[] => toFrames(encode(text, { rate: RATE }));

type Change = Record<string, unknown>;

/** Builds the messages of a session of classic dictation, as iFlytek's own demo sends them. */
export function iatMessages(
  audio: readonly Buffer[],
  business: Change = {},
  app: SparkApp = DEMO_APP,
) {
  const shape = { format: `audio/L16;rate=${RATE}`, encoding: "raw" };
  const frames = audio.map((bytes, at) => ({
    ...(at === 0 && {
      common: { app_id: app.appId },
      business: { language: "zh_cn", domain: "iat", accent: "mandarin", ...business },
    }),
    data: { status: at === 0 ? 0 : 1, ...shape, audio: bytes.toString("base64") },
  }));
  return [...frames, { data: { status: 2 } }];
}

/** Builds the messages of a session of the large model. */
export function slmMessages(audio: readonly Buffer[], iat: Change = {}, app: SparkApp = DEMO_APP) {
  const parameter = {
    iat: {
      domain: "slm",
      language: "mul_cn",
      accent: "mandarin",
      result: { encoding: "utf8", compress: "raw", format: "json" },
      ...iat,
    },
  };
  return [...audio, Buffer.alloc(0)].map((bytes, at) => {
    const status = at === 0 ? 0 : at === audio.length ? 2 : 1;
    return {
      header: { app_id: app.appId, status },
      parameter: at === 0 ? parameter : undefined,
      payload: {
        audio: {
          encoding: "raw",
          sample_rate: RATE,
          channels: 1,
          bit_depth: 16,
          seq: at + 1,
          status,
          audio: bytes.toString("base64"),
        },
      },
    };
  });
}

type Talk = {
  readonly path: "/v2/iat" | "/v1";
  readonly messages: readonly unknown[];
  /** The host that is signed and in the query; the real service reads no other. */
  readonly host?: string;
  readonly app?: SparkApp;
  /** Called before each message. */
  readonly before?: (index: number) => void;
};

/** Sends all messages, and receives until the session ends. */
export async function talk(
  simulator: Simulator,
  { path, messages, host, app = DEMO_APP, before }: Talk,
) {
  const url = new URL(simulator.url);
  const signed = toSignedUrl({
    origin: simulator.url,
    path,
    host: host ?? url.host,
    date: new Date().toUTCString(),
    app,
  });
  const socket = new WebSocket(signed);
  const heard: Heard[] = [];
  const state = { isOver: false };
  const over = new Promise<void>((resolve, reject) => {
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString());
      if (!state.isOver) heard.push(frame);
      state.isOver ||= isLast(frame);
      if (state.isOver) resolve();
    });
    socket.on("error", reject).on("close", () => resolve());
  });
  // A rejected handshake is reported where the handshake is awaited.
  over.catch(() => {});
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  for (const [index, message] of messages.entries()) {
    if (state.isOver) break;
    before?.(index);
    socket.send(typeof message === "string" ? message : JSON.stringify(message));
    await new Promise(setImmediate);
  }
  await over;
  socket.terminate();
  return { heard, text: heard.map(toText).join(""), error: toError(heard.at(-1)) };
}

// oxlint-disable-next-line typescript/no-explicit-any
type Heard = any;

const isLast = (frame: Heard): boolean =>
  (frame.code ?? 0) !== 0 ||
  (frame.header?.code ?? 0) !== 0 ||
  frame.data?.status === 2 ||
  frame.header?.status === 2;

/** Returns the result in a frame of either service. */
export function toResult(frame: Heard) {
  const text = frame.payload?.result?.text;
  if (typeof text === "string") return JSON.parse(Buffer.from(text, "base64").toString());
  return frame.data?.result;
}

const toText = (frame: Heard): string =>
  (toResult(frame)?.ws ?? []).map(({ cw }: Heard) => cw[0].w).join("");

function toError(frame: Heard): readonly [code: number, message: string] | null {
  const { code, message } = frame?.header ?? frame ?? {};
  return code ? [code, message] : null;
}
