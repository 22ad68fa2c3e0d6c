import { describe, expect, it } from "vitest";

import { diagnose, diagnoseClock } from "@/lib/doctor/diagnose";
import { diagnoseNetwork } from "@/lib/doctor/diagnose-network";
import { findWords } from "@/lib/doctor/words/find-words";

import { CODES } from "../../simulator/codes";
import { toRejection } from "@/lib/spark/codes";

describe("diagnose", () => {
  it.each(CODES.map(({ code, detail }) => [code, detail] as const))(
    "describes Spark's %i in both languages",
    (code, message) => {
      const cause = diagnose(toRejection(code, message, null));
      const { en, zh } = findWords(cause ?? "busy");
      expect(cause).toBeDefined();
      for (const { what, fix } of [en, zh]) expect(what && fix).toMatch(/[.。]$/);
      expect(en.what).not.toMatch(/[\u4e00-\u9fff]/);
      expect(zh.what).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it.each([
    [11200, "AppIdNoAuthError:(12:17:04.432) tokens.total", "quota"],
    [11200, "AppIdNoAuthError:(17:17:15.673) domain.generalv3", "not-granted"],
    [11201, "", "daily-quota"],
    [10005, "ClientParamError:(…) app_id does not match the api_key", "wrong-app-id"],
    [
      10004,
      "SchemaCheckError:(…) '$.header.app_id' length must be less or equal than 8; ",
      "wrong-app-id",
    ],
    [10003, "ClientMsgError:(23:02:32.721) invalid model domain", "unknown-model"],
    [99_999, "never heard of", "busy"],
  ] as const)("diagnoses %i %j as %s", (code, message, cause) => {
    expect(diagnose(toRejection(code, message, null))).toBe(cause);
  });

  it("distinguishes clock drift from clock skew", () => {
    expect([0, 60, -61, 300, -301].map(diagnoseClock)).toEqual([
      null,
      null,
      "clock-drift",
      "clock-drift",
      "clock-skew",
    ]);
    expect(diagnoseClock(null)).toBeNull();
  });
});

describe("diagnoseNetwork", () => {
  it.each([
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["ECONNREFUSED", "refused"],
    ["ETIMEDOUT", "no-route"],
    ["EHOSTUNREACH", "no-route"],
    ["ENETUNREACH", "no-route"],
    ["ECONNRESET", "cut"],
    ["CERT_HAS_EXPIRED", "tls-date"],
    ["CERT_NOT_YET_VALID", "tls-date"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-untrusted"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls-untrusted"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls-untrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-untrusted"],
    ["EPROTO", "tls-broken"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-broken"],
    ["HPE_INVALID_CONSTANT", "not-spark"],
    ["", "cut"],
  ])("diagnoses %j as %s", (code, cause) => {
    expect(diagnoseNetwork(code)).toBe(cause);
  });
});
