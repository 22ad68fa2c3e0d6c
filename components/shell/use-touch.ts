import { type RefObject, useState } from "react";

import { usePlayground } from "../context/playground";
import { fetchParts } from "../ui/use-lazy-module";

/**
 * Loads what a message needs on the first touch. Once it has arrived, an attribute of the page says
 * so, for tests and others that wait for it.
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
