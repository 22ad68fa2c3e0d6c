import { DEMO_APP, DEMO_APPS, type SparkApp } from "./apps";
import { toEnvironment } from "./environment";
import { startSimulator } from "./simulator";
import { readPort } from "./port";

const DEFAULT_PORT = 8787;
const PACE_MS = 40;

/** Implements `npm run simulator`: a local Spark for development without an account. */
const simulator = await startSimulator({
  port: readPort(DEFAULT_PORT),
  host: process.env["HOST"] ?? "127.0.0.1",
  paceMs: PACE_MS,
});

const settings = Object.entries(toEnvironment(simulator, DEMO_APP))
  .map(([name, value]) => `${name}=${value}`)
  .join(" ");

console.log(`讯飞星火模拟器 · Spark simulator
  WebSocket  ${simulator.url}
  HTTP       ${simulator.httpUrl}

Apps (APP_ID:API_SECRET:API_KEY, APIPassword)
${DEMO_APPS.map(listApp).join("\n")}

Point a gateway at it:
  ${settings} npm run dev

Then send /simulate help as a message.`);

function listApp({ appId, apiSecret, apiKey, apiPassword = "-", ...limits }: SparkApp): string {
  const special = Object.entries(limits).map(([name, value]) => `${name}: ${String(value)}`);
  return [`  ${appId}:${apiSecret}:${apiKey}`, apiPassword, ...special].join("  ");
}
