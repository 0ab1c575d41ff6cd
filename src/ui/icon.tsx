/** Our own pictures, 24 × 24, drawn with the colour of the text. They never stand alone: words say the same beside them. */
const PATHS = {
  today: 'M4 5.5h16v15H4zM4 10h16M8 3v4M16 3v4M8.5 15l2.5 2.5 4.5-5',
  people: 'M9 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5ZM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 4.3a3.6 3.6 0 0 1 0 6.9M18 14.8c2 .7 3.2 2.4 3.5 5.2',
  policy: 'M6 3h9l4 4v14H6zM14.5 3v4.5H19M9 12h7M9 16h7',
  account: 'M12 12.5a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5ZM4 21c.6-4 3.7-6 8-6s7.4 2 8 6',
  lock: 'M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.5l3.5 2',
  late: 'M12 3.5 22 20.5H2zM12 10v5M12 17.8v.1',
  device: 'M6.5 2.5h11v19h-11zM10.5 18.5h3',
  sending: 'M12 20V5M6 11l6-6 6 6',
  offline: 'M3 3l18 18M8 7.2A6 6 0 0 1 17.5 10 4.5 4.5 0 0 1 20.5 17M17 18.5H7.5A4.5 4.5 0 0 1 6.5 9.7',
  failed: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.2v.1',
  pause: 'M9 6v12M15 6v12',
  dash: 'M6 12h12',
  pen: 'M4 20l1-4.5L16 4.5l3.5 3.5-11 11zM14 6.5l3.5 3.5',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5L21 21',
} as const

export type IconName = keyof typeof PATHS

export interface IconProps {
  name: IconName
  size?: 'small' | 'medium' | 'large' | undefined
}

/** A picture beside words; hidden from assistive technology. */
export const Icon = ({ name, size = 'medium' }: IconProps) => (
  <svg
    className={`cs-icon cs-icon--${size}`}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
)
