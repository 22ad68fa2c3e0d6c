import { createContext } from "react";

import { pageRecorder } from "@/lib/playground/inspector/page-recorder";
import type { Recorder } from "@/lib/playground/inspector/recorder";

/** The recorder from which the inspector reads; tests provide their own. */
export const RecorderContext = createContext<Recorder>(pageRecorder);
