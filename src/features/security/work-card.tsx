import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Asking } from './asking.tsx'
import { type SecurityCardProps } from './card-props.ts'
import { useAttempt } from './use-attempt.ts'

/** The work account: linking it is done where it is signed in to, so one leaves the page. */
export const WorkCard = ({ security, matters, onChanged }: SecurityCardProps) => {
  const { say, day } = useWords()
  const device = useDevice()
  const { busy, problem, attempt } = useAttempt()
  const [removing, setRemoving] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const { work, fresh } = security
  if (!work.offered && work.accounts.length === 0) return null
  const dayOf = (at: (typeof work.accounts)[number]['since']): string => day(londonDay(at), device.asOf())
  const link = () =>
    attempt(async () => {
      const address = await matters.beginWork()
      // What is being typed is saved before the page goes.
      await device.lock()
      window.location.assign(address)
      return null
    })
  const remove = (id: string) => {
    setRemoving(null)
    return attempt(async () => {
      await matters.removeWork(id)
      setSaid(say('security.work.removed'))
      await onChanged()
      return null
    })
  }
  return (
    <Card heading={say('security.work.title')}>
      <p className="govuk-body">{say('security.work.text')}</p>
      {work.accounts.length === 0 && <p className="govuk-body">{say('security.work.none')}</p>}
      {work.accounts.map(({ id, since, lastUsed }) => (
        <div key={id}>
          <p className="govuk-body">
            {lastUsed === null
              ? say('security.work.since', { day: dayOf(since) })
              : say('security.work.used', { day: dayOf(since), used: dayOf(lastUsed) })}
          </p>
          {fresh && (
            <Button kind="secondary" busy={busy} onClick={() => setRemoving(id)}>
              {say('security.work.remove')}
            </Button>
          )}
        </div>
      ))}
      {work.offered && fresh && (
        <>
          <p className="govuk-body">{say('security.work.leave')}</p>
          <Button kind="secondary" busy={busy} onClick={link}>
            {say('security.work.link')}
          </Button>
        </>
      )}
      <output className="cs-answer">{problem ?? said}</output>
      <Asking
        open={removing !== null}
        heading={say('security.work.removeTitle')}
        text={say('security.work.removeText')}
        yes={say('security.work.remove')}
        onYes={() => removing !== null && remove(removing)}
        onNo={() => setRemoving(null)}
      />
    </Card>
  )
}
