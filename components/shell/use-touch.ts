import { type RefObject, useState } from "react";

import { usePlayground } from "../context/playground";
import { fetchParts } from "../ui/use-lazy-module";

/**
 * The first touch fetches what a message will need. Once it has come the page is awake, and says so
 * in its own element: what waits for it, a test say, need not guess.
 */
export function useTouch(isOwnFocus: RefObject<boolean>) {
  const { wake } = usePlayground();
  const [isAwake, setAwake] = useState(false);
  const touch = async (): Promise<void> => {
    await Promise.all([wake(), fetchParts()]);
    setAwake(true);
  };
  return {
    isAwake,
    onTouch: () => void touch(),
    onFocus: () => {
      if (!isOwnFocus.current) void touch();
    },
  };
}
