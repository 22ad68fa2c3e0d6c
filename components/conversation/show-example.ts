import { chooseExample, type ExampleName } from "@/lib/playground/chat/examples";
import type { Playground } from "@/lib/playground/chat/playground";
import type { Locale } from "@/lib/playground/page/locale";

import sampleImage from "./sample-image.svg";

type Words = { locale: Locale; imageName: string };

/** Writes an example into the composer, with its image if it has one. */
export async function showExample(
  name: ExampleName,
  playground: Playground,
  { locale, imageName }: Words,
): Promise<void> {
  chooseExample(name, playground, locale);
  if (name === "image") await playground.draftEditor.addFile(await fetchSample(imageName));
}

/** Loads the example's drawing. The browser converts it to PNG like any other image. */
async function fetchSample(name: string): Promise<File> {
  const { src }: { src: string } = sampleImage;
  return new File([await (await fetch(src)).blob()], `${name}.svg`);
}
