import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'

export interface ContextualDateProps {
  /** `YYYY-MM-DD`, for machines; none where there is no date. */
  day?: string | undefined
  /** The date in words: `words.day(…)`. */
  children: string
  /** At most 20 characters: "3 days late". */
  label: string
  tone?: 'plain' | 'amber' | 'red' | undefined
}

/** A date in bold with what it means under it (after MOJ's contextual date). The label says what the colour does. */
export const ContextualDate = ({ day, children, label, tone = 'plain' }: ContextualDateProps) => (
  <span className={classNames('cs-date', tone !== 'plain' && `cs-date--${tone}`)}>
    {day ? (
      <time className="cs-date__day" dateTime={day}>
        {children}
      </time>
    ) : (
      <span className="cs-date__day">{children}</span>
    )}{' '}
    <span className="cs-date__label">
      {tone === 'red' && <Icon name="late" size="small" />}
      {label}
    </span>
  </span>
)
