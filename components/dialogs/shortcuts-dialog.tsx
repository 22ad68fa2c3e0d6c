import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import { Dialog } from "../ui/dialog";
import styles from "./shortcuts-dialog.module.css";
import { useWords } from "../context/i18n";

const KEYS = [
  ["send", "Enter"],
  ["newline", "Shift Enter"],
  ["stop", "Esc"],
  ["editLast", "↑"],
  ["begin", "Mod Shift O"],
  ["search", "Mod K"],
  ["model", "Mod Shift M"],
  ["panel", "Mod ."],
  ["help", "?"],
] as const;

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(DIALOGS);
  // Opened by the reader, so never rendered on the server.
  const modifier = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";
  return (
    <Dialog title={words.shortcuts} onClose={onClose}>
      <dl className={styles["keys"]}>
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>{words.shortcutNames[name]}</dt>
            <dd>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key === "Mod" ? modifier : key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
