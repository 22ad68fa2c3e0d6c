import { createStore, type StoreApi } from "zustand/vanilla";

import { type GatewayFacts, OPEN_GATEWAY } from "../page/gateway-facts";
import { EMPTY_CONVERSATION } from "./empty";
import type { Conversation, Failure, Image, TextFile, Turn } from "./types";
import type { ModelInfo } from "./models";

export type ChatState = {
  conversation: Conversation;
  draft: Draft;
  /** A second model, which is to answer the next questions too; null: none. */
  rival: string | null;
  /** The answer that is on its way. */
  runningId: string | null;
  /** What a question that was sent anew has cut off, until something else is sent. */
  undoable: readonly Turn[] | null;
  /** The question that is being rewritten. */
  editingId: string | null;
  entries: readonly Entry[];
  /** How often the reader has gone to another conversation: each is a step that Back undoes. */
  visits: number;
  /** Conversations that were deleted and can be had back, the latest last. */
  removed: readonly Conversation[];
  /** The address named a conversation that this browser does not have. */
  isUnknown: boolean;
  /** Another tab has this conversation. Here it is read-only until it is taken over. */
  isElsewhere: boolean;
  storageProblem: StorageProblem | null;
  /** The ids of images that were sent and could not be kept. */
  unsaved: readonly string[];
  /** A part of the page could not be loaded, and something was asked of it. */
  isPartMissing: boolean;
  /** The page was opened by a link that cannot be read. */
  isShareBroken: boolean;
  announcement: Announcement | null;
  credentials: Credentials;
  gateway: GatewayFacts;
  /** As they came with the page; empty until the gateway was asked where they did not. */
  models: readonly ModelInfo[];
  modelsFailure: Failure | null;
  allowance: Allowance | null;
  /** The answer that is read aloud. */
  reading: Reading | null;
  dictation: Dictation | null;
  /** The requests for voice so far, the latest last; the inspector shows them. */
  voiceWires: readonly VoiceWire[];
};

/** What the list shows of a conversation without opening it. */
export type Entry = Pick<Conversation, "id" | "title" | "updatedAt">;

/** Who pays for the answers. */
export type Credentials =
  | { mode: "server" }
  | { mode: "spark"; appId: string; apiSecret: string; apiKey: string }
  | { mode: "gateway"; key: string };

export type CredentialMode = Credentials["mode"];

/** How many requests the gateway still takes, as its headers tell. */
export type Allowance = { limit: number; remaining: number };

/**
 * An answer that is read aloud. `blocked`: the browser wants one more press before it plays. `empty`:
 * it has nothing that could be spoken. `unplayable`: the browser cannot play what came.
 */
export type Reading = {
  variantId: string;
  wireId: string;
  phase: "loading" | "playing" | "blocked" | "failed" | "empty" | "unplayable";
  /** Only its beginning is read: it is longer than one request may be. */
  isCut: boolean;
  failure: Failure | null;
};

/** Why there is no sound to write down, or nothing to be written. */
export type DictationProblem =
  | "denied"
  | "missing"
  | "occupied"
  | "insecure"
  | "unsupported"
  | "silent"
  | "failed";

/** A message that is spoken: the browser asks for the microphone, it records, the gateway writes. */
export type Dictation = {
  phase: "asking" | "recording" | "writing" | "problem";
  seconds: number;
  /** How loud it is, from 0 to 1. */
  level: number;
  problem: DictationProblem | null;
  failure: Failure | null;
};

export type VoiceWire = { wireId: string; kind: "speech" | "transcription"; at: number };

/** What has been written and attached, and not sent yet. */
export type Draft = {
  text: string;
  images: readonly DraftImage[];
  files: readonly TextFile[];
  /** Why the last file that was added is not among them, or what it has replaced. */
  notice: DraftNotice | null;
};

export type DraftImage = Image & { state: "held" | "loading" | "ready" | "unseen" };

/** Why a file cannot be sent. */
export type ImageProblem = "empty" | "not-an-image" | "too-large" | "heic" | "broken";

/** Why a file cannot be sent as text. */
export type FileProblem = "empty-file" | "not-text" | "file-too-large" | "too-many-files";

export type DraftNotice =
  | { kind: ImageProblem | FileProblem | "not-an-address" | "data-address"; name: string }
  | { kind: "replaced" | "first-of-many"; name: string };

/** `full`: nothing more fits. `unavailable`: the browser keeps nothing here, say in a private window. */
export type StorageProblem = "full" | "unavailable";

/** For ears: the boundaries of an answer, never its words. */
export type Announcement =
  | { kind: "generating" }
  | { kind: "complete"; tokens: number | null }
  | { kind: "stopped" };

export type ChatStore = StoreApi<ChatState>;

export const EMPTY_DRAFT: Draft = { text: "", images: [], files: [], notice: null };

type Known = {
  gateway?: GatewayFacts | undefined;
  models?: readonly ModelInfo[] | undefined;
};

/** The same for server and browser; what the browser keeps comes in once the page is up. */
export function createChatStore({ gateway = OPEN_GATEWAY, models = [] }: Known = {}): ChatStore {
  return createStore<ChatState>(() => ({
    gateway,
    conversation: EMPTY_CONVERSATION,
    draft: EMPTY_DRAFT,
    rival: null,
    runningId: null,
    undoable: null,
    editingId: null,
    entries: [],
    visits: 0,
    removed: [],
    isUnknown: false,
    isElsewhere: false,
    storageProblem: null,
    unsaved: [],
    isPartMissing: false,
    isShareBroken: false,
    announcement: null,
    credentials: { mode: "server" },
    models,
    modelsFailure: null,
    allowance: null,
    reading: null,
    dictation: null,
    voiceWires: [],
  }));
}
