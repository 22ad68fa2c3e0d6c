import { GatewayError } from "../../core/errors";

/** A caller that holds bytes. */
type Holder = {
  key: string;
  /**
   * True for a gateway key or a credential that Spark has accepted; nobody can invent thousands.
   */
  isKnown: boolean;
};

/** The bytes that one request holds. */
export type Holding = {
  /**
   * Takes this many more bytes.
   * @throws GatewayError `caller-busy` or `overloaded`
   */
  add: (bytes: number) => void;
  /** Returns all bytes. Later calls count nothing. */
  release: () => void;
};

export type ByteShares = {
  open: (holder: Holder) => Holding;
  /** Returns how much one caller may hold. */
  shareOf: (isKnown: boolean) => number;
};

/** One stranger may hold a quarter of the total, and all strangers together half of it. */
const STRANGER = 1 / 4;
const STRANGERS = 1 / 2;
const KNOWN = 1 / 2;

/**
 * Creates the one limit on callers' bytes in memory: request bodies until their answer has ended,
 * and images. It applies in total, to all strangers, and to each caller.
 * @param oneBytes the size of the largest request, which always fits when nothing else is held
 */
export function createByteShares(totalBytes: number, oneBytes: number): ByteShares {
  const most = (share: number): number => Math.max(oneBytes, Math.floor(totalBytes * share));
  const total = most(1);
  const shareOf = (isKnown: boolean): number => most(isKnown ? KNOWN : STRANGER);
  const held = new Map<string, number>();
  let sum = 0;
  let strangers = 0;

  const count = ({ key, isKnown }: Holder, bytes: number): void => {
    sum += bytes;
    if (!isKnown) strangers += bytes;
    const own = (held.get(key) ?? 0) + bytes;
    if (own > 0) held.set(key, own);
    else held.delete(key);
  };
  const requireRoom = ({ key, isKnown }: Holder, bytes: number): void => {
    if ((held.get(key) ?? 0) + bytes > shareOf(isKnown)) {
      throw new GatewayError({ kind: "caller-busy", what: "bytes" });
    }
    if (sum + bytes > total || (!isKnown && strangers + bytes > most(STRANGERS))) {
      throw new GatewayError({ kind: "overloaded" });
    }
  };

  return {
    shareOf,
    open(holder) {
      let own = 0;
      let isOpen = true;
      return {
        add(bytes) {
          if (!isOpen) return;
          requireRoom(holder, bytes);
          count(holder, bytes);
          own += bytes;
        },
        release() {
          if (!isOpen) return;
          isOpen = false;
          count(holder, -own);
        },
      };
    },
  };
}
