import type { Variant } from "@/lib/playground/conversation/types";
import { VOICE } from "@/lib/playground/i18n/voice";

import { IconButton } from "../ui/icon-button";
import { StopIcon } from "../ui/icons";
import { LoudspeakerIcon } from "../ui/late-icons";
import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";

/** Reads an answer aloud, and stops it; not there where the gateway has no voice. */
export function ReadAloud({ variant }: { variant: Variant }) {
  const words = useWords(VOICE);
  const { voice } = usePlayground();
  const canSpeak = useChat(({ gateway }) => Boolean(gateway.voice?.speech));
  const isOn = useChat(({ reading }) => {
    if (reading?.variantId !== variant.id) return false;
    return reading.phase === "loading" || reading.phase === "playing";
  });
  if (!canSpeak || variant.text === "") return null;
  return (
    <IconButton
      name={isOn ? words.stopReading : words.readAloud}
      onClick={() => void voice(({ readAloud }) => readAloud.toggle(variant))}
    >
      {isOn ? <StopIcon /> : <LoudspeakerIcon />}
    </IconButton>
  );
}
