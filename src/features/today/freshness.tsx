import { londonDay, type Instant, type PlainDate } from '../../domain/dates.ts'
import { useWords } from '../../ui/words-provider.tsx'

export interface FreshnessProps {
  /** When the latest shift known here began. */
  shiftsUpTo: Instant | null
  /** When the device last compared itself with the service. */
  lastVerified: Instant | null
  asOf: PlainDate
}

/** How fresh what is shown is: shifts up to when, and when it was last compared with the service. */
export const Freshness = ({ shiftsUpTo, lastVerified, asOf }: FreshnessProps) => {
  const { say, time, dayAndTime } = useWords()
  const when = (at: Instant): string => (londonDay(at) === asOf ? time(at) : dayAndTime(at, asOf))
  return (
    <p className="govuk-body-s">
      {lastVerified ? say('today.upTo.sync', { when: when(lastVerified) }) : say('today.upTo.never')}
      {' · '}
      {shiftsUpTo ? say('today.upTo.shifts', { when: dayAndTime(shiftsUpTo, asOf) }) : say('today.upTo.noShifts')}
    </p>
  )
}
