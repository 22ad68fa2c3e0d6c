/** What every part of one answer has in common. */
export type ResponseMetadata = {
  /** `chatcmpl-…` */
  id: string;
  /** Seconds since 1970. */
  created: number;
  /** The id that the caller sent, not the one that it stands for. */
  model: string;
  /** Extension: the `v…` segment of Spark's path, where it has one. */
  version: string | undefined;
  /** Extension. */
  domain: string;
};
