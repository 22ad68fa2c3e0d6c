import { startGateway } from "./contestants";
import { type Started, startProgram } from "./process";

/** The contestants for embeddings or images: the bare limit and the gateway. */
export type ServiceContestant = Omit<Started, "port"> & {
  name: "bare" | "gateway";
  origin: string;
};

export type ServiceField = {
  bare: ServiceContestant;
  gateway: ServiceContestant;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts both in their own processes in front of one upstream. */
export async function startServiceField(
  settings: Record<string, string> = {},
): Promise<ServiceField> {
  const upstream = await startProgram(new URL("service-upstream.ts", import.meta.url));
  const url = `http://127.0.0.1:${upstream.port}`;
  const env = { SPARK_HTTP_URL: url };
  const bare = await startProgram(new URL("bare-services.ts", import.meta.url), { env });
  const urls = { SPARK_EMBEDDING_URL: url, SPARK_TTI_URL: url };
  const gateway = await startGateway(url, { ...urls, ...settings });
  return {
    bare: { ...bare, name: "bare", origin: `http://127.0.0.1:${bare.port}` },
    gateway: { ...gateway, name: "gateway", origin: new URL(gateway.url).origin },
    async [Symbol.asyncDispose]() {
      await Promise.all([bare, gateway, upstream].map((started) => started.stop()));
    },
  };
}

/** Posts JSON and reads the whole answer. */
export async function postJson(url: string, body: object): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
