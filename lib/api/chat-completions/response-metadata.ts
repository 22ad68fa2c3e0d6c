/** The members that every part of one answer shares. */
export type ResponseMetadata = {
  /** `chatcmpl-…` */
  id: string;
  /** Unix time in seconds. */
  created: number;
  /** The id that the caller sent, not the model that it resolves to. */
  model: string;
  /** Extension: the `v…` segment of Spark's path, if it has one. */
  version: string | undefined;
  /** Extension. */
  domain: string;
};
