import { ANSWER_FAULTS } from "./answer-faults";
import { CODE_FAULTS, toLateFault } from "./code-faults";
import { ENDING_FAULTS } from "./ending-faults";
import type { Fault } from "./fault";
import { HANDSHAKE_FAULTS } from "./handshake-faults";
import type { Plan } from "./plan";
import { SHAPE_FAULTS } from "./shape-faults";

const GROUPS: readonly { readonly title: string; readonly faults: readonly Fault[] }[] = [
  { title: "错误码 · Spark's codes", faults: CODE_FAULTS },
  { title: "结束的方式 · how it ends", faults: ENDING_FAULTS },
  { title: "帧的形状 · the shape of frames", faults: SHAPE_FAULTS },
  { title: "回答的样子 · the shape of answers", faults: ANSWER_FAULTS },
  { title: "握手 · handshakes", faults: HANDSHAKE_FAULTS },
];

export const FAULTS: readonly Fault[] = GROUPS.flatMap(({ faults }) => faults);

/**
 * Matches the last line of the last turn, because a gateway may have put a system text before it.
 */
const COMMAND = /(?:^|\n)\s*\/simulate(?:[ \t]+(?<name>[^\n]*))?\s*$/u;
const LATE = /^late (?<code>\d{5})$/u;

/**
 * Finds the fault that a question requests with `/simulate NAME`; an unknown name returns the list.
 */
export function findFault(question: string): Fault | undefined {
  const command = COMMAND.exec(question);
  if (command === null) return undefined;
  const name = command.groups?.["name"]?.trim() ?? "";
  const code = LATE.exec(name)?.groups?.["code"];
  if (code !== undefined) return toLateFault(Number(code));
  return FAULTS.find((fault) => fault.name === name) ?? HELP;
}

const HELP: Fault = {
  name: "help",
  zh: "这张表",
  en: "this list",
  kind: "plan",
  plan: () => ({ texts: listFaults() }),
};

/** Explains that the fault does not exist on this transport. */
export function explainAbsence(name: string): Plan {
  return {
    texts: [
      `【模拟】${name} 不存在于这种传输方式。`,
      " (This transport does not have that fault.)",
    ],
  };
}

function listFaults(): string[] {
  const late = "\n- `late CODE` 任意错误码，在文字之后 · any code after some text\n";
  const tables = GROUPS.map(({ title, faults }) => {
    const lines = faults.map(({ name, zh, en }) => `- \`${name}\` ${zh} · ${en}\n`);
    return `\n**${title}**\n\n${lines.join("")}`;
  });
  return [
    "【模拟】发送 `/simulate 名称`，即播放该故障。 Send `/simulate NAME`.\n",
    ...tables,
    late,
  ];
}
