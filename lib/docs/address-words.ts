import type { SettingSection } from "./setting-section";

/** The variables that replace iFlytek's own hosts. */
export const ADDRESS_WORDS: SettingSection = {
  title: { en: "Spark's address", "zh-CN": "星火地址" },
  settings: {
    SPARK_CHAT_URL: {
      en: "In place of Spark's hosts for text.",
      "zh-CN": "代替星火的文本服务主机。",
    },
    SPARK_IMAGE_URL: { en: "For images.", "zh-CN": "代替图片理解服务主机。" },
    SPARK_HTTP_URL: {
      en: "For the HTTP service, and for MaaS models that talk.",
      "zh-CN": "代替 HTTP 服务主机，以及 MaaS 对话模型的主机。",
    },
    SPARK_EMBEDDING_URL: { en: "For embeddings.", "zh-CN": "代替文本向量服务主机。" },
    SPARK_SIMULATED: {
      en: "`true` has the page say that a simulator answers; the demo sets it.",
      "zh-CN": "设为 `true` 时页面会说明这里是模拟器在回答；演示会自动设置。",
    },
    SPARK_TTI_URL: { en: "For generated images.", "zh-CN": "代替图片生成服务主机。" },
    SPARK_TTS_URL: {
      en: "For speech, by `spark-tts`.",
      "zh-CN": "代替语音合成（`spark-tts`）服务主机。",
    },
    SPARK_TTS_HD_URL: {
      en: "For speech, by `spark-tts-hd`.",
      "zh-CN": "代替超拟人语音合成（`spark-tts-hd`）服务主机。",
    },
    SPARK_ASR_URL: {
      en: "For transcriptions, by `spark-asr`.",
      "zh-CN": "代替语音识别大模型（`spark-asr`）服务主机。",
    },
    SPARK_IAT_URL: {
      en: "For transcriptions, by `spark-iat`.",
      "zh-CN": "代替语音听写（`spark-iat`）服务主机。",
    },
  },
};
