import type { IncomingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A shorter body would hardly shrink. */
const MIN_BYTES = 1024;
/** Brotli's highest levels spend most of their time on the last few percent. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

type Coded = { bytes: Uint8Array; coding: Record<string, string> };

/** Compresses a complete answer with a coding that the caller accepts, if that is worth it. */
export async function compress(
  text: string,
  headers: Readonly<Record<string, string>>,
  { "accept-encoding": accepted }: IncomingHttpHeaders,
): Promise<Coded> {
  const bytes = Buffer.from(text);
  const isFixed = headers["cache-control"]?.includes("no-transform") ?? false;
  if (bytes.length < MIN_BYTES || isFixed) return { bytes, coding: {} };
  const vary = { vary: [headers["vary"], "accept-encoding"].filter(Boolean).join(", ") };
  const name = chooseCoding(accepted ?? "");
  if (name === null) return { bytes, coding: vary };
  const coded = name === "br" ? await toBrotli(bytes, BROTLI) : await toGzip(bytes);
  return { bytes: coded, coding: { ...vary, "content-encoding": name } };
}

/** Chooses the better of the accepted codings; `gzip;q=0` means not accepted. */
function chooseCoding(accepted: string): "br" | "gzip" | null {
  const named = new Map(
    accepted.split(",").map((entry) => {
      const [name = "", ...parameters] = entry.trim().toLowerCase().split(";");
      return [name.trim(), !parameters.some((one) => /^\s*q\s*=\s*0(?:\.0*)?\s*$/.test(one))];
    }),
  );
  const takes = (name: string): boolean => named.get(name) ?? named.get("*") ?? false;
  if (takes("br")) return "br";
  return takes("gzip") ? "gzip" : null;
}
