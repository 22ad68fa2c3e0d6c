import { createContext } from "react";

import { pageRecorder } from "@/lib/playground/inspector/page-recorder";
import type { Recorder } from "@/lib/playground/inspector/recorder";

/** Where the inspector reads; a test brings its own. */
export const RecorderContext = createContext<Recorder>(pageRecorder);
