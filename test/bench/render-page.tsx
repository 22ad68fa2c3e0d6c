import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import ReactMarkdown from "react-markdown";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkGfm from "remark-gfm";

import { RenderedMarkdown } from "../../components/markdown/rendered-markdown";

import "../../app/globals.css";

/** What the browser measures: see `render.ts`, which opens this page. */
declare global {
  interface Window {
    measureUpdates: (renderer: Renderer, task: Task) => number[];
    startStream: (renderer: Renderer, task: Task) => void;
    /** Returns how long each painted frame took. */
    stopStream: () => number[];
  }
}

export type Renderer = "blocks" | "whole";

/** Shows `text` up to `from`, then adds pieces of this many characters. */
export type Task = { text: string; from: number; pieceCharacters: number };

const RENDERERS: Readonly<Record<Renderer, (text: string) => ReactNode>> = {
  blocks: (text) => <RenderedMarkdown text={text} isLive />,
  whole: (text) => (
    <ReactMarkdown remarkPlugins={[remarkGfm, remarkCjkFriendly]}>{text}</ReactMarkdown>
  ),
};

const column = document.createElement("main");
column.style.width = "720px";
column.style.font = "15px/1.65 sans-serif";
const box = document.createElement("textarea");
document.body.append(box, column);

/** Milliseconds of each update, including layout. */
window.measureUpdates = (renderer, { text, from, pieceCharacters }) => {
  const root = createRoot(column);
  // The text before the first measured update arrives in pieces too, so that its blocks are sealed.
  for (let end = 0; end < from; end += 2000)
    flushSync(() => root.render(RENDERERS[renderer](text.slice(0, end))));
  const milliseconds: number[] = [];
  for (let end = from; end <= text.length; end += pieceCharacters) {
    const startedAt = performance.now();
    flushSync(() => root.render(RENDERERS[renderer](text.slice(0, end))));
    column.getBoundingClientRect();
    milliseconds.push(performance.now() - startedAt);
  }
  root.unmount();
  return milliseconds;
};

/** Updates once per frame, like the answer of a fast model, until stopped. */
window.startStream = (renderer, { text, from, pieceCharacters }) => {
  const root = createRoot(column);
  let end = from;
  let isStopped = false;
  let frameAt = performance.now();
  const frames: number[] = [];
  const onFrame = (now: number): void => {
    if (isStopped) return;
    frames.push(now - frameAt);
    frameAt = now;
    root.render(RENDERERS[renderer](text.slice(0, end)));
    end = end + pieceCharacters > text.length ? from : end + pieceCharacters;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  window.stopStream = () => {
    isStopped = true;
    root.unmount();
    return frames;
  };
};
