import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readCredential } from "@/lib/gateway/http/credential";
import { readSettings } from "@/lib/gateway/config/settings";

const own = { APP_ID: "server", API_SECRET: "s", API_KEY: "k" };
const open = readSettings(own);
const keyed = readSettings({ ...own, GATEWAY_API_KEYS: "gw-1,gw:2" });
const bare = readSettings({});

const mine = {
  owner: "caller",
  service: "socket",
  app: { appId: "a", apiSecret: "b", apiKey: "c" },
};
const theirs = { owner: "server" };

function read(headers: Record<string, string>, settings = open) {
  try {
    return readCredential(new Headers(headers), settings);
  } catch (error) {
    return findFailure(error);
  }
}

describe("readCredential", () => {
  it.each([
    { "X-App-Id": "a", "X-Api-Secret": "b", "X-Api-Key": "c" },
    { X_APP_ID: "a", X_API_SECRET: "b", X_API_KEY: "c" },
    { X_APP_ID: "a", "X-Api-Secret": "b", X_API_KEY: "c" },
    { X_APP_ID: "a", X_API_SECRET: "b", X_API_KEY: "c", authorization: "Bearer gw-1" },
    { authorization: "Bearer a:b:c" },
    { authorization: "bearer   a|b|c " },
    { authorization: "Bearer a: b :c" },
    { authorization: "Bearer Bearer a:b:c" },
    { authorization: "Bearer a | b | c" },
    { "X-Api-Key": " a:b: c " },
    { "api-key": "a:b:c" },
    { authorization: "Bearer a:b:c", "X-Api-Key": "sk-other" },
    { authorization: "Bearer a:b:c", "api-key": "sk-other" },
  ])("reads the caller's app from %j", (headers) => {
    for (const settings of [open, keyed, bare]) expect(read(headers, settings)).toEqual(mine);
  });

  it.each([
    ["a gateway key", { authorization: "Bearer gw-1" }, keyed],
    ["a gateway key with a colon", { authorization: "Bearer gw:2" }, keyed],
    ["any key at an open endpoint", { authorization: "Bearer sk-anything" }, open],
    ["a lone X-Api-Key at an open endpoint", { "X-Api-Key": "sk-anything" }, open],
    ["a gateway key alone in X-Api-Key", { "X-Api-Key": "gw-1" }, keyed],
    ["a gateway key alone in X_API_KEY", { X_API_KEY: " gw-1 " }, keyed],
    ["a gateway key in Azure's api-key", { "api-key": "gw-1" }, keyed],
    [
      "a bearer beside another X-Api-Key",
      { authorization: "Bearer gw-1", "X-Api-Key": "no" },
      keyed,
    ],
    ["a doubled Bearer", { authorization: "Bearer Bearer gw-1" }, keyed],
    ["another scheme beside X-Api-Key", { authorization: "Basic x", "X-Api-Key": "gw-1" }, keyed],
    ["an empty bearer beside X-Api-Key", { authorization: "Bearer ", "X-Api-Key": "gw-1" }, keyed],
    ["no key at an open endpoint", {}, open],
    ["another scheme at an open endpoint", { authorization: "Basic abc" }, open],
  ])("uses the server's apps for %s", (_, headers, settings) => {
    expect(read(headers, settings)).toMatchObject(theirs);
  });

  it.each([
    ["an unknown key", { authorization: "Bearer gw-3" }, keyed],
    ["an unknown lone X-Api-Key", { "X-Api-Key": "gw-3" }, keyed],
    [
      "a lone X-App-Id beside a gateway key",
      { "X-App-Id": "a", authorization: "Bearer gw-1" },
      keyed,
    ],
    ["a lone X-Api-Secret", { "X-Api-Secret": "b" }, open],
    ["a triple with an empty part", { authorization: "Bearer a::c" }, open],
    ["a triple with a blank part", { authorization: "Bearer a: :c" }, open],
    ["four parts", { authorization: "Bearer a:b:c:d" }, open],
    ["separators alone", { authorization: "Bearer ::" }, open],
    ["one colon at the end", { authorization: "Bearer abc:" }, open],
    ["one colon at the beginning", { "X-Api-Key": ":abc" }, open],
    ["two parts with a bar", { authorization: "Bearer a|b" }, open],
    ["no key", {}, keyed],
    ["a key where the server has no app", { authorization: "Bearer sk-x" }, bare],
    ["nothing where the server has no app", {}, bare],
    [
      "a gateway key without an app behind it",
      { authorization: "Bearer g" },
      readSettings({ GATEWAY_API_KEYS: "g" }),
    ],
  ])("rejects %s", (_, headers, settings) => {
    expect(read(headers, settings)).toMatchObject({ kind: "unauthenticated" });
  });

  it("names the missing headers of a partial credential, even beside a bearer", () => {
    const failure = read({ X_APP_ID: "a", X_API_KEY: "", authorization: "Bearer a:b:c" });
    expect(failure).toMatchObject({
      kind: "unauthenticated",
      message: expect.stringContaining("x-api-secret and x-api-key did not arrive"),
    });
  });

  it.each([
    [{ authorization: "Bearer k:s" }, "k:s"],
    [{ "X-Api-Password": "anything" }, "anything"],
    [{ X_API_PASSWORD: "a:b:c" }, "a:b:c"],
    [{ authorization: "Bearer a:b|c" }, "a:b|c"],
    [{ authorization: "Bearer k : s" }, "k:s"],
    [{ "X-Api-Key": "k:s" }, "k:s"],
    [{ "X-Api-Key": "sk-other", "X-Api-Password": "p" }, "p"],
  ])("reads the caller's APIPassword from %j", (headers, password) => {
    for (const settings of [open, keyed, bare]) {
      expect(read(headers, settings)).toEqual({ owner: "caller", service: "http", password });
    }
  });

  it.each([
    { API_PASSWORD: "p:w" },
    { SPARK_APPS: '[{"apiPassword":"p"}]' },
    { SPARK_APPS: '[{"appId":"a","apiSecret":"b","apiKey":"c","models":["lite"]}]' },
  ])("uses the server's apps when the settings contain %j", (environment) => {
    const settings = readSettings(environment);
    expect(read({ authorization: "Bearer sk-anything" }, settings)).toMatchObject(theirs);
    expect(read({}, settings)).toMatchObject(theirs);
  });
});
