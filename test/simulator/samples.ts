export const MARKDOWN = `# 模拟的富文本 (simulated)

## 中文与**加粗**相邻：“**引号里**”、（**括号里**）。

1. 第一项，含 \`行内代码\`
2. 第二项
   - 嵌套一层
   - [链接](https://www.xfyun.cn)

| 模型 | 上下文 | 价格 |
|:--|--:|:-:|
| lite | 8K | 免费 |
| 4.0Ultra | 32K | ¥ |

\`\`\`ts
export const hello = (name: string) => \`你好，\${name} <b>&amp;</b>\`;
\`\`\`

行内公式 $E = mc^2$，独立公式：

$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$

> 引用一句，~~删除线~~，*斜体*。

- [x] 已完成
- [ ] 未完成

<script>alert("not executed")</script>

---
结束。`;

/** Surrogate pairs, joined families, flags, keycaps and skin tones. */
export const EMOJI = "😀👍🏽👨‍👩‍👧‍👦🇨🇳1️⃣❤️‍🔥𠮷野家🧑‍💻🏳️‍🌈";

const PARAGRAPH = "这是一个很长的模拟回答，用来看页面与网关在大量文字面前是否依然从容。";

const LONG_CHARACTERS = 30_000;

export const LONG = PARAGRAPH.repeat(Math.ceil(LONG_CHARACTERS / PARAGRAPH.length)).slice(
  0,
  LONG_CHARACTERS,
);
