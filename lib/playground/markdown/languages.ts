/** The names that people and models use for the coloured languages, and the grammar of each. */
const GRAMMARS: Readonly<Record<string, string>> = {
  bash: "bash",
  sh: "bash",
  shell: "bash",
  console: "bash",
  zsh: "bash",
  c: "cpp",
  "c++": "cpp",
  cc: "cpp",
  cpp: "cpp",
  h: "cpp",
  hpp: "cpp",
  cs: "csharp",
  csharp: "csharp",
  css: "css",
  go: "go",
  golang: "go",
  html: "xml",
  svg: "xml",
  vue: "xml",
  xml: "xml",
  java: "java",
  javascript: "javascript",
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  json: "json",
  jsonc: "json",
  py: "python",
  python: "python",
  python3: "python",
  rs: "rust",
  rust: "rust",
  sql: "sql",
  mysql: "sql",
  ts: "typescript",
  tsx: "typescript",
  typescript: "typescript",
  yaml: "yaml",
  yml: "yaml",
};

/** Returns the grammar for a fence's language; undefined if there is none, and code stays plain. */
export function findGrammar(language: string): string | undefined {
  const name = language.toLowerCase();
  return Object.hasOwn(GRAMMARS, name) ? GRAMMARS[name] : undefined;
}
