/** Pictures lie under their conversation's own prefix, so that all of them can go with it. */
export function toImagePrefix(conversationId: string): string {
  return `picture:${conversationId}:`;
}

export function toImageKey(conversationId: string, pictureId: string): string {
  return toImagePrefix(conversationId) + pictureId;
}
