import type { CredentialCause, Row } from "./cause";
import { problem } from "./row";

export const CREDENTIAL_WORDS: Readonly<Record<CredentialCause, Row>> = {
  "wrong-key": problem(
    ["Spark does not know this API_KEY.", "Copy APIKey from the app's page in Spark's console."],
    ["星火不认识这个 API_KEY。", "请从星火控制台的应用页面重新复制 APIKey。"],
  ),
  "wrong-secret": problem(
    [
      "The API_SECRET does not belong to this API_KEY.",
      "Copy APISecret from the page of the same app in Spark's console.",
    ],
    ["API_SECRET 与 API_KEY 不匹配。", "请从星火控制台同一应用的页面重新复制 APISecret。"],
  ),
  swapped: problem(
    ["API_KEY and API_SECRET are swapped.", "Exchange the two values."],
    ["API_KEY 与 API_SECRET 填反了。", "请对调这两个值。"],
  ),
  "refused-credential": problem(
    [
      "Spark refuses the credential and does not say why.",
      "Copy APPID, APISecret and APIKey of one app again from Spark's console.",
    ],
    [
      "星火拒绝了凭据，没有说明原因。",
      "请从星火控制台重新复制同一应用的 APPID、APISecret 和 APIKey。",
    ],
  ),
  "wrong-password": problem(
    [
      "Spark's HTTP service does not accept the APIPassword.",
      "Copy APIPassword from the HTTP section of the model's page in Spark's console.",
    ],
    [
      "星火的 HTTP 服务不接受这个 APIPassword。",
      "请从星火控制台该模型页面的 HTTP 服务部分重新复制 APIPassword。",
    ],
  ),
  "not-let-in": problem(
    [
      "Spark knows this app and does not let it in.",
      "Check the app's services and its IP allow list in Spark's console.",
    ],
    ["星火认识此应用，但不允许接入。", "请在星火控制台检查该应用的服务与 IP 白名单。"],
  ),
  "wrong-app-id": problem(
    [
      "The APP_ID does not belong to this API_KEY.",
      "Copy APPID from the page of the same app in Spark's console.",
    ],
    ["APP_ID 与 API_KEY 不属于同一应用。", "请从星火控制台同一应用的页面重新复制 APPID。"],
  ),
};
