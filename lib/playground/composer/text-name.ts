/** Anything but an image is read as text; what has none in it is then refused, with its reason. */
export function isTextFile({ name, type }: Pick<File, "name" | "type">): boolean {
  return (
    !type.startsWith("image/") && !/\.(?:hei[cf]|avif|png|jpe?g|gif|webp|bmp|svg)$/i.test(name)
  );
}
