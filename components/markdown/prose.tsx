"use client";

import { type ReactNode, useId } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkGfm from "remark-gfm";

import { normaliseMaths } from "@/lib/playground/markdown/maths";
import { PLAIN_MARKDOWN } from "@/lib/playground/markdown/remark-plain";
import { rehypeDirection } from "@/lib/playground/markdown/rehype-direction";
import { toSafeUrl } from "@/lib/playground/markdown/safe-url";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import { Code, Preformatted } from "./code";
import { Link } from "./link";
import { MATHS } from "./formula";
import { Image } from "./image";
import styles from "./prose.module.css";
import { Scrollable } from "../ui/scrollable";
import { useLazyModule } from "../ui/use-lazy-module";

const PLUGINS: NonNullable<Options["remarkPlugins"]> = [
  [remarkGfm, { singleTilde: false }],
  remarkCjkFriendly,
  ...PLAIN_MARKDOWN,
];

const REHYPE_PLUGINS = [rehypeDirection];

/**
 * Renders markdown without HTML, with a few kinds of addresses only, and without loading images
 * automatically.
 */
export function Prose({ markdown }: { markdown: string }) {
  const words = useWords(ANSWER);
  const id = useId();
  const { markdown: normalised, count } = normaliseMaths(markdown);
  const maths = useLazyModule(MATHS, count > 0);
  return (
    <ReactMarkdown
      rehypePlugins={REHYPE_PLUGINS}
      remarkPlugins={maths ? [...PLUGINS, maths.REMARK_MATHS] : PLUGINS}
      remarkRehypeOptions={{
        clobberPrefix: `${id}-`,
        footnoteLabel: words.footnotes,
        footnoteLabelTagName: "h3",
        footnoteBackLabel: words.backToText,
      }}
      components={COMPONENTS}
      urlTransform={toSafeUrl}
    >
      {maths ? normalised : markdown}
    </ReactMarkdown>
  );
}

/** Puts the model's headings below the heading of its answer, without skipping a level. */
function toHeading(level: number): (props: { children?: ReactNode }) => ReactNode {
  return function Heading({ children }) {
    return (
      <h3 dir="auto" className={styles["heading"]} data-level={level}>
        {children}
      </h3>
    );
  };
}

const COMPONENTS: Components = {
  a: ({ href, id, children, node }) => (
    <Link href={href} id={id} label={node?.properties["ariaLabel"]}>
      {children}
    </Link>
  ),
  img: ({ src, alt }) => <Image src={typeof src === "string" ? src : ""} alt={alt ?? ""} />,
  pre: Preformatted,
  code: Code,
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
  input: ({ checked }) => <TaskMark isDone={checked === true} />,
  h1: toHeading(1),
  h2: toHeading(2),
  h3: toHeading(3),
  h4: toHeading(4),
  h5: toHeading(5),
  h6: toHeading(6),
};

/** Makes wide tables scroll by themselves, with the keyboard too. */
function TableFrame({ children }: { children: ReactNode }) {
  const words = useWords(ANSWER);
  return (
    <Scrollable label={words.table} className={styles["table"]}>
      <table dir="auto">{children}</table>
    </Scrollable>
  );
}

/** Shows a checkbox that cannot be changed as an image. */
function TaskMark({ isDone }: { isDone: boolean }) {
  const words = useWords(ANSWER);
  return (
    <span className={styles["task"]}>
      <span aria-hidden="true">{isDone ? "☑" : "☐"}</span>
      <span className="visually-hidden">{isDone ? words.done : words.notDone}</span>
    </span>
  );
}
