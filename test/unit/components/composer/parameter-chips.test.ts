// @vitest-environment happy-dom
import { act, createElement } from "react";
import { expect, it } from "vitest";

import { ParameterChips } from "@/components/composer/parameter-chips";

import { stage } from "../stage";

it("lists the parameters that are set by their API names", async () => {
  const page = await stage(createElement(ParameterChips, { onClick: () => {} }));
  await act(async () =>
    page.playground.setParameters({
      temperature: 0.5,
      includeUsage: false,
      stream: false,
      system: "Be brief, and say nothing twice.",
    }),
  );
  expect(page.element.textContent).toBe(
    "temperature 0.5 · include_usage off · stream off · system",
  );
  await page.unmount();
});
