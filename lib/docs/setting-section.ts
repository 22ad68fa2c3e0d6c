/** What a variable is for, in each language. */
type Meaning = { en: string; "zh-CN": string };

export type SettingSection = { title: Meaning; settings: Readonly<Record<string, Meaning>> };
