import type { Answer } from "./answer";
import type { ApiRequest } from "./api-request";

/** Returns whether a person followed a broken link. All paths below /v1 are for programs. */
export function isLost({ method, url, headers }: ApiRequest): boolean {
  const isForPeople = headers.get("accept")?.includes("text/html") === true;
  const isRead = method === "GET" || method === "HEAD";
  return isForPeople && isRead && !/^\/v1(?:\/|$)/.test(new URL(url).pathname);
}

const WORDS = {
  zh: {
    lang: "zh-CN",
    name: "星火网关",
    title: "没有这个页面",
    lead: "链接可能写错了，或者页面已经不在。接口的地址以 /v1 结尾，演示页里有可以复制的完整地址。",
    back: "返回演示页",
  },
  en: {
    lang: "en",
    name: "Spark Gateway",
    title: "There is no such page",
    lead: "The link may be wrong, or the page is gone. The API's address ends in /v1; the playground has it to copy.",
    back: "Back to the playground",
  },
};

/**
 * Replaces the JSON error with the same message as a page. It has no script, and nothing from the
 * request.
 */
export function showLostPage({ headers }: ApiRequest, answer: Answer): Answer {
  const isEnglish = /^\s*en\b/i.test(headers.get("accept-language") ?? "");
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      vary: "Accept, Accept-Language",
    },
    body: toHtml(WORDS[isEnglish ? "en" : "zh"]),
  };
}

function toHtml({ lang, name, title, lead, back }: (typeof WORDS)["en"]): string {
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
<header><a href="/">${SPARK}${name}</a></header>
<main>
<h1>${title}</h1>
<p>${lead}</p>
<a href="/">${back}</a>
</main>
</html>
`;
}

/** Looks like the page itself. */
const STYLE =
  ":root{color-scheme:light dark}body{margin:0;background:light-dark(#f9fafc,#0c0e12);" +
  "color:light-dark(#141a23,#eaedf1);font:16px/1.7 system-ui,sans-serif}" +
  "header{padding:0 16px;border-bottom:1px solid light-dark(#dce0e5,#2c3138);" +
  "background:light-dark(#fff,#15171c)}header a{display:flex;align-items:center;gap:8px;" +
  "min-height:52px;color:inherit;font-weight:600;text-decoration:none}" +
  "main{max-width:720px;margin:auto;padding:28px 16px}h1{font-size:20px;margin:0 0 12px}" +
  "p{margin:0 0 12px;color:light-dark(#505762,#aab0b8)}main a{color:light-dark(#1062d3,#65a7fa)}";

const SPARK =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="light-dark(#b94d09,#fb9f44)" ' +
  'aria-hidden="true"><path d="M12 1c.9 6.6 4.4 10.1 11 11-6.6.9-10.1 4.4-11 11-.9-6.6-4.4-10.1-11' +
  '-11 6.6-.9 10.1-4.4 11-11Z"/></svg>';
