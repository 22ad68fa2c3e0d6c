import { useEffect, useState } from "react";

import { copyToClipboard } from "@/lib/playground/page/clipboard";

const TOLD_MS = 2000;

/** Copies a text, and shows the result for a moment. */
export function useCopy() {
  const [told, setTold] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copyText = async (text: string): Promise<void> =>
    setTold((await copyToClipboard(text)) ? "copied" : "copyFailed");
  return { told, copyText };
}
