import assert from "node:assert/strict";

import { createParser } from "eventsource-parser";
import type { z } from "zod";

import { event } from "@/lib/api/messages/response-schema";

type StreamEvent = z.output<typeof event>;
type Of<Type> = Extract<StreamEvent, { type: Type }>;
type Block = Of<"content_block_start">["content_block"];

/** Reads every event of a stream and checks its schema, its members and its name. */
function readEvents(text: string): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createParser({
    onEvent: ({ event: name, data, id }) => {
      const value: unknown = JSON.parse(data);
      const parsed = event.parse(value);
      assert.deepEqual(parsed, value);
      assert.equal(name, parsed.type);
      assert.equal(id, undefined);
      events.push(parsed);
    },
    onComment: (comment) => assert.fail(`a comment: ${comment}`),
  });
  parser.feed(text);
  return events;
}

/** What a client has at the end; `error` if the stream ended with one. */
export type Sum = { message: Of<"message_start">["message"]; error: Of<"error"> | undefined };

/** Assembles a stream as strictly as the strictest client. */
export function sumUp(text: string): Sum {
  const [first, ...rest] = readEvents(text);
  assert.equal(first?.type, "message_start");
  assert.ok(first && "message" in first);
  const { message } = first;
  assert.deepEqual(
    [message.content, message.stop_reason, message.stop_sequence, message.stop_details],
    [[], null, null, null],
  );
  assert.ok(message.usage.input_tokens >= 1);
  assert.equal(message.usage.output_tokens, 0);
  const body = rest.filter(({ type }) => type !== "ping");
  const last = body.at(-1);
  const blocks = createBlocks();
  if (last?.type === "error") {
    body.slice(0, -1).forEach(blocks.take);
    return { message: { ...message, content: blocks.content }, error: last };
  }
  assert.equal(last?.type, "message_stop");
  const ending = body.at(-2);
  assert.ok(ending?.type === "message_delta", "message_delta comes before message_stop");
  body.slice(0, -2).forEach(blocks.take);
  assert.ok(blocks.isClosed(), "a block was not closed");
  const usage = { ...message.usage, ...ending.usage };
  return {
    message: { ...message, content: blocks.content, ...ending.delta, usage },
    error: undefined,
  };
}

function createBlocks() {
  const content: Block[] = [];
  let open: { block: Block; json: string; isSigned: boolean } | undefined;

  const start = ({ index, content_block: block }: Of<"content_block_start">): void => {
    assert.equal(open, undefined, "a block within a block");
    assert.equal(index, content.length, "a gap");
    if (block.type !== "tool_use") assert.notEqual(block.type, content.at(-1)?.type);
    if (block.type === "text") assert.equal(block.text, "");
    if ("input" in block) assert.deepEqual(block.input, {});
    if (block.type === "thinking") assert.deepEqual([block.thinking, block.signature], ["", ""]);
    const copy = structuredClone(block);
    content.push(copy);
    open = { block: copy, json: "", isSigned: false };
  };

  const extend = ({ index, delta }: Of<"content_block_delta">): void => {
    assert.ok(open && index === content.length - 1, "a delta outside of its block");
    const { block } = open;
    assert.ok(!open.isSigned, "a delta after the signature");
    switch (delta.type) {
      case "text_delta":
        assert.ok(block.type === "text" && delta.text !== "");
        block.text += delta.text;
        return;
      case "thinking_delta":
        assert.ok(block.type === "thinking" && delta.thinking !== "");
        block.thinking += delta.thinking;
        return;
      case "signature_delta":
        assert.ok(block.type === "thinking" && delta.signature !== "");
        block.signature = delta.signature;
        open.isSigned = true;
        return;
      case "input_json_delta":
        assert.ok("input" in block && open.json === "", "more than one piece of input");
        open.json = delta.partial_json;
    }
  };

  const stop = ({ index }: Of<"content_block_stop">): void => {
    assert.ok(open && index === content.length - 1, "a stop of another block");
    const { block, json, isSigned } = open;
    if (block.type === "text") assert.notEqual(block.text, "");
    if (block.type === "thinking") assert.ok(isSigned);
    if ("input" in block) block.input = JSON.parse(json);
    open = undefined;
  };

  return {
    content,
    isClosed: (): boolean => open === undefined,
    take: (one: StreamEvent): void => {
      if (one.type === "content_block_start") start(one);
      else if (one.type === "content_block_delta") extend(one);
      else if (one.type === "content_block_stop") stop(one);
      else assert.fail(`${one.type} between the blocks`);
    },
  };
}
