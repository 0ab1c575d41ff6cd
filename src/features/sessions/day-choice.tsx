import { type ReactNode, useState } from 'react'
import { ClockTime, PlainDate } from '../../domain/dates.ts'
import { type DateValue } from '../../ui/date-value.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { type Offer } from './offered.ts'

/** A day and time being chosen; `day` is an offered day, one's own, or to be found later. */
export interface DayBeingChosen {
  readonly day: PlainDate | 'own' | 'later' | null
  readonly own: DateValue
  readonly at: string
}

export type ChosenDay = 'later' | { readonly on: PlainDate; readonly at: ClockTime | null }
type DayProblem = 'day-missing' | 'own-missing' | 'day-unreal' | 'day-past' | 'at-unreal'

const OFFERED_ID = 'choose-day'
const OWN_ID = 'choose-own-day'
const AT_ID = 'choose-time'
const PLACE = {
  'day-missing': OFFERED_ID,
  'own-missing': OWN_ID,
  'day-unreal': OWN_ID,
  'day-past': OWN_ID,
  'at-unreal': AT_ID,
} as const satisfies Record<DayProblem, string>

/** What was chosen, or what is wrong with it, in the order of the page. */
export const chosenDay = ({ day, own, at }: DayBeingChosen, today: PlainDate): ChosenDay | readonly DayProblem[] => {
  if (day === 'later') return 'later'
  const problems: DayProblem[] = []
  const on = PlainDate.safeParse(day === 'own' ? own : day)
  if (day === null) problems.push('day-missing')
  else if (own === '' && day === 'own') problems.push('own-missing')
  else if (!on.success) problems.push('day-unreal')
  else if (on.data < today) problems.push('day-past')
  const time = at.trim() === '' ? null : ClockTime.safeParse(at)
  if (time && !time.success) problems.push('at-unreal')
  if (problems.length > 0 || !on.success) return problems
  return { on: on.data, at: time?.success ? time.data : null }
}

export const isProblems = (chosen: ChosenDay | readonly DayProblem[]): chosen is readonly DayProblem[] => Array.isArray(chosen)

export const dayErrors = (problems: readonly DayProblem[], { say }: Words): readonly FieldError[] =>
  problems.map((problem) => ({ id: PLACE[problem], message: say(`planning.problem.${problem}`) }))

/** @param at the time to begin with, '' for none */
export const useDayChoice = (at: string) => useState<DayBeingChosen>({ day: null, own: '', at })

export interface DayChoiceProps {
  offer: Offer
  value: DayBeingChosen
  /** Whether "I'll find a date later" is an answer. */
  mayWait: boolean
  errors: readonly FieldError[]
  /** The way to why the limit is what it is. */
  why: ReactNode
  onChange: (value: DayBeingChosen) => void
}

/** Days that fit in one tap, one's own behind another, and a time. */
export const DayChoice = ({ offer, value, mayWait, errors, why, onChange }: DayChoiceProps) => {
  const words = useWords()
  const { say } = words
  const { days, due, reached } = offer
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const choose = (day: DayBeingChosen['day']) => (pressed: boolean) => onChange({ ...value, day: pressed ? day : null })
  const missing = errorOf(OFFERED_ID)
  const about = (): string => {
    if (reached) return say(reached.count > reached.of ? 'planning.day.shiftsOver' : 'planning.day.shiftsReached', reached)
    if (due === null) return say('planning.day.free')
    return say(days.every(({ late }) => late) ? 'planning.day.late' : 'planning.day.inTime', { day: words.day(due) })
  }
  return (
    <>
      {days.length > 0 && (
        <p className="cs-quiet">
          {about()} {(reached !== null || due !== null) && why}
        </p>
      )}
      {days.some(({ beyondTable }) => beyondTable) && <p className="cs-quiet">{say('planning.day.beyond')}</p>}
      <div id={OFFERED_ID} className={missing ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
        {missing && <p className="govuk-error-message">{missing}</p>}
        <QuickChoices label={say('planning.day.offered')}>
          {days.map(({ on }) => (
            <QuickChoice key={on} pressed={value.day === on} onChange={choose(on)}>
              {words.day(on)}
            </QuickChoice>
          ))}
          <QuickChoice pressed={value.day === 'own'} onChange={choose('own')}>
            {say('planning.day.another')}
          </QuickChoice>
          {mayWait && (
            <QuickChoice pressed={value.day === 'later'} onChange={choose('later')}>
              {say('planning.day.later')}
            </QuickChoice>
          )}
        </QuickChoices>
      </div>
      {value.day === 'own' && (
        <DateField
          id={OWN_ID}
          label={say('planning.day.own')}
          labelSize="normal"
          value={value.own}
          error={errorOf(OWN_ID)}
          onChange={(own) => onChange({ ...value, own })}
        />
      )}
      {value.day !== 'later' && (
        <TimeField
          id={AT_ID}
          label={say('planning.day.at')}
          labelSize="normal"
          optional
          value={value.at}
          error={errorOf(AT_ID)}
          onChange={(at) => onChange({ ...value, at })}
        />
      )}
    </>
  )
}
