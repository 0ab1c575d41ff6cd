import { useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type SecurityCardProps } from './card-props.ts'
import { useAttempt } from './use-attempt.ts'

const SHORTEST = 12

/** Changing the password of the account. What unlocks this device is another thing. */
export const PasswordCard = ({ security, matters, onChanged }: SecurityCardProps) => {
  const { say } = useWords()
  const { busy, problem, attempt } = useAttempt()
  const [changing, setChanging] = useState(false)
  const [now, setNow] = useState('')
  const [next, setNext] = useState('')
  const [missing, setMissing] = useState<{ readonly now?: string; readonly next?: string }>({})
  const [said, setSaid] = useState('')
  const close = () => {
    setChanging(false)
    setNow('')
    setNext('')
    setMissing({})
  }
  const change = () =>
    attempt(async () => {
      await matters.changePassword(now, next)
      close()
      setSaid(say('security.password.changed'))
      await onChanged()
      return null
    })
  if (!security.password) {
    return (
      <Card heading={say('security.password.title')}>
        <p className="govuk-body">{say('security.password.none')}</p>
      </Card>
    )
  }
  return (
    <Card heading={say('security.password.title')}>
      <p className="govuk-body">{say('security.password.text')}</p>
      {changing ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            const lacking = {
              ...(now === '' ? { now: say('account.error.passwordMissing') } : {}),
              ...(next.length < SHORTEST ? { next: say('security.password.short') } : {}),
            }
            setMissing(lacking)
            if (Object.keys(lacking).length === 0) change().catch(() => undefined)
          }}
        >
          <PasswordField label={say('security.password.now')} value={now} onChange={setNow} error={missing.now ?? problem ?? undefined} />
          <PasswordField
            label={say('security.password.next')}
            hint={say('security.password.nextHint')}
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            error={missing.next}
          />
          <ButtonGroup>
            <Button type="submit" busy={busy}>
              {say('security.password.button')}
            </Button>
            <Button kind="quiet" onClick={close}>
              {say('common.cancel')}
            </Button>
          </ButtonGroup>
        </form>
      ) : (
        <Button kind="secondary" onClick={() => setChanging(true)}>
          {say('security.password.begin')}
        </Button>
      )}
      <output className="cs-answer">{said}</output>
    </Card>
  )
}
