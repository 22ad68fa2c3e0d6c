import { execFileSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

import build from "../server/build";
import { audio } from "./audio";
import { checkBudget } from "./budget";
import { burst } from "./burst";
import { doors } from "./doors";
import { connection } from "./connection";
import { embeddings } from "./embeddings";
import { growth } from "./growth";
import { held } from "./held";
import { kinds } from "./kinds";
import { paced } from "./paced";
import { images } from "./images";
import { messages } from "./messages";
import { NODE } from "./process";
import { printTable, toJudgement, toRange, toText } from "./report";
import { recognition } from "./recognition";
import { render } from "./render";
import type { Section, Verdict } from "./section";
import { responses } from "./responses";
import { short } from "./short";
import { startUp } from "./start-up";

/** The sections in the order of the report; a new section is one file and one line here. */
const SECTIONS: Readonly<Record<string, Section>> = {
  burst,
  short,
  paced,
  held,
  kinds,
  doors,
  responses,
  messages,
  growth,
  connection,
  embeddings,
  audio: async (options) => [...(await audio(options)), ...(await recognition(options))],
  "start-up": startUp,
  images,
  render,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Two runs of each instead of five. */
    quick: { type: "boolean" },
    /** Fifteen runs, because a single run may be off by a third. */
    thorough: { type: "boolean" },
    /** Measures the existing output of `next build`. */
    built: { type: "boolean" },
    /** Checks only the budget and sets the exit code. */
    budget: { type: "boolean" },
    list: { type: "boolean" },
  },
});
const unknown = positionals.filter((name) => !(name in SECTIONS));
if (values.list || unknown.length > 0) {
  console.log(
    `npm run bench -- [--quick | --thorough] [--built] [--budget] [${Object.keys(SECTIONS).join(" | ")}] …`,
  );
  process.exit(unknown.length > 0 ? 1 : 0);
}

const version = execFileSync(NODE, ["-v"], { encoding: "utf8" }).trim();
const load = toText(loadavg()[0] ?? 0);
console.log(`Node ${version}, ${availableParallelism()} cores, load ${load} before the start`);
console.log("Each figure is a median, with the least and the most of the runs beside it.\n");
if (!values.built) await build();

if (values.budget) process.exit((await checkBudget()) ? 0 : 1);

const many = values.thorough ? 15 : 5;
const runs = values.quick ? 2 : many;
const verdicts: Verdict[] = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  verdicts.push(...(await section({ runs })));
}
if (verdicts.length > 0) {
  printTable(
    ["promise", "measured", "limit", ""],
    verdicts.map((verdict) => [
      verdict.what,
      `${toRange(verdict.value)} ${verdict.unit}`,
      `≤ ${verdict.limit} ${verdict.unit}`,
      toJudgement(verdict),
    ]),
  );
}
