/**
 * Images are stored under their conversation's prefix, so that all of them can be deleted with it.
 * The prefix keeps its first name: browsers hold records under it.
 */
export function toImagePrefix(conversationId: string): string {
  return `picture:${conversationId}:`;
}

export function toImageKey(conversationId: string, imageId: string): string {
  return toImagePrefix(conversationId) + imageId;
}
