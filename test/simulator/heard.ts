import { estimateTokens } from "./estimate";
import type { ImageFacts } from "./image-facts";
import type { SparkFunction, Turn, Usage } from "./spark-request";

/** A request in the form used by the answer, for either transport. */
export type Heard = {
  readonly path: string;
  readonly domain: string;
  /** Everything that was sent besides the model and the messages. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Text turns only. */
  readonly turns: readonly Turn[];
  readonly image: ImageFacts | null;
  readonly functions: readonly SparkFunction[];
  readonly thinks: boolean;
  readonly searches: boolean;
  readonly showsSources: boolean;
  readonly maxTokens: number | null;
  /** The last user turn. */
  readonly question: string;
};

/** Fixed for the basic image model; the advanced one bills by size, up to a maximum. */
const BASIC_IMAGE_TOKENS = 273;
const MAX_IMAGE_TOKENS = 4096;
const PIXELS_PER_TOKEN = 1000;

export function countPrompt({ turns, functions, image, domain }: Heard): number {
  const words = turns.reduce((sum, turn) => sum + estimateTokens(turn.content), 0);
  const tools = functions.length === 0 ? 0 : estimateTokens(JSON.stringify(functions));
  return words + tools + countImage(image, domain);
}

/** Without a readable request there is nothing to bill. */
export function bill(heard: Heard | null, answer: string): Usage {
  return billTokens(heard, estimateTokens(answer));
}

export function billTokens(heard: Heard | null, completionTokens: number): Usage {
  const prompt = heard === null ? 0 : countPrompt(heard);
  return {
    question_tokens: heard === null ? 0 : estimateTokens(heard.question),
    prompt_tokens: prompt,
    completion_tokens: completionTokens,
    total_tokens: prompt + completionTokens,
  };
}

function countImage(image: ImageFacts | null, domain: string): number {
  if (image === null) return 0;
  if (domain !== "imagev3") return BASIC_IMAGE_TOKENS;
  return Math.min(MAX_IMAGE_TOKENS, Math.ceil((image.width * image.height) / PIXELS_PER_TOKEN));
}
