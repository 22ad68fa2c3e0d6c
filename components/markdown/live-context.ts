"use client";

import { createContext } from "react";

/** Whether the block around still grows: its code is not coloured yet. */
export const LiveContext = createContext(false);
