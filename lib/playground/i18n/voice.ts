import type { Locale } from "../page/locale";

const zh = {
  reading: {
    loading: "正在合成语音…",
    playing: "正在朗读",
    blocked: "语音已经准备好，浏览器要求再按一次才播放。",
    empty: "这个回答只有代码或公式，没有可以朗读的文字。",
    unplayable: "浏览器播放不了收到的语音。试试别的浏览器，或者检查声音设备。",
  },
  play: "播放",
  onlyBeginning: "回答太长，只读前 4,096 个字符。",
  viewWire: "看报文",
  close: "关闭",

  asking: "请在浏览器的提示中允许使用麦克风。",
  recording: "正在录音，再按一次结束",
  level: "音量",
  writing: "正在转写…",
  problems: {
    denied: "浏览器没有允许使用麦克风。在地址栏的网站设置里允许麦克风，然后再按一次。",
    missing: "没有找到麦克风。接上一个，然后再按一次。",
    occupied: "麦克风打不开，可能被别的程序占用了。关掉那个程序，然后再按一次。",
    insecure: "浏览器只在 https 或 localhost 的页面上允许录音，请用这样的地址打开本页。",
    unsupported: "这个浏览器不能录音，请换一个新一些的浏览器。",
    silent: "没有听到说话。检查麦克风是否静音，然后再按一次。",
  },
};

/** Reading aloud and dictation. Both languages have the same keys. */
export const VOICE: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    reading: {
      loading: "Preparing the speech…",
      playing: "Reading aloud",
      blocked: "The speech is ready, but your browser wants one more press before it plays.",
      empty: "This answer is only code or formulas: there are no words to read aloud.",
      unplayable:
        "Your browser cannot play the speech that came. Try another browser, or check the sound device.",
    },
    play: "Play",
    onlyBeginning: "The answer is long: only its first 4,096 characters are read.",
    viewWire: "View wire",
    close: "Close",

    asking: "Allow the microphone where your browser asks for it.",
    recording: "Recording: press again to stop",
    level: "Volume",
    writing: "Writing it down…",
    problems: {
      denied:
        "The browser does not allow the microphone. Allow it in the site settings by the address bar, then press again.",
      missing: "There is no microphone. Connect one, then press again.",
      occupied:
        "The microphone cannot be opened: another program may be using it. Close that, then press again.",
      insecure:
        "Browsers record only on pages with https or on localhost. Open this page by such an address.",
      unsupported: "This browser cannot record. Use a newer one.",
      silent: "Nobody was heard. See whether the microphone is muted, then press again.",
    },
  },
};
