import type { Server } from "node:http";

/**
 * Delays a server's report that it has closed. Next exits at this report, while the debit of the
 * last answers may still be on its way to Redis: a caller that left is not waited for, and without
 * the debit it would have spent all that was reserved for its answer.
 */
export function delayClose(server: Server, whenSettled: () => Promise<unknown>): void {
  const close = server.close.bind(server);
  server.close = (report) =>
    close(async (error) => {
      await whenSettled();
      report?.(error);
    });
}
