import { GatewayError } from "../../core/errors";
import { toAppBearer } from "../../spark/key";
import { listServices, type Model, toServedModel } from "../../spark/models";
import type { Credential } from "../http/credential";

/**
 * The caller's credential as this model takes it: where no signed service has the model, an app's three
 * values are its bearer. @throws GatewayError `unsupported` where a bearer came and a signature is needed
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
