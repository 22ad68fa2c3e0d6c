import { describe, expect, it } from "vitest";

import { ERRORS } from "../../../../lib/gateway/openapi/errors";
import { type Cause, toActions, toCause } from "../../../../lib/playground/api/error-actions";
import type { Failure } from "../../../../lib/playground/conversation/types";
import { FAILURE_TEXTS } from "../../../../lib/playground/i18n/failure";
import { explainRejection } from "../../../../lib/api/openai/errors/spark-error";
import { toFailure } from "../share/sample";
import { toRejection } from "@/lib/spark/codes";

/** Every code in the API document, which other tests compare with live answers. */
const codes = Object.values(ERRORS).flatMap((row): readonly string[] => row.codes);

/** The cause that each code must have. */
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
/** Codes of routes that the page does not call. */
const ELSEWHERE = new Set(["previous_response_not_found", "item_not_found"]);
const failure = toFailure();

describe("failure causes and actions", () => {
  it("has a cause for every error code in the API document", () => {
    expect(codes).toEqual(expect.arrayContaining(CONTRACT));
    for (const code of codes.filter((one) => !ELSEWHERE.has(one))) {
      expect(toCause({ ...failure, status: 400, code }, true)).toBe(code);
    }
  });

  it("has a cause for every code that Spark may reject with", () => {
    for (let code = 10_000; code < 11_300; code += 1) {
      for (const message of ["", "domain.lite", "invalid model domain"]) {
        const { error } = explainRejection(toRejection(code, message, null));
        expect(toCause({ ...failure, code: error.code }, true)).toBe(error.code);
      }
    }
  });

  it("gives each cause a title, reason and fix in both locales", () => {
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
    ["reports a lost connection without a status or code", {}, true, "connection_lost"],
    ["reports an offline browser without a status or code", {}, false, "offline"],
    [
      "keeps the error code when the browser has since gone offline",
      { code: "content_filter" },
      false,
      "content_filter",
    ],
    [
      "derives the cause from the status of a proxy's response",
      { status: 413 },
      true,
      "request_too_large",
    ],
    [
      "derives the cause from the status when the code is foreign",
      { status: 504, code: "FUNCTION_TIMEOUT" },
      true,
      "upstream_timeout",
    ],
    ["reports an unknown cause for an unmapped status", { status: 418 }, true, "unknown"],
    [
      "does not mistake an inherited property name for an error code",
      { status: 418, code: "constructor" },
      true,
      "unknown",
    ],
  ])("%s", (_, facts, isOnline, cause) => {
    expect(toCause({ ...failure, ...facts }, isOnline)).toBe(cause);
  });

  it("offers no retry for failures that a retry cannot fix", () => {
    for (const cause of ["invalid_api_key", "content_filter", "insufficient_quota"] as const) {
      expect(toActions(cause)).not.toContain("retry");
    }
    expect(toActions("rate_limit_exceeded")[0]).toBe("retry");
  });
});
