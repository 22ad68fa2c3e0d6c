import type { Catalogue } from "../../spark/catalogue";
import type { Model } from "../../spark/models";
import type { Knock } from "../../spark/transport/knock";
import type { Settings } from "../config/settings";
import type { ProveKey } from "../limits/admit";
import { type Origins, toSignedUrl } from "./spark-url";

type ProveDependencies = {
  settings: Origins & Pick<Settings, "catalogue" | "timeouts">;
  knock: Knock;
  now: () => Date;
};

/**
 * The cheapest proof there is: Spark checks the signature before it opens a WebSocket, and on one that is
 * closed again nothing has been asked. An APIPassword has no such door: it is proved by its first answer.
 */
export function createKeyProof({ settings, knock, now }: ProveDependencies): ProveKey {
  const { catalogue, timeouts } = settings;
  return async (key, signal) => {
    const model = findDoor(catalogue);
    if (key.service === "http" || !model) return;
    const url = toSignedUrl(model, { app: key.app, origins: settings, now: now() });
    await knock({ url, signal, timeouts, now });
  };
}

/** Any model of chat will do: what the app may ask is not looked at before a question comes. */
function findDoor(catalogue: Catalogue): Model | undefined {
  const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);
  return rows.find(({ kind, path, vision }) => kind === "chat" && path !== null && !vision);
}
