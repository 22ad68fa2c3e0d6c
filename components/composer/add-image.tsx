import { useEffect, useRef } from "react";

import { IMAGES } from "@/lib/playground/i18n/images";

import styles from "./add-image.module.css";
import { UploadIcon } from "../ui/late-icons";
import { usePlayground } from "../context/playground";
import { useEnter } from "../ui/use-enter";
import { useWords } from "../context/i18n";

const ACCEPTED =
  "image/jpeg,image/png,image/webp,image/gif,image/avif,image/svg+xml,image/bmp,.heic";

/** Adds an image by its address or from a file. */
export function AddImage({ onDone }: { onDone: () => void }) {
  const words = useWords(IMAGES);
  const { draftEditor } = usePlayground();
  const address = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => address.current?.focus(), []);

  const add = async () => {
    const text = address.current?.value.trim() ?? "";
    if (text !== "" && (await draftEditor.addAddress(text))) onDone();
    else address.current?.focus();
  };
  const { handlers } = useEnter({ onEnter: () => void add(), onEscape: onDone });

  return (
    <>
      <label htmlFor="image-url">{words.imageUrl}</label>
      <div className={styles["row"]}>
        <input
          ref={address}
          className={styles["address"]}
          id="image-url"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          {...handlers}
        />
        <button type="button" className={styles["add"]} onClick={() => void add()}>
          {words.add}
        </button>
      </div>
      <div className={styles["row"]}>
        <button type="button" className={styles["upload"]} onClick={() => file.current?.click()}>
          <UploadIcon /> {words.upload}
        </button>
        <span className={styles["hint"]}>{words.imageHint}</span>
      </div>
      <input
        ref={file}
        hidden
        type="file"
        accept={ACCEPTED}
        aria-label={words.upload}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) void draftEditor.addFile(chosen);
          onDone();
        }}
      />
    </>
  );
}
