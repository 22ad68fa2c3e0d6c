import { mkdir, writeFile } from "node:fs/promises";

import { listPages } from "./pages";

// `npm run docs`, from the project's root.
await mkdir("docs", { recursive: true });
await Promise.all(listPages().map(({ path, text }) => writeFile(path, text)));
