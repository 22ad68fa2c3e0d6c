import { GatewayError } from "../../core/errors";

/** Who holds something of what all callers share. */
type Holder = {
  key: string;
  /** A gateway key, or a credential that Spark has let in: nobody makes those up by the thousand. */
  isKnown: boolean;
};

/** What one request holds. */
export type Holding = {
  /** Takes so many more bytes. @throws GatewayError `caller-busy` or `overloaded` */
  add: (bytes: number) => void;
  /** Gives all of them back; from now on nothing is counted. */
  release: () => void;
};

export type ByteShares = { open: (holder: Holder) => Holding };

/** A stranger may hold a quarter of everything, and all strangers together half of it. */
const STRANGER = 1 / 4;
const STRANGERS = 1 / 2;
const KNOWN = 1 / 2;

/**
 * One cap for the bytes of callers that lie in memory: bodies that arrive, bodies whose answer is not
 * over, images on their way. In all, of strangers in all, and of each caller.
 * @param oneBytes as much as one request may need always fits where nothing else is held
 */
export function createByteShares(totalBytes: number, oneBytes: number): ByteShares {
  const most = (share: number): number => Math.max(oneBytes, Math.floor(totalBytes * share));
  const total = most(1);
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
    if ((held.get(key) ?? 0) + bytes > most(isKnown ? KNOWN : STRANGER)) {
      throw new GatewayError({ kind: "caller-busy", what: "bytes" });
    }
    if (sum + bytes > total || (!isKnown && strangers + bytes > most(STRANGERS))) {
      throw new GatewayError({ kind: "overloaded" });
    }
  };

  return {
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
