import type { Script } from "../simulator/simulator";

/** Sends "first", and "last" only when released. */
export function heldStream(): { script: Script; goOn: () => void } {
  let goOn: () => void = () => {};
  const heard = new Promise<void>((resolve) => (goOn = resolve));
  const script: Script = async (stage) => {
    await stage.frame({ text: "first", status: 0 });
    await heard;
    await stage.frame({ text: "last", status: 2 });
  };
  return { script, goOn: () => goOn() };
}
