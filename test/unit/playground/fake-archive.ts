import type { Archive } from "@/lib/playground/archive";
import type { Conversation } from "@/lib/playground/conversation";

/** Keeps in memory and notes when it was asked to. */
export function createFakeArchive(
  steps: string[] = [],
): Archive & { kept: Map<string, Conversation> } {
  const kept = new Map<string, Conversation>();
  return {
    kept,
    list: async () => [...kept.values()],
    load: async (id) => kept.get(id),
    save: async (conversation) => {
      steps.push("save");
      kept.set(conversation.id, structuredClone(conversation));
    },
    savePicture: async () => void steps.push("save picture"),
    removePictures: async (pictures) =>
      void steps.push(...pictures.map(({ id }) => `remove picture ${id}`)),
    remove: async (id) => void kept.delete(id),
  };
}
