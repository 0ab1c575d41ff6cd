import { type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface TwoPaneProps {
  /** Topics, people: what one chooses from. */
  first: ReactNode
  /** The note, the person: what was chosen. */
  second: ReactNode
  /** Below 900px there is one column: both under one another, or one of them alone. */
  narrow?: 'both' | 'first' | 'second' | undefined
  /** Which is wider: the second (a list and what was chosen), neither, or the first. */
  split?: 'second' | 'even' | 'first' | undefined
  /** The first pane stays in sight while the second scrolls. */
  steady?: boolean | undefined
}

/** Two columns from 900px, one below. */
export const TwoPane = ({ first, second, narrow = 'both', split = 'second', steady }: TwoPaneProps) => (
  <div
    className={classNames(
      'cs-panes',
      narrow !== 'both' && `cs-panes--only-${narrow}`,
      split === 'even' && 'cs-panes--even',
      split === 'first' && 'cs-panes--wide-first',
      steady && 'cs-panes--steady',
    )}
  >
    <div className="cs-panes__pane">{first}</div>
    <div className="cs-panes__pane">{second}</div>
  </div>
)
