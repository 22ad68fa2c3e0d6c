import { createRecorder } from "./recorder";

/** The page's own: its chat records here, and its inspector reads here. */
export const pageRecorder = createRecorder({
  fetch: (input, init) => fetch(input, init),
  now: () => performance.now(),
  requestFrame: (callback) => void requestAnimationFrame(callback),
});
