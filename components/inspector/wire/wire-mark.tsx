/** Heights of a few chunks in their order of arrival; the gap in front is the wait. */
const TICKS = [6, 9, 5, 12, 7, 9, 14, 6, 10, 8, 5, 11, 7, 13, 6, 9, 5, 8, 10, 4, 7, 12, 6];

/** Draws the strip that every answer gets, as decoration before the first one. */
export function WireMark({ className }: { className: string | undefined }) {
  return (
    <svg
      className={className}
      viewBox={`0 0 ${TICKS.length * 8} 20`}
      width={TICKS.length * 8}
      height="20"
      fill="var(--live)"
      aria-hidden="true"
    >
      {TICKS.map((height, index) => (
        <rect
          // Their order never changes.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          x={index * 8 + 3}
          y={20 - height}
          width="2"
          height={height}
          rx="1"
          opacity={1 - (index / TICKS.length) * 0.75}
        />
      ))}
    </svg>
  );
}
