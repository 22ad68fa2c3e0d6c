import type { Locale } from "../page/locale";

const zh = {
  close: "关闭",
  credentials: "凭据",
  credentialModes: { server: "网关自带", spark: "我的星火应用", gateway: "网关密钥" },
  credentialNotes: {
    server: "用网关自己的星火应用，不用填任何东西。",
    spark: "在讯飞开放平台的控制台里找到这三个值，用量记在自己的应用上。",
    gateway: "网关管理员发的密钥，也可以是星火的 APIPassword。",
  },
  simulatorNote: "由模拟器回答，不用填任何东西。",
  gatewayKey: "密钥",
  remember: "在这台设备上记住",
  rememberWarning:
    "会明文存进这个浏览器。能用这台电脑的人、页面上的恶意脚本都可能读到；公用设备上不要勾选。",
  sessionNote: "只留在这个标签页里，关掉就没了。不会写进导出、代码、报文和分享链接。",
  use: "使用",
  test: "测试",
  testing: "正在测试…",
  testPassed: (model: string) => `可用：${model} 已响应。`,
  forget: "清除",
  forgotten: "已清除，改用网关自带的应用。",
  forgottenKey: "已清除。没有密钥，这个网关不会回答。",
  missing: "三个值都要填。",
  missingKey: "密钥要填。",
  shortcuts: "快捷键",
  shortcutNames: {
    send: "发送",
    newline: "换行",
    stop: "停止回答",
    editLast: "编辑上一条（输入框为空时）",
    model: "选模型",
    panel: "显示或隐藏右侧面板",
    begin: "新对话",
    search: "搜索对话",
    help: "这个帮助",
  },
};

/** Texts of the dialogs for credentials and shortcuts, loaded when one of them is opened. */
export const DIALOGS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    close: "Close",
    credentials: "Credentials",
    credentialModes: { server: "Gateway's own", spark: "My Spark app", gateway: "Gateway key" },
    credentialNotes: {
      server: "Uses the gateway's own Spark app. Nothing to fill in.",
      spark:
        "The three values are in the console of iFlytek's open platform; usage counts on your app.",
      gateway: "A key from whoever runs this gateway, or Spark's APIPassword.",
    },
    simulatorNote: "A simulator answers. Nothing to fill in.",
    gatewayKey: "Key",
    remember: "Remember on this device",
    rememberWarning:
      "Stored as plain text in this browser. Anyone who uses this computer, or a malicious script in the page, could read it. Not for shared devices.",
    sessionNote:
      "Stays in this tab and ends with it. Never part of exports, code, wire view or share links.",
    use: "Use",
    test: "Test",
    testing: "Testing…",
    testPassed: (model: string) => `It works: ${model} answered.`,
    forget: "Forget",
    forgotten: "Forgotten. The gateway's own app is used now.",
    forgottenKey: "Forgotten. Without a key this gateway does not answer.",
    missing: "All three values are needed.",
    missingKey: "The key is needed.",
    shortcuts: "Keyboard shortcuts",
    shortcutNames: {
      send: "Send",
      newline: "New line",
      stop: "Stop the answer",
      editLast: "Edit the last message (in an empty box)",
      model: "Choose a model",
      panel: "Show or hide the panel",
      begin: "New conversation",
      search: "Search conversations",
      help: "This help",
    },
  },
};
