import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { own } from '../../words/en/own.ts'
import { addArea } from '../../words/words.ts'
import { type Installation } from './installation.ts'
import { useLoaded } from './use-loaded.ts'

addArea('own', { en: own })

/** Whether the browser keeps what is on this device, the room there is, and a way to ask. */
export const KeepCard = ({ installation }: { installation: Installation }) => {
  const { say, number } = useWords()
  const storage = useLoaded(installation.storage, null)
  const [answer, setAnswer] = useState<'kept' | 'refused' | null>(null)
  if (!storage) return null
  const ask = async () => setAnswer((await installation.keep()) ? 'kept' : 'refused')
  const { usedMegabytes: used, freeMegabytes: free } = storage
  const kept = storage.kept || answer === 'kept'
  return (
    <Card heading={say('own.keep.title')}>
      <p className="govuk-body">{say(kept ? 'own.keep.kept' : 'own.keep.mayClear')}</p>
      {used !== null && free !== null && <p className="govuk-body-s">{say('own.keep.used', { used: number(used), free: number(free) })}</p>}
      {!kept && (
        <Button kind="secondary" onClick={ask}>
          {say('own.keep.button')}
        </Button>
      )}
      <output className="cs-answer">{answer === 'refused' && say('own.keep.refused')}</output>
    </Card>
  )
}
