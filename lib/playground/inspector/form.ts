import { toBinaryNote } from "./fold-binary";

/** A field of a form as it is shown: of a file its name, type and size. */
export type FormField = {
  name: string;
  value: string;
  file: { name: string; type: string } | null;
};

export function readForm(form: FormData): FormField[] {
  return Array.from(form, ([name, value]) => {
    if (typeof value === "string") return { name, value, file: null };
    const { name: fileName, type, size } = value;
    const note = `${fileName} ${toBinaryNote(type, size)}`;
    return { name, value: note, file: { name: fileName, type } };
  });
}

export function toFormBody(fields: readonly FormField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}

const BOUNDARY = "boundary";

/** The form as editors send it: a file is read from beside the `.http` file. */
export function toFormLines(fields: readonly FormField[]): string[] {
  const parts = fields.flatMap(({ name, value, file }) => [
    `--${BOUNDARY}`,
    ...(file
      ? [
          `Content-Disposition: form-data; name="${name}"; filename="${file.name}"`,
          `Content-Type: ${file.type}`,
          "",
          `< ./${file.name}`,
        ]
      : [`Content-Disposition: form-data; name="${name}"`, "", value]),
  ]);
  return [...parts, `--${BOUNDARY}--`];
}

export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
