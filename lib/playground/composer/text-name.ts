/**
 * Returns whether a file is read as text: anything but an image. A file without text is then
 * rejected with a reason.
 */
export function isTextFile({ name, type }: Pick<File, "name" | "type">): boolean {
  return (
    !type.startsWith("image/") && !/\.(?:hei[cf]|avif|png|jpe?g|gif|webp|bmp|svg)$/i.test(name)
  );
}
