/** Pictures lie under their conversation's own prefix, so that all of them can go with it. */
export function toPicturePrefix(conversationId: string): string {
  return `picture:${conversationId}:`;
}

export function toPictureKey(conversationId: string, pictureId: string): string {
  return toPicturePrefix(conversationId) + pictureId;
}
