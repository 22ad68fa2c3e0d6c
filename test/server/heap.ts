import { once } from "node:events";

import { WebSocket } from "ws";

export type Heap = {
  /** Returns the memory in use after a garbage collection. */
  usedBytes: () => Promise<number>;
  close: () => void;
};

/**
 * Connects to the heap of a server that was started with `--inspect`, through the URL in its
 * output.
 */
export async function watchHeap(output: string): Promise<Heap> {
  const url = /ws:\/\/[\w.:/-]+/.exec(output)?.[0];
  if (!url) throw new Error("The server did not say where its inspector listens.");
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, "open");
  let id = 0;
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    const asked = (id += 1);
    socket.send(JSON.stringify({ id: asked, method, params }));
    for (;;) {
      const [data] = await once(socket, "message");
      const message = JSON.parse(String(data));
      if (message.id === asked) return message.result;
    }
  };
  return {
    usedBytes: async () => {
      // Finalisers run between collections, and the second one frees what they release.
      await call("HeapProfiler.collectGarbage");
      await call("HeapProfiler.collectGarbage");
      const { usedSize } = (await call("Runtime.getHeapUsage")) as { usedSize: number };
      return usedSize;
    },
    close: () => socket.terminate(),
  };
}
