import { type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Link } from './link.tsx'

/** A list of people, sessions or records: one `Row` each. */
export const RowList = ({ label, children }: { label?: string | undefined; children: ReactNode }) => (
  <ul className="cs-rows" aria-label={label}>
    {children}
  </ul>
)

export interface RowProps {
  title: ReactNode
  /** The whole row goes there. */
  href?: string | undefined
  /** Under the title, in grey: the reason, the place. */
  meta?: ReactNode
  /** At the end: a `Status`, a `ContextualDate`. */
  end?: ReactNode
  /** A button that does something else than open the row. */
  action?: ReactNode
}

/** One row of a `RowList`. */
export const Row = ({ title, href, meta, end, action }: RowProps) => (
  <li className={classNames('cs-row', href && 'cs-row--link')}>
    <div className="cs-row__main">
      <span className="cs-row__title">
        {href ? (
          <Link className="cs-row__link" href={href}>
            {title}
          </Link>
        ) : (
          title
        )}
      </span>
      {meta && <span className="cs-row__meta">{meta}</span>}
    </div>
    {end && <div className="cs-row__end">{end}</div>}
    {action && <div className="cs-row__action">{action}</div>}
  </li>
)
