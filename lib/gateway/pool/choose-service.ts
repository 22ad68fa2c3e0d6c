import type { Model } from "../../spark/models";
import type { Service } from "../../core/service";
import type { Selector } from "./selector";
import type { Member } from "./member";

/**
 * By which of Spark's services a model is asked: the WebSocket where an app serves it there, unless
 * all that do are left alone and HTTP is not. Null: no app serves it at all.
 */
export function chooseService(selector: Selector, model: Model, at: number): Service | null {
  const find = (service: Service): readonly Member[] => selector.members({ model, service });
  const isAwake = (service: Service): boolean =>
    find(service).some(({ cooldowns }) => !cooldowns.find({ model, service }, at));
  if (find("socket").length === 0) return find("http").length > 0 ? "http" : null;
  return !isAwake("socket") && isAwake("http") ? "http" : "socket";
}

/** Whether no more than one app serves the model, by whichever service. */
export function isOnlyApp(selector: Selector, model: Model): boolean {
  const serving = (["socket", "http"] as const).flatMap((service) =>
    selector.members({ model, service }),
  );
  return new Set(serving).size <= 1;
}
