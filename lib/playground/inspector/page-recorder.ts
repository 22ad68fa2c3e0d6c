import { createRecorder } from "./recorder";

/** The page's only recorder: its chat writes to it, and its inspector reads from it. */
export const pageRecorder = createRecorder({
  fetch: (input, init) => fetch(input, init),
  now: () => performance.now(),
  requestFrame: (callback) => void requestAnimationFrame(callback),
});
