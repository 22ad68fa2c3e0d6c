import { WebSocket } from "ws";
import { DEMO_APP, type SparkApp } from "../apps";
import { toSignedUrl } from "../reference-client";
import type { Simulator } from "../simulator";

/** A frame of either service, as far as tests read it. */
export type SpeechFrame = {
  readonly code?: number;
  readonly message?: string;
  readonly sid?: string;
  readonly data?: { readonly audio: string; readonly status: number; readonly ced: string } | null;
  readonly header?: { readonly code: number; readonly message: string; readonly status: number };
  readonly payload?: {
    readonly audio: { readonly audio: string; readonly status: number; readonly seq: number };
    readonly pybuf?: object;
  };
};

export type Dialled = {
  readonly simulator: Simulator;
  readonly path: string;
  readonly host: string;
  readonly app?: SparkApp;
  readonly date?: string;
  /** Sent as the Host header, which differs from the query. */
  readonly hostHeader?: string;
};

/** Signs, sends these messages, receives until the last frame or a rejection, and closes. */
export function talk(dialled: Dialled, messages: readonly (string | object)[]): Promise<Heard> {
  const { simulator, path, host, app = DEMO_APP, hostHeader } = dialled;
  const { date = new Date().toUTCString() } = dialled;
  const url = toSignedUrl({ origin: simulator.url, path, host, date, app });
  const headers = hostHeader === undefined ? {} : { host: hostHeader };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, headers });
    const frames: SpeechFrame[] = [];
    socket.once("open", () => {
      for (const one of messages) socket.send(typeof one === "string" ? one : JSON.stringify(one));
    });
    socket.on("message", (data: Buffer) => {
      const frame: SpeechFrame = JSON.parse(data.toString());
      frames.push(frame);
      if (isLast(frame)) socket.close(1000);
    });
    socket.once("unexpected-response", (_request, response) => {
      resolve({ status: response.statusCode ?? 0, frames });
      socket.terminate();
    });
    socket.once("error", reject);
    socket.once("close", () => resolve({ status: 101, frames }));
  });
}

/** 101 if the session was opened. */
export type Heard = { readonly status: number; readonly frames: readonly SpeechFrame[] };

export const codeOf = ({ code, header }: SpeechFrame): number => code ?? header?.code ?? 0;

const isLast = (frame: SpeechFrame): boolean =>
  codeOf(frame) !== 0 || (frame.data?.status ?? frame.header?.status) === 2;

/** Joins all the audio in the frames. */
export function toAudio(frames: readonly SpeechFrame[]): Buffer {
  const pieces = frames.map(({ data, payload }) => data?.audio ?? payload?.audio.audio ?? "");
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}

export const toSamples = (audio: Buffer): Int16Array =>
  new Int16Array(new Uint8Array(audio).buffer);
