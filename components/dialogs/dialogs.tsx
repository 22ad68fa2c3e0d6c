import { useLazyModule } from "../ui/use-lazy-module";
import { CONVERSATIONS_DIALOG, CREDENTIALS_DIALOG, SHORTCUTS_DIALOG } from "../lazy-parts";

export type DialogName = "credentials" | "shortcuts" | "conversations";

type Props = { open: DialogName | null; onClose: () => void };

/** At most one of them. */
export function Dialogs({ open, onClose }: Props) {
  const credentials = useLazyModule(CREDENTIALS_DIALOG, open === "credentials");
  const shortcuts = useLazyModule(SHORTCUTS_DIALOG, open === "shortcuts");
  const conversations = useLazyModule(CONVERSATIONS_DIALOG, open === "conversations");
  return (
    <>
      {credentials && <credentials.CredentialsDialog onClose={onClose} />}
      {shortcuts && <shortcuts.ShortcutsDialog onClose={onClose} />}
      {conversations && <conversations.ConversationsDialog onClose={onClose} />}
    </>
  );
}
