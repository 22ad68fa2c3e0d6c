import { toSteps } from "./answer";
import type { Fault, Scripts } from "./fault";
import { performHttp } from "./http-plan";
import type { HttpStage } from "./http-stage";
import { endAfter, perform, silence, stallAfter } from "./scripts";

const BEGINNING = ["这个回答", "说到一半"];
const ENOUGH = "回答已经结束。";
const SLOW_FIRST_MS = 15_000;
const SLOW = { texts: toSteps("久等了，这是模拟的慢回答。") };

/** Answers that come late, never, or end where they should not. */
export const ENDING_FAULTS: readonly Fault[] = [
  row("silent", ["没有第一帧", "no first frame"], { socket: silence, http: () => {} }),
  row("stall", ["说到一半不再有帧", "no next frame"], {
    socket: stallAfter(BEGINNING),
    http: begin,
  }),
  row("slow-first", ["十五秒之后才有第一帧", "15 s before the first frame"], {
    socket: async (stage) => {
      await stage.wait(SLOW_FIRST_MS);
      await perform(SLOW)(stage);
    },
    http: async (stage) => {
      await stage.wait(SLOW_FIRST_MS);
      await performHttp(SLOW)(stage);
    },
  }),
  row("close-1000-early", ["说到一半正常关闭", "close 1000 before status 2"], {
    socket: endAfter(BEGINNING, "close"),
    http: async (stage) => {
      await begin(stage);
      stage.end();
    },
  }),
  row("close-1006", ["没有帧也没有 close 就断开", "gone without a frame or a close frame"], {
    socket: (stage) => stage.cut(),
    http: (stage) => stage.cut(),
  }),
  row("cut", ["说到一半断开", "FIN in mid-text"], {
    socket: endAfter(BEGINNING, "cut"),
    http: async (stage) => {
      await begin(stage);
      stage.cut();
    },
  }),
  row("reset", ["说到一半 RST", "TCP RST in mid-text"], {
    socket: endAfter(BEGINNING, "reset"),
    http: async (stage) => {
      await begin(stage);
      stage.reset();
    },
  }),
  row("after-end", ["最后一帧之后还有帧", "frames after the end"], {
    socket: async (stage) => {
      await stage.frame({ text: ENOUGH, status: 2, usage: stage.bill(ENOUGH) });
      await stage.frame({ text: "不该出现", status: 1 });
      await stage.frame({ text: "也不该出现", status: 2 });
      stage.close();
    },
    http: async (stage) => {
      await stage.delta({ content: ENOUGH }, stage.bill(ENOUGH));
      await stage.send("data:[DONE]\n\n");
      await stage.delta({ content: "不该出现" });
      stage.end();
    },
  }),
];

async function begin(stage: HttpStage): Promise<void> {
  if (!stage.streaming) return stage.send('{"code":0,"message":"Success","choices":[{"mess');
  for (const content of BEGINNING) await stage.delta({ content });
}

function row(name: string, [zh, en]: readonly [zh: string, en: string], scripts: Scripts): Fault {
  return { name, zh, en, kind: "script", ...scripts };
}
