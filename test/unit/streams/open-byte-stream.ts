import { vi } from "vitest";

import { toByteStream } from "@/lib/streams/byte-stream";

export function openByteStream(
  source: AsyncGenerator<string, void, undefined>,
  isCut: () => boolean = () => false,
) {
  const onEnd = vi.fn<() => void>();
  const onCancel = vi.fn<() => void>();
  const caller = new AbortController();
  const stream = toByteStream(source, {
    heartbeat: "♥",
    heartbeatMs: 100,
    signal: caller.signal,
    onCancel,
    onEnd,
    isCut,
  });
  return { stream, caller, onEnd, onCancel };
}
