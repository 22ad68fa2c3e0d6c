import { createStore, type StoreApi } from "zustand/vanilla";

import { type GatewayFacts, OPEN_GATEWAY } from "../page/gateway-facts";
import { EMPTY_CONVERSATION } from "./empty";
import type { Conversation, Failure, Image, TextFile, Turn } from "./types";
import type { ModelInfo } from "./models";

export type ChatState = {
  conversation: Conversation;
  draft: Draft;
  /** A second model that also answers the next questions; null if there is none. */
  rival: string | null;
  /** The answer in progress. */
  runningId: string | null;
  /** The turns that a changed question removed, until something else is sent. */
  undoable: readonly Turn[] | null;
  /** The question that is being edited. */
  editingId: string | null;
  entries: readonly Entry[];
  /** How often the reader has opened another conversation; Back undoes each of these steps. */
  visits: number;
  /** Deleted conversations that can be restored, the latest last. */
  removed: readonly Conversation[];
  /** True if the address names a conversation that this browser does not have. */
  isUnknown: boolean;
  /**
   * True if another tab has this conversation. It is then read-only here until it is taken over.
   */
  isElsewhere: boolean;
  storageProblem: StorageProblem | null;
  /** The ids of images that were sent but could not be stored. */
  unsaved: readonly string[];
  /** True if a part of the page was needed and could not be loaded. */
  isPartMissing: boolean;
  /** True if the page was opened by a link that cannot be read. */
  isShareBroken: boolean;
  announcement: Announcement | null;
  credentials: Credentials;
  gateway: GatewayFacts;
  /** The models that came with the page; if none did, empty until the gateway has answered. */
  models: readonly ModelInfo[];
  modelsFailure: Failure | null;
  allowance: Allowance | null;
};

/** What the list shows of a conversation without loading it. */
export type Entry = Pick<Conversation, "id" | "title" | "updatedAt">;

/** Whose app pays for the answers. */
export type Credentials =
  | { mode: "server" }
  | { mode: "spark"; appId: string; apiSecret: string; apiKey: string }
  | { mode: "gateway"; key: string };

export type CredentialMode = Credentials["mode"];

/** The caller's limit and remaining requests, from the gateway's headers. */
export type Allowance = { limit: number; remaining: number };

/** Text and attachments that have not been sent yet. */
export type Draft = {
  text: string;
  images: readonly DraftImage[];
  files: readonly TextFile[];
  /** Why the last added file is not among them, or what it has replaced. */
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

/**
 * `full`: there is no room left. `unavailable`: the browser stores nothing here, for example in a
 * private window.
 */
export type StorageProblem = "full" | "unavailable";

/** Announcements for screen readers: that an answer began or ended, never its text. */
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

/**
 * Creates the same store on the server and in the browser. Stored data is loaded once the page is
 * up.
 */
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
  }));
}
