import { useEffect, useRef, useState } from 'react'
import { ClockTime, type PlainDate } from '../../domain/dates.ts'
import { Interval } from '../../domain/policy/durations.ts'
import { type AgreedDate, AgreedDates } from '../../domain/policy/answer.ts'
import { type Field } from '../../domain/policy/form.ts'
import { Button } from '../../ui/button.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { inLanguage } from '../../words/answers.ts'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { elementId } from '../shared/element-id.ts'
import { useField } from '../shared/use-field.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { type AgreementView } from './agreement-view.ts'
import { DateForm, timeError } from './date-form.tsx'
import { byMonth, dateLines, type DateLine, withDate } from './date-lines.ts'

const changeId = (on: PlainDate): string => `change-${on}`

interface LineProps {
  line: DateLine
  onChange: () => void
}

/** One date: the day with its weekday, the time, why it was moved. */
const Line = ({ line, onChange }: LineProps) => {
  const words = useRecordWords()
  const { say } = words
  const { on, at, moved, note } = line
  const day = words.day(on)
  return (
    <>
      <div className="cs-agreed-date__text">
        <p className="cs-agreed-date__day">
          <time dateTime={on}>{day}</time>{' '}
          <span className={at ? undefined : 'cs-agreed-date__no-time'}>{at ?? say('agreements.dates.noTime')}</span>
        </p>
        {moved && (
          <p className="cs-agreed-date__why">{say(`agreements.dates.moved.${moved.because}`, { day: words.day(moved.from) })}</p>
        )}
        {note && <p className="cs-agreed-date__why cs-agreed-date__why--note">{say(`agreements.dates.note.${note}`)}</p>}
      </div>
      <button type="button" id={changeId(on)} className="cs-link-button cs-agreed-date__change" onClick={onChange}>
        {say('agreements.dates.change')} <span className="govuk-visually-hidden">{day}</span>
      </button>
    </>
  )
}

/** One time of day for all dates at once. */
const OneTime = ({ onUse }: { onUse: (at: ClockTime) => void }) => {
  const words = useRecordWords()
  const { say } = words
  const [time, setTime] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const use = () => {
    const at = ClockTime.safeParse(time).data
    const wrong = timeError(time, words) ?? (at ? null : say('forms.time.missing', { what: say('agreements.dates.timeWhat') }))
    setError(wrong ?? undefined)
    if (at && wrong === null) onUse(at)
  }
  return (
    <div className="cs-one-time">
      <TimeField
        id="time-for-all"
        label={say('agreements.dates.all')}
        hint={say('forms.time.hint')}
        value={time}
        error={error}
        onChange={setTime}
      />
      <Button kind="secondary" onClick={use}>
        {say('agreements.dates.allUse')}
      </Button>
    </div>
  )
}

export interface DatesFieldProps {
  view: AgreementView
  field: Field & { readonly type: 'dates' }
}

/** What was done to the dates last; `before` is there where it can be taken back. */
interface Done {
  readonly text: string
  readonly before: AgreedDates | null
}

/** The dates of the year, month by month: each can be moved, given a time or taken out, and others added (SEF-8.2). */
export const DatesField = ({ view, field }: DatesFieldProps) => {
  const words = useRecordWords()
  const { say } = words
  const own = useField(view, field.key)
  const [open, setOpen] = useState<PlainDate | 'new' | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  /** The element that takes the focus once a form has closed. */
  const next = useRef<string | null>(null)
  useEffect(() => {
    if (next.current) document.getElementById(next.current)?.focus()
    next.current = null
  })
  if (view.state.competing[field.key]) return <CompetingVersions view={view} field={field.key} />

  const dates = AgreedDates.safeParse(own.value).data ?? []
  const every = Interval.safeParse(view.state.fields['every']?.value).data ?? null
  const lines = dateLines(dates, view.matter?.dates ?? null, every)
  const addId = `${elementId(field.key)}-add`
  const save = (changed: AgreedDates) => own.choose(changed.map(({ on, at }) => ({ on, at })))
  const close = (focus: string) => {
    next.current = focus
    setOpen(null)
  }
  const use = (from: PlainDate | null) => (date: AgreedDate) => {
    save(withDate(dates, from, date))
    setDone(null)
    close(changeId(date.on))
  }
  const takeOut = (on: PlainDate) => {
    save(withDate(dates, on, null))
    setDone({ text: say('agreements.dates.takenOut', { day: words.day(on, view.today) }), before: dates })
    close(`${elementId(field.key)}-undo`)
  }
  const putBack = (before: AgreedDates) => {
    save(before)
    setDone(null)
    next.current = addId
  }
  const useForAll = (at: ClockTime) => {
    save(dates.map(({ on }) => ({ on, at })))
    setDone({ text: say('agreements.dates.allDone', { at }), before: null })
  }

  return (
    <div id={elementId(field.key)} className="cs-block" data-field={field.key}>
      <div className="cs-dates__count">
        <strong>{say('agreements.dates.count', { count: dates.length })}</strong>
        <SavedNote state={own.saved} />
      </div>
      {field.hint && <p className="govuk-hint">{inLanguage(field.hint, words.lang)}</p>}
      <output className="cs-dates__done">
        {done && (
          <span>
            {done.text}{' '}
            {done.before && (
              <button
                type="button"
                id={`${elementId(field.key)}-undo`}
                className="cs-link-button"
                onClick={() => putBack(done.before ?? dates)}
              >
                {say('agreements.dates.putBack')}
              </button>
            )}
          </span>
        )}
      </output>
      <div className="cs-dates">
        {byMonth(lines).map(({ month, lines: inMonth }) => (
          <section key={month.slice(0, 7)} className="cs-dates__month">
            <p className="cs-dates__name" aria-hidden="true">
              {words.month(month)}
            </p>
            <ul aria-label={say('agreements.dates.ofMonth', { month: words.month(month) })}>
              {inMonth.map((line) => (
                <li key={line.on} className="cs-agreed-date">
                  {open === line.on ? (
                    <DateForm
                      id={`date-${line.on}`}
                      label={say('agreements.dates.changeOf', { day: words.day(line.on) })}
                      date={line}
                      taken={(day) => day !== line.on && dates.some(({ on }) => on === day)}
                      onUse={use(line.on)}
                      onTakeOut={() => takeOut(line.on)}
                      onCancel={() => close(changeId(line.on))}
                    />
                  ) : (
                    <Line
                      line={line}
                      onChange={() => {
                        next.current = `date-${line.on}-day-day`
                        setOpen(line.on)
                      }}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {open === 'new' ? (
        <DateForm
          id="date-new"
          label={say('agreements.dates.add')}
          date={null}
          taken={(day) => dates.some(({ on }) => on === day)}
          onUse={use(null)}
          onCancel={() => close(addId)}
        />
      ) : (
        <Button
          id={addId}
          kind="secondary"
          onClick={() => {
            next.current = 'date-new-day-day'
            setOpen('new')
          }}
        >
          {say('agreements.dates.add')}
        </Button>
      )}
      {dates.length > 0 && <OneTime onUse={useForAll} />}
    </div>
  )
}
