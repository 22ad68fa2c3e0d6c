"use client";

import type { ReactNode } from "react";

type Props = { label: string; className: string | undefined; children: ReactNode };

/** What is too wide scrolls in itself, not the page; with the keyboard too. */
export function Scrollable({ label, className, children }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus (WCAG 2.1.1); a fieldset is for controls
    <div className={className} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
