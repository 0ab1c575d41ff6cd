import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Asking } from './asking.tsx'
import { type SecurityCardProps } from './card-props.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TotpSetUp } from './totp-set-up.tsx'
import { useAttempt } from './use-attempt.ts'

/** The authenticator app and its recovery codes. */
export const TotpCard = ({ security, matters, onChanged }: SecurityCardProps) => {
  const { say, day } = useWords()
  const device = useDevice()
  const { busy, problem, attempt } = useAttempt()
  const [doing, setDoing] = useState<'set-up' | 'remove' | 'codes' | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [said, setSaid] = useState('')
  const { totp, fresh } = security
  const over = async (sentence: string) => {
    setDoing(null)
    setCodes(null)
    setSaid(sentence)
    await onChanged()
  }
  const remove = async () => {
    setDoing(null)
    await attempt(async () => {
      await matters.removeTotp()
      await over(say('security.totp.removed'))
      return null
    })
  }
  const makeCodes = async () => {
    setDoing(null)
    await attempt(async () => {
      setCodes(await matters.newRecoveryCodes())
      return null
    })
  }
  if (doing === 'set-up') {
    return (
      <Card heading={say('security.totp.title')}>
        <TotpSetUp matters={matters} onDone={() => over(say('security.totp.set'))} onCancel={() => over('')} />
      </Card>
    )
  }
  if (codes) {
    return (
      <Card heading={say('security.recovery.title')}>
        <RecoveryCodes codes={codes} onDone={() => over('')} />
      </Card>
    )
  }
  return (
    <Card heading={say('security.totp.title')}>
      <p className="govuk-body">{say('security.totp.text')}</p>
      {totp && (
        <p className="govuk-body">
          {say('security.totp.since', { day: day(londonDay(totp.since), device.asOf()) })}{' '}
          {say('security.totp.left', { count: totp.recoveryCodesLeft })}
        </p>
      )}
      {fresh && (
        <ButtonGroup>
          <Button kind="secondary" busy={busy} onClick={() => setDoing('set-up')}>
            {say(totp ? 'security.totp.another' : 'security.totp.begin')}
          </Button>
          {totp && (
            <>
              <Button kind="secondary" busy={busy} onClick={() => setDoing('codes')}>
                {say('security.recovery.new')}
              </Button>
              <Button kind="secondary" busy={busy} onClick={() => setDoing('remove')}>
                {say('security.totp.remove')}
              </Button>
            </>
          )}
        </ButtonGroup>
      )}
      <output className="cs-answer">{problem ?? said}</output>
      <Asking
        open={doing === 'remove'}
        heading={say('security.totp.removeTitle')}
        text={say('security.totp.removeText')}
        yes={say('security.totp.remove')}
        onYes={remove}
        onNo={() => setDoing(null)}
      />
      <Asking
        open={doing === 'codes'}
        heading={say('security.recovery.newTitle')}
        text={say('security.recovery.newText')}
        yes={say('security.recovery.new')}
        onYes={makeCodes}
        onNo={() => setDoing(null)}
      />
    </Card>
  )
}
