import { useState } from 'react'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { type Excused } from '../../domain/policy/facts.ts'
import { whatAmendingChanges, withFacts } from '../../queries/home.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { type ChangeProps } from './change-props.ts'
import { type DateChange, dateInWords } from './date-change.ts'
import { excusedSpan } from './fact-rows.ts'
import { excusedIn, withExcused } from './kept-facts.ts'
import { KeptForm } from './kept-form.tsx'
import { keptOf } from './kept-list.tsx'
import { reasonError } from './reason-error.ts'
import { typedDate } from '../shared/typed-date.ts'

const MOST = 200

interface Typed {
  readonly from: DateValue
  readonly until: DateValue
  readonly reason: string
  readonly authorisedBy: string
}

type Checked = { readonly excused: Excused; readonly errors: null } | { readonly excused: null; readonly errors: readonly FieldError[] }

const authorError = (by: string, { say }: Words): string | null => {
  if (by === '') return say('posts.excuse.missing.authorisedBy')
  return by.length > MOST ? say('forms.tooLong', { What: say('posts.excuse.authorisedBy'), max: MOST }) : null
}

/** All four are asked (C10): a gap that nobody authorised is not excused. */
const check = (typed: Typed, words: Words): Checked => {
  const { say } = words
  const first = typedDate(typed.from, say('posts.excuse.the.from'), words)
  const last = typedDate(typed.until, say('posts.excuse.the.until'), words)
  const order = first.on && last.on && last.on < first.on ? say('posts.kept.order') : null
  const lastError = last.error ?? order
  const why = reasonError(typed.reason, words)
  const authorisedBy = typed.authorisedBy.trim()
  const who = authorError(authorisedBy, words)
  const errors = [
    ...(first.error ? [{ id: 'from', message: first.error }] : []),
    ...(lastError ? [{ id: 'until', message: lastError }] : []),
    ...(why ? [{ id: 'reason', message: why }] : []),
    ...(who ? [{ id: 'authorisedBy', message: who }] : []),
  ]
  if (errors.length > 0 || !first.on || !last.on) return { excused: null, errors }
  return { excused: { from: first.on, until: last.on, reason: typed.reason.trim(), authorisedBy }, errors: null }
}

/** How it shows, that the date stays where it is, and that nothing of it is met. */
const excusingLines = ({ from, until }: Excused, { before, after }: DateChange, asOf: PlainDate, words: Words): readonly string[] => {
  const { say, day } = words
  const over = until < asOf
  const now = before && after && before.state !== after.state
  return [
    over
      ? say('posts.excuse.past', { from: day(from, asOf), until: day(until, asOf) })
      : say('posts.excuse.shows', { from: day(from, asOf), until: day(until, asOf) }),
    ...(now ? [say('posts.excuse.stateNow', { was: say(`policy.state.${before.state}`), is: say(`policy.state.${after.state}`) })] : []),
    ...(before ? [say('posts.changes.dateWas', { was: dateInWords(before, asOf, words) })] : []),
    ...(after ? [say('posts.excuse.dateStays', { is: dateInWords(after, asOf, words) })] : []),
    say('posts.excuse.neverMet', { day: day(addDays(until, 1), asOf) }),
  ]
}

/** Excuses a gap (C10): for its days the one-to-one shows as excused; it stays due, and never counts as met. */
export const ChangeExcused = (props: ChangeProps) => {
  const { post, snapshot, asOf } = props
  const words = useWords()
  const { say } = words
  const [typed, setTyped] = useState<Typed>({ from: '', until: '', reason: '', authorisedBy: '' })
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part })
  const { excused, errors } = check(typed, words)
  const payload = excused && withFacts(post, withExcused(post.facts, [...excusedIn(post.facts), excused]), asOf)
  const kept = keptOf(excusedIn(post.facts), {
    title: (each) => excusedSpan(each, asOf, words),
    factsWith: (all) => withExcused(post.facts, all),
    asOf,
    words,
  })
  const lines = payload && excused ? excusingLines(excused, whatAmendingChanges(snapshot, post, payload, asOf), asOf, words) : []
  return (
    <KeptForm {...props} about="excuse" kept={kept} found={errors} payload={payload} lines={lines}>
      {(errorOf) => (
        <>
          <DateField id="from" label={say('posts.excuse.from')} value={typed.from} onChange={(from) => change({ from })} error={errorOf('from')} />
          <DateField id="until" label={say('posts.excuse.until')} value={typed.until} onChange={(until) => change({ until })} error={errorOf('until')} />
          <TextField
            id="reason"
            label={say('posts.kept.reason')}
            hint={say('posts.kept.reasonHint')}
            autoComplete="off"
            value={typed.reason}
            onChange={(reason) => change({ reason })}
            error={errorOf('reason')}
          />
          <TextField
            id="authorisedBy"
            label={say('posts.excuse.authorisedBy')}
            hint={say('posts.excuse.authorisedByHint')}
            autoComplete="off"
            value={typed.authorisedBy}
            onChange={(authorisedBy) => change({ authorisedBy })}
            error={errorOf('authorisedBy')}
          />
        </>
      )}
    </KeptForm>
  )
}
