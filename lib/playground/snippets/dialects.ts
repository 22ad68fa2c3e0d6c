import type { Dialect } from "./literal";

/**
 * Characters that are escaped although they need not be: control characters, which a terminal acts
 * on when they are pasted; line ends that only some languages know; and marks that change the
 * direction of a text, so that code would look different from what it does.
 */
const UNSEEN = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Quotes as JSON does, which JavaScript reads the same way; a lone surrogate becomes an escape. */
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
  // Prevents the code from ending or opening anything if it is pasted into a page's own script.
  text: (text) =>
    toQuoted(text)
      .replaceAll("</", String.raw`<\/`)
      .replaceAll("<!", String.raw`<\!`),
  key: (name) => {
    // Written without brackets, it would set the prototype.
    if (name === "__proto__") return '["__proto__"]';
    return IDENTIFIER.test(name) ? name : JAVASCRIPT.text(name);
  },
  word: { true: "true", false: "false", null: "null" },
  trailingComma: true,
};

/**
 * Writes the characters themselves instead of JSON's escapes, because Python takes each half of a
 * surrogate pair for a character of its own. A lone half is not valid text and makes Python's
 * client fail, so it becomes the replacement character.
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
