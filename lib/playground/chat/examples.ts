import type { Parameters } from "../conversation/parameters";
import type { ChatWords } from "../i18n/chat";
import type { Locale } from "../page/locale";
import { findModel } from "../conversation/models";
import type { Playground } from "./playground";
import { EXAMPLE_TEXTS } from "../i18n/examples";

export type ExampleName = keyof ChatWords["exampleNames"];

/** What each example sets besides its message. */
type Example = { model: string; parameters: Parameters };

const WEATHER_TOOL = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "Current weather of a city",
      parameters: {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
      },
    },
  },
];

const EXAMPLES: Readonly<Record<ExampleName, Example>> = {
  image: { model: "vision", parameters: {} },
  json: { model: "4.0Ultra", parameters: { response_format: "json_object" } },
  translate: { model: "lite", parameters: { temperature: 0.2 } },
  tool: {
    model: "4.0Ultra",
    parameters: { tools: JSON.stringify(WEATHER_TOOL, null, 2), tool_choice: "auto" },
  },
};

/** Writes an example into the composer, with its model and parameters. The reader sends it. */
export function chooseExample(name: ExampleName, playground: Playground, locale: Locale): void {
  const { store, draftEditor, setModel, setParameters } = playground;
  const { messages, system } = EXAMPLE_TEXTS[locale];
  const { model, parameters } = EXAMPLES[name];
  const { models, draft } = store.getState();
  // If a gateway does not offer the model, its own message lists those that it has.
  if (models.length === 0 || findModel(models, model)) setModel(model);
  setParameters(name === "translate" ? { ...parameters, system } : parameters);
  for (const { id } of draft.images) void draftEditor.removeImage(id);
  draftEditor.setText(messages[name]);
}
