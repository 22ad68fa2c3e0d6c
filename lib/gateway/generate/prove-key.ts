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
 * Creates the check of a caller's key. Spark verifies the signature before it opens a WebSocket, so
 * a handshake without a question is enough. An APIPassword cannot be checked this way.
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

/** Finds any chat model, because Spark checks an app's models only with a question. */
function findDoor(catalogue: Catalogue): Model | undefined {
  const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);
  return rows.find(({ kind, path, vision }) => kind === "chat" && path !== null && !vision);
}
