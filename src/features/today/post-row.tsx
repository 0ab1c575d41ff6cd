import { memo } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { LinkButton } from '../../ui/button.tsx'
import { ContextualDate } from '../../ui/contextual-date.tsx'
import { Row } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { Cited } from './cited.tsx'
import { dateAndTime } from './dates.ts'
import { type DueDate } from './group.ts'
import { type PostLine } from './view.ts'

/** A due date in bold with what it means under it. */
export const Due = ({ due }: { due: DueDate }) => (
  <ContextualDate day={due.day} label={due.label} tone={due.tone}>
    {due.text}
  </ContextualDate>
)

/** Starts a session, or carries on with the one begun: two taps from Today. Where there is no date for it, books one. */
const Actions = ({ line }: { line: PostLine }) => {
  const { say } = useWords()
  const whom = <span className="govuk-visually-hidden">{say('today.start.with', { name: line.name })}</span>
  const pressing = line.group === 'overdue' || line.group === 'due'
  const href = line.begun ? hrefOf('session', { recordId: line.begun }) : hrefOf('start', { postId: line.post })
  return (
    <>
      <LinkButton href={href} kind={pressing ? 'primary' : 'secondary'}>
        {`${say(line.begun ? 'today.carryOn' : 'today.start')} `}
        {whom}
      </LinkButton>
      {line.toBook && !line.begun && (
        <LinkButton href={hrefOf('planSession', { postId: line.post })} kind="quiet">
          {`${say('today.book')} `}
          {whom}
        </LinkButton>
      )}
    </>
  )
}

export interface PostRowProps {
  line: PostLine
  me: PersonId
  asOf: PlainDate
  /** Where there are several homes. */
  showPlace: boolean
}

/** One person on Today: name, post, why and when; for those the reader supervises, a button to start. */
export const PostRow = memo(({ line, me, asOf, showPlace }: PostRowProps) => {
  const words = useWords()
  const { say } = words
  const supervised = line.supervisorName
    ? say('today.supervisedBy', { name: line.supervisorName })
    : say('today.noSupervisor')
  return (
    <Row
      title={<span dir="auto">{line.name}</span>}
      href={hrefOf('person', { postId: line.post })}
      meta={
        <>
          <span className="cs-row__meta">
            {line.title}
            {showPlace && `, ${line.place}`}
          </span>
          <span className="cs-row__meta">
            <Cited>{line.why}</Cited>
          </span>
          {line.line.oneToOne && <WhyLink post={line.post} one={line.line.oneToOne} name={line.knownAs} />}
          {line.next && (
            <span className="cs-row__meta">{say('today.nextOn', { when: dateAndTime(line.next, asOf, words) })}</span>
          )}
          {line.supervisor !== me && <span className="cs-row__meta">{supervised}</span>}
        </>
      }
      end={<Due due={line.due} />}
      action={line.supervisor === me && <Actions line={line} />}
    />
  )
})
