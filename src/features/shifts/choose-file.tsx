import { useState } from 'react'
import { type RosterFile } from '../../domain/roster.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { readCsv, textOfFile } from './read-file.ts'

export interface ChooseFileProps {
  onFile: (file: RosterFile) => void
}

const PasteRoster = ({ onFile }: ChooseFileProps) => {
  const { say } = useWords()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const read = () => {
    setMissing(text.trim() === '')
    if (text.trim() !== '') onFile(readCsv(text))
  }
  return (
    <Details summary={say('shifts.import.paste')}>
      <TextArea
        label={say('shifts.import.pasteLabel')}
        error={missing ? say('shifts.import.textMissing') : undefined}
        rows={6}
        value={text}
        onChange={setText}
      />
      <Button kind="secondary" onClick={read}>
        {say('shifts.import.read')}
      </Button>
    </Details>
  )
}

/** A roster as a file or as text. Choosing a file reads it at once; nothing is saved yet. */
export const ChooseFile = ({ onFile }: ChooseFileProps) => {
  const { say } = useWords()
  const [failed, setFailed] = useState(false)
  const take = async (file: File): Promise<void> => {
    try {
      onFile(readCsv(textOfFile(new Uint8Array(await file.arrayBuffer()))))
    } catch {
      setFailed(true)
    }
  }
  return (
    <Card heading={say('shifts.import.title')}>
      <p className="govuk-body">{say('shifts.import.hint')}</p>
      <FileField
        label={say('shifts.import.file')}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        error={failed ? say('shifts.import.unreadable') : undefined}
        onFile={take}
      />
      <PasteRoster onFile={onFile} />
      <Details summary={say('shifts.import.example')}>
        <pre className="cs-roster-example">{say('shifts.import.exampleText')}</pre>
        <p className="govuk-body">{say('shifts.import.exampleNote')}</p>
      </Details>
    </Card>
  )
}
