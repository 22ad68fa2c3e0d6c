import { toAudioProtocol } from "../../spark/audio/protocol";
import type { Model, ModelKind } from "../../spark/models";

/** Returns the name in iFlytek's console of the service that a model needs; chat has none. */
export function findConsoleName({ kind, path }: Pick<Model, "kind" | "path">): string | undefined {
  switch (kind) {
    case "chat":
      return undefined;
    case "embedding":
      return "文本向量化 (Embedding)";
    case "image":
      return "图片生成 (image generation)";
    case "speech":
    case "recognition":
      return AUDIO_NAMES[kind][toAudioProtocol(path ?? "")];
  }
}

const AUDIO_NAMES = {
  speech: { v2: "在线语音合成 (online TTS)", v1: "超拟人语音合成 (super-human TTS)" },
  recognition: {
    v2: "语音听写 (streaming dictation)",
    v1: "语音识别大模型 (large-model speech recognition)",
  },
} as const;

/** The routes that serve the models of each kind. */
export const MODEL_ROUTES: Readonly<Record<ModelKind, readonly string[]>> = {
  chat: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
  embedding: ["/v1/embeddings"],
  image: ["/v1/images/generations"],
  speech: ["/v1/audio/speech"],
  recognition: ["/v1/audio/transcriptions"],
};
