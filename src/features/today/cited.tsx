import { Fragment } from 'react'

/** A sentence with rule ids in it: "(SEF-3.17)" is not broken across lines. */
export const Cited = ({ children }: { children: string }) =>
  children.split(/(\([A-Z]+-[A-Za-z0-9.-]+\))/).map((part, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- parts of one sentence, which has no other names for them
    index % 2 === 1 ? <span key={index} className="cs-rule">{part}</span> : <Fragment key={index}>{part}</Fragment>,
  )
