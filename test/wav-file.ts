/** The format in which a test writes a WAV file. */
export type WavOptions = {
  rate: number;
  channels: number;
  bits: 8 | 16 | 24 | 32 | 64;
  isFloat?: boolean;
  isExtensible?: boolean;
  /** The size that the file declares for its data, if that is wrong. */
  claimed?: number;
  /** Chunks before the format, and between it and the samples. */
  before?: readonly Buffer[];
  between?: readonly Buffer[];
  after?: readonly Buffer[];
};

export function chunk(id: string, content: Uint8Array, claimed = content.length): Buffer {
  const header = Buffer.alloc(8);
  header.write(id, "latin1");
  header.writeUInt32LE(claimed, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
}

/** Builds a RIFF file from these samples, from -1 to 1, with the channels interleaved. */
export function wavFile(samples: ArrayLike<number>, options: WavOptions): Buffer {
  const { claimed, before = [], between = [], after = [] } = options;
  const data = Buffer.alloc((samples.length * options.bits) / 8);
  for (let at = 0; at < samples.length; at += 1) {
    writeSample(data, (at * options.bits) / 8, { sample: samples[at] ?? 0, ...options });
  }
  const body = Buffer.concat([
    Buffer.from("WAVE"),
    ...before,
    chunk("fmt ", toFormat(options)),
    ...between,
    chunk("data", data, claimed),
    ...after,
  ]);
  return chunk("RIFF", body);
}

function toFormat({ rate, channels, bits, isFloat = false, isExtensible = false }: WavOptions) {
  const format = Buffer.alloc(isExtensible ? 40 : 16);
  const tag = isFloat ? 3 : 1;
  const frameBytes = (channels * bits) / 8;
  format.writeUInt16LE(isExtensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  if (isExtensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
  }
  return format;
}

type Sample = WavOptions & { sample: number };

function writeSample(data: Buffer, at: number, { sample, bits, isFloat = false }: Sample): void {
  if (isFloat && bits === 32) data.writeFloatLE(sample, at);
  else if (isFloat) data.writeDoubleLE(sample, at);
  else if (bits === 8) data.writeUInt8(Math.min(255, Math.round(sample * 128) + 128), at);
  else {
    const top = 2 ** (bits - 1);
    data.writeIntLE(Math.min(top - 1, Math.round(sample * top)), at, bits / 8);
  }
}
