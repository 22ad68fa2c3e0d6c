import { describe, expect, it } from "vitest";

import { AUDIO_CODES, toAudioRejection } from "@/lib/spark/audio/codes";
import { SPARK_ERRORS } from "@/lib/spark/codes";

import { SPEECH_CODES } from "../../../simulator/speech/codes";

const reasonOf = (code: number, kind: "speech" | "recognition" = "speech") =>
  toAudioRejection(kind, { code, message: "", sid: null }).reason;

describe("toAudioRejection", () => {
  it("does not take a code for what it means in chat", () => {
    expect([reasonOf(10_006), SPARK_ERRORS[10_006]]).toEqual(["invalid-request", "concurrency"]);
    expect([reasonOf(10_019), SPARK_ERRORS[10_019]]).toEqual(["session-timeout", "suspicion"]);
    expect([reasonOf(10_014), SPARK_ERRORS[10_014]]).toEqual([
      "session-timeout",
      "output-moderated",
    ]);
    // Chat's alone.
    for (const code of [10_013, 10_015, 10_016, 10_907]) expect(reasonOf(code)).toBe("unavailable");
  });

  it("takes 11200 for a voice or the service in speech, and for the service in recognition", () => {
    expect(reasonOf(11_200)).toBe("voice-not-granted");
    expect(reasonOf(11_200, "recognition")).toBe("not-granted");
  });

  it("knows every code that the simulator can play, but those that are the gateway's of iFlytek", () => {
    const played = SPEECH_CODES.map(({ code }) => code).filter((code) => code < 100_000);
    expect(played.filter((code) => !AUDIO_CODES.includes(code))).toEqual([]);
  });
});
