import type { Failure } from "../conversation/types";

type Names = Record<"status" | "code" | "param" | "sparkCode" | "sid" | "requestId", string>;

/** Lists the known facts with their names, for people to read and pass on. */
export function toDetails(failure: Failure, names: Names): [string, string][] {
  const { status, code, param, sparkCode, sid, requestId } = failure;
  const rows: [string, string | number | null][] = [
    [names.status, status],
    [names.code, code],
    [names.param, param],
    [names.sparkCode, sparkCode],
    [names.sid, sid],
    [names.requestId, requestId],
  ];
  return rows.flatMap(([name, value]) =>
    value === null || value === "" ? [] : [[name, String(value)]],
  );
}
