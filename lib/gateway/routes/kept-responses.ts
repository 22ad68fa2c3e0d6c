import { toInputItemList } from "../../api/responses/kept/input-item-list";
import { readListQuery } from "../../api/responses/kept/list-query";
import { unsupported } from "../../api/responses/request/unsupported";
import { GatewayError } from "../../core/errors";
import type { ApiRequest } from "../http/api-request";
import { toJsonAnswer } from "../http/answer";
import type { Handler } from "../http/endpoint";
import { readKept } from "../store/chain";
import type { StoreDependencies } from "../store/conversation";
import { toOwner } from "../store/owner";
import { createReader, type Reader } from "../store/reader";

/** Handles `GET /v1/responses/{id}`. */
export function createShowResponse(dependencies: StoreDependencies): Handler {
  return async (request) => {
    const { id, reader } = open(request, dependencies);
    if (new URL(request.url).searchParams.get("stream") === "true") {
      throw unsupported("stream", "a response that has ended is not streamed again");
    }
    const chain = await readKept(id, reader);
    return toJsonAnswer(chain.at(-1)?.response);
  };
}

/** Handles `DELETE /v1/responses/{id}`. */
export function createDeleteResponse(dependencies: StoreDependencies): Handler {
  return async (request) => {
    const { id, owner, reader } = open(request, dependencies);
    if (await dependencies.store?.delete(owner, id)) {
      return toJsonAnswer({ id, object: "response", deleted: true });
    }
    throw notFound(id, reader);
  };
}

/** Handles `GET /v1/responses/{id}/input_items`, which lists the items of the whole chain. */
export function createListInputItems(dependencies: StoreDependencies): Handler {
  return async (request) => {
    const { id, reader } = open(request, dependencies);
    const query = readListQuery(new URL(request.url).searchParams);
    const chain = await readKept(id, reader);
    // The last response's own output is not part of its input.
    const lists = chain.flatMap(({ input, output }) => [input, output]).slice(0, -1);
    const items = lists.flat();
    return toJsonAnswer(toInputItemList(items, query));
  };
}

/**
 * Handles `POST /v1/responses/{id}/cancel`, which always fails because nothing runs in the
 * background.
 */
export function createCancelResponse(dependencies: StoreDependencies): Handler {
  return async (request) => {
    const { id, reader } = open(request, dependencies);
    await readKept(id, reader);
    throw new GatewayError({
      kind: "invalid-request",
      message: `The response \`${id}\` has ended: only a background response can be cancelled.`,
      param: null,
    });
  };
}

function open(
  { url, headers }: ApiRequest,
  { settings, store }: StoreDependencies,
): { id: string; owner: string; reader: Reader } {
  const owner = toOwner(headers, settings);
  const id = new URL(url).pathname.split("/")[3] ?? "";
  return { id, owner, reader: createReader({ store, owner, limitBytes: settings.maxBodyBytes }) };
}

function notFound(id: string, { isKeeping }: Reader): GatewayError {
  return new GatewayError({ kind: "not-kept", what: "response", id, param: null, isKeeping });
}
