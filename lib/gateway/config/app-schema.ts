import { z } from "zod";

import { MODEL_KINDS } from "../../spark/models";
import { json, type SettingType, secret } from "./setting-types";

const limit = z.int().min(1).max(100_000);

const listedApp = z
  .strictObject({
    appId: secret.schema.optional(),
    apiSecret: secret.schema.optional(),
    apiKey: secret.schema.optional(),
    apiPassword: secret.schema.optional(),
    models: z.array(z.string().min(1)).min(1).optional(),
    services: z.array(z.enum(MODEL_KINDS)).min(1).optional(),
    weight: z.int().min(1).max(1000).default(1),
    concurrency: limit.optional(),
    qps: limit.optional(),
  })
  .transform(({ appId, apiSecret, apiKey, apiPassword, ...rest }, context) => {
    const given = [appId, apiSecret, apiKey].filter((value) => value !== undefined).length;
    if (given % 3 !== 0 || (given === 0 && apiPassword === undefined)) {
      context.addIssue("neither a whole app nor an APIPassword");
      return z.NEVER;
    }
    const credentials = appId && apiSecret && apiKey ? { appId, apiSecret, apiKey } : null;
    return { ...rest, credentials, password: apiPassword ?? null };
  });

export const apps = {
  schema: json(z.array(listedApp)),
  expects:
    'a JSON array of apps such as [{"appId": "…", "apiSecret": "…", "apiKey": "…", "models": ["lite"], ' +
    '"services": ["chat", "embedding", "image", "speech", "recognition"], "weight": 1, "concurrency": 2, "qps": 2}], each with all three values, an apiPassword, or both',
} satisfies SettingType<unknown>;

export const concurrency: SettingType<number> = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(limit),
  expects: "a whole number from 1 to 100000",
};

export const path: SettingType<string> = { schema: z.string(), expects: "the path of a file" };

/** The config file of the first Spark gateway, with its original names. */
export const configList = {
  schema: json(
    z.array(
      z.object({
        model: z.string().min(1),
        secrets: z.object({
          app_id: secret.schema,
          api_key: secret.schema,
          api_secret: secret.schema,
        }),
      }),
    ),
  ),
  expects:
    'the path of a JSON file such as [{"model": "lite", "secrets": {"app_id": "…", "api_key": "…", ' +
    '"api_secret": "…"}}]',
} satisfies SettingType<unknown>;
