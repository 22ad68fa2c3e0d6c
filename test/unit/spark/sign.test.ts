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

  it("signs another service of the same scheme as published (vector V4)", () => {
    const app = {
      appId: "",
      apiKey: "keyxxxxxxxx8ee279348519exxxxxxxx",
      apiSecret: "secretxxxxxxxx2df7900c09xxxxxxxx",
    };
    const at = new Date("2019-07-10T07:35:43Z");
    expect(signatureOf("wss://iat-api.xfyun.cn/v2/iat", at, app)).toBe(
      "Hp3Ty4ZkSBmL8jKyOLpQiv9Sr5nvmeYEH7WsL/ZO2Jg=",
    );
  });

  it("leaves the given URL unchanged", () => {
    const url = new URL("wss://spark-api.xf-yun.com/v1.1/chat");
    signUrl(url, credentials, date);
    expect(url.search).toBe("");
  });
});
