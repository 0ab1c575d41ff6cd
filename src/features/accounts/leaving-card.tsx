import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { typedDate } from '../shared/typed-date.ts'
import { type AccountPart } from './account-part.ts'
import { Outcome } from './outcome.tsx'
import { useDoing } from '../shared/use-doing.ts'

/** The account of somebody who leaves is kept open past their last day, for what is still to be signed (J14). */
export const LeavingCard = ({ line, around, doings, again }: AccountPart) => {
  const words = useWords()
  const { say, day } = words
  const { run, busy, outcome } = useDoing()
  const { knownAs: name, leaving, may } = line
  const kept = leaving && leaving.openUntil !== leaving.lastDay ? leaving.openUntil : ''
  const [until, setUntil] = useState<DateValue>(kept)
  const [error, setError] = useState<string>()
  if (!leaving) return null
  const today = londonDay(around.now)
  const keep = (): void => {
    const typed = until === '' ? null : typedDate(until, say('accounts.leaving.theDay'), words)
    setError(typed?.error ?? undefined)
    if (typed?.error) return
    const work = async (): Promise<void> => {
      await doings.keepOpen(typed?.on ?? null)
      await again()
    }
    run(work).catch(() => undefined)
  }
  return (
    <Card heading={say('accounts.leaving.title')}>
      <p className="govuk-body">
        {say(leaving.lastDay < today ? 'accounts.leaving.past' : 'accounts.leaving.text', { name, day: day(leaving.lastDay, today) })}
      </p>
      {may.includes('keep-open') && (
        <>
          <DateField
            id="keepOpen"
            label={say('accounts.leaving.keep')}
            hint={say('accounts.leaving.keepHint')}
            optional
            value={until}
            onChange={setUntil}
            error={error}
          />
          <Button kind="secondary" busy={busy} onClick={keep}>
            {say('accounts.leaving.button')}
          </Button>
          <Outcome outcome={outcome} done={say('accounts.done')} />
        </>
      )}
    </Card>
  )
}
