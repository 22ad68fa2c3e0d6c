import { describe, expect, it } from "vitest";

import { toHttpUrl, toSignedUrl, toSignedServiceUrl } from "@/lib/gateway/generate/spark-url";
import { createCatalogue } from "@/lib/spark/catalogue";
import { signUrl } from "@/lib/spark/sign";

const catalogue = createCatalogue();
const lite = catalogue.findRow("lite");
const other = catalogue.findRow("4.0Ultra");
const hosts = {
  chatOrigin: null,
  imageOrigin: null,
  httpOrigin: null,
  embeddingOrigin: null,
  ttiOrigin: null,
  ttsOrigin: null,
  ttsHdOrigin: null,
  asrOrigin: null,
  iatOrigin: null,
};
const now = new Date("2026-05-05T10:43:39.100Z");
const openApp = () => ({ appId: "12345678", apiKey: "key", apiSecret: "secret" });

describe("toSignedUrl", () => {
  if (!lite || !other) throw new Error("two models are needed");
  const app = openApp();
  const sign = (change: object = {}, model = lite) =>
    toSignedUrl(model, { app, origins: hosts, now, ...change });

  it("reuses the signed URL of an app and model within the same second", () => {
    const first = sign();
    expect(first.href).toBe(signUrl(toSignedServiceUrl(lite, hosts), app, now).href);
    expect(sign({ now: new Date("2026-05-05T10:43:39.999Z") })).toBe(first);
  });

  it.each([
    ["the next second", { now: new Date("2026-05-05T10:43:40.000Z") }],
    ["a clock that was set back", { now: new Date("2026-05-05T10:43:38.999Z") }],
    ["another app", { app: { ...openApp(), apiSecret: "another" } }],
    ["another host", { origins: { ...hosts, chatOrigin: new URL("ws://127.0.0.1:18080") } }],
  ])("signs again for %s", (_, change) => {
    sign();
    const options = { app, origins: hosts, now, ...change };
    const expected = signUrl(toSignedServiceUrl(lite, options.origins), options.app, options.now);
    expect(sign(change).href).toBe(expected.href);
    expect(expected.href).not.toBe(sign().href);
  });

  it("uses MaaS's own host, or SPARK_HTTP_URL if it is set", () => {
    const own = createCatalogue([{ id: "xopglm5", httpHost: "maas-api.cn-huabei-1.xf-yun.com" }]);
    const row = own.findRow("xopglm5");
    if (!row) throw new Error("the row is needed");
    expect(toHttpUrl(row, hosts).href).toBe(
      "https://maas-api.cn-huabei-1.xf-yun.com/v2/chat/completions",
    );
    const local = { ...hosts, httpOrigin: new URL("http://127.0.0.1:18080") };
    expect(toHttpUrl(row, local).href).toBe("http://127.0.0.1:18080/v2/chat/completions");
  });

  it("signs again for another model", () => {
    sign();
    expect(sign({}, other).pathname).toBe(other.path);
    expect(sign().pathname).toBe(lite.path);
  });
});
