import { type ReactNode } from 'react'
import { AgreedDates, type Field } from '../../domain/policy/form.ts'
import { Interval } from '../../domain/policy/durations.ts'
import { Card } from '../../ui/card.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../shared/answers.ts'
import { labelIn, shortIn, valueInWords } from '../shared/fields-in-words.ts'
import { mayWrite, scribeOf } from '../shared/record-view.ts'
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
  const text = valueInWords(view, field.key, answer?.value, words)
  if (text === '') return ''
  const scribe = scribeOf(view, field.key)
  return (
    <>
      <span className="cs-answer" dir="auto">
        {text}
      </span>
      {field.voice !== 'both' && (
        <span className="cs-answer__mark">
          <VoiceLabel voice={field.voice} name={view.supervisee.knownAs} writtenBy={scribe} />
        </span>
      )}
    </>
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
    const rows = section.fields.map(
      (field): SummaryRow => ({
        id: field.key,
        key: labelIn(field, words),
        value: valueOf(view, field, words),
        changeOf: shortIn(field, words),
        ...(change && field.type !== 'computed' && mayWrite(view, field.key)
          ? { changeHref: agreementHref(view.state.id, 'write', field.key) }
          : {}),
      }),
    )
    return (
      <Card key={section.id} heading={inLanguage(section.title, words.lang)}>
        <Clauses section={section} folded={false} />
        {rows.length > 0 && <SummaryList rows={rows} long={section.id !== 'parties'} />}
      </Card>
    )
  })
}
