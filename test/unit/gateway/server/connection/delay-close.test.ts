import { once } from "node:events";
import { createServer } from "node:http";

import { expect, it, vi } from "vitest";

import { delayClose } from "@/lib/gateway/server/connection/delay-close";

it("reports a closed server only once everything is settled", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  let settle: () => void = () => {};
  const settled = new Promise<void>((resolve) => (settle = resolve));
  delayClose(server, () => settled);
  const report = vi.fn<(error?: Error) => void>();
  server.close(report);
  await once(server, "close");
  expect(report).not.toHaveBeenCalled();
  settle();
  await vi.waitFor(() => expect(report).toHaveBeenCalledExactlyOnceWith(undefined));
});
