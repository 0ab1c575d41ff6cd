/** A day and a time of day as typed, with days offered in one tap. */
import { addDays, ClockTime, PlainDate } from '../../domain/dates.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue, problemOfDate } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'

export interface DayAndTimeValue {
  readonly on: DateValue
  readonly at: string
}

export const DAY_ID = 'observation-on'
export const TIME_ID = 'observation-at'
const WEEK = 7

/** What is typed as a plan's date, or what is wrong with it, each beside its field. */
export const plannedFrom = (
  { on, at }: DayAndTimeValue,
  { say }: Words,
): { readonly plannedFor: PlainDate; readonly at: ClockTime | null } | { readonly errors: readonly FieldError[] } => {
  const day = PlainDate.safeParse(on)
  const time = at.trim() === '' ? null : ClockTime.safeParse(at)
  if (day.success && (time === null || time.success)) return { plannedFor: day.data, at: time?.data ?? null }
  const errors: FieldError[] = []
  if (!day.success) {
    const missing = problemOfDate(on)?.problem === 'missing'
    errors.push({ id: DAY_ID, message: say(missing ? 'observations.plan.problem.date-missing' : 'observations.plan.problem.date-unreal') })
  }
  if (time?.success === false) errors.push({ id: TIME_ID, message: say('observations.plan.problem.time-unreal') })
  return { errors }
}

export interface DayAndTimeProps {
  value: DayAndTimeValue
  onChange: (value: DayAndTimeValue) => void
  errors: readonly FieldError[]
  today: PlainDate
}

export const DayAndTime = ({ value, onChange, errors, today }: DayAndTimeProps) => {
  const words = useWords()
  const { say } = words
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const week = addDays(today, WEEK)
  const offered = [
    { day: today, label: say('observations.plan.today') },
    { day: addDays(today, 1), label: say('observations.plan.tomorrow') },
    { day: week, label: say('observations.plan.week', { day: words.day(week, today) }) },
  ]
  return (
    <>
      <DateField
        id={DAY_ID}
        label={say('observations.plan.on')}
        value={value.on}
        error={errorOf(DAY_ID)}
        onChange={(on) => onChange({ ...value, on })}
        after={
          <div className="cs-offered">
            <QuickChoices label={say('observations.plan.offered')}>
              {offered.map(({ day, label }) => (
                <QuickChoice key={day} pressed={value.on === day} onChange={() => onChange({ ...value, on: day })}>
                  {label}
                </QuickChoice>
              ))}
            </QuickChoices>
          </div>
        }
      />
      <TimeField
        id={TIME_ID}
        label={say('observations.plan.at')}
        optional
        value={value.at}
        error={errorOf(TIME_ID)}
        onChange={(at) => onChange({ ...value, at })}
      />
    </>
  )
}
