import { mkdir, writeFile } from "node:fs/promises";

import { listPages } from "./pages";

// Implements `npm run docs`; run it from the project's root.
await mkdir("docs", { recursive: true });
await Promise.all(listPages().map(({ path, text }) => writeFile(path, text)));
