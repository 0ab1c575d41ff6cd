import { type ReactNode } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { PlannedButton } from '../shared/planned-button.tsx'
import { Cited } from './cited.tsx'
import { dateAndTime } from './dates.ts'
import { Due } from './post-row.tsx'
import { type PostLine } from './view.ts'

export interface OwnSupervisionProps {
  line: PostLine
  asOf: PlainDate
  /** The reader has more than one post: say which. */
  several: boolean
  /** For those who have a list of others above. */
  compact: boolean
  /** "Shifts known up to …", for those whose shifts count. */
  freshness: ReactNode
  /** "I am overdue". */
  overdue: ReactNode
}

/** "11 of 16 shifts worked since your last supervision", what waits for the home, and how far shifts are known. */
const Shifts = ({ shifts, freshness, body }: { shifts: NonNullable<PostLine['shifts']>; freshness: ReactNode; body: string }) => {
  const { say } = useWords()
  const { count, of, since, waiting } = shifts
  const [within, over] =
    since === 'start'
      ? (['today.own.shiftsStart', 'today.own.shiftsStartOver'] as const)
      : (['today.own.shifts', 'today.own.shiftsOver'] as const)
  return (
    <>
      <p className={`${body} govuk-!-margin-bottom-1`}>
        <strong>{say(count > of ? over : within, { count, of })}</strong>
        {waiting > 0 && ` ${say('today.own.waiting', { count: waiting })}`}
      </p>
      {freshness}
    </>
  )
}

/** When and with whom the next session is. */
const Next = ({ line, asOf, body }: { line: PostLine; asOf: PlainDate; body: string }) => {
  const words = useWords()
  const { say, day } = words
  const { next, supervisorName, line: { toRebook } } = line
  const [off] = toRebook
  if (next) {
    return (
      <p className={body}>
        <strong>{say('today.nextOn', { when: dateAndTime(next, asOf, words) })}</strong>
        <br />
        {supervisorName && say('today.own.with', { name: supervisorName })}
      </p>
    )
  }
  const none = off ? say('today.own.off', { day: day(off.plannedFor, asOf) }) : say('today.own.noNext')
  const whose = supervisorName ? say('today.supervisedBy', { name: supervisorName }) : say('today.noSupervisor')
  return (
    <>
      <p className={body}>{none}</p>
      <p className={body}>{whose}</p>
    </>
  )
}

/** The reader's own supervision: the shifts counted, when it is due and why, the next session, and what to do about it. */
export const OwnSupervision = ({ line, asOf, several, compact, freshness, overdue }: OwnSupervisionProps) => {
  const { say } = useWords()
  const { shifts, next } = line
  const body = compact ? 'govuk-body-s' : 'govuk-body'
  return (
    <Card
      heading={several ? say('today.own.titleFor', { post: line.title }) : say('today.own.title')}
      beside={<Due due={line.due} />}
    >
      {shifts && <Shifts shifts={shifts} freshness={freshness} body={body} />}
      <p className={body}>
        <Cited>{line.why}</Cited> {line.line.oneToOne && <WhyLink post={line.post} one={line.line.oneToOne} name={null} />}
      </p>
      {(next !== null || !compact) && <Next line={line} asOf={asOf} body={body} />}
      {(next !== null || shifts) && (
        <ButtonGroup>
          {next && (
            <PlannedButton post={line.post} planned={next} page="prepare">
              {say('today.own.prepare')}
            </PlannedButton>
          )}
          {shifts && (
            <LinkButton kind="secondary" icon="plus" href={hrefOf('logShift', { postId: line.post })}>
              {say('today.own.logShift')}
            </LinkButton>
          )}
        </ButtonGroup>
      )}
      {overdue}
      <p className={`${body} govuk-!-margin-bottom-0`}>
        <Link href={hrefOf('person', { postId: line.post })}>{say('today.own.all')}</Link>
      </p>
    </Card>
  )
}
