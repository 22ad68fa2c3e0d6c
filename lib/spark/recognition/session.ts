import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { parseJson } from "../../core/json";
import type { Source } from "../../streams/source";
import { type AudioFrame, readAudioFrame } from "../audio/frame";
import { type Heard, readResult, type RecognitionResult, toHeard } from "./result";

/** What is new in a session. */
export type SessionNews = {
  sid: string | null;
  /** In seconds from the beginning of the session. */
  heard: readonly Heard[];
  /** True once the session has ended for any reason. */
  isOver: boolean;
};

const ENDED = 2;

/**
 * Reads the frames of a session until it is over. Results that may still be corrected are held back
 * until then, because segments that were sent cannot be taken back.
 * @throws GatewayError for a rejection or an unreadable result
 */
export async function* readSession(frames: Source<readonly string[]>): Source<SessionNews> {
  const results = createResults();
  let sid: string | null = null;
  for await (const batch of frames) {
    const heard: Heard[] = [];
    let isOver = false;
    for (const raw of batch) {
      const frame = readAudioFrame(raw, "recognition");
      sid = frame.sid ?? sid;
      const { result, status } = readContent(frame);
      if (result) heard.push(...results.add(result));
      isOver = frame.status === ENDED || status === ENDED;
      if (isOver) break;
    }
    if (isOver) heard.push(...results.end());
    if (heard.length > 0 || isOver) yield { sid, heard, isOver };
    if (isOver) return;
  }
}

/** The older service sends a result as JSON, the newer one in base64. */
const older = z.object({ status: z.int(), result: z.unknown().optional() });
const newer = z.object({ result: z.object({ status: z.int(), text: z.string() }) });

function readContent({ content, sid }: AudioFrame): {
  result?: RecognitionResult | undefined;
  status?: number;
} {
  if (content === undefined || content === null) return {};
  const inBase64 = newer.safeParse(content).data?.result;
  if (inBase64) {
    const { text, status } = inBase64;
    if (text === "") return { status };
    return { status, result: require(readResult(decode(text)), sid) };
  }
  const plain = older.safeParse(content).data;
  if (!plain) throw unreadable(sid);
  if (plain.result === undefined || plain.result === null) return { status: plain.status };
  return { status: plain.status, result: require(readResult(plain.result), sid) };
}

const decode = (text: string): unknown => parseJson(Buffer.from(text, "base64").toString());

function require(result: RecognitionResult | undefined, sid: string | null): RecognitionResult {
  if (result) return result;
  throw unreadable(sid);
}

const unreadable = (sid: string | null): GatewayError =>
  new GatewayError({ kind: "spark-invalid", detail: "an unreadable result", ...(sid && { sid }) });

/** Creates a list that applies corrections and keeps the order of results. */
function createResults() {
  const held = new Map<number, RecognitionResult>();
  let end = 0;
  const settle = (result: RecognitionResult): Heard[] => {
    const heard = toHeard(result, end);
    if (!heard) return [];
    end = heard.segment.end;
    return [heard];
  };
  return {
    /** Adds a result. Returns the segments that can no longer change. */
    add(result: RecognitionResult): Heard[] {
      const { sn, pgs, rg } = result;
      if (pgs === undefined && held.size === 0) return settle(result);
      if (pgs === "rpl" && rg) {
        const [from, to] = rg;
        for (const known of held.keys()) if (known >= from && known <= to) held.delete(known);
      }
      held.set(sn, result);
      return [];
    },
    end(): Heard[] {
      const inOrder = [...held].toSorted(([a], [b]) => a - b);
      held.clear();
      return inOrder.flatMap(([, result]) => settle(result));
    },
  };
}
