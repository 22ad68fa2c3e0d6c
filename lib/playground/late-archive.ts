import type { Archive } from "./archive";

/** An archive that is loaded when it is first needed: who only looks at the page needs none. */
export function createLateArchive(load: () => Promise<Archive>): Archive {
  let archive: Promise<Archive> | undefined;
  const open = (): Promise<Archive> => (archive ??= load());
  return {
    list: async () => (await open()).list(),
    load: async (id) => (await open()).load(id),
    save: async (conversation) => (await open()).save(conversation),
    savePicture: async (picture, blob) => (await open()).savePicture(picture, blob),
    remove: async (id) => (await open()).remove(id),
  };
}
