/**
 * The Chinese for what a variable accepts, by the beginning of the English text in its error
 * message. A match's group is the rest of the text, such as numbers and examples, which stay as
 * they are.
 */
const PATTERNS: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/^a JSON array of catalogue rows, such as (.*)$/, "目录行的 JSON 数组，例如 $1"],
  [/^a JSON object of alias → model id, such as (.*)$/, "JSON 对象，别名 → 模型 id，例如 $1"],
  [
    /^a JSON object of name → voice, or of model → such an object, such as (.*)$/,
    "JSON 对象，名称 → 发音人，或模型 → 这样的对象，例如 $1",
  ],
  [
    /^a JSON array of apps such as (.*), each with all three values, an apiPassword, or both$/,
    "应用的 JSON 数组，例如 $1，每个应用有全部三个值、apiPassword，或两者都有",
  ],
  [
    /^the path of a JSON file such as (.*), each name and key once$/,
    "JSON 文件的路径，例如 $1，名称和密钥都不重复",
  ],
  [/^the path of a file$/, "文件路径"],
  [/^values separated by commas$/, "用逗号分隔的值"],
  [
    /^limits such as (\S+) or (\S+) \(s, min, h, day; 24 days at most, each length once\)$/,
    "限额，例如 $1 或 $2（s、min、h、day；最长 24 天，每种时长一次）",
  ],
  [/^a whole number of tokens from (\d+) to (\d+)$/, "$1 到 $2 的整数，单位 token"],
  [/^a whole number from (\d+) to (\d+)$/, "$1 到 $2 的整数"],
  [/^a number from (\S+) to (\d+), such as (.*) or (.*)$/, "$1 到 $2 的数，例如 $3 或 $4"],
  [/^whole milliseconds from (\d+) to (\d+)$/, "$1 到 $2 的整数，单位毫秒"],
  [/^a size such as (.*) or (.*), (\S+) at most$/, "大小，例如 $1 或 $2，最大 $3"],
  [/^an address such as (.*) or (.*)$/, "地址，例如 $1 或 $2"],
  [/^an address such as (.*)$/, "地址，例如 $1"],
  [/^an origin without a path, such as (.*)$/, "不带路径的源，例如 $1"],
  [/^("\*"), or origins such as (.*) separated by commas$/, "$1，或用逗号分隔的源，例如 $2"],
  [/^hosts such as (.*) or (.*), separated by commas$/, "用逗号分隔的主机，例如 $1 或 $2"],
  [/^printable ASCII without spaces, separated by commas$/, "不含空格的可打印 ASCII，用逗号分隔"],
  [/^printable ASCII$/, "可打印 ASCII"],
  [/^one of (.*)$/, "$1 之一"],
  [/^true or false$/, "true 或 false"],
];

/** @returns undefined for a text that has no translation yet */
export function toChineseExpectation(english: string): string | undefined {
  const found = PATTERNS.find(([pattern]) => pattern.test(english));
  return found && english.replace(found[0], found[1]);
}
