import { findMisfit } from "@/lib/playground/chat/model-fit";
import { findTextModel, findVisionModel } from "@/lib/playground/conversation/models";
import type { DraftImage } from "@/lib/playground/conversation/store";
import { IMAGES } from "@/lib/playground/i18n/images";

import styles from "./draft-images.module.css";
import { IconButton } from "../ui/icon-button";
import { CloseIcon, ImageIcon } from "../ui/late-icons";
import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";

/** Lists the next message's images and what prevents sending them. */
export function DraftImages() {
  const images = useChat(({ draft }) => draft.images);
  return (
    <>
      {images.length > 0 && (
        <ul className={styles["images"]}>
          {images.map((image) => (
            <Chip key={image.id} image={image} />
          ))}
        </ul>
      )}
      <MisfitNotice />
    </>
  );
}

function Chip({ image }: { image: DraftImage }) {
  const words = useWords(IMAGES);
  const { draftEditor } = usePlayground();
  const { id, url, state, name = "" } = image;
  return (
    <li className={styles["chip"]} data-state={state}>
      <span className={styles["thumbnail"]}>
        {state === "held" ? (
          <IconButton
            name={words.showImage(name)}
            onClick={() => draftEditor.markImage(id, { state: "loading" })}
          >
            <ImageIcon />
          </IconButton>
        ) : url === "" || state === "unseen" ? (
          <ImageIcon />
        ) : (
          // oxlint-disable-next-line nextjs/no-img-element -- it is the reader's own, from anywhere
          <img
            src={url}
            alt={name}
            width="44"
            height="44"
            referrerPolicy="no-referrer"
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              draftEditor.markImage(id, {
                state: "ready",
                width: naturalWidth,
                height: naturalHeight,
              })
            }
            onError={() => draftEditor.markImage(id, { state: "unseen" })}
          />
        )}
      </span>
      <span className={styles["facts"]}>
        <span className={styles["name"]}>{name}</span>
        <span className={styles["detail"]}>{toDetail(image, words)}</span>
      </span>
      <IconButton name={words.removeImage(name)} onClick={() => draftEditor.removeImage(id)}>
        <CloseIcon />
      </IconButton>
    </li>
  );
}

function toDetail(
  { state, width, height, bytes }: DraftImage,
  words: (typeof IMAGES)["en"],
): string {
  switch (state) {
    case "held":
      return words.imageHeld;
    case "loading":
      return words.imageLoading;
    case "unseen":
      return words.imageUnseen;
    case "ready": {
      const size = `${width} × ${height}`;
      return bytes === undefined ? size : `${size} · ${Math.ceil(bytes / 1024)} kB`;
    }
  }
}

/** Offers another model if the chosen one cannot see images, or needs one. */
function MisfitNotice() {
  const words = useWords(IMAGES);
  const { setModel } = usePlayground();
  const misfit = useChat(findMisfit);
  const model = useChat(({ conversation }) => conversation.model);
  const models = useChat((state) => state.models);
  if (!misfit) return null;
  const other = misfit === "blind" ? findVisionModel(models) : findTextModel(models);
  return (
    <p role="alert" className={styles["notice"]} data-kind={misfit}>
      {words[misfit](model)}{" "}
      {other && (
        <button type="button" className={styles["switch"]} onClick={() => setModel(other.id)}>
          {words.switchTo(other.id)}
        </button>
      )}
    </p>
  );
}
