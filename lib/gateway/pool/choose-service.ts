import type { Service } from "../../core/service";
import type { ServedModel } from "./cooldowns";
import type { Selector } from "./selector";

/**
 * Chooses the service for a model: the first one with an app that is not cooling down, else the
 * first one with any app. Returns null if no app serves the model.
 */
export function chooseService(selector: Selector, model: ServedModel, at: number): Service | null {
  const served = model.services.filter(
    (service) => selector.members({ model, service }).length > 0,
  );
  const available = served.find((service) =>
    selector
      .members({ model, service })
      .some(({ cooldowns }) => !cooldowns.find({ model, service }, at)),
  );
  return available ?? served[0] ?? null;
}

/** Reports whether at most one app serves the model, on any service. */
export function isOnlyApp(selector: Selector, model: ServedModel): boolean {
  const serving = model.services.flatMap((service) => selector.members({ model, service }));
  return new Set(serving).size <= 1;
}
