/** With what one unlocks this device: PIN, four words, fingerprint or face (K3). */
import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { devices } from '../../words/en/devices.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { PasskeyCard } from './passkey-card.tsx'
import { PinCard } from './pin-card.tsx'
import { WordsCard } from './words-card.tsx'

addArea('devices', { en: devices })

export interface ThisDevicePageProps {
  /** Whether many people choose that PIN. */
  weakPin: (pin: string) => boolean
}

export const ThisDevicePage = ({ weakPin }: ThisDevicePageProps) => {
  const { here } = useDevice()
  const { say } = useWords()
  const [at, setAt] = useState<'pin' | 'words' | 'passkey' | null>(null)
  const part = (name: 'pin' | 'words' | 'passkey') => ({ open: at === name, onOpen: (open: boolean) => setAt(open ? name : null) })
  return (
    <Page title={say('devices.here.title')} back={{ href: hrefOf('account'), label: say('account.title') }}>
      {here ? (
        <>
          <PinCard here={here} weakPin={weakPin} {...part('pin')} />
          <WordsCard here={here} {...part('words')} />
          {here.passkeyPossible && <PasskeyCard here={here} {...part('passkey')} />}
        </>
      ) : (
        <p className="govuk-body">{say('devices.here.old')}</p>
      )}
    </Page>
  )
}
