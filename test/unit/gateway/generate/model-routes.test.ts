import { expect, it } from "vitest";

import { MODEL_ROUTES } from "@/lib/gateway/generate/model-routes";
import { ROUTES } from "@/lib/gateway/server/routes";

it("MODEL_ROUTES names exactly the routes that ask a model", () => {
  const asking = ROUTES.filter(({ operation }) => operation !== undefined).map(({ path }) => path);
  expect(Object.values(MODEL_ROUTES).flat().toSorted()).toEqual(asking.toSorted());
});
