import { CODES } from "./codes";
import type { Exchange } from "./exchange";
import { BAD_DATE, MISMATCH, UNKNOWN_KEY } from "./handshake";
import { playHandshake, refuseHandshake } from "./handshake-answer";
import { answerJson, answerText } from "./http-io";
import type { SignedService } from "./signed-service";
import type { HandshakeScript } from "./script";
import type { SparkError } from "./spark-request";

type Stage = {
  readonly exchange: Exchange;
  readonly service: SignedService;
  readonly fail: (error: SparkError) => void;
};

type ServiceFault = (stage: Stage) => Promise<void> | void;

const COMMAND = /(?:^|\n)\s*\/simulate[ \t]+(?<name>[^\n]*?)\s*$/u;
const SLOW_MS = 15_000;
const SKEW_MS = 600_000;

/**
 * Finds the fault of a service that answers in one piece, requested in a text with `/simulate
 * NAME`.
 */
export function findServiceFault(text: string): ServiceFault | undefined {
  const name = COMMAND.exec(text)?.groups?.["name"];
  if (name === undefined) return undefined;
  if (/^\d{5}$/u.test(name)) return ({ fail }) => fail(toError(Number(name)));
  return FAULTS[name] ?? (({ fail }) => fail(toHelp(name)));
}

const refuse = (make: (now: number) => HandshakeScript): ServiceFault => {
  return ({ exchange: { request, world } }) =>
    playHandshake(make(world.now()), request.socket, world.now());
};

const FAULTS: Readonly<Record<string, ServiceFault>> = {
  silent: () => {},
  stall: ({ exchange }) => begin(exchange),
  slow: async ({ exchange: { ledger, world }, fail }) => {
    await world.wait(SLOW_MS, ledger.gone);
    fail(toError(10_012));
  },
  cut: async ({ exchange }) => {
    await begin(exchange);
    exchange.response.socket?.end();
  },
  reset: ({ exchange }) => void exchange.response.socket?.resetAndDestroy(),
  garbage: ({ exchange: { response } }) => answerText(response, 200, "讯飞星火 says something"),
  "other-shape": ({ exchange: { response } }) => answerJson(response, 200, { answer: 42 }),
  short: ({ exchange: { response }, service }) =>
    answerJson(response, 200, {
      header: { code: 0, message: "success", sid: "short", ...service.header },
      payload: service.short,
    }),
  "401": refuse(() => refuseHandshake(401, MISMATCH)),
  "401-key": refuse(() => refuseHandshake(401, UNKNOWN_KEY)),
  "403": refuse(() => refuseHandshake(403, "Your IP address is not allowed")),
  "403-skew": refuse((now) => ({
    refuse: {
      status: 403,
      body: JSON.stringify({ message: BAD_DATE }),
      headers: { date: new Date(now + SKEW_MS).toUTCString() },
    },
  })),
  "500": refuse(() => refuseHandshake(500, "An unexpected error occurred")),
};

/** Sends the head of an answer and part of its body. */
function begin({ response }: Exchange): Promise<void> {
  response.writeHead(200, { "content-type": "application/json", "content-length": "9999" });
  return new Promise((resolve) => {
    response.write('{"header":', () => resolve());
  });
}

function toError(code: number): SparkError {
  const known = CODES.find((one) => one.code === code);
  if (code === 11_200 || code === 11_202) return { code, detail: "licc failed" };
  return known ?? { code, detail: "simulated" };
}

function toHelp(name: string): SparkError {
  const known = Object.keys(FAULTS).join(", ");
  return { code: 10_005, detail: `no fault ${name}; there are codes and ${known}` };
}
