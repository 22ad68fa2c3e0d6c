import { GatewayError } from "../../core/errors";
import { toAppBearer } from "../../spark/key";
import { listServices, type Model, toServedModel } from "../../spark/models";
import type { Credential } from "../http/credential";

/**
 * Converts the caller's credential for a model. If no signed service has the model, an app's three
 * values form its bearer token.
 * @throws GatewayError `unsupported` if the caller sent a bearer token and the model needs a
 *   signature
 */
export function openWith(credential: Credential, model: Model): Credential {
  if (credential.owner === "server") return credential;
  const services = listServices(model);
  if (credential.service === "http") {
    if (services.includes("http")) return credential;
    throw new GatewayError({
      kind: "unsupported",
      message:
        `${SIGNED[model.kind]} serves the model \`${model.id}\`, and an APIPassword does not open ` +
        "it: send APP_ID:API_SECRET:API_KEY.",
      param: "model",
    });
  }
  if (services.includes("socket")) return credential;
  const password = toAppBearer(credential.app, toServedModel(model).bearer);
  return password === undefined ? credential : { owner: "caller", service: "http", password };
}

const SIGNED: Readonly<Record<Model["kind"], string>> = {
  chat: "Only Spark's WebSocket",
  embedding: "Only a signed request",
  image: "Only a signed request",
  speech: "Only a signed WebSocket",
  recognition: "Only a signed WebSocket",
};
