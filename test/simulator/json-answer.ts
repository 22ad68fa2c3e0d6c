import type { Heard } from "./heard";
import { isRecord } from "./schema";
import { sample } from "./schema-sample/sample";
import { toText } from "./schema-sample/texts";

/** Instructions to write only JSON, in Chinese or English. */
const JSON_ORDER = /只(?:输出|返回|用).{0,12}JSON|(?:only|nothing but).{0,20}JSON/iu;

/** Answers an instruction for JSON with a value of the schema in it, if there is one. */
export function answerInJson({ turns, parameters }: Heard): string | null {
  const [first] = turns;
  const format = parameters["response_format"];
  const isMode = isRecord(format) && format["type"] === "json_object";
  const order = first && JSON_ORDER.test(first.content) ? first.content : "";
  if (!isMode && order === "") return null;
  const schema = findSchema(order);
  const value =
    schema === undefined ? { simulated: true, answer: toText("") } : sample(schema, toText);
  return JSON.stringify(value);
}

/** Finds the first object after the words "JSON Schema", up to the end of its line. */
function findSchema(order: string): unknown {
  const text = /JSON Schema[^{]*(?<schema>\{[^\n]*\})/iu.exec(order)?.groups?.["schema"];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
