import type { Failure } from "../../../core/errors";
import { badRequest, NO_RETRY, type OpenAiFailure } from "./wire-error";

const OFF =
  "This gateway keeps no conversations: send the whole history in `input`, or have its operator " +
  "set RESPONSES_STORE.";

/** Explains a reference to a response or an item that the gateway does not have. */
export function explainNotKept({
  what,
  id,
  param,
  isKeeping,
}: Extract<Failure, { kind: "not-kept" }>): OpenAiFailure {
  switch (what) {
    case "response": {
      const message = isKeeping
        ? `There is no response \`${id}\` here: it was never kept, was deleted, or has expired.`
        : OFF;
      return { ...badRequest("not_found", message), status: 404, headers: NO_RETRY };
    }
    case "previous": {
      const message = isKeeping
        ? `The previous response \`${id}\` is not here: it was never kept, was deleted, or has ` +
          "expired. Send the whole history in `input`."
        : OFF;
      const failure = badRequest("previous_response_not_found", message, param);
      return { ...failure, headers: NO_RETRY };
    }
    case "item": {
      const message = isKeeping
        ? `The item \`${id}\` is not here: it was never kept, was deleted, or has expired. Send the ` +
          "item itself."
        : `${OFF} With the AI SDK set providerOptions.openai.store to false.`;
      const failure = badRequest("item_not_found", message, param);
      return { ...failure, status: 404, headers: NO_RETRY };
    }
  }
}
