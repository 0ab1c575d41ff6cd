import { useState } from 'react'
import { addDuration, type Duration, Interval } from '../../domain/policy/durations.ts'
import { AgreedDates } from '../../domain/policy/answer.ts'
import { type Field } from '../../domain/policy/form.ts'
import { type Redated, redated } from '../../queries/agreement-dates.ts'
import { policyEvery } from '../../queries/agreement-draft.ts'
import { Inset } from '../../ui/inset.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { Select } from '../../ui/select.tsx'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { elementId } from '../shared/element-id.ts'
import { labelIn } from '../shared/fields-in-words.ts'
import { useField } from '../shared/use-field.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { HintOf } from '../shared/written-field.tsx'
import { type AgreementView } from './agreement-view.ts'

/** What the policy asks at least, and what a longer gap does: nothing (C7). */
const Limit = ({ most, tooLong }: { most: Duration | null; tooLong: boolean }) => {
  const { say, every } = useRecordWords()
  if (most === null) return <p className="cs-quiet">{say('agreements.every.none')}</p>
  if (!tooLong) return <p className="cs-quiet">{say('agreements.every.limit', { every: every(most) })}</p>
  return (
    <Inset tone="grey">
      <p>{say('agreements.every.tooLong', { every: every(most) })}</p>
    </Inset>
  )
}

export interface IntervalFieldProps {
  view: AgreementView
  field: Field & { readonly type: 'interval' }
}

/** How often. The dates that nobody chose go with it; those that somebody chose stay, and are named. */
export const IntervalField = ({ view, field }: IntervalFieldProps) => {
  const words = useRecordWords()
  const { say } = words
  const own = useField(view, field.key)
  const dates = useField(view, 'dates')
  const [changed, setChanged] = useState<Redated | null>(null)
  if (view.state.competing[field.key]) return <CompetingVersions view={view} field={field.key} />

  const { matter, today } = view
  const most = matter && policyEvery(matter)
  const isLonger = (every: Duration): boolean => most !== null && addDuration(today, every) > addDuration(today, most)
  const value = Interval.safeParse(own.value).data ?? null
  const choose = (every: Duration) => {
    own.choose(every)
    const before = AgreedDates.safeParse(dates.value).data
    if (!matter || !before || view.state.competing['dates']) return
    const now = redated(before, matter.dates, value, every)
    dates.choose(now.dates.map(({ on, at }) => ({ on, at })))
    setChanged(now)
  }
  return (
    <div className="cs-block" data-field={field.key}>
      <Select
        id={elementId(field.key)}
        label={labelIn(field, words)}
        hint={<HintOf field={field} />}
        value={value ?? ''}
        options={field.options.map((option) => ({
          value: option,
          label: isLonger(option) ? say('agreements.every.longer', { every: words.every(option) }) : words.every(option),
        }))}
        onChange={(next) => {
          if (next !== '') choose(next)
        }}
      />
      <SavedNote state={own.saved} />
      <Limit most={most} tooLong={value !== null && isLonger(value)} />
      <output className="cs-dates__done">
        {changed && (
          <span>
            {say('agreements.redated', { count: changed.dates.length })}{' '}
            {changed.kept.length > 0 &&
              say('agreements.redated.kept', {
                count: changed.kept.length,
                days: words.list(changed.kept.map(({ on }) => words.day(on, today))),
              })}
          </span>
        )}
      </output>
    </div>
  )
}
