import type { Variant } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import { IconButton } from "../ui/icon-button";
import { StopIcon } from "../ui/icons";
import { LoudspeakerIcon } from "../ui/late-icons";
import { useChat } from "../context/playground";
import { useVoice } from "../context/use-voice";
import { useWords } from "../context/i18n";

/** Reads an answer aloud, and stops it; not there where the gateway has no voice. */
export function ReadAloud({ variant }: { variant: Variant }) {
  const words = useWords(TURNS);
  const voice = useVoice();
  const canSpeak = useChat((state) => Boolean(state.voice?.speech));
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
