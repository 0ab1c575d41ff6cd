import { type FormEvent, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Away } from './happened.ts'
import { typedDate } from '../shared/typed-date.ts'
import { SaveOrCancel } from './save-or-cancel.tsx'
import { useShownFirst } from './use-shown-first.ts'

export interface AwayFormProps {
  /** What is written down already, to be added to; null for something new. */
  away: Away | null
  asOf: PlainDate
  busy: boolean
  onSave: (away: Away) => Promise<unknown>
  onCancel: () => void
}

/** From when until when the supervisor is away, and who supervises meanwhile (WOK-A13, HAV-App1.6). */
export const AwayForm = ({ away, asOf, busy, onSave, onCancel }: AwayFormProps) => {
  const words = useWords()
  const { say } = words
  const [from, setFrom] = useState<DateValue>(away?.from ?? asOf)
  const [until, setUntil] = useState<DateValue>(away?.until ?? '')
  const [cover, setCover] = useState(away?.cover ?? '')
  const [errors, setErrors] = useState<{ readonly from: string | null; readonly until: string | null }>({ from: null, until: null })
  const first = useShownFirst<HTMLInputElement>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const start = typedDate(from, say('people.leave.firstDay'), words)
    const end = until === '' ? { on: null, error: null } : typedDate(until, say('people.leave.lastDay'), words)
    const order = start.on && end.on && end.on < start.on ? say('people.leave.order') : null
    setErrors({ from: start.error, until: end.error ?? order })
    if (start.on === null || end.error !== null || order !== null) return
    const named = cover.trim()
    await onSave({ type: 'absence', from: start.on, ...(end.on ? { until: end.on } : {}), ...(named === '' ? {} : { cover: named }) })
  }
  return (
    <form noValidate className="cs-row__form" aria-label={say('people.away.title')} onSubmit={submit}>
      <DateField ref={first} label={say('people.away.from')} labelSize="normal" value={from} onChange={setFrom} error={errors.from ?? undefined} />
      <DateField
        label={say('people.away.until')}
        labelSize="normal"
        hint={say('people.away.untilHint')}
        value={until}
        onChange={setUntil}
        error={errors.until ?? undefined}
      />
      <TextField label={say('people.away.cover')} optional value={cover} onChange={setCover} />
      <SaveOrCancel save={say('common.save')} busy={busy} onCancel={onCancel} />
    </form>
  )
}
