import type { Service } from "../../core/service";
import type { ServedModel } from "./cooldowns";
import type { Selector } from "./selector";

/**
 * The service to ask for a model: the first that an app serves it on and that is not cooling down
 * everywhere, else the first that an app serves it on. Null: no app serves it at all.
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

/** Whether no more than one app serves the model, on whichever service. */
export function isOnlyApp(selector: Selector, model: ServedModel): boolean {
  const serving = model.services.flatMap((service) => selector.members({ model, service }));
  return new Set(serving).size <= 1;
}
