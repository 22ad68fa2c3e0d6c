import type { ErrorWords } from "./error-code";

/** Errors in the request itself, found before Spark is asked or reported by Spark. */
export const REQUEST_ERROR_WORDS = {
  invalid_value: {
    en: {
      cause: "A field has the wrong type or is out of range, or the body is no JSON.",
      cure: "`param` names the field, the message what it takes.",
    },
    "zh-CN": {
      cause: "某个字段类型错误或超出范围，或者请求体不是 JSON。",
      cure: "`param` 指出字段，message 说明可取的值。",
    },
  },
  unsupported_parameter: {
    en: {
      cause: "Spark has nothing like it, or the model or the credential does not serve it.",
      cure: "Leave it out, or take the model or credential that the message names.",
    },
    "zh-CN": {
      cause: "星火没有对应的功能，或者所选模型、凭据不支持。",
      cure: "去掉它，或改用 message 指出的模型或凭据。",
    },
  },
  content_filter: {
    en: {
      cause: "Spark's review did not pass the input or the answer.",
      cure: "Word it differently.",
    },
    "zh-CN": { cause: "输入或回答未通过星火的审核。", cure: "换一种说法。" },
  },
  context_length_exceeded: {
    en: {
      cause: "The conversation is too long for the model.",
      cure: 'Shorten it, send `truncation: "auto"`, or take a model with a longer context.',
    },
    "zh-CN": {
      cause: "对话超出模型的上下文。",
      cure: '缩短对话、发送 `truncation: "auto"`，或换上下文更长的模型。',
    },
  },
  invalid_image: {
    en: {
      cause: "The bytes are no image that can be read, or it is outside Spark's limits.",
      cure: "Send JPEG, PNG, WebP, GIF, AVIF or TIFF; HEIC and SVG must be converted first.",
    },
    "zh-CN": {
      cause: "无法读出图片，或图片不在星火的限制内。",
      cure: "发送 JPEG、PNG、WebP、GIF、AVIF 或 TIFF；HEIC 和 SVG 请先转换。",
    },
  },
  image_too_large: {
    en: {
      cause: "The image is over `IMAGE_MAX_BYTES`, or has too many pixels to be decoded.",
      cure: "Scale it before sending.",
    },
    "zh-CN": { cause: "图片超过 `IMAGE_MAX_BYTES`，或像素过多无法解码。", cure: "发送前先缩小。" },
  },
  image_url_not_allowed: {
    en: {
      cause: "The address is not public, or its port is none of 80, 443, 8080 and 8443.",
      cure: "Send a public address or a `data:` URL; operators can allow their own hosts with `IMAGE_ALLOWED_HOSTS`.",
    },
    "zh-CN": {
      cause: "地址不是公网地址，或端口不是 80、443、8080、8443。",
      cure: "发送公网地址或 `data:` URL；部署者可用 `IMAGE_ALLOWED_HOSTS` 放行自己的主机。",
    },
  },
  image_download_failed: {
    en: {
      cause: "The image's host did not answer with it in 10 seconds.",
      cure: "Open the address in a browser without cookies; send it again, or as a `data:` URL.",
    },
    "zh-CN": {
      cause: "图片的主机没有在 10 秒内给出图片。",
      cure: "用没有登录的浏览器打开该地址；重试，或改用 `data:` URL。",
    },
  },
  previous_response_not_found: {
    en: {
      cause: "The gateway does not keep the response that `previous_response_id` names.",
      cure: "Send the whole history in `input`, or set [`RESPONSES_STORE`](settings.md).",
    },
    "zh-CN": {
      cause: "网关没有保存 `previous_response_id` 所指的回答。",
      cure: "在 `input` 中发送完整历史，或设置 [`RESPONSES_STORE`](settings.zh-CN.md)。",
    },
  },
  item_not_found: {
    en: {
      cause: "The gateway does not keep the item that an `item_reference` names.",
      cure: "Send the item itself; with the AI SDK set `providerOptions.openai.store` to `false`.",
    },
    "zh-CN": {
      cause: "网关没有保存 `item_reference` 所指的项。",
      cure: "发送该项本身；使用 AI SDK 时把 `providerOptions.openai.store` 设为 `false`。",
    },
  },
} satisfies Partial<ErrorWords>;
