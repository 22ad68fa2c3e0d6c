import type { Dialect } from "./literal";

/**
 * What is written as an escape though it need not be: control characters, which a terminal acts on
 * when they are pasted; line ends that only some languages know; and marks that turn the direction
 * of a text, so that code would read other than it runs.
 */
const UNSEEN = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** As JSON has it, which JavaScript reads the same way; a lone surrogate is an escape there. */
function toQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(UNSEEN, toEscape);
}

function toEscape(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export const JSON_DIALECT: Dialect = {
  text: toQuoted,
  key: toQuoted,
  word: { true: "true", false: "false", null: "null" },
  trailingComma: false,
};

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const JAVASCRIPT: Dialect = {
  // Neither ends nor opens anything when the code stands in a page's own script.
  text: (text) =>
    toQuoted(text)
      .replaceAll("</", String.raw`<\/`)
      .replaceAll("<!", String.raw`<\!`),
  key: (name) => {
    // Written plainly, it would set the prototype.
    if (name === "__proto__") return '["__proto__"]';
    return IDENTIFIER.test(name) ? name : JAVASCRIPT.text(name);
  },
  word: { true: "true", false: "false", null: "null" },
  trailingComma: true,
};

/**
 * The characters themselves, not JSON's escapes: Python takes each half of a pair for a character
 * of its own. A half that is alone is no text, and Python's client fails on it; it becomes what
 * every encoder makes of it.
 */
function toPythonText(text: string): string {
  return toQuoted(text.replaceAll(LONE_SURROGATE, "\uFFFD"));
}

export const PYTHON: Dialect = {
  text: toPythonText,
  key: toPythonText,
  word: { true: "True", false: "False", null: "None" },
  trailingComma: true,
};
