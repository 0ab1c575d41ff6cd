import { useState } from 'react'
import { addMonths, type PlainDate } from '../../domain/dates.ts'
import { addDuration, type Duration, Interval } from '../../domain/policy/durations.ts'
import { type Variation } from '../../domain/policy/facts.ts'
import { type PostState } from '../../domain/records/record.ts'
import { policyEvery } from '../../queries/agreement-draft.ts'
import { type Snapshot } from '../../queries/device.ts'
import { whatAmendingChanges, withFacts } from '../../queries/home.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { type ChangeProps } from './change-props.ts'
import { dateChangeLines } from './date-change.ts'
import { variationInWords } from './fact-rows.ts'
import { variationsIn, withVariations } from './kept-facts.ts'
import { KeptForm } from './kept-form.tsx'
import { keptOf } from './kept-list.tsx'
import { oneUnit } from './obligation-words.ts'
import { reasonError } from './reason-error.ts'
import { typedDate } from '../shared/typed-date.ts'

const OFFERED = ['P1W', 'P2W', 'P3W', 'P4W', 'P1M', 'P6W', 'P2M'].map((every) => Interval.parse(every))

const LASTS = ['open', 'until'] as const

interface Typed {
  readonly every: Duration | ''
  readonly from: DateValue
  readonly lasts: (typeof LASTS)[number] | ''
  readonly until: DateValue
  readonly reason: string
}

type Checked = { readonly variation: Variation; readonly errors: null } | { readonly variation: null; readonly errors: readonly FieldError[] }

const check = ({ every, from, lasts, until, reason }: Typed, words: Words): Checked => {
  const { say } = words
  const first = typedDate(from, say('posts.often.the.from'), words)
  const last = lasts === 'until' ? typedDate(until, say('posts.often.the.until'), words) : null
  const order = first.on && last?.on && last.on < first.on ? say('posts.kept.order') : null
  const lastError = last?.error ?? order
  const why = reasonError(reason, words)
  const errors = [
    ...(every === '' ? [{ id: 'every', message: say('posts.often.missing.every') }] : []),
    ...(first.error ? [{ id: 'from', message: first.error }] : []),
    ...(lasts === '' ? [{ id: 'lasts', message: say('posts.often.missing.lasts') }] : []),
    ...(lastError ? [{ id: 'until', message: lastError }] : []),
    ...(why ? [{ id: 'reason', message: why }] : []),
  ]
  if (errors.length > 0 || every === '' || !first.on) return { variation: null, errors }
  return { variation: { every, from: first.on, reason: reason.trim(), ...(last?.on ? { until: last.on } : {}) }, errors: null }
}

/** Whether an interval asks for a session sooner than another does, in any month: four weeks and a month differ in most. */
const isShorter = (every: Duration, than: Duration, asOf: PlainDate): boolean =>
  Array.from({ length: 12 }, (_, months) => addMonths(asOf, months)).some((day) => addDuration(day, every) < addDuration(day, than))

/** The interval that the policy asks for by itself, without any variation; null where it has none. */
const policyEveryOf = (snapshot: Snapshot, post: PostState, asOf: PlainDate): Duration | null => {
  const alone = withFacts(post, withVariations(post.facts, []), asOf)
  return policyEvery({ next: whatAmendingChanges(snapshot, post, alone, asOf).after, asOf })
}

/** Supervision more often for a while (C8): it shortens and never lengthens, and several may run at once. */
export const ChangeOften = (props: ChangeProps) => {
  const { post, snapshot, asOf } = props
  const words = useWords()
  const { say } = words
  const [typed, setTyped] = useState<Typed>({ every: '', from: asOf, lasts: '', until: '', reason: '' })
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part })
  const { variation, errors } = check(typed, words)
  const payload = variation && withFacts(post, withVariations(post.facts, [...variationsIn(post.facts), variation]), asOf)
  const most = policyEveryOf(snapshot, post, asOf)
  const useless = typed.every !== '' && most !== null && !isShorter(typed.every, most, asOf)
  const often = most !== null && oneUnit(most) ? words.every(most) : most
  const kept = keptOf(variationsIn(post.facts), {
    title: (each) => variationInWords(each, asOf, words),
    factsWith: (all) => withVariations(post.facts, all),
    asOf,
    words,
  })
  const lines = payload ? dateChangeLines(whatAmendingChanges(snapshot, post, payload, asOf), asOf, words) : []
  return (
    <KeptForm {...props} about="often" kept={kept} found={errors} payload={payload} lines={lines}>
      {(errorOf) => (
        <>
          <Select
            id="every"
            label={say('posts.often.every')}
            hint={often === null ? undefined : say('posts.often.everyHint', { every: often })}
            options={OFFERED.map((every) => ({ value: every, label: words.every(every) }))}
            value={typed.every}
            onChange={(every) => change({ every })}
            error={errorOf('every')}
          />
          {useless && often !== null && (
            <Inset tone="grey">
              <p>{say('posts.often.useless', { every: often })}</p>
            </Inset>
          )}
          <DateField id="from" label={say('posts.often.from')} value={typed.from} onChange={(from) => change({ from })} error={errorOf('from')} />
          <Radios
            id="lasts"
            label={say('posts.often.lasts')}
            options={LASTS.map((value) => ({
              value,
              label: say(`posts.often.lasts.${value}`),
              conditional: value === 'until' && (
                <DateField
                  id="until"
                  label={say('posts.often.until')}
                  value={typed.until}
                  onChange={(until) => change({ until })}
                  error={errorOf('until')}
                />
              ),
            }))}
            value={typed.lasts}
            onChange={(lasts) => change({ lasts })}
            error={errorOf('lasts')}
          />
          <TextField
            id="reason"
            label={say('posts.kept.reason')}
            hint={say('posts.kept.reasonHint')}
            autoComplete="off"
            value={typed.reason}
            onChange={(reason) => change({ reason })}
            error={errorOf('reason')}
          />
        </>
      )}
    </KeptForm>
  )
}
