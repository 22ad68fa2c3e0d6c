/** The meaning of a variable in each language. */
type Meaning = { en: string; "zh-CN": string };

export type SettingSection = { title: Meaning; settings: Readonly<Record<string, Meaning>> };
