/** The door of a service that asks for a second factor, for somebody who has none yet: they set one, and come in. */
import { useState } from 'react'
import { type SecurityMatters } from '../../queries/security.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'
import { PasskeySetUp } from './passkey-set-up.tsx'
import { type Problem } from './sign-in-problem.ts'
import { TotpSetUp } from './totp-set-up.tsx'
import { useAttempt } from './use-attempt.ts'

addArea('security', { en: security })
addArea('door', { en: door })

export interface SecondFactorPageProps {
  matters: SecurityMatters
  /** Whether passkeys can be used at this address. */
  passkeys: boolean
  /** Comes in, once one is set. @returns what stood in the way */
  onSet: () => Promise<Problem | null>
  onBack: () => void
}

export const SecondFactorPage = ({ matters, passkeys, onSet, onBack }: SecondFactorPageProps) => {
  const { say } = useWords()
  const { busy, problem, attempt } = useAttempt()
  const [way, setWay] = useState<'choose' | 'totp' | 'passkey' | 'set'>('choose')
  const done = () => {
    setWay('set')
    attempt(onSet).catch(() => undefined)
  }
  const again = () => setWay('choose')
  return (
    <Page title={say('security.set.title')}>
      {way === 'choose' && (
        <>
          <p className="govuk-body">{say('security.set.text')}</p>
          <Card heading={say('security.totp.title')}>
            <p className="govuk-body">{say('security.totp.text')}</p>
            <Button onClick={() => setWay('totp')}>{say('security.totp.begin')}</Button>
          </Card>
          {passkeys && (
            <Card heading={say('security.passkey.title')}>
              <p className="govuk-body">{say('security.passkey.text')}</p>
              <Button kind="secondary" onClick={() => setWay('passkey')}>
                {say('security.passkey.begin')}
              </Button>
            </Card>
          )}
          <Button kind="quiet" onClick={onBack}>
            {say('common.cancel')}
          </Button>
        </>
      )}
      {way === 'totp' && <TotpSetUp matters={matters} onDone={done} onCancel={again} />}
      {way === 'passkey' && <PasskeySetUp matters={matters} onDone={done} onCancel={again} />}
      {way === 'set' && busy && <Loading label={say('door.working')} />}
      {way === 'set' && problem !== null && (
        <Inset tone="amber">
          <p className="govuk-body">{problem}</p>
          <Button onClick={onBack}>{say('security.door.again')}</Button>
        </Inset>
      )}
    </Page>
  )
}
