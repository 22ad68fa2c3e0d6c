import { parseJson } from "../../core/json";
import { shorten } from "../snippets/shorten";
import { type BlockReader, createBlockReader, createWholeReader } from "./split-events";
import { redactRequestHeaders, redactResponseHeaders } from "./redact";
import { teeBody } from "./tee-body";
import { readBlock, type WireEventKind } from "./event";
import { createLogWriter, type LogWriter, type WireLog, type WireRequest } from "./log";

export type Recorder = {
  /**
   * Returns a `fetch` for the OpenAI client that records what it sends and receives under this id.
   * Bytes, errors and aborts pass unchanged.
   */
  fetchAs: (wireId: string) => typeof fetch;
  /**
   * Returns the same object until the log has grown; undefined if nothing is kept under this id.
   */
  read: (wireId: string) => WireLog | undefined;
  /**
   * Calls the listener at most once per frame, and immediately when the answer has ended. Returns a
   * function that unsubscribes.
   */
  subscribe: (wireId: string, listener: () => void) => () => void;
};

export type RecorderOptions = {
  fetch: typeof fetch;
  /** Milliseconds from any starting point. */
  now: () => number;
  requestFrame: (callback: () => void) => void;
};

/** Logs exist in memory only, and only the latest are kept. */
export const MAX_LOGS = 32;

export function createRecorder({ fetch, now, requestFrame }: RecorderOptions): Recorder {
  const logs = new Map<string, LogWriter>();
  const listeners = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();

  const tell = (wireId: string): void => {
    waiting.delete(wireId);
    for (const listener of listeners.get(wireId) ?? []) listener();
  };
  const tellSoon = (wireId: string): void => {
    if (waiting.has(wireId)) return;
    waiting.add(wireId);
    requestFrame(() => {
      if (waiting.has(wireId)) tell(wireId);
    });
  };
  const open = (wireId: string, request: WireRequest): LogWriter => {
    logs.delete(wireId);
    const log = createLogWriter(request);
    logs.set(wireId, log);
    for (const oldest of logs.keys()) {
      if (logs.size <= MAX_LOGS) break;
      logs.delete(oldest);
      tell(oldest);
    }
    tell(wireId);
    return log;
  };

  return {
    fetchAs: (wireId) => async (input, init) => {
      const log = open(wireId, readRequest(input, init));
      const startedAt = now();
      const elapse = (): number => now() - startedAt;
      const trace: Trace = { log, elapse, signal: init?.signal, tell: () => tell(wireId) };
      try {
        const response = await fetch(input, init);
        return recordResponse(response, { ...trace, tellSoon: () => tellSoon(wireId) });
      } catch (error) {
        fail(error, trace);
        throw error;
      }
    },
    read: (wireId) => logs.get(wireId)?.read(),
    subscribe: (wireId, listener) => {
      const own = listeners.get(wireId) ?? new Set();
      listeners.set(wireId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(wireId) === own) listeners.delete(wireId);
      };
    },
  };
}

type Trace = {
  log: LogWriter;
  elapse: () => number;
  signal: AbortSignal | null | undefined;
  tell: () => void;
};

function readRequest(input: Parameters<typeof fetch>[0], init: RequestInit = {}): WireRequest {
  const given = input instanceof Request ? input : null;
  return {
    method: init.method ?? given?.method ?? "GET",
    url: readUrl(input),
    headers: redactRequestHeaders(new Headers(init.headers ?? given?.headers)),
    body: typeof init.body === "string" ? shorten(parseJson(init.body)).value : null,
  };
}

function readUrl(input: Parameters<typeof fetch>[0]): string {
  if (typeof input === "string") return input;
  return input instanceof URL ? input.href : input.url;
}

/** Records a response on its way to the client. */
function recordResponse(response: Response, trace: Trace & { tellSoon: () => void }): Response {
  const { log, elapse, tell, tellSoon } = trace;
  const { status, statusText, headers, body } = response;
  log.respond({ status, statusText, headers: redactResponseHeaders(headers), atMs: elapse() });
  tellSoon();
  let hasError = false;
  const reader = createReader(headers, trace, (kind) => (hasError ||= kind === "error"));
  const end = (kind: "complete" | "stopped"): void => {
    reader.end();
    // A client that reads an error closes the connection itself, so this is not the reader's abort.
    const told = hasError ? "failed" : response.ok ? kind : "refused";
    log.end({ kind: told, atMs: elapse(), detail: null });
    tell();
  };
  if (!body) {
    end("complete");
    return response;
  }
  const recorded = teeBody(body, {
    onBytes: (bytes) => {
      reader.feed(bytes);
      tellSoon();
    },
    onEnd: () => end("complete"),
    onCancel: () => end("stopped"),
    onError: (error) => {
      reader.end();
      fail(error, trace);
    },
  });
  return new Response(recorded, { status, statusText, headers });
}

function createReader(
  headers: Headers,
  { log, elapse }: Trace,
  onKind: (kind: WireEventKind) => void,
): BlockReader {
  if (headers.get("content-type")?.startsWith("text/event-stream")) {
    return createBlockReader((block) => {
      const { bytes, raw } = block;
      const content = readBlock(block);
      onKind(content.kind);
      log.add({ atMs: elapse(), bytes, raw, ...content });
    });
  }
  return createWholeReader(({ bytes, raw }) => {
    log.add({ atMs: elapse(), bytes, raw, kind: "body", hasToken: false });
  });
}

/** An abort was caused by the reader; any other failed fetch was caused by the network. */
function fail(error: unknown, { log, elapse, signal, tell }: Trace): void {
  const detail = error instanceof Error ? error.message : String(error);
  if (signal?.aborted) log.end({ kind: "stopped", atMs: elapse(), detail: null });
  else log.end({ kind: "failed", atMs: elapse(), detail });
  tell();
}
