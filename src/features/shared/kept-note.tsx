import { useState } from 'react'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { lease } from '../../words/en/lease.ts'
import { addArea } from '../../words/words.ts'

addArea('lease', { en: lease })

/** The one note a person can write while records are not shown: no record is begun for it, and nobody else reads it. */
const useNote = () => useBegunText('while-blocked')

/** To write in. */
export const Notebook = () => {
  const { say } = useWords()
  const { text, type } = useNote()
  return (
    <Card heading={say('lease.note.title')}>
      <TextArea label={say('lease.note.label')} hint={say('lease.note.hint')} rows={5} value={text} onChange={type} />
    </Card>
  )
}

/** What was written there, once records are shown again, until its writer lets go of it. */
export const KeptNote = () => {
  const { say } = useWords()
  const { text, drop } = useNote()
  const [said, setSaid] = useState('')
  const [asking, setAsking] = useState(false)
  if (text === '') return null
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(say('lease.note.copied'))
    } catch {
      setSaid(say('lease.note.notCopied'))
    }
  }
  return (
    <Card heading={say('lease.note.title')}>
      <Dialog
        open={asking}
        heading={say('lease.note.sure')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="warning" onClick={drop}>
              {say('lease.note.drop')}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        <p className="govuk-body">{say('lease.note.sureText')}</p>
      </Dialog>
      <p className="govuk-body">{say('lease.note.own')}</p>
      <p className="govuk-body cs-as-written" dir="auto">
        {text}
      </p>
      <ButtonGroup>
        <Button kind="secondary" onClick={copy}>
          {say('lease.note.copy')}
        </Button>
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {say('lease.note.drop')}
        </Button>
      </ButtonGroup>
      <output className="cs-answer">{said}</output>
    </Card>
  )
}
