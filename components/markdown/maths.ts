import { createLazyModule } from "../ui/use-lazy-module";

/** Only answers with a formula need it: it weighs more than all else. */
export const MATHS = createLazyModule(() => import("./maths-module"));
