import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type Duty, DutyName } from '../../domain/duties.ts'
import { SettingId } from '../../domain/ids.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Select } from '../../ui/select.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { typedDate } from '../shared/typed-date.ts'
import { type AccountPart } from './account-part.ts'
import { Outcome } from './outcome.tsx'
import { useDoing } from '../shared/use-doing.ts'

const EVERYWHERE = 'everywhere'

/** Which duty, where, until when. */
export const GiveDutyForm = ({ around, doings, again }: AccountPart) => {
  const words = useWords()
  const { say } = words
  const { run, busy, outcome } = useDoing()
  const [duty, setDuty] = useState<DutyName | ''>('')
  const [where, setWhere] = useState('')
  const [until, setUntil] = useState<DateValue>('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const settings = [...around.snapshot.settings.values()].sort((a, b) => a.name.localeCompare(b.name))
  const give = (): void => {
    const day = until === '' ? null : typedDate(until, say('accounts.give.untilDay'), words)
    const past = day?.on && day.on < londonDay(around.now) ? say('accounts.give.past') : null
    const wrong = day?.error ?? past
    setErrors([
      ...(duty === '' ? [{ id: 'duty', message: say('accounts.give.dutyMissing') }] : []),
      ...(where === '' ? [{ id: 'where', message: say('accounts.give.whereMissing') }] : []),
      ...(wrong ? [{ id: 'until', message: wrong }] : []),
    ])
    if (duty === '' || where === '' || wrong) return
    const given: Duty = { duty, setting: where === EVERYWHERE ? null : SettingId.parse(where), until: day?.on ?? null }
    const work = async (): Promise<void> => {
      await doings.giveDuty(given)
      await again()
      setDuty('')
      setWhere('')
      setUntil('')
    }
    run(work).catch(() => undefined)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
    >
      <h3 className="govuk-heading-s">{say('accounts.give.title')}</h3>
      <ErrorSummary errors={errors} />
      <Select
        id="duty"
        label={say('accounts.give.duty')}
        options={DutyName.options.map((value) => ({ value, label: say(`accounts.duty.${value}`) }))}
        value={duty}
        onChange={setDuty}
        error={errorOf('duty')}
      />
      <Select
        id="where"
        label={say('accounts.give.where')}
        options={[
          { value: EVERYWHERE, label: say('accounts.give.everywhere') },
          ...settings.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={where}
        onChange={setWhere}
        error={errorOf('where')}
      />
      <DateField
        id="until"
        label={say('accounts.give.until')}
        hint={say('accounts.give.untilHint')}
        optional
        value={until}
        onChange={setUntil}
        error={errorOf('until')}
      />
      <Button type="submit" kind="secondary" busy={busy}>
        {say('accounts.give.button')}
      </Button>
      <Outcome outcome={outcome} done={say('accounts.done')} />
    </form>
  )
}
