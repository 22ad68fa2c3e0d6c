import type { ComponentProps } from "react";

import type { FailureCard } from "./failure-card";
import { createPart, useLazyModule } from "../ui/use-lazy-module";

const FAILURE_CARD = createPart(() => import("./failure-card"));

/** A failure's card; where not even that can be loaded, the bare message. */
export function LazyFailureCard(props: ComponentProps<typeof FailureCard>) {
  const card = useLazyModule(FAILURE_CARD);
  if (card) return <card.FailureCard {...props} />;
  return <p role="alert">{props.failure.message}</p>;
}
