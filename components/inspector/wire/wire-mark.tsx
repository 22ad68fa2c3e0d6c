/** Heights of a few chunks in the order in which they came; the gap at the front is the wait. */
const TICKS = [6, 9, 5, 12, 7, 9, 14, 6, 10, 8, 5, 11, 7, 13, 6, 9, 5, 8, 10, 4, 7, 12, 6];

/** What every answer gets, here as a sign of what is to come. Decoration. */
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
          // They never change places.
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
