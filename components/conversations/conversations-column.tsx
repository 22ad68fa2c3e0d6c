import { useEffect, useRef } from "react";

import { ConversationList } from "./list";

const stay = (): void => {};

/** Shows the list beside the conversation on screens with room for it. */
export function ConversationsColumn({ searches }: { searches: number }) {
  const searchBox = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (searches > 0) searchBox.current?.focus();
  }, [searches]);
  return <ConversationList searchBox={searchBox} onDone={stay} />;
}
