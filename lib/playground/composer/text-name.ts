const ENDINGS =
  /\.(?:md|markdown|txt|log|csv|tsv|json|jsonl|ya?ml|toml|ini|xml|html?|css|[cm]?[jt]sx?|vue|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|sql|sh|bash|zsh|ps1|r|lua|dart|proto|graphql|tex|diff|patch)$/i;

/**
 * Returns whether a file is text, by its name, because browsers know few types of text. SVG counts
 * as an image here.
 */
export function isTextFile({ name, type }: Pick<File, "name" | "type">): boolean {
  if (type.startsWith("image/")) return false;
  return ENDINGS.test(name) || type.startsWith("text/");
}
