import { useWords } from "@/components/context/i18n";
import type { Field, Parameters } from "@/lib/playground/conversation/parameters";
import { readFunctionNames } from "@/lib/playground/inspector/json-problem";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import { ChoiceControl } from "./choice-control";
import styles from "./field-control.module.css";
import { FormatControl } from "./format-control";
import { LinesControl } from "./lines-control";
import { NumberControl } from "./number-control";
import { ToolsControl } from "./tools-control";

type Props = {
  field: Exclude<Field, { kind: "flag" }>;
  parameters: Parameters;
  onChange: (parameters: Parameters) => void;
  label: string;
  /** The image sizes of the chosen model. */
  sizes: readonly string[];
};

const TOOL_CHOICES = ["auto", "none", "required"];

/** Chooses the control for the value of a parameter. */
export function FieldControl({ field, parameters, onChange, label, sizes }: Props) {
  const t = useWords(PARAMETERS);
  const { name } = field;
  const set = (value: number | string | string[]): void =>
    onChange({ ...parameters, [name]: value });
  const given = parameters[name];
  const text = typeof given === "string" ? given : "";
  const shared = { label, onChange: set };
  switch (field.kind) {
    case "number":
      return (
        <NumberControl
          {...shared}
          field={field}
          value={typeof given === "number" ? given : field.start}
        />
      );
    case "text":
      return (
        <textarea
          className={styles["text"]}
          rows={3}
          aria-label={label}
          value={text}
          onChange={(event) => set(event.target.value)}
        />
      );
    case "lines":
      return <LinesControl {...shared} lines={Array.isArray(given) ? given : field.start} />;
    case "choice":
      return <ChoiceControl {...shared} values={field.values} value={text} />;
    case "size":
      return <ChoiceControl {...shared} values={sizes} value={text} />;
    case "toolChoice": {
      const names = readFunctionNames(parameters.tools ?? "");
      return <ChoiceControl {...shared} values={[...TOOL_CHOICES, ...names]} value={text} />;
    }
    case "tools":
      return <ToolsControl {...shared} text={text} />;
    case "format":
      return (
        <FormatControl onChange={set} labels={{ kind: label, schema: t.schema }} value={text} />
      );
  }
}
