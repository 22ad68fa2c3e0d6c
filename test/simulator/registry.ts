import type { Connection, Ledger } from "./connection";

/** Every handshake and HTTP request in order of arrival, including rejected ones. */
export type Registry = {
  readonly connections: readonly Connection[];
  readonly openConnections: number;
  readonly add: (ledger: Ledger) => void;
  readonly at: (index: number) => Promise<Connection>;
  readonly clear: () => void;
};

export function createRegistry(): Registry {
  let connections: Connection[] = [];
  let waiting: { index: number; resolve: (connection: Connection) => void }[] = [];
  const open = new Set<Connection>();

  return {
    get connections() {
      return connections;
    },
    get openConnections() {
      return open.size;
    },
    add: ({ connection, onceGone }) => {
      connections.push(connection);
      open.add(connection);
      onceGone(() => open.delete(connection));
      const index = connections.length - 1;
      for (const waiter of waiting) if (waiter.index === index) waiter.resolve(connection);
      waiting = waiting.filter((waiter) => waiter.index !== index);
    },
    at: (index) => {
      const connection = connections[index];
      if (connection) return Promise.resolve(connection);
      return new Promise((resolve) => {
        waiting.push({ index, resolve });
      });
    },
    clear: () => {
      connections = [];
    },
  };
}
