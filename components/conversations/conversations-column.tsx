import { useEffect, useRef } from "react";

import { ConversationList } from "./list";

const stay = (): void => {};

/** The list beside the conversation, where the screen has room for it. */
export function ConversationsColumn({ searches }: { searches: number }) {
  const searchBox = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (searches > 0) searchBox.current?.focus();
  }, [searches]);
  return <ConversationList searchBox={searchBox} onDone={stay} />;
}
