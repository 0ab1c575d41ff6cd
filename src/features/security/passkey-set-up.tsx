import { useState } from 'react'
import { type Security, type SecurityMatters } from '../../queries/security.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { useAttempt } from './use-attempt.ts'

export interface PasskeySetUpProps {
  matters: Pick<SecurityMatters, 'addPasskey'>
  onDone: (security: Security) => void
  onCancel: () => void
}

/** Names a passkey and has the browser make it. */
export const PasskeySetUp = ({ matters, onDone, onCancel }: PasskeySetUpProps) => {
  const { say } = useWords()
  const { busy, problem, attempt } = useAttempt()
  const [label, setLabel] = useState(say('security.passkey.thisDevice'))
  const add = () =>
    attempt(async () => {
      onDone(await matters.addPasskey(label.trim() || say('security.passkey.thisDevice')))
      return null
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        add().catch(() => undefined)
      }}
    >
      <TextField
        label={say('security.passkey.label')}
        hint={say('security.passkey.labelHint')}
        value={label}
        onChange={(typed) => setLabel(typed.slice(0, 60))}
        error={problem ?? undefined}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {say('security.passkey.make')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
