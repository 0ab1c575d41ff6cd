import { type PlainDate } from '../../domain/dates.ts'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { Cited } from './cited.tsx'
import { Due } from './post-row.tsx'
import { type PostLine } from './view.ts'

export interface OwnSupervisionProps {
  line: PostLine
  asOf: PlainDate
  /** The reader has more than one post: say which. */
  several: boolean
  /** For those who have a list of others below. */
  compact: boolean
}

/** The reader's own supervision: when it is due and why, the shifts counted, when the next session is. */
export const OwnSupervision = ({ line, asOf, several, compact }: OwnSupervisionProps) => {
  const { say, day } = useWords()
  const { shifts, nextOn, supervisorName } = line
  const body = compact ? 'govuk-body-s' : 'govuk-body'
  return (
    <Card
      heading={several ? say('today.own.titleFor', { post: line.title }) : say('today.own.title')}
      beside={<Due due={line.due} />}
    >
      {shifts && (
        <p className={body}>
          <strong>
            {say(shifts.since === 'start' ? 'today.own.shiftsStart' : 'today.own.shifts', {
              count: shifts.count,
              of: shifts.of,
            })}
          </strong>
        </p>
      )}
      <p className={body}>
        <Cited>{line.why}</Cited>
      </p>
      {(nextOn || !compact) && (
        <p className={body}>{nextOn ? say('today.nextOn', { day: day(nextOn, asOf) }) : say('today.own.noNext')}</p>
      )}
      {!compact && (
        <p className={body}>
          {supervisorName ? say('today.supervisedBy', { name: supervisorName }) : say('today.noSupervisor')}
        </p>
      )}
      <p className={body}>
        <Link href={hrefOf('person', { postId: line.post })}>{say('today.own.all')}</Link>
      </p>
    </Card>
  )
}
