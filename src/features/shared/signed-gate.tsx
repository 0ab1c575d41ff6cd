import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { personIn, type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

/** Before a signed record is changed, once: what changing it does to the signature. */
export const SignedGate = ({ view, children }: { view: SignedView; children: ReactNode }) => {
  const { say, list } = useRecordWords()
  const [open, setOpen] = useState(false)
  const signers = view.state.signatures.map(({ by }) => personIn(view, by).knownAs)
  const shut = signers.length > 0 && !open
  return (
    <>
      {shut && (
        <Inset tone="amber">
          <p>{say('records.signed.warn', { names: list(signers) })}</p>
          <Button kind="secondary" onClick={() => setOpen(true)}>
            {say('records.signed.change')}
          </Button>
        </Inset>
      )}
      <fieldset className="cs-plain-fieldset" disabled={shut}>
        {children}
      </fieldset>
    </>
  )
}
