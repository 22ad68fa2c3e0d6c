"use client";

import { memo, type ReactNode } from "react";

import type { Block, Blocks } from "@/lib/playground/markdown/blocks";

/** Renders a block. It must be the same function each time, or every block renders again. */
type Render = (block: Block, isLive: boolean) => ReactNode;

type Props = { blocks: Blocks; isLive: boolean; render: Render };

/** Renders a sealed block once, so that an update costs only what the live block costs. */
export function BlockList({ blocks: { sealed, live }, isLive, render }: Props) {
  return [...sealed, live].map(({ at, kind, text }) => (
    // Its offset is its key, sealed or not: a live block is completed, not replaced.
    <BlockView
      key={at}
      at={at}
      kind={kind}
      text={text}
      isLive={isLive && at === live.at}
      render={render}
    />
  ));
}

type ViewProps = Block & { isLive: boolean; render: Render };

const BlockView = memo(function BlockView({ isLive, render, ...block }: ViewProps) {
  return render(block, isLive);
});
