import { useState } from 'react'
import { type SendNowAnswer } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { lease } from '../../words/en/lease.ts'
import { addArea } from '../../words/words.ts'

addArea('lease', { en: lease })

const SAID = {
  // The page goes by itself.
  sent: null,
  'nothing-to-send': null,
  offline: 'lease.offline',
  'sign-in-needed': 'lease.signIn',
  'server-trouble': 'lease.trouble',
  // What is one's own waits for a colleague's; the service was reached.
  'waits-for-others': null,
} as const satisfies Record<SendNowAnswer['kind'], string | null>

/** The way out: one contact, and records are shown again. */
export const Connect = ({ kind }: { kind: 'primary' | 'secondary' }) => {
  const device = useDevice()
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const connect = async () => {
    setBusy(true)
    setSaid(say('lease.connecting'))
    const id = await device.sendNow().then(
      (answer) => SAID[answer.kind],
      () => 'lease.trouble' as const,
    )
    setSaid(id === null ? '' : say(id))
    setBusy(false)
  }
  return (
    <>
      <Button kind={kind} busy={busy} onClick={connect}>
        {say('lease.connect')}
      </Button>
      <output className="cs-answer">{said}</output>
    </>
  )
}
