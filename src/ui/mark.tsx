/**
 * Our mark: one ring closed by two strokes, one of each hand, round a tick. The drawing of public/mark.svg, cropped, in
 * the colour of the text beside it, so that it is there on paper and in forced colours too.
 */
export const Mark = ({ className }: { className?: string | undefined }) => (
  <svg
    className={className}
    viewBox="10 10 44 44"
    fill="none"
    stroke="currentColor"
    strokeWidth="6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M26.4 14.9A18 18 0 0 0 26.4 49.1" />
    <path d="M37.6 14.9A18 18 0 0 1 37.6 49.1" stroke="#e9a13b" />
    <path d="M24 32.5L30 38.5L40.5 26.5" />
  </svg>
)
