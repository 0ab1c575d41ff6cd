import { useState } from 'react'
import { type VaultHere } from '../../queries/vault-here.ts'
import { Button } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { ChangeCard, type ChangeCardPart, ChangeForm } from './change-card.tsx'
import { NOW } from './change-text.ts'
import { useChange } from './use-change.ts'
import { WordsNow, wordsMissing } from './words-now.tsx'

interface FormProps {
  here: VaultHere
  onDone: () => void
  onCancel: () => void
}

const PasskeyForm = ({ here, onDone, onCancel }: FormProps) => {
  const words = useWords()
  const { say } = words
  const [typed, setTyped] = useState('')
  const { errors, errorOf, busy, attempt } = useChange(onDone)
  return (
    <ChangeForm
      errors={errors}
      busy={busy}
      button={say('devices.passkey.ask')}
      onSubmit={() => attempt(wordsMissing(typed, words), () => here.addPasskey(typed))}
      onCancel={onCancel}
    >
      <WordsNow label={say('devices.now.label')} value={typed} onChange={setTyped} error={errorOf(NOW)} />
    </ChangeForm>
  )
}

/** A passkey that opens this device, on one that is one person's alone. */
export const PasskeyCard = ({ here, open, onOpen }: ChangeCardPart & { here: VaultHere }) => {
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const has = here.passkey()
  return (
    <ChangeCard heading={say('devices.passkey.title')} said={said}>
      <p className="govuk-body">{say(has ? 'devices.passkey.has' : 'devices.passkey.text')}</p>
      {open ? (
        <PasskeyForm
          here={here}
          onDone={() => {
            onOpen(false)
            setSaid(say('devices.passkey.done'))
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
          {say(has ? 'devices.passkey.addAnother' : 'devices.passkey.add')}
        </Button>
      )}
    </ChangeCard>
  )
}
