import { type ReactNode, useId } from 'react'

/** Rows that one writes in, each on a card of its own: one `RowCard` each. */
export const RowCards = ({ label, children }: { label: string; children: ReactNode }) => (
  <ol className="cs-row-cards" aria-label={label}>
    {children}
  </ol>
)

export interface RowCardProps {
  /** "Case 2". */
  title: string
  /** Beside the title: the button that takes it out. */
  beside?: ReactNode
  children: ReactNode
}

/** One row: its cells under one another on a phone, side by side where there is room. */
export const RowCard = ({ title, beside, children }: RowCardProps) => {
  const id = useId()
  return (
    <li className="cs-row-card">
      <fieldset className="cs-row-card__frame" aria-labelledby={id}>
        <div className="cs-row-card__top">
          <span id={id} className="cs-row-card__title">
            {title}
          </span>
          {beside}
        </div>
        <div className="cs-row-card__cells">{children}</div>
      </fieldset>
    </li>
  )
}
