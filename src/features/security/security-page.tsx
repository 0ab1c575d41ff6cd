/** One's own ways to sign in: password, authenticator app, passkeys, work account. Only with a connection. */
import { useState } from 'react'
import { type MakePasskey, securityMatters, useSecurity } from '../../queries/security.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'
import { TotpCard } from './totp-card.tsx'
import { WorkCard } from './work-card.tsx'

addArea('security', { en: security })
addArea('door', { en: door })

/** Changing any of it needs a sign-in of the last quarter of an hour (A1). */
const SignInFirst = ({ onSignedIn }: { onSignedIn: () => void }) => {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <Inset>
      <p className="govuk-body">{say('security.fresh.text')}</p>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        {say('security.fresh.button')}
      </Button>
      <SignInDialog
        open={asking}
        fresh
        text={say('security.fresh.why')}
        button={say('door.signIn')}
        onClose={() => setAsking(false)}
        onSignedIn={onSignedIn}
      />
    </Inset>
  )
}

export interface SecurityPageProps {
  makePasskey: MakePasskey
}

export const SecurityPage = ({ makePasskey }: SecurityPageProps) => {
  const { say } = useWords()
  const device = useDevice()
  const asked = useSecurity()
  const [matters] = useState(() => securityMatters(device.ask, makePasskey))
  return (
    <Page title={say('security.title')} back={{ href: hrefOf('account') }}>
      <Answered asked={asked}>
        {(set) => {
          const props = { security: set, matters, onChanged: asked.again }
          return (
            <>
              {!set.fresh && <SignInFirst onSignedIn={asked.again} />}
              <PasswordCard {...props} />
              <TotpCard {...props} />
              <PasskeysCard {...props} />
              <WorkCard {...props} />
            </>
          )
        }}
      </Answered>
    </Page>
  )
}
