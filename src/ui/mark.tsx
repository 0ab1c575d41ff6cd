/** Our mark: two hands' strokes that meet in one ring. The same drawing as public/mark.svg, cropped. */
export const Mark = ({ className }: { className?: string | undefined }) => (
  <svg className={className} viewBox="9 9 46 46" fill="none" strokeLinecap="round" aria-hidden="true" focusable="false">
    <path d="M37.5 20.5A15 15 0 1 0 37.5 43.5" stroke="#ffffff" strokeWidth="6.5" />
    <path d="M26.5 20.5A15 15 0 1 1 26.5 43.5" stroke="#e9a13b" strokeWidth="6.5" />
  </svg>
)
