import { useWords } from "@/components/context/i18n";
import { findToolsProblem } from "@/lib/playground/inspector/json-problem";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import styles from "./field-control.module.css";
import { JsonControl } from "./json-control";

type Props = { text: string; label: string; onChange: (text: string) => void };

const EXAMPLE = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "查询一个城市现在的天气",
      parameters: {
        type: "object",
        properties: { city: { type: "string", description: "城市名" } },
        required: ["city"],
      },
    },
  },
];

export function ToolsControl({ text, label, onChange }: Props) {
  const t = useWords(PARAMETERS);
  return (
    <>
      <JsonControl text={text} label={label} problem={findToolsProblem(text)} onChange={onChange} />
      {text.trim() === "" && (
        <button
          type="button"
          className={styles["button"]}
          onClick={() => onChange(JSON.stringify(EXAMPLE, null, 2))}
        >
          {t.toolsExample}
        </button>
      )}
    </>
  );
}
