import { describe, expect, it } from "vitest";

import { signPost, signUrl } from "@/lib/spark/sign";

// The credentials in iFlytek's own documentation (general_url_authentication.html).
const credentials = {
  appId: "12345678",
  apiKey: "addd2272b6d8b7c8abdd79531420ca3b",
  apiSecret: "MjlmNzkzNmZkMDQ2OTc0ZDdmNGE2ZTZi",
};
const date = new Date("2023-05-05T10:43:39Z");

const signatureOf = (url: string, at = date, app = credentials): string | undefined =>
  readSignature(signUrl(new URL(url), app, at));

function readSignature(signed: URL): string | undefined {
  const origin = Buffer.from(signed.searchParams.get("authorization") ?? "", "base64").toString();
  return /signature="([^"]+)"$/.exec(origin)?.[1];
}

describe("signUrl", () => {
  it("reproduces the published URL of vector V1 byte for byte", () => {
    expect(signUrl(new URL("wss://spark-api.xf-yun.com/v1.1/chat"), credentials, date).href).toBe(
      "wss://spark-api.xf-yun.com/v1.1/chat?authorization=" +
        "YXBpX2tleT0iYWRkZDIyNzJiNmQ4YjdjOGFiZGQ3OTUzMTQyMGNhM2IiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2Iiwg" +
        "aGVhZGVycz0iaG9zdCBkYXRlIHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0iejVnSGR1M3B4VlY0QURNeWs0Njd3T1dE" +
        "UTlxNkJRelIzbmZNVGpjL0RhUT0i&date=Fri%2C+05+May+2023+10%3A43%3A39+GMT&host=spark-api.xf-yun.com",
    );
  });

  it.each([
    ["wss://spark-api.xf-yun.com/v1.1/chat", "z5gHdu3pxVV4ADMyk467wOWDQ9q6BQzR3nfMTjc/DaQ="],
    ["wss://spark-api.xf-yun.com/v3.5/chat", "9s5gABpQIH+9wiR0dmxhlVY3Cqw34SFim12TmXSwVKc="],
    ["wss://spark-api.xf-yun.com/v4.0/chat", "XruyxBmGpK48Gv2TcB2xHzrKYcdGIm5uf6XRNt8N0Dk="],
    ["wss://spark-api.xf-yun.com/chat/max-32k", "sq19AjYt+EC5SQWDhkY6/YXpGBPaMo7NWibDHMGfLFY="],
    ["wss://spark-api.xf-yun.com/v1/x1", "H07YDunu1Yz7pifX12Z8h8Apd7Rf89awK0kIIcxwqRA="],
    [
      "wss://spark-api.cn-huabei-1.xf-yun.com/v2.1/image",
      "C9yqyU84Xa2xKAz6npHevVWS1FxOtOiprQjO4PJPS8k=",
    ],
    ["ws://127.0.0.1:18080/v1.1/chat", "HrCpkb3+rOlbKJfG1z1QUANpmcwxq87c//uD7o1RuzM="],
  ])("signs %s as other implementations do", (url, signature) => {
    expect(signatureOf(url)).toBe(signature);
  });

  // The first is published (vector V2); the others were derived with the same credentials.
  it.each([
    ["https://spark-api.xf-yun.com/v1.1/chat", "SFd0y1XlQwsvdK2a0Xyo3wKmfsUovlavQOFPYiWanfw="],
    ["https://emb-cn-huabei-1.xf-yun.com/", "pb6lZt0lCI7h+QldGOQjzxxyx0IiP9AD7xHtmtcnHqU="],
    [
      "https://spark-api.cn-huabei-1.xf-yun.com/v2.1/tti",
      "x5f78x/E4HoWlpjPyStNaEJcagQAexG25e4nan9aqs4=",
    ],
    [
      "https://maas-api.cn-huabei-1.xf-yun.com/v2.1/tti",
      "vhEltWfXI7kbvfrRKMJQ/mXjvwzGO80JY2Br3Cqy7d8=",
    ],
  ])("signs a POST to %s with its request line", (url, signature) => {
    expect(readSignature(signPost(new URL(url), credentials, date))).toBe(signature);
  });

  // iFlytek's documentation credentials for speech. The first four are published; of the last,
  // iFlytek prints a value that was made with another key, and this one is from a public Rust
  // client's test.
  it.each([
    [
      "/v2/iat",
      "iat-api.xfyun.cn",
      "2019-07-10T07:35:43Z",
      "Hp3Ty4ZkSBmL8jKyOLpQiv9Sr5nvmeYEH7WsL/ZO2Jg=",
    ],
    [
      "/v1",
      "iat.xf-yun.com",
      "2024-05-14T08:46:48Z",
      "S66FeqTJlvkd+KfJg+a73BAabocwRg2scKflONI8o80=",
    ],
    [
      "/v1",
      "iat.cn-huabei-1.xf-yun.com",
      "2026-09-17T01:38:38Z",
      "FedHfo4jlPWnPO11NslNRsPu76k0T5iPsepze3HtxTc=",
    ],
    [
      "/v1",
      "iat.cn-huabei-1.xf-yun.com",
      "2024-05-14T08:43:39Z",
      "fgG1OuqkHU6l/hNZ6Zs466ci+jUvOQjSNKWkLhvSoNM=",
    ],
    [
      "/v2/tts",
      "tts-api.xfyun.cn",
      "2019-08-01T01:53:21Z",
      "kwClvIANtqXII8BL2GwDNUexYGZ7eu03FVvFPHs/4OY=",
    ],
  ])(
    "signs %s of the speech service %s as published (vectors S1 to S5)",
    (path, host, at, signature) => {
      const app = {
        appId: "",
        apiKey: "keyxxxxxxxx8ee279348519exxxxxxxx",
        apiSecret: "secretxxxxxxxx2df7900c09xxxxxxxx",
      };
      expect(signatureOf(`wss://${host}${path}`, new Date(at), app)).toBe(signature);
    },
  );

  it.each([
    ["wss://tts-api.xfyun.cn/v2/tts", "CY87CoIeBq+XEQha3Z1YPjRU5HSsx9G3kvi586+518k="],
    ["wss://ws-api.xfyun.cn/v2/tts", "FqRP0RTEwLNGYmm3tASp77uCwr2rg+8mOY+bzVzOhKc="],
    [
      "wss://cbm01.cn-huabei-1.xf-yun.com/v1/private/mcd9m97e6",
      "sT4oELRllmygXd/ZRMEsJz47o8yxclGT4vJu7lurL8c=",
    ],
  ])("signs %s as derived with the same credentials", (url, signature) => {
    expect(signatureOf(url)).toBe(signature);
  });

  it("leaves the given URL unchanged", () => {
    const url = new URL("wss://spark-api.xf-yun.com/v1.1/chat");
    signUrl(url, credentials, date);
    expect(url.search).toBe("");
  });
});
