/** What either service is asked to speak, once it has been judged. */
export type Speech = {
  readonly text: string;
  readonly encoding: "raw" | "lame";
  /** MP3 in one piece at the end. */
  readonly isWhole: boolean;
  readonly rate: number;
  /** On iFlytek's scale. */
  readonly speed: number;
  readonly volume: number;
};

/** A piece of audio on its way out. */
export type AudioPiece = {
  readonly audio: Buffer;
  /** How many bytes of the text are spoken. */
  readonly done: number;
  readonly isLast: boolean;
};
