/** Both in one room with one tablet (G4, J3): the device goes to the other of the pair, for this record alone. */
import { useEffect, useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { handOver } from '../../words/en/hand-over.ts'
import { addArea } from '../../words/words.ts'
import { type SignedView } from './record-view.ts'

addArea('handOver', { en: handOver })

/** Offered to a supervisor who has signed, while the other has not, and where the other has a place on this device. */
export const HandOverCard = ({ view }: { view: SignedView }) => {
  const { say } = useWords()
  const { handOver: hand } = useDevice()
  const [known, setKnown] = useState(false)
  const [unsaved, setUnsaved] = useState(false)
  const { state, role, supervisee } = view
  const has = (who: 'supervisor' | 'supervisee'): boolean => state.signatures.some(({ sign }) => sign.role === who)
  const wanted = role === 'supervisor' && !state.locked && !state.voided && has('supervisor') && !has('supervisee')
  useEffect(() => {
    if (!wanted || !hand) return undefined
    let here = true
    hand.knows(state.supervisee).then(
      (knows) => here && setKnown(knows),
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [wanted, hand, state.supervisee])
  if (!wanted || !hand || !known) return null
  const begin = async (): Promise<void> => {
    setUnsaved(false)
    await hand
      .begin({ record: state.id, kind: state.kind, to: state.supervisee, knownAs: supervisee.knownAs })
      .catch(() => setUnsaved(true))
  }
  return (
    <Card heading={say('handOver.title', { name: supervisee.knownAs })}>
      <p className="govuk-body">{say('handOver.text', { name: supervisee.knownAs })}</p>
      {unsaved && <Inset tone="red">{say('account.device.unsavedText')}</Inset>}
      <Button icon="pen" onClick={begin}>
        {say('handOver.begin')}
      </Button>
    </Card>
  )
}
