import { useId, useState } from 'react'
import { type RosterFile } from '../../domain/roster.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { ErrorMessage } from '../../ui/field.tsx'
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
  const id = useId()
  const [failed, setFailed] = useState(false)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    try {
      onFile(readCsv(textOfFile(new Uint8Array(await file.arrayBuffer()))))
    } catch {
      setFailed(true)
    }
  }
  return (
    <Card heading={say('shifts.import.title')}>
      <p className="govuk-body">{say('shifts.import.hint')}</p>
      <div className={failed ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
        <label className="govuk-label govuk-label--s" htmlFor={id}>
          {say('shifts.import.file')}
        </label>
        {failed && <ErrorMessage id={`${id}-error`}>{say('shifts.import.unreadable')}</ErrorMessage>}
        <input
          id={id}
          className="govuk-body cs-file-choice"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-describedby={failed ? `${id}-error` : undefined}
          aria-invalid={failed || undefined}
          onChange={async (event) => {
            const { target } = event
            await take(target.files?.[0])
            // The same file mended is chosen again.
            target.value = ''
          }}
        />
      </div>
      <PasteRoster onFile={onFile} />
      <Details summary={say('shifts.import.example')}>
        <pre className="cs-roster-example">{say('shifts.import.exampleText')}</pre>
        <p className="govuk-body">{say('shifts.import.exampleNote')}</p>
      </Details>
    </Card>
  )
}
