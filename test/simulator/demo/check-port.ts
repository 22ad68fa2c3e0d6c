import { connect, createServer } from "node:net";

/** Returns why the port cannot be used, one line per language, or null. */
export async function checkPort(port: number): Promise<string | null> {
  const code = (await canConnect(port)) ? "EADDRINUSE" : await tryToListen(port);
  switch (code) {
    case null:
      return null;
    case "EADDRINUSE": {
      const other = `PORT=${port + 1} npm run demo`;
      return `端口 ${port} 已被占用，换一个：${other}\nPort ${port} is taken. Choose another: ${other}`;
    }
    default:
      return (
        `端口 ${port} 不能用（${code}），换一个：PORT=3001 npm run demo\n` +
        `Port ${port} cannot be used (${code}). Choose another: PORT=3001 npm run demo`
      );
  }
}

/** Returns whether something listens. Some systems allow a second listener on other addresses. */
export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function tryToListen(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, () => server.close(() => resolve(null)));
  });
}
