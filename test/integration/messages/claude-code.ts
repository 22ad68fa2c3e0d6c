/*
 * Requests as Claude Code 2.1 sends them: the same fields, blocks and tools in the same positions,
 * and texts of the same length. They were written for these tests and copy none of its texts.
 */

const filler = (characters: number): string =>
  "Do what the user asks, in small steps. ".repeat(Math.ceil(characters / 39)).slice(0, characters);
const cached = { cache_control: { type: "ephemeral" } };
const text = (said: string, more: object = {}) => ({ type: "text", text: said, ...more });
const user = (...content: object[]) => ({ role: "user", content });
const assistant = (...content: object[]) => ({ role: "assistant", content });
const reminder = text("<system-reminder>\nName your sources.\n</system-reminder>\n");

/** Claude Code's description of its machine, in the middle of the conversation. */
const environment = {
  role: "system",
  content: [text(`# Environment\nLinux, a git repository.\n${filler(8000)}`, cached)],
};

function declare(name: string, properties: string[], description: string, more: object = {}) {
  return {
    name,
    description,
    input_schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: Object.fromEntries(properties.map((it) => [it, { type: "string" }])),
      required: properties.slice(0, 1),
      additionalProperties: false,
    },
    ...more,
  };
}

const BASH = declare("Bash", ["command", "description"], filler(3500));
const READ = declare("Read", ["file_path", "offset"], filler(1700));
const EDIT = declare("Edit", ["file_path", "old_string", "new_string"], filler(700));
const WRITE = declare("Write", ["file_path", "content"], filler(400));
/** Always declared, never callable. */
const PLACEHOLDER = declare("DeferredToolPlaceholder", [], "-", { defer_loading: true });
const MONITOR = declare("Monitor", ["command"], filler(900), { defer_loading: true });
const OTHERS = ["Agent", "ListAgents", "ReportFindings", "Skill", "ToolSearch", "Workflow", "Wake"];

const COMMON = {
  max_tokens: 32_000,
  stream: true,
  metadata: { user_id: '{"device_id":"0f","account_uuid":"","session_id":"6b"}' },
  thinking: { type: "adaptive", display: "updates" },
  context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
  output_config: { effort: "high" },
};

const DEFAULT_SESSION = {
  ...COMMON,
  system: [
    text("x-anthropic-billing-header: cc_version=2.1; cc_entrypoint=cli;"),
    text("You are an agent.", cached),
    text(filler(7300), cached),
  ],
  messages: [user(reminder, text("你好")), environment],
  tools: [
    ...OTHERS.map((name) => declare(name, ["prompt"], filler(2500))),
    BASH,
    EDIT,
    READ,
    WRITE,
    PLACEHOLDER,
  ],
  safeguards: { mode: "default" },
};

const BARE_SESSION = {
  ...COMMON,
  system: [text("You are an agent."), text("cwd: /home/me", cached)],
  messages: [user(text("你好", cached))],
  tools: [BASH, EDIT, READ],
};

const used = { type: "tool_use", id: "toolu_a", name: "Read", input: { file_path: "/a.txt" } };
const thought = { type: "thinking", thinking: "", signature: "c3Bhcms=" };
const answered = (...content: unknown[]) =>
  user({ type: "tool_result", tool_use_id: "toolu_a", content, ...cached });

const TOOL_LOOP = {
  ...BARE_SESSION,
  messages: [
    user(text("读一下")),
    environment,
    assistant(thought, text("我读一下。"), { ...used, ...cached }),
    user(
      { type: "tool_result", tool_use_id: "toolu_a", content: "1\t星河\n", is_error: false },
      reminder,
    ),
    { role: "system", content: "The file has changed." },
  ],
};

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEWIiIhYZW6zAAAAG0lEQVRYw+3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAEZszF2AAAAAElFTkSuQmCC";

const PICTURE = {
  ...BARE_SESSION,
  messages: [
    user(text("看一下")),
    environment,
    assistant({ ...used, input: { file_path: "/a.png" } }),
    answered({ type: "image", source: { type: "base64", media_type: "image/png", data: PNG } }),
    assistant(text("灰的。")),
    user(text("再说一遍")),
  ],
};

const TOOL_SEARCH = {
  ...DEFAULT_SESSION,
  tools: [...DEFAULT_SESSION.tools, MONITOR],
  messages: [
    user(text("盯着日志")),
    environment,
    assistant({ ...used, name: "ToolSearch", input: { query: "monitor" } }),
    answered({ type: "tool_reference", tool_name: "Monitor" }),
  ],
};

const WEB_SEARCH = {
  max_tokens: 32_000,
  stream: true,
  system: [text("You search the web.")],
  messages: [user(text("Perform a web search for the query: 星火"))],
  tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 8 }],
  tool_choice: { type: "tool", name: "web_search" },
};

const TITLE = {
  max_tokens: 32_000,
  stream: true,
  temperature: 1,
  system: [text("Write a title of the session.")],
  messages: [user(text("<session>\n你好\n</session>"))],
  tools: [],
  output_config: {
    format: {
      type: "json_schema",
      schema: {
        type: "object",
        properties: { title: { type: "string" } },
        required: ["title"],
        additionalProperties: false,
      },
    },
  },
};

const COMPACTION = {
  ...TOOL_LOOP,
  max_tokens: 20_000,
  thinking: { type: "disabled" },
  tools: [READ],
  messages: [...TOOL_LOOP.messages, user(text("Summarise the conversation so far.", cached))],
};

export const REQUESTS = {
  DEFAULT_SESSION,
  BARE_SESSION,
  TOOL_LOOP,
  PICTURE,
  TOOL_SEARCH,
  WEB_SEARCH,
  TITLE,
  COMPACTION,
};
