import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { personIn, type SessionView } from './session-view.ts'

/** Before a signed record is changed, once: what changing it does to the signature. */
export const SignedGate = ({ view, children }: { view: SessionView; children: ReactNode }) => {
  const { say, list } = useWords()
  const [open, setOpen] = useState(false)
  const signers = view.state.signatures.map(({ by }) => personIn(view, by).knownAs)
  const shut = signers.length > 0 && !open
  return (
    <>
      {shut && (
        <Inset tone="amber">
          <p>{say('sessions.signed.warn', { names: list(signers) })}</p>
          <Button kind="secondary" onClick={() => setOpen(true)}>
            {say('sessions.signed.change')}
          </Button>
        </Inset>
      )}
      <fieldset className="cs-plain-fieldset" disabled={shut}>
        {children}
      </fieldset>
    </>
  )
}
