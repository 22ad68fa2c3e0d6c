import type { SparkError } from "./spark-request";

type Row = readonly [
  code: number,
  name: string | undefined,
  zh: string,
  en: string,
  /** Absent for the English meaning, because Spark's own text has not been published. */
  detail?: string,
];

export type SparkCode = SparkError & { readonly zh: string; readonly en: string };

/** All codes of Web.html that may come before any text. */
export const CODES: readonly SparkCode[] = (
  [
    [10000, undefined, "升级为 ws 出现错误", "upgrade failed"],
    [10001, undefined, "读取用户消息出错", "server could not read the request"],
    [10002, undefined, "发送消息出错", "server could not write"],
    [10003, "ClientMsgError", "消息格式有错误", "malformed message", "invalid data"],
    [10004, "SchemaCheckError", "schema 错误", "schema violation", "'$.header.uid' is wrong; "],
    [10005, undefined, "参数值有错误", "bad parameter value", "invalid param model:spark-lite"],
    [10006, "UserConcurrencyError", "同一用户不能多处同时连接", "user already connected"],
    [10007, "UserTrafficError", "须等上一问处理完成", "previous question still running"],
    [10008, "ServiceCapacityError", "服务容量不足", "no capacity"],
    [10009, "ConnectEngineError", "和引擎建立连接失败", "engine connect failed"],
    [10010, "RecvFromEngineError", "接收引擎数据的错误", "engine receive error", "Engine Busy"],
    [10011, "SendToEngineError", "发送数据给引擎的错误", "engine send error"],
    [
      10012,
      "EngineInternalError",
      "引擎内部错误",
      "engine internal error",
      "The system is busy, please try again later.",
    ],
    [10013, undefined, "输入审核不通过", "input moderation", "您的输入涉及敏感内容，请换个话题。"],
    [10014, undefined, "输出涉及敏感信息", "output moderation", "回答涉及敏感信息，无法继续展示。"],
    [10015, "AppIdBlockedError", "appid 在黑名单中", "app banned"],
    [10016, "AppIdAuthError", "appid 授权类错误", "app not authorised"],
    [10017, undefined, "清除历史失败", "clearing history failed"],
    [10018, undefined, "5 分钟内只发 ping", "nothing but pings"],
    [10019, undefined, "会话有违规倾向", "suspicious session", "本次会话有违规的倾向。"],
    [10021, undefined, "输入审核不通过", "input moderation", "输入内容审核不通过。"],
    [10022, undefined, "图片涉及敏感信息", "image moderation", "图片涉及敏感信息。"],
    [10029, "ClientMsgError", "图片边长超过 12800", "image side longer than 12800"],
    [10041, "ClientMsgError", "图片分辨率不符合要求", "image resolution out of range"],
    [10110, "ServiceIsBusyError", "服务忙", "busy", "Engine Busy"],
    [10163, "EngineSchemaError", "引擎 schema 检查不通过", "engine schema check failed"],
    [
      10222,
      "AbnormalNetworkError",
      "引擎网络异常",
      "engine network",
      "rpc error: code = Unavailable desc = error reading from server: EOF",
    ],
    [10223, "RouteError", "LB 找不到引擎节点", "no engine node"],
    [10300, undefined, "读取消息超时", "internal time-out", "read message from mom expired"],
    [10404, undefined, "没有对应的路由", "no category route found"],
    [10907, "TokenOverflowError", "token 数量超过上限", "too many tokens"],
    [11200, "AppIdNoAuthError", "授权错误，没有说明", "no right, and no word why", ""],
    [11201, "AppIdDayFlowError", "日流控超限", "daily limit"],
    [11202, "AppIdQpsOverFlowError", "秒级流控超限", "requests per second"],
    [11203, "AppIdConcOverFlowError", "并发流控超限", "concurrency"],
    [11210, "NotEnoughCvError", "额度不足", "insufficient credits"],
  ] satisfies readonly Row[]
).map(toCode);

/** Codes that were also seen mid-answer, or that must be possible there. */
export const LATE_CODES: readonly number[] = [10002, 10010, 10012, 10014, 10110, 10222, 10300];

function toCode([code, name, zh, en, detail = en]: Row): SparkCode {
  return { code, zh, en, detail, ...(name !== undefined && { name }) };
}
