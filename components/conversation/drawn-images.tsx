import type { Image } from "@/lib/playground/conversation/types";
import { DRAWN } from "@/lib/playground/i18n/drawn";
import { toFileName } from "@/lib/playground/share/file-name";

import styles from "./drawn-images.module.css";
import { DownloadIcon } from "../ui/late-icons";
import { UnsavedImageNote } from "./unsaved-image-note";
import { useWords } from "../context/i18n";

type Props = { images: readonly Image[]; isLive: boolean };

/** Shows drawn images, and placeholders of the same size while they are being drawn. */
export function DrawnImages({ images, isLive }: Props) {
  const words = useWords(DRAWN);
  const come = images.filter(({ url, bytes }) => url !== "" || bytes !== undefined);
  const shown = isLive ? images : come;
  return (
    <>
      <ul className={styles["images"]} data-alone={shown.length === 1}>
        {shown.map((image, index) => (
          <li key={image.id} className={styles["place"]}>
            {image.url === "" ? (
              <Empty image={image} text={isLive ? words.drawing : words.lost} isLive={isLive} />
            ) : (
              <Drawn image={image} place={index + 1} />
            )}
          </li>
        ))}
      </ul>
      {!isLive && <UnsavedImageNote images={come} />}
    </>
  );
}

type EmptyProps = { image: Image; text: string; isLive: boolean };

function Empty({ image: { width = 1, height = 1 }, text, isLive }: EmptyProps) {
  return (
    // An SVG with this width and height takes exactly the space of the image.
    <svg
      className={styles["empty"]}
      data-live={isLive}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={text}
    >
      <text x="50%" y="50%" fontSize={width / 20}>
        {text}
      </text>
    </svg>
  );
}

function Drawn({ image, place }: { image: Image; place: number }) {
  const words = useWords(DRAWN);
  const { url, name = "", width, height, bytes = 0 } = image;
  return (
    <>
      {/* oxlint-disable-next-line nextjs/no-img-element -- it is in the browser already */}
      <img className={styles["image"]} src={url} alt={name} width={width} height={height} />
      <span className={styles["facts"]}>
        {width} × {height} · {Math.ceil(bytes / 1024)} kB
        <a
          className={styles["download"]}
          href={url}
          download={toFileName(image, place)}
          aria-label={words.downloadImage(place)}
          title={words.downloadImage(place)}
        >
          <DownloadIcon />
        </a>
      </span>
    </>
  );
}
