/**
 * Stores whether the list is shown beside the conversation on a wide screen. It is a cookie, so
 * that the first HTML has it and the layout does not shift.
 */
export const LIST_COOKIE = "list";

export function readListCookie(cookie: string | undefined): boolean {
  return cookie !== "closed";
}
