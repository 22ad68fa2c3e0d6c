import { createPart, useLazyModule } from "../ui/use-lazy-module";

const CONVERSATIONS_DIALOG = createPart(() => import("../conversations/conversations-dialog"));
const CREDENTIALS_DIALOG = createPart(() => import("./credentials-dialog"));
const SHORTCUTS_DIALOG = createPart(() => import("./shortcuts-dialog"));

export type DialogName = "credentials" | "shortcuts" | "conversations" | "search";

type Props = { open: DialogName | null; onClose: () => void };

/** Shows at most one dialog. */
export function Dialogs({ open, onClose }: Props) {
  const credentials = useLazyModule(CREDENTIALS_DIALOG, open === "credentials");
  const shortcuts = useLazyModule(SHORTCUTS_DIALOG, open === "shortcuts");
  const conversations = useLazyModule(
    CONVERSATIONS_DIALOG,
    open === "conversations" || open === "search",
  );
  return (
    <>
      {credentials && <credentials.CredentialsDialog onClose={onClose} />}
      {shortcuts && <shortcuts.ShortcutsDialog onClose={onClose} />}
      {conversations && (
        <conversations.ConversationsDialog isSearching={open === "search"} onClose={onClose} />
      )}
    </>
  );
}
