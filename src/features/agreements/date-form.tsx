import { useState } from 'react'
import { ClockTime, PlainDate } from '../../domain/dates.ts'
import { type AgreedDate } from '../../domain/policy/answer.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue, problemOfDate } from '../../ui/date-value.ts'
import { unreachable } from '../../ui/unreachable.ts'
import { TimeField } from '../../ui/time-field.tsx'
import { type Words } from '../../words/words.ts'
import { useRecordWords } from '../shared/use-record-words.ts'

/** What is wrong with a date that is typed; null for a real one. */
const dayError = (value: DateValue, taken: (day: PlainDate) => boolean, words: Words): string | null => {
  const { say } = words
  const found = problemOfDate(value)
  if (found === null) {
    const day = PlainDate.safeParse(value).data
    return day && taken(day) ? say('agreements.dates.twice', { day: words.day(day) }) : null
  }
  switch (found.problem) {
    case 'missing':
      return say('forms.date.missing', { what: say('agreements.dates.what') })
    case 'incomplete':
      return say('forms.date.incomplete', {
        What: say('agreements.dates.What'),
        part: say(`forms.date.part.${found.parts[0] ?? 'day'}`),
      })
    case 'unreal':
      return say('forms.date.unreal', { What: say('agreements.dates.What') })
    default:
      return unreachable(found)
  }
}

/** What is wrong with a time that is typed; none is fine. */
export const timeError = (value: string, { say }: Pick<Words, 'say'>): string | null =>
  value.trim() === '' || ClockTime.safeParse(value).success ? null : say('forms.time.unreal', { What: say('agreements.dates.TimeWhat') })

export interface DateFormProps {
  /** For the ids of its boxes. */
  id: string
  /** Its name for assistive technology. */
  label: string
  /** The date to begin with; null for a new one. */
  date: AgreedDate | null
  /** Whether there is a date on that day already. */
  taken: (day: PlainDate) => boolean
  onUse: (date: AgreedDate) => void
  /** None for a new date. */
  onTakeOut?: (() => void) | undefined
  onCancel: () => void
}

/** One date and its time, where it stands in the list. */
export const DateForm = ({ id, label, date, taken, onUse, onTakeOut, onCancel }: DateFormProps) => {
  const words = useRecordWords()
  const { say } = words
  const [day, setDay] = useState<DateValue>(date?.on ?? '')
  const [time, setTime] = useState<string>(date?.at ?? '')
  const [tried, setTried] = useState(false)
  const wrongDay = dayError(day, taken, words)
  const wrongTime = timeError(time, words)
  const use = () => {
    setTried(true)
    const on = PlainDate.safeParse(day).data
    if (wrongDay === null && wrongTime === null && on) onUse({ on, at: ClockTime.safeParse(time).data ?? null })
  }
  return (
    <fieldset className="cs-date-form" aria-label={label}>
      <div className="cs-date-form__boxes">
        <DateField
          id={`${id}-day`}
          label={say(date ? 'agreements.dates.day' : 'agreements.dates.newDay')}
          value={day}
          error={tried ? (wrongDay ?? undefined) : undefined}
          onChange={setDay}
        />
        <TimeField
          id={`${id}-time`}
          label={say('agreements.dates.time')}
          value={time}
          error={tried ? (wrongTime ?? undefined) : undefined}
          onChange={setTime}
        />
      </div>
      <div className="cs-buttons">
        <Button kind="secondary" onClick={use}>
          {say('agreements.dates.use')}
        </Button>
        {onTakeOut && (
          <Button kind="quiet" onClick={onTakeOut}>
            {say('agreements.dates.takeOut')}
          </Button>
        )}
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
