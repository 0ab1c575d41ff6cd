import { type FormEvent, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveOrCancel } from './save-or-cancel.tsx'
import { useShownFirst } from './use-shown-first.ts'
import { typedDate } from '../shared/typed-date.ts'

export interface DoneFormProps {
  /** What was done, for the group's name. */
  what: string
  asOf: PlainDate
  busy: boolean
  onSave: (on: PlainDate) => Promise<unknown>
  onCancel: () => void
}

/** On which day something was done: today unless another is said, never a day to come (D6). */
export const DoneForm = ({ what, asOf, busy, onSave, onCancel }: DoneFormProps) => {
  const words = useWords()
  const { say } = words
  const [on, setOn] = useState<DateValue>(asOf)
  const [error, setError] = useState<string | undefined>(undefined)
  const first = useShownFirst<HTMLInputElement>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const typed = typedDate(on, say('people.done.what'), words)
    const later = typed.on !== null && typed.on > asOf ? say('people.done.later') : null
    setError(typed.error ?? later ?? undefined)
    if (typed.on !== null && later === null) await onSave(typed.on)
  }
  return (
    <form noValidate className="cs-row__form" aria-label={what} onSubmit={submit}>
      <DateField ref={first} label={say('people.done.on')} labelSize="normal" value={on} onChange={setOn} error={error} />
      <SaveOrCancel save={say('people.done.save')} busy={busy} onCancel={onCancel} />
    </form>
  )
}
