import { describe, expect, it } from "vitest";

import { ERRORS } from "../../../../lib/gateway/openapi/errors";
import { type Cause, toActions, toCause } from "../../../../lib/playground/api/error-actions";
import type { Failure } from "../../../../lib/playground/conversation/types";
import { FAILURE_TEXTS } from "../../../../lib/playground/i18n/failure";
import { explainRejection } from "../../../../lib/api/openai/errors/spark-error";
import { toFailure } from "../share/sample";
import { toRejection } from "@/lib/spark/codes";

/** Every code of the API's document, which other tests hold against the live answers. */
const codes = Object.values(ERRORS).flatMap((row): readonly string[] => row.codes);

/** What each code is told as. */
const CONTRACT = [
  "invalid_value",
  "unsupported_parameter",
  "request_too_large",
  "model_not_found",
  "invalid_api_key",
  "upstream_auth",
  "clock_skew",
  "permission_denied",
  "concurrency_exceeded",
  "rate_limit_exceeded",
  "insufficient_quota",
  "model_not_authorized",
  "account_blocked",
  "content_filter",
  "invalid_image",
  "context_length_exceeded",
  "upstream_unavailable",
  "upstream_closed",
  "upstream_invalid",
  "upstream_timeout",
  "internal_error",
  "method_not_allowed",
  "not_found",
  "invalid_model_output",
  "image_url_not_allowed",
  "image_download_failed",
  "image_too_large",
];
const failure = toFailure();

describe("the catalogue of failures", () => {
  it("has words for every code of the API", () => {
    expect(codes).toEqual(expect.arrayContaining(CONTRACT));
    for (const code of codes) {
      expect(toCause({ ...failure, status: 400, code }, true)).toBe(code);
    }
  });

  it("has words for whatever Spark may refuse with", () => {
    for (let code = 10_000; code < 11_300; code += 1) {
      for (const message of ["", "domain.lite", "invalid model domain"]) {
        const { error } = explainRejection(toRejection(code, message, null));
        expect(toCause({ ...failure, code: error.code }, true)).toBe(error.code);
      }
    }
  });

  it("says in both languages what happened, why, and what to do, each time something else", () => {
    for (const locale of ["zh-CN", "en"] as const) {
      const causes = Object.values(FAILURE_TEXTS[locale].causes);
      for (const { title, why, fix } of causes) {
        expect([title, why, fix].every((words) => words.length >= 4)).toBe(true);
        expect(/[\u4e00-\u9fff]/.test(title + why + fix)).toBe(locale === "zh-CN");
      }
      for (const part of ["title", "why", "fix"] as const) {
        const fixes = new Set(causes.map((words) => words[part]));
        expect(fixes.size).toBeGreaterThan(causes.length - 4);
      }
    }
    expect(Object.keys(FAILURE_TEXTS["zh-CN"].causes)).toEqual(
      Object.keys(FAILURE_TEXTS.en.causes),
    );
  });

  it.each<[string, Partial<Failure>, boolean, Cause]>([
    ["tells a lost connection", {}, true, "connection_lost"],
    ["tells that the browser is offline", {}, false, "offline"],
    [
      "keeps to the code when the browser went offline since",
      { code: "content_filter" },
      false,
      "content_filter",
    ],
    ["reads the status where a proxy answered", { status: 413 }, true, "request_too_large"],
    [
      "reads the status where the code is a stranger's",
      { status: 504, code: "FUNCTION_TIMEOUT" },
      true,
      "upstream_timeout",
    ],
    ["admits that it does not know", { status: 418 }, true, "unknown"],
    [
      "is not misled by what every object has",
      { status: 418, code: "constructor" },
      true,
      "unknown",
    ],
  ])("%s", (_, facts, isOnline, cause) => {
    expect(toCause({ ...failure, ...facts }, isOnline)).toBe(cause);
  });

  it("offers no retry where the same question fails again", () => {
    for (const cause of ["invalid_api_key", "content_filter", "insufficient_quota"] as const) {
      expect(toActions(cause)).not.toContain("retry");
    }
    expect(toActions("rate_limit_exceeded")[0]).toBe("retry");
  });
});
