import { encode } from 'uqr'
import { useMemo } from 'react'

export interface SquareCodeProps {
  text: string
  /** What it is, for those who can’t see it. */
  label: string
}

/** A link as a square code that another device’s camera reads. Drawn here: no picture is asked for anywhere. */
export const SquareCode = ({ text, label }: SquareCodeProps) => {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 4 })
    const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size: code.size, path: squares.join('') }
  }, [text])
  return (
    <svg className="cs-pack-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000000" />
    </svg>
  )
}
