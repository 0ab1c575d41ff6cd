import { type ReactNode, useState } from 'react'

export interface FoldedProps {
  summary: ReactNode
  /** Made when it is first opened: a pack may hold hundreds. */
  children: () => ReactNode
}

/** One of many things to open, as it is: a person, a record. */
export const Folded = ({ summary, children }: FoldedProps) => {
  const [open, setOpen] = useState(false)
  return (
    <details className="cs-pack__folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cs-pack__summary">{summary}</summary>
      {open && <div className="cs-pack__inside">{children()}</div>}
    </details>
  )
}
