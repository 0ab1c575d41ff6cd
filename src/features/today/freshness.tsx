import { type Instant, londonDay, type PlainDate } from '../../domain/dates.ts'
import { useWords } from '../../ui/words-provider.tsx'

/** How far shifts are known: the count may be behind the shifts worked since (SEF-3.18). */
export const ShiftsUpTo = ({ upTo, asOf }: { upTo: Instant | null; asOf: PlainDate }) => {
  const { say, dayAndTime } = useWords()
  return (
    <p className="govuk-body-s">
      {upTo ? say('today.upTo.shifts', { when: dayAndTime(upTo, asOf) }) : say('today.upTo.noShifts')}
    </p>
  )
}

export interface FreshnessProps {
  /** How far shifts are known; undefined where nobody shown is counted by shifts. */
  shiftsUpTo?: Instant | null | undefined
  /** When the device last compared itself with the service. */
  lastVerified: Instant | null
  asOf: PlainDate
}

/** How fresh what is shown is: when it was last compared with the service, and how far shifts are known. */
export const Freshness = ({ shiftsUpTo, lastVerified, asOf }: FreshnessProps) => {
  const { say, time, dayAndTime } = useWords()
  const when = (at: Instant): string => (londonDay(at) === asOf ? time(at) : dayAndTime(at, asOf))
  const parts = [lastVerified ? say('today.upTo.sync', { when: when(lastVerified) }) : say('today.upTo.never')]
  if (shiftsUpTo) parts.push(say('today.upTo.shifts', { when: dayAndTime(shiftsUpTo, asOf) }))
  if (shiftsUpTo === null) parts.push(say('today.upTo.noShifts'))
  return <p className="govuk-body-s">{parts.join(' · ')}</p>
}
