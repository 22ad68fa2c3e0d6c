const DIMENSIONS = 2560;
const PLACES_PER_FEATURE = 24;

/**
 * Makes up an embedding with the one property that matters: texts that share words and character
 * pairs are similar. It is deterministic, not of unit length, and slightly different for a query.
 */
export function toVector(
  text: string,
  domain: "para" | "query",
  dimensions: number = DIMENSIONS,
): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of listFeatures(text)) scatter(feature, weight, vector);
  scatter(`domain ${domain}`, 0.5, vector);
  return vector;
}

/** Weights words more than character pairs, which stand in for Chinese words. */
function listFeatures(text: string): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number) =>
    features.set(feature, (features.get(feature) ?? 0) + weight);
  const plain = text.normalize("NFKC").toLowerCase();
  for (const word of plain.match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(`word ${word}`, 1);
    const characters = Array.from(word);
    characters.forEach((character, at) => {
      if (/\p{Script=Han}/u.test(character)) add(`one ${character}`, 0.5);
      const next = characters[at + 1];
      if (next !== undefined) add(`two ${character}${next}`, 0.5);
    });
  }
  return features;
}

/** Adds a feature at positions and with signs that are always the same for it. */
function scatter(feature: string, weight: number, vector: Float32Array): void {
  let state = hash(feature);
  for (let place = 0; place < PLACES_PER_FEATURE; place += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x2c_1b_3c_6d) ^ (state >>> 12);
    state = (state + 0x9e_37_79_b9) | 0;
    const at = (state >>> 1) % vector.length;
    vector[at] = (vector[at] ?? 0) + (state & 1 ? weight : -weight) * 0.3;
  }
}

/** Computes FNV-1a. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01_00_01_93);
  return value | 0;
}
