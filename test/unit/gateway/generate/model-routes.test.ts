import { expect, it } from "vitest";

import { MODEL_ROUTES } from "@/lib/gateway/generate/model-routes";
import { ROUTES } from "@/lib/gateway/server/routes";

it("MODEL_ROUTES lists exactly the routes that use a model", () => {
  const asking = ROUTES.filter(({ operation }) => operation !== undefined).map(({ path }) => path);
  expect(Object.values(MODEL_ROUTES).flat().toSorted()).toEqual(asking.toSorted());
});
