import { useState } from 'react'
import { type VaultHere } from '../../queries/vault-here.ts'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { NO_PIN, pinFaults, PinPair } from '../shared/pin-pair.tsx'
import { ChangeCard, type ChangeCardPart, ChangeForm } from './change-card.tsx'
import { NOW } from './change-text.ts'
import { useChange } from './use-change.ts'
import { WordsNow, wordsMissing } from './words-now.tsx'

interface PinProps {
  here: VaultHere
  /** Whether many people choose that PIN. */
  weakPin: (pin: string) => boolean
}

interface FormProps extends PinProps {
  onDone: () => void
  onCancel: () => void
}

const PinForm = ({ here, weakPin, onDone, onCancel }: FormProps) => {
  const words = useWords()
  const { say } = words
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(NO_PIN)
  const { errors, errorOf, busy, attempt } = useChange(onDone)
  return (
    <ChangeForm
      errors={errors}
      busy={busy}
      button={say('devices.pin.use')}
      onSubmit={() =>
        attempt([...wordsMissing(typed, words), ...pinFaults(chosen, weakPin, words)], () => here.changePin(typed, chosen.pin))
      }
      onCancel={onCancel}
    >
      <WordsNow label={say('devices.now.label')} value={typed} onChange={setTyped} error={errorOf(NOW)} />
      <PinPair chosen={chosen} onChange={setChosen} errorOf={errorOf} />
    </ChangeForm>
  )
}

/** The PIN: another one, whether or not there is one now (K3). */
export const PinCard = ({ here, weakPin, open, onOpen }: ChangeCardPart & PinProps) => {
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const gone = here.pinGone()
  return (
    <ChangeCard heading={say('devices.pin.title')} said={said}>
      {gone ? <Inset tone="amber">{say('devices.pin.gone')}</Inset> : <p className="govuk-body">{say('devices.pin.text')}</p>}
      {open ? (
        <PinForm
          here={here}
          weakPin={weakPin}
          onDone={() => {
            onOpen(false)
            setSaid(say('devices.pin.done'))
          }}
          onCancel={() => onOpen(false)}
        />
      ) : (
        <Button
          kind="secondary"
          onClick={() => {
            setSaid('')
            onOpen(true)
          }}
        >
          {say(gone ? 'devices.pin.choose' : 'devices.pin.change')}
        </Button>
      )}
    </ChangeCard>
  )
}
