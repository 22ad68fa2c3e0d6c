import type { ReactNode } from "react";

/**
 * Draws an icon on 24 × 24 with one stroke. It is decoration, because the button around it has a
 * name.
 */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/**
 * Creates an icon from one path. Icons that are visible at once are here, the others in
 * `late-icons.tsx`.
 */
export const path = (d: string) => () => (
  <Icon>
    <path d={d} />
  </Icon>
);

export const ListIcon = path("M4 6h16M4 12h16M4 18h10");
export const PlusIcon = path("M12 5v14M5 12h14");
export const NewIcon = path("M12 5H5v14h14v-7M10 14l.5-3L18 3.500l2.500 2.500L13 13.500l-3 .5z");
export const SendIcon = path("M12 19V5M6 11l6-6 6 6");
export const StopIcon = path("M8 8h8v8H8z");
export const KeyIcon = path("M8 20a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 13l9-9M16 8l3 3");
export const CodeIcon = path("M8 7l-5 5 5 5M16 7l5 5-5 5");
export const SystemIcon = path("M4 5h16v11H4zM9 20h6M12 16v4");
export const SunIcon = path(
  "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v1M12 20v1M3 12h1M20 12h1M5.6 5.6l.7.7M17.7 17.7l.7.7M5.6 18.4l.7-.7M17.7 6.3l.7-.7",
);
export const MoonIcon = path("M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z");

/** The only icon with a colour of its own: tokens on the wire. */
export function SparkIcon({ size = 18 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="var(--live)" aria-hidden="true">
      <path d="M12 1c.9 6.6 4.4 10.1 11 11-6.6.9-10.1 4.4-11 11-.9-6.6-4.4-10.1-11-11 6.6-.9 10.1-4.4 11-11Z" />
    </svg>
  );
}
