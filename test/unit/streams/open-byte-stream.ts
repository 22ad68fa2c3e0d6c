import { vi } from "vitest";

import { createByteStream } from "@/lib/streams/byte-stream";

export function openByteStream(source: AsyncGenerator<string, void, undefined>) {
  const onEnd = vi.fn<() => Promise<void>>(async () => {});
  const onCancel = vi.fn<() => void>();
  const caller = new AbortController();
  const stream = createByteStream(source, {
    heartbeat: "♥",
    heartbeatMs: 100,
    signal: caller.signal,
    onCancel,
    onEnd,
  }).toReadable();
  return { stream, caller, onEnd, onCancel };
}
