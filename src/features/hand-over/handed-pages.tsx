/** What is round a record while a device is handed over to sign it (G4). */
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { handOver } from '../../words/en/hand-over.ts'
import { addArea } from '../../words/words.ts'

addArea('handOver', { en: handOver })

/** The door of whom it is handed to: what they will see, and that it is all. */
export const HandedDoorPage = ({ from, children }: { from: string; children: ReactNode }) => {
  const { say } = useWords()
  return (
    <>
      <Inset>{say('handOver.door', { name: from })}</Inset>
      {children}
    </>
  )
}

/** Their vault is gone from this device meanwhile. */
export const HandedNobodyPage = ({ knownAs, onBack }: { knownAs: string; onBack: () => void }) => {
  const { say } = useWords()
  return (
    <Page title={say('handOver.nobody.title', { name: knownAs })}>
      <p className="govuk-body">{say('handOver.nobody.text', { name: knownAs })}</p>
      <Button onClick={onBack}>{say('handOver.nobody.back')}</Button>
    </Page>
  )
}

export interface HandedRecordFrameProps {
  from: string
  /** Rejects when something typed could not be saved. */
  onDone: () => Promise<void>
  children: ReactNode
}

/** One record, and the way back: no bars, no other page. */
export const HandedRecordFrame = ({ from, onDone, children }: HandedRecordFrameProps) => {
  const { say } = useWords()
  const [unsaved, setUnsaved] = useState(false)
  const done = async (): Promise<void> => {
    setUnsaved(false)
    await onDone().catch(() => setUnsaved(true))
  }
  const giveBack = (
    <Button icon="lock" kind="secondary" onClick={done}>
      {say('handOver.giveBack', { name: from })}
    </Button>
  )
  return (
    <Shell home={null}>
      <Inset>
        <p className="govuk-body">{say('handOver.only')}</p>
        {giveBack}
      </Inset>
      {unsaved && (
        <div role="alert">
          <Inset tone="red">{say('account.device.unsavedText')}</Inset>
        </div>
      )}
      {children}
      {giveBack}
    </Shell>
  )
}
