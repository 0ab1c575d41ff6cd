import { encode } from 'uqr'

export interface QrCodeProps {
  /** What the camera reads. */
  value: string
  /** What it is, for who can't see it. */
  label: string
}

/** Modules of white round the code, without which cameras miss it. */
const QUIET = 4

/** A square code to point a phone's camera at, drawn here: nothing is asked of anybody else. */
export const QrCode = ({ value, label }: QrCodeProps) => {
  const { data, size } = encode(value, { ecc: 'M', border: QUIET })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className="cs-qr-code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
