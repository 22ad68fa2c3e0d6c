/** Whether the list stands beside the conversation on a wide screen; sent along, so that nothing jumps. */
export const LIST_COOKIE = "list";

export function readListCookie(cookie: string | undefined): boolean {
  return cookie !== "closed";
}
