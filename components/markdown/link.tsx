"use client";

import { createContext, type ReactNode, use } from "react";

import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";

/** Whether the content is already inside a link, in which nothing else may be clickable. */
export const InLink = createContext(false);

type Props = {
  href: string | undefined;
  id?: string | undefined;
  label?: unknown;
  children: ReactNode;
};

/**
 * Renders a link from the model: to another site, without a referrer, or to a footnote of its
 * answer.
 */
export function Link({ href, id, label, children }: Props) {
  const words = useWords(ANSWER);
  const isNested = use(InLink);
  if (!href || isNested) return <span>{children}</span>;
  const content = <InLink value={true}>{children}</InLink>;
  if (href.startsWith("#")) {
    const name = typeof label === "string" ? label : undefined;
    return (
      <a href={href} id={id} aria-label={name}>
        {content}
      </a>
    );
  }
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {content}
      <span className="visually-hidden"> ({words.newTab})</span>
    </a>
  );
}
