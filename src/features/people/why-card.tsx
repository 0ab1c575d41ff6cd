import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type Reason, VARIATION } from '../../domain/policy/obligation.ts'
import { Card } from '../../ui/card.tsx'
import { ContextualDate } from '../../ui/contextual-date.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { dueLabel } from '../due-label.ts'
import { inLanguage } from '../../words/answers.ts'
import { WhyLink } from '../why.tsx'
import { oneUnit } from './obligation-words.ts'
import { type PersonView } from './person-view.ts'

const titleOf = ({ rule, says, count, of }: Reason, { say, lang }: Words): string => {
  if (count !== undefined && of !== undefined) return say('people.why.count', { count, of, rule })
  const policy = inLanguage(says, lang)
  const text = policy.charAt(0).toLocaleUpperCase(lang) + policy.slice(1)
  return rule === VARIATION ? text : say('people.why.rule', { says: text, rule })
}

/** What a rule's date is counted from, what was agreed, and why. */
const detailOf = (reason: Reason, asOf: PlainDate, words: Words): string => {
  const { say, day, every } = words
  const { anchor, anchorKind, note, agreed, target, due, count, of } = reason
  const counted = anchor && say(anchorKind === 'start' ? 'people.why.fromStart' : 'people.why.fromSession', { day: day(anchor, asOf) })
  const earlier = target !== null && target !== due
  return [
    counted,
    note === undefined ? null : say('people.why.note', { note }),
    earlier && agreed !== undefined && oneUnit(agreed)
      ? say('people.why.agreed', { every: every(agreed), day: day(target, asOf) })
      : null,
    earlier && agreed === undefined ? say('people.why.from', { day: day(target, asOf) }) : null,
    count !== undefined && count === of ? `${say('people.why.reached')}.` : null,
    count !== undefined && of !== undefined && count > of ? `${say('people.why.over', { of })}.` : null,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Late or how soon, in a few words. A count says it by the count: sixteen exactly is due and not late. */
const labelOf = ({ due, count, of, state }: Reason, asOf: PlainDate, words: Words): { label: string; late: boolean } => {
  if (count !== undefined && of !== undefined) {
    const label = count > of ? words.say('policy.label.shiftsOver', { count: count - of }) : words.say('policy.label.shifts', { count, of })
    return { label, late: state === 'overdue' }
  }
  const days = due === null ? 0 : daysBetween(asOf, due)
  return { label: dueLabel(days, words), late: days < 0 }
}

const Rule = ({ reason, asOf, alone }: { reason: Reason; asOf: PlainDate; alone: boolean }) => {
  const words = useWords()
  const { say, day } = words
  const { label, late } = labelOf(reason, asOf, words)
  return (
    <Row
      title={titleOf(reason, words)}
      meta={detailOf(reason, asOf, words)}
      end={
        <>
          {reason.state && !alone && <Status state={reason.state} />}
          {reason.due === null ? (
            <span>{say('people.why.noDate')}</span>
          ) : (
            <ContextualDate
              day={reason.due}
              tone={late ? 'red' : 'plain'}
              label={label}
            >
              {day(reason.due, asOf)}
            </ContextualDate>
          )}
        </>
      }
    />
  )
}

/** When the next session is due and why: every rule that has a say, each with its own date and state. */
export const WhyCard = ({ view, asOf }: { view: PersonView; asOf: PlainDate }) => {
  const { say, day, duration } = useWords()
  const { oneToOne, excused, knownAs } = view
  return (
    <Card heading={say('people.why.title')} beside={oneToOne && <Status state={oneToOne.state} />}>
      {!oneToOne && <p className="govuk-body">{say('people.why.noPolicy')}</p>}
      {oneToOne?.state === 'not-set-up' && <p className="govuk-body">{say('people.why.notSetUp', { name: knownAs })}</p>}
      {excused && (
        <Inset tone="grey">
          {say('people.why.excused', {
            from: day(excused.from, asOf),
            until: day(excused.until, asOf),
            reason: excused.reason,
            who: excused.authorisedBy,
          })}
        </Inset>
      )}
      {oneToOne && (
        <RowList label={say('people.why.title')}>
          {oneToOne.reasons.map((reason) => (
            <Rule
              key={`${reason.rule} ${reason.kind}`}
              reason={reason}
              asOf={asOf}
              alone={oneToOne.reasons.length === 1}
            />
          ))}
        </RowList>
      )}
      {typeof oneToOne?.minutes === 'number' && (
        <p className="govuk-body">{say('people.why.minutes', { duration: duration(oneToOne.minutes) })}</p>
      )}
      {oneToOne && (
        <p className="govuk-body">
          <WhyLink post={view.post.id} one={oneToOne} name={view.iAm.supervisee ? null : knownAs} />
        </p>
      )}
    </Card>
  )
}
