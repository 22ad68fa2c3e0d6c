import { checkConnection } from "@/lib/doctor/check-connection";
import type { Check } from "@/lib/doctor/check";
import { run, type World } from "@/lib/doctor/run";

import { DEMO_APPS, type SparkApp } from "../../simulator/apps";
import type { Script, StageScript } from "../../simulator/script";
import type { SimulatorOptions } from "../../simulator/simulator";
import { startGateway } from "../setup/gateway";

export type Ward = {
  argv?: readonly string[];
  settings?: Record<string, string>;
  simulator?: SimulatorOptions;
  /**
   * What the first connections get, in order: the clock check, the handshake, then one per model.
   */
  scripts?: readonly Script[];
  world?: Partial<World>;
};

/** Runs the doctor in this process, in front of its own simulator. */
export async function visit({ argv = [], settings, simulator, scripts = [], world }: Ward = {}) {
  await using gateway = await startGateway({
    settings: { GATEWAY_API_KEYS: "sk-of-the-gateway", API_PASSWORD: "", ...settings },
    ...(simulator && { simulator }),
  });
  gateway.simulator.play(...scripts);
  const call = async (args: readonly string[]) => {
    let output = "";
    const code = await run({
      argv: args,
      environment: {},
      openDeps: () => gateway.deps,
      reach: checkConnection,
      write: (text) => (output += `${text}\n`),
      ...world,
    });
    return { code, output };
  };
  const { code, output } = await call(["--json", ...argv]);
  const { checks = [], error } = JSON.parse(output) as { checks?: Check[]; error?: string };
  const causes = checks.flatMap(({ cause }) => cause ?? []);
  return { code, output, checks, causes, error, connections: gateway.simulator.connections };
}

/** A script for a connection that the simulator itself answers before any script runs. */
export const asUsual: Script = () => {
  throw new Error("This connection was to be refused before.");
};

const toSettings = ({ appId, apiKey, apiSecret }: SparkApp): Record<string, string> => ({
  APP_ID: appId,
  API_KEY: apiKey,
  API_SECRET: apiSecret,
});

const findApp = (isMeant: (app: SparkApp) => boolean): SparkApp => {
  const app = DEMO_APPS.find(isMeant);
  if (!app) throw new Error("The simulator has no such app.");
  return app;
};

/** The settings of the app without tokens, and of the app that may only use Lite. */
export const EXHAUSTED = toSettings(findApp((app) => app.exhausted === true));
export const LITE_ONLY = toSettings(findApp(({ grants }) => grants?.length === 1));
/** The settings without an app. */
export const NO_APP = { APP_ID: "", API_KEY: "", API_SECRET: "" };

export const refuseWith =
  (code: number, detail = "detail"): StageScript =>
  async (stage) => {
    await stage.fail({ code, detail });
    stage.close();
  };
/** The third connection is the first with a request. */
export const asked = (script: Script): Script[] => [asUsual, asUsual, script];
