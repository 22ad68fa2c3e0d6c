/** A validated request to either service. */
export type Speech = {
  readonly text: string;
  readonly encoding: "raw" | "lame";
  /** True for MP3 in one piece at the end. */
  readonly isWhole: boolean;
  readonly rate: number;
  /** On iFlytek's scale. */
  readonly speed: number;
  readonly volume: number;
};

/** A piece of audio to be sent. */
export type AudioPiece = {
  readonly audio: Buffer;
  /** The number of bytes of the text that have been spoken. */
  readonly done: number;
  readonly isLast: boolean;
};
