import type { Causes } from "./causes";

export const CAUSES_EN: Causes = {
  invalid_value: {
    title: "A value was not accepted",
    why: "A parameter is out of range, or the messages have the wrong shape or order; “Parameter” names it.",
    fix: "Correct or clear it in the Parameters tab, then send again.",
  },
  unsupported_parameter: {
    title: "This parameter is not supported",
    why: "Spark has nothing like it, or the chosen model or credential does not take it.",
    fix: "Clear it in the Parameters tab, or choose a model that supports it.",
  },
  request_too_large: {
    title: "The request is too large",
    why: "Its body is over the gateway's limit, mostly because of an image or a very long conversation.",
    fix: "Shrink the image or give its URL instead, or shorten the conversation.",
  },
  request_timeout: {
    title: "The request did not arrive whole",
    why: "The gateway waited for the rest of it in vain; the network is slow or broke off.",
    fix: "Check the network and send again; shrink a large image first.",
  },
  not_found: {
    title: "There is nothing at this address",
    why: "The request went to a path that the gateway does not have.",
    fix: "Check the base URL: it ends in /v1, once.",
  },
  method_not_allowed: {
    title: "Wrong HTTP method",
    why: "This address does not take the method that was used.",
    fix: "Chat takes POST, the model list GET; if a proxy stands in front, see whether it rewrites requests.",
  },
  model_not_found: {
    title: "There is no such model",
    why: "The gateway's list does not have it, or Spark does not serve it here.",
    fix: "Choose another from the list.",
  },
  invalid_api_key: {
    title: "The credential is missing or wrong",
    why: "The gateway wants one, or Spark does not know this APP_ID, API_KEY and API_SECRET.",
    fix: "Open Credentials and copy each value from Spark's console; mind that key and secret are not swapped.",
  },
  malformed_key: {
    title: "The credential has a character that no key has",
    why: "It holds a full-width letter or colon, or another character outside ASCII, so nothing was sent.",
    fix: "Open Credentials, switch the input method off, and paste or type it again.",
  },
  clock_skew: {
    title: "The gateway's clock is wrong",
    why: "Spark's signatures carry the time, and it may be 300 seconds off at most.",
    fix: "Ask whoever runs the gateway to set its clock, then retry.",
  },
  permission_denied: {
    title: "Spark rejected this app",
    why: "The service is not open for it, or it has an IP allowlist that the gateway is not on.",
    fix: "Check services and IP allowlist in Spark's console, or use another app's credential.",
  },
  upstream_auth: {
    title: "The gateway's own credential is refused",
    why: "Spark refused the credential that the server is set up with; it is not your doing.",
    fix: "Ask whoever runs the gateway to mend it; until then, use your own.",
  },
  concurrency_exceeded: {
    title: "Too many answers at once",
    why: "This Spark app is at its concurrency limit.",
    fix: "Retry when the countdown is over, or use your own credentials.",
  },
  rate_limit_exceeded: {
    title: "Too many requests",
    why: "The requests for this stretch of time are used up: the gateway's own, or the Spark app's per second.",
    fix: "Retry when the countdown is over, or use your own credentials.",
  },
  insufficient_quota: {
    title: "The quota is used up",
    why: "This Spark app has no tokens left for the model; waiting does not help.",
    fix: "Claim or buy more in Spark's console, switch the model, or use your own credentials.",
  },
  model_not_authorized: {
    title: "The app may not use this model",
    why: "Spark grants each model on its own, and this app does not have this one.",
    fix: "Open the service in Spark's console, or switch the model.",
  },
  account_blocked: {
    title: "Spark has blocked this app",
    why: "It was switched off, mostly after failing the content review many times.",
    fix: "Ask iFlytek's support, or use another app's credential.",
  },
  content_filter: {
    title: "The content review did not pass it",
    why: "Spark's review stopped something in the question or the answer; earlier turns count too.",
    fix: "Word it differently, or start a new conversation.",
  },
  invalid_image: {
    title: "The image cannot be used",
    why: "It is no image, it is damaged, or its size is outside what Spark takes.",
    fix: "Use another JPEG or PNG; scale down one with very long sides.",
  },
  image_too_large: {
    title: "The image is too large",
    why: "It has more bytes than the gateway downloads or takes.",
    fix: "Shrink it, or use a smaller one.",
  },
  image_url_not_allowed: {
    title: "This image URL may not be fetched",
    why: "For safety the gateway fetches from public addresses and common ports alone, never from inside.",
    fix: "Use a URL that anybody can open, or upload the image.",
  },
  image_download_failed: {
    title: "The image could not be downloaded",
    why: "The gateway cannot open the URL: it is gone, too slow, wants a login or forbids hotlinks.",
    fix: "See that it opens without a login and retry, or upload the image.",
  },
  context_length_exceeded: {
    title: "The conversation is too long",
    why: "History and question together are over the model's context length.",
    fix: "Shorten it, start a new one, or switch on truncation in the Parameters tab; some models take more.",
  },
  invalid_model_output: {
    title: "The answer is not in the asked format",
    why: "JSON was asked for, and the model missed its format twice.",
    fix: "Retry, ask for a simpler format, or use a stronger model.",
  },
  upstream_unavailable: {
    title: "Spark is not available just now",
    why: "Spark is busy or has failed, or the gateway is restarting.",
    fix: "Wait a moment and retry; if it stays so, switch the model.",
  },
  upstream_closed: {
    title: "Spark closed the connection",
    why: "The gateway cannot reach Spark, or Spark hung up before the end of the answer.",
    fix: "Retry; if it stays so, have the gateway's network checked.",
  },
  upstream_invalid: {
    title: "Spark's answer cannot be read",
    why: "What Spark sent does not keep to its own protocol.",
    fix: "Retry; if it happens again, give the sid below to iFlytek's support.",
  },
  upstream_timeout: {
    title: "Spark did not answer in time",
    why: "The gateway waited for the next part of the answer for as long as it may.",
    fix: "Retry, or ask for less at a time.",
  },
  caller_gone: {
    title: "The request was cancelled",
    why: "The connection ended on the browser's side before the answer.",
    fix: "Send it again.",
  },
  internal_error: {
    title: "The gateway failed",
    why: "It met with something that nobody foresaw.",
    fix: "Retry; if it happens again, give the request ID to whoever runs the gateway.",
  },
  connection_lost: {
    title: "Connection lost",
    why: "The gateway could not be reached, or the answer broke off; the text so far stays.",
    fix: "Check the network or the proxy, then retry.",
  },
  offline: {
    title: "The browser is offline",
    why: "This device has no network just now.",
    fix: "Retry when it is back; the conversation is kept in the browser.",
  },
  unknown: {
    title: "The request failed",
    why: "An error came that this page does not know, perhaps from a proxy in front of the gateway.",
    fix: "See its own words below; retry once, then give the request ID to whoever runs the gateway.",
  },
};
