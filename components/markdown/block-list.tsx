"use client";

import { memo, type ReactNode } from "react";

import type { Block, Blocks } from "@/lib/playground/markdown/blocks";

/** How a block looks. Has to be the same function each time, or every block is rendered again. */
type Render = (block: Block, isLive: boolean) => ReactNode;

type Props = { blocks: Blocks; isLive: boolean; render: Render };

/** A sealed block is rendered once; each update costs what the live block costs. */
export function BlockList({ blocks: { sealed, live }, isLive, render }: Props) {
  return [...sealed, live].map(({ at, kind, text }) => (
    // Where it begins is its name, sealed or not: a live block is finished, not replaced.
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
