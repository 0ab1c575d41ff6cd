import { type ReactNode } from 'react'
import { AgreedDates } from '../../domain/policy/answer.ts'
import { type Field } from '../../domain/policy/form.ts'
import { Interval } from '../../domain/policy/durations.ts'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { answerRead, scribeOfAnswer } from '../shared/answer-read.tsx'
import { labelIn, shortIn } from '../shared/fields-in-words.ts'
import { areFigures } from '../shared/form-fields.ts'
import { mayWrite } from '../shared/record-view.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { agreementHref } from './addresses.ts'
import { type AgreementView } from './agreement-view.ts'
import { Clauses } from './clauses.tsx'
import { computedValue } from './computed-value.ts'
import { byMonth, dateLines } from './date-lines.ts'

/** The dates month by month, to read. */
const DatesRead = ({ view, field }: { view: AgreementView; field: Field }) => {
  const words = useRecordWords()
  const dates = AgreedDates.safeParse(view.state.fields[field.key]?.value).data ?? []
  const every = Interval.safeParse(view.state.fields['every']?.value).data ?? null
  return (
    <ul className="cs-dates-read">
      {byMonth(dateLines(dates, null, every)).flatMap(({ lines }) =>
        lines.map(({ on, at }) => (
          <li key={on}>
            {at ? words.say('agreements.dates.at', { day: words.longDay(on), at }) : words.longDay(on)}
          </li>
        )),
      )}
    </ul>
  )
}

/** An answer, and whose words it is where somebody wrote it down for the other. */
const valueOf = (view: AgreementView, field: Field, words: Words): ReactNode => {
  const answer = view.state.fields[field.key]
  if (field.type === 'computed') return <bdi>{computedValue(view, field)}</bdi>
  if (field.type === 'dates' && answer) return <DatesRead view={view} field={field} />
  const said = answerRead(view, field, words)
  if (said === null) return ''
  const scribe = scribeOfAnswer(view, field)
  return (
    <>
      {field.type === 'table' ? (
        said
      ) : (
        <span className="cs-agreement__answer" dir="auto">
          {said}
        </span>
      )}
      {field.voice !== 'both' && (
        <span className="cs-agreement__mark">
          <VoiceLabel voice={field.voice} name={view.supervisee.knownAs} writtenBy={scribe} />
        </span>
      )}
    </>
  )
}

/** Where the reader changes an answer; undefined where they may not. */
const changeHref = (view: AgreementView, { key, type }: Field): string | undefined =>
  type !== 'computed' && mayWrite(view, key) ? agreementHref(view.state.id, 'write', key) : undefined

const Change = ({ view, field }: { view: AgreementView; field: Field }) => {
  const words = useRecordWords()
  const href = changeHref(view, field)
  if (!href) return null
  return (
    <Link href={href}>
      {words.say('common.change')} <span className="govuk-visually-hidden">{shortIn(field, words)}</span>
    </Link>
  )
}

/** An answer whose question is the section’s heading. */
const Titled = ({ view, field }: { view: AgreementView; field: Field }) => {
  const words = useRecordWords()
  const value = valueOf(view, field, words)
  return (
    <div className="cs-agreement__titled">
      {value === '' ? <span className="cs-not-provided">{words.say('common.notProvided')}</span> : value}
    </div>
  )
}

export interface AgreementContentProps {
  view: AgreementView
  /** Offers to change each answer that the reader may write in. */
  change: boolean
}

/** The whole agreement in its printed order, to check or to read: every clause and every answer. */
export const AgreementContent = ({ view, change }: AgreementContentProps) => {
  const words = useRecordWords()
  return view.sections.map((section) => {
    const titled = section.fields.find(({ label }) => label.en === section.title.en)
    const rows = section.fields
      .filter((field) => field !== titled)
      .map((field): SummaryRow => {
        const href = change ? changeHref(view, field) : undefined
        return {
          id: field.key,
          key: labelIn(field, words),
          value: valueOf(view, field, words),
          changeOf: shortIn(field, words),
          ...(href ? { changeHref: href } : {}),
        }
      })
    return (
      <Card
        key={section.id}
        heading={inLanguage(section.title, words.lang)}
        beside={titled && change && <Change view={view} field={titled} />}
      >
        <Clauses section={section} folded={false} />
        {titled && <Titled view={view} field={titled} />}
        {rows.length > 0 && <SummaryList rows={rows} long={!areFigures(section.fields) && section.fields.some(({ type }) => type !== 'computed')} />}
      </Card>
    )
  })
}
