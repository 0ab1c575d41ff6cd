import { useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface RecoveryCodesProps {
  codes: readonly string[]
  onDone: () => void
}

/** The recovery codes, told this once. */
export const RecoveryCodes = ({ codes, onDone }: RecoveryCodesProps) => {
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setSaid(say('security.recovery.copied'))
    } catch {
      setSaid(say('security.recovery.notCopied'))
    }
  }
  return (
    <>
      <p className="govuk-body">{say('security.recovery.text')}</p>
      <Inset tone="amber">{say('security.recovery.once')}</Inset>
      <ul className="govuk-list cs-recovery-codes" aria-label={say('security.recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <ButtonGroup>
        <Button kind="secondary" onClick={copy}>
          {say('security.recovery.copy')}
        </Button>
        <Button kind="secondary" onClick={() => window.print()}>
          {say('security.recovery.print')}
        </Button>
      </ButtonGroup>
      <output className="cs-answer">{said}</output>
      <Button onClick={onDone}>{say('security.recovery.done')}</Button>
    </>
  )
}
