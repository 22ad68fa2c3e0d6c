import { useRef, useState } from "react";

import { DEFAULT_MODEL } from "@/lib/playground/default-model";
import { type Failure, toFailure } from "@/lib/playground/failure";

/** The models to choose from; the gateway is asked when `load` is first called. */
export function useModels() {
  const [models, setModels] = useState<readonly string[]>([DEFAULT_MODEL]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isAsked = useRef(false);

  const load = async (key: string): Promise<void> => {
    if (isAsked.current) return;
    isAsked.current = true;
    try {
      // Imported late: the client is heavier than the page.
      const { listModels } = await import("@/lib/playground/gateway");
      setModels(await listModels(key));
      setFailure(null);
    } catch (error) {
      isAsked.current = false;
      setFailure(toFailure(error));
    }
  };
  return { models, failure, load };
}
