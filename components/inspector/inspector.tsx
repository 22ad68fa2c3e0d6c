"use client";

import { useWords } from "@/components/context/i18n";
import type { Parameters } from "@/lib/playground/conversation/parameters";
import type { ChatBody, ImageBody, Variant } from "@/lib/playground/conversation/types";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import type { CredentialMode } from "@/lib/playground/conversation/store";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { CodeTab } from "./code-tab";
import { ImageCodeTab } from "./image-code-tab";
import { ParametersTab } from "./parameters/parameters-tab";
import { Tabs } from "../ui/tabs";
import { WireTab } from "./wire/wire-tab";

type InspectorTab = "parameters" | "code" | "wire";

/** The open tab and the selected wire event, counted through the whole stream. */
export type InspectorView = { tab: InspectorTab; event: number | null };

type Props = {
  /** The body of the last or the next request. */
  body: ChatBody | ImageBody;
  /** Ends in `/v1`. */
  baseUrl: string;
  credential: CredentialMode;
  parameters: Parameters;
  onChange: (parameters: Parameters) => void;
  /** True if the parameters can only be read. */
  isReadOnly: boolean;
  /** The chosen model; null until the list has loaded. */
  model: ModelInfo | null;
  /** The answer whose wire log and headers are shown; null before the first. */
  answer: Variant | null;
  view: InspectorView;
  onView: (view: InspectorView) => void;
};

const TABS: readonly InspectorTab[] = ["parameters", "code", "wire"];

/** Shows the parameters, the request as code, and what went over the wire. */
export function Inspector({ view, onView, ...props }: Props) {
  const { body, baseUrl, credential, parameters, onChange, isReadOnly, model, answer } = props;
  const t = useWords(INSPECTOR);
  return (
    <Tabs
      label={t.inspector}
      tabs={TABS.map((id) => ({ id, label: t[id] }))}
      selected={view.tab}
      onSelect={(tab) => onView({ ...view, tab })}
    >
      {view.tab === "parameters" && (
        <ParametersTab {...{ parameters, onChange, isReadOnly, model, answer }} />
      )}
      {view.tab === "code" &&
        (isImageBody(body) ? (
          <ImageCodeTab body={body} target={{ baseUrl, credential }} />
        ) : (
          <CodeTab body={body} target={{ baseUrl, credential }} />
        ))}
      {view.tab === "wire" && (
        <WireTab
          answer={answer}
          selected={view.event}
          onSelect={(event) => onView({ ...view, event })}
        />
      )}
    </Tabs>
  );
}

function isImageBody(body: ChatBody | ImageBody): body is ImageBody {
  return !("messages" in body);
}
