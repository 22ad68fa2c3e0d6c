/** Builds one part of a form, in the bytes that clients send. */
export function part(name: string, content: string | Uint8Array, fileName?: string): Buffer {
  const file = fileName === undefined ? "" : `; filename="${fileName}"`;
  return Buffer.concat([
    Buffer.from(`Content-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
    typeof content === "string" ? Buffer.from(content) : content,
  ]);
}

/** Builds a body of `multipart/form-data` with the boundary `b0undary`. */
export function formBody(parts: readonly (string | Uint8Array)[]): Buffer {
  const pieces = parts.flatMap((one) => [
    Buffer.from("--b0undary\r\n"),
    typeof one === "string" ? Buffer.from(one) : one,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from("--b0undary--\r\n")]);
}

/** Splits bytes at these positions. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...places, bytes.length]
    .map((at) => Math.min(at, bytes.length))
    .toSorted((a, b) => a - b);
  return sorted.map((end, at) => bytes.subarray(sorted[at - 1] ?? 0, end));
}
