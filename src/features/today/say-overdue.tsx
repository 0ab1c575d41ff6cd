import { useEffect, useRef, useState } from 'react'
import { type Instant, type PlainDate } from '../../domain/dates.ts'
import { lastHeldOn } from '../../domain/today.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Details } from '../../ui/details.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type PostLine } from './view.ts'

export interface SayOverdueProps {
  line: PostLine
  asOf: PlainDate
  /** Whom it reaches: the supervisor and the home. */
  whom: string
  /** When it was last said, where no session was held since. */
  askedAt: Instant | null
  /** The service has it; before that nobody else does. */
  sent: boolean
}

/** "I am overdue", in one tap: to the supervisor and the home, and at once what happens next (J10, SEF-5.10). */
export const SayOverdue = ({ line, asOf, whom, askedAt, sent }: SayOverdueProps) => {
  const device = useDevice()
  const { say, dayAndTime } = useWords()
  const { save, busy, failed } = useSave()
  const [said, setSaid] = useState(false)
  const answer = useRef<HTMLDivElement>(null)
  const asked = askedAt !== null
  useEffect(() => {
    if (said && asked) answer.current?.focus()
  }, [said, asked])
  if (asked) {
    const values = { whom, when: dayAndTime(askedAt, asOf) }
    return (
      <div ref={answer} aria-live="polite" tabIndex={-1}>
        <Inset tone="grey">
          <p className="govuk-body govuk-!-margin-bottom-1">
            <strong>{sent ? say('today.overdue.told', values) : say('today.overdue.saved', values)}</strong>
          </p>
          <p className="govuk-body govuk-!-margin-bottom-0">{sent ? say('today.overdue.next') : say('today.overdue.then')}</p>
        </Inset>
      </div>
    )
  }
  // Whoever met their supervisor today has no wait to speak of, and what they said would seem answered.
  if (lastHeldOn(line.line.facts) === asOf) return null
  const press = async () => {
    const payload = { note: '', on: device.asOf() }
    const saved = await save(async () => {
      await device.act({ recordId: line.post, kind: 'post', type: 'post.ask', payload })
    })
    setSaid(saved)
  }
  const button = (kind: 'primary' | 'secondary') => (
    <>
      <Button kind={kind} busy={busy} onClick={press}>
        {say('today.overdue.say')}
      </Button>
      <SaveFailed failed={failed} />
    </>
  )
  const pressing = line.group === 'overdue' || line.group === 'due' || (line.shifts !== null && line.shifts.count >= line.shifts.of)
  if (pressing) return button('primary')
  return (
    <Details summary={say('today.overdue.more')}>
      <p className="govuk-body">{say('today.overdue.what', { whom })}</p>
      {button('secondary')}
    </Details>
  )
}
