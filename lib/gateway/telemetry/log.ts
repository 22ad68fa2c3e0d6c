export const LOG_LEVELS = ["error", "warn", "info", "debug", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts about a request; never a prompt, an answer, a secret or an address. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Log = (level: Exclude<LogLevel, "silent">, event: string, fields?: LogFields) => void;

/** Creates a log that writes one JSON line per event, up to the given level. */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => Date): Log {
  const deepest = level === "silent" ? -1 : LOG_LEVELS.indexOf(level);
  return (eventLevel, event, fields) => {
    if (LOG_LEVELS.indexOf(eventLevel) > deepest) return;
    write(JSON.stringify({ time: now().toISOString(), level: eventLevel, event, ...fields }));
  };
}
