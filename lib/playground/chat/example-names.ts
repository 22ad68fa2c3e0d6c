/** In the order in which they are offered. */
export const EXAMPLE_NAMES = ["image", "json", "translate", "tool"] as const;

export type ExampleName = (typeof EXAMPLE_NAMES)[number];
