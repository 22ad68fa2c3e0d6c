import type { ComponentProps } from "react";

import type { FailureCard } from "./failure-card";
import { createPart, useLazyModule } from "../ui/use-lazy-module";

const FAILURE_CARD = createPart(() => import("./failure-card"));

/** Shows a failure's card, or only its message if the card cannot be loaded. */
export function LazyFailureCard(props: ComponentProps<typeof FailureCard>) {
  const card = useLazyModule(FAILURE_CARD);
  if (card) return <card.FailureCard {...props} />;
  return <p role="alert">{props.failure.message}</p>;
}
