import type { Fault, Scripts } from "./fault";
import { SUCCESS } from "./frames";
import { performHttp } from "./http-plan";
import type { HttpStage } from "./http-stage";
import type { Stage } from "./script";

const TEXT = "【模拟】这一句是好的。";
const BURST = Array.from({ length: 2000 }, (_, index) => `${index} `);
const HUGE_BYTES = 50 * 1024 * 1024;

/** Malformed frames, each followed by a correct ending for clients that tolerate them. */
export const SHAPE_FAULTS: readonly Fault[] = [
  row("garbage", ["不是 JSON 的帧", "a frame that is not JSON"], {
    socket: between((stage) => stage.send("<html>502 Bad Gateway</html>")),
    http: betweenChunks((stage) => stage.chunk("<html>502 Bad Gateway</html>")),
  }),
  row("binary", ["二进制帧", "a binary frame"], {
    socket: between((stage) => stage.send(Buffer.from([0, 255, 1, 254]), { binary: true })),
  }),
  row("empty-frame", ["空帧", "an empty frame"], {
    socket: between((stage) => stage.send("")),
    http: betweenChunks((stage) => stage.chunk("")),
  }),
  row("other-shape", ["别的形状的 JSON", "JSON of another shape"], {
    socket: between((stage) => stage.send('{"type":"message","data":[1,2,3]}')),
    http: betweenChunks((stage) => stage.chunk({ type: "message", data: [1, 2, 3] })),
  }),
  row("huge", ["50 MB 的帧", "a frame of 50 MB"], {
    socket: between((stage) => stage.frame({ text: "大".repeat(HUGE_BYTES / 3), status: 1 })),
    http: betweenChunks((stage) => stage.delta({ content: "大".repeat(HUGE_BYTES / 3) })),
  }),
  row("empty-text", ["text 数组为空", "an empty text array"], {
    socket: between((stage) =>
      stage.send(toJson(stage.sid, { choices: { status: 1, seq: 1, text: [] } })),
    ),
    http: betweenChunks((stage) => stage.chunk({ ...SUCCESS, sid: stage.sid, choices: [] })),
  }),
  row("no-payload", ["没有 payload 的帧", "a frame without payload"], {
    socket: between((stage) => stage.send(toJson(stage.sid, undefined))),
    http: betweenChunks((stage) => stage.chunk({ ...SUCCESS, sid: stage.sid })),
  }),
  row("unknown-fields", ["多出来的字段", "fields that nobody knows"], {
    socket: between((stage) =>
      stage.send(
        toJson(stage.sid, {
          choices: {
            status: 1,
            seq: 1,
            mood: "good",
            text: [{ content: "", role: "assistant", index: 0, logits: [0.5] }],
          },
          question_type: "not_knowledge",
          weather: { city: "合肥" },
        }),
      ),
    ),
    http: betweenChunks((stage) =>
      stage.chunk({
        ...SUCCESS,
        sid: stage.sid,
        plugins_content: null,
        mood: "good",
        choices: [
          { delta: { role: "assistant", content: "", logits: [0.5] }, index: 0, weight: 1 },
        ],
      }),
    ),
  }),
  row("status-header-only", ["只有 header.status 为 2", "status 2 in the header alone"], {
    socket: async (stage) => {
      await stage.frame({ text: TEXT, status: 1, headerStatus: 2, usage: stage.bill(TEXT) });
      stage.close();
    },
  }),
  row("status-choices-only", ["只有 choices.status 为 2", "status 2 in choices alone"], {
    socket: async (stage) => {
      await stage.frame({ text: TEXT, status: 2, headerStatus: 0, usage: stage.bill(TEXT) });
      stage.close();
    },
  }),
  row("burst", ["两千帧同时到达", "2,000 frames at once"], {
    socket: async (stage) => {
      const last = BURST.length - 1;
      const usage = stage.bill(BURST.join(""));
      await Promise.all(
        BURST.map((text, index) =>
          index === last
            ? stage.frame({ text, status: 2, usage })
            : stage.frame({ text, status: index === 0 ? 0 : 1 }),
        ),
      );
      stage.close();
    },
    http: performHttp({ texts: BURST, paceMs: 0 }),
  }),
  row("events", ["别的 SSE 事件", "SSE events of other names"], {
    http: betweenChunks(async (stage) => {
      await stage.send(": comment\n\n");
      await stage.send('event: progress_notice\ndata: {"progress":"searching"}\n\n');
      await stage.send('event: context_usage\ndata: {"used":12}\n\n');
    }),
  }),
  row("error-object", ["流中的 error 对象", "an error object in mid-stream"], {
    http: async (stage) => {
      await stage.delta({ content: TEXT });
      const message = `Xunfei request failed with Sid: ${stage.sid} code: 10110, msg: ServiceIsBusyError:Engine Busy`;
      await stage.chunk({ error: { code: 10110, message } });
      stage.end();
    },
  }),
  row("no-done", ["没有 [DONE]", "no [DONE]"], {
    http: async (stage) => {
      await stage.delta({ content: TEXT }, stage.bill(TEXT));
      stage.end();
    },
  }),
];

function between(play: (stage: Stage) => Promise<void>) {
  return async (stage: Stage) => {
    await stage.frame({ text: TEXT, status: 0 });
    await play(stage);
    await stage.frame({ text: "", status: 2, usage: stage.bill(TEXT) });
    stage.close();
  };
}

function betweenChunks(play: (stage: HttpStage) => Promise<void>) {
  return async (stage: HttpStage) => {
    await stage.delta({ content: TEXT });
    await play(stage);
    await stage.delta({ content: "" }, stage.bill(TEXT));
    await stage.send("data:[DONE]\n\n");
    stage.end();
  };
}

function toJson(sid: string, payload: unknown): string {
  return JSON.stringify({ header: { ...SUCCESS, sid, status: 1 }, payload });
}

function row(name: string, [zh, en]: readonly [zh: string, en: string], scripts: Scripts): Fault {
  return { name, zh, en, kind: "script", ...scripts };
}
