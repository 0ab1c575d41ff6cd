/** A record as a reading opens it: what is shown, that something was said, and what is not for this purpose. */
import { type ReactNode } from 'react'
import { type ReadAnswer, type RecordReading, type ReadWords } from '../../domain/reading.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type Text } from '../../domain/policy/text.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { Card } from '../../ui/card.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { inLanguage } from '../../words/answers.ts'
import { readings } from '../../words/en/readings.ts'
import { type PairNames, readLines } from '../../words/reading.ts'
import { addArea, type Words } from '../../words/words.ts'
import { useRecordWords } from './use-record-words.ts'

addArea('readings', { en: readings })

/** What stands beside a question: the answer's lines, or why there are none. */
const shownOf = (answer: ReadAnswer, pair: PairNames, words: Words): ReactNode => {
  const { say } = words
  switch (answer.shown) {
    case 'whole': {
      const lines = readLines(answer, pair, words)
      if (lines.length === 0 && answer.masked === 0) return null
      return (
        <>
          {lines.join('\n')}
          {answer.masked > 0 && <span className="cs-answer__mark">{say('readings.read.masked', { count: answer.masked })}</span>}
        </>
      )
    }
    case 'covered':
      return <span className="cs-answer__mark">{say(answer.covered ? 'readings.read.covered' : 'readings.read.uncovered')}</span>
    case 'withheld':
      return <span className="cs-answer__mark">{say('readings.read.withheld')}</span>
    default:
      return unreachable(answer.shown)
  }
}

/** A question that the section's title asks already is not asked twice. */
const keyOf = ({ label }: ReadAnswer, title: Text, words: Words): string =>
  label.en === title.en ? words.say('readings.read.answer') : inLanguage(label, words.lang)

const Said = ({ said, name }: { said: ReadWords; name: string }) => {
  const { say, longDay } = useRecordWords()
  return (
    <>
      <p className="govuk-body-s">{say('readings.read.addedBy', { name, day: longDay(said.on) })}</p>
      <p className="govuk-body" dir="auto">
        {said.text ?? say('readings.read.words')}
      </p>
    </>
  )
}

export interface RecordReadProps {
  reading: RecordReading
  nameOf: (person: PersonId) => string
}

export const RecordRead = ({ reading, nameOf }: RecordReadProps) => {
  const words = useRecordWords()
  const { say, longDay, duration, dayAndTime } = words
  const { facts, when, sections, signatures, addenda, responses, referrals } = reading
  const pair: PairNames = { supervisor: nameOf(facts.supervisor), supervisee: nameOf(facts.supervisee) }
  const added = [...responses, ...addenda]
  return (
    <>
      {when && (
        <Card heading={say('readings.read.when')}>
          <p className="govuk-body">
            {say('readings.read.held', { day: longDay(when.on), start: when.start, end: when.end, length: duration(when.minutes) })}
          </p>
          {when.place !== '' && <p className="govuk-body">{when.place}</p>}
        </Card>
      )}
      {sections.map(({ id, title, answers }) => (
        <Card key={id} heading={inLanguage(title, words.lang)}>
          <SummaryList
            long
            rows={answers.map((answer) => ({ id: answer.key, key: keyOf(answer, title, words), value: shownOf(answer, pair, words) }))}
          />
        </Card>
      ))}
      <Card heading={say('readings.read.signatures')}>
        {signatures.length === 0 && <p className="govuk-body">{say('readings.read.unsigned')}</p>}
        {signatures.map(({ by, role, at, comment }) => (
          <p key={`${by} ${at}`} className="govuk-body">
            {say(`readings.read.signed.${role}`, { name: nameOf(by), when: dayAndTime(at) })}
            {comment !== null && `\n${comment}`}
          </p>
        ))}
      </Card>
      {added.length > 0 && (
        <Card heading={say('readings.read.added')}>
          {added.map((said) => (
            <Said key={`${said.by} ${said.on} ${said.text}`} said={said} name={nameOf(said.by)} />
          ))}
        </Card>
      )}
      {referrals.length > 0 && (
        <Card heading={say('readings.read.concerns')}>
          {referrals.map(({ on, name, about, resolved }) => (
            <div key={`${on} ${about}`} dir="auto">
              <p className="govuk-body-s">{say('readings.read.referred', { name, day: longDay(on) })}</p>
              <p className="govuk-body">{about}</p>
              {resolved !== null && <p className="govuk-body">{resolved}</p>}
            </div>
          ))}
        </Card>
      )}
    </>
  )
}
