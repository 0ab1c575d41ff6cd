import { useState } from 'react'
import { type FieldName } from '../../domain/records/acts.ts'
import { type FieldVersion } from '../../domain/records/record.ts'
import { type Json } from '../../domain/json.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from './addresses.ts'
import { textAs, textIn } from './answers.ts'
import { isWords, nameOfField, valueInWords } from './fields-in-words.ts'
import { SaveFailed } from './save-failed.tsx'
import { mayWrite, personIn, type SessionView } from './session-view.ts'
import { useSave } from './use-save.ts'

interface VersionProps {
  view: SessionView
  field: FieldName
  version: FieldVersion
  number: number
  /** Nobody else wrote a version: the name alone says which one it is. */
  alone: boolean
  onChoose?: (() => void) | undefined
}

const Version = ({ view, field, version, number, alone, onChoose }: VersionProps) => {
  const words = useWords()
  const { say } = words
  const text = valueInWords(view, field, version.value, words)
  const who = personIn(view, version.by).knownAs
  return (
    <li className="cs-version">
      <p className="cs-version__who">
        {say('sessions.competing.by', { number, who, when: words.dayAndTime(version.at) })}
      </p>
      <p className="cs-version__text">{text === '' ? say('sessions.competing.emptied') : text}</p>
      {onChoose && (
        <Button kind="secondary" onClick={onChoose}>
          {alone ? say('sessions.competing.use', { who }) : say('sessions.competing.useNumber', { number })}
        </Button>
      )}
    </li>
  )
}

export interface CompetingVersionsProps {
  view: SessionView
  field: FieldName
}

/**
 * A field that two people changed at once (P6): every text side by side with who wrote it and when, until a person
 * chooses one of them, all of them, or a new text. Nothing is dropped by being looked at.
 */
export const CompetingVersions = ({ view, field }: CompetingVersionsProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, failed } = useSave()
  const [own, setOwn] = useState<string | null>(null)
  const current = view.state.fields[field]
  const others = view.state.competing[field] ?? []
  const versions = current ? [current, ...others] : others
  const texts = versions.map(({ value }) => textIn(value))
  const like = versions.find(({ value }) => textIn(value) !== null)?.value
  const allText = texts.filter((text): text is string => text !== null && text.trim() !== '')
  const may = mayWrite(view, field)

  const settle = (value: Json) =>
    save(async () => {
      const settles = others.map(({ act }) => act)
      const payload = { field, value, from: current?.act ?? null, settles }
      await device.act({ recordId: view.state.id, kind: 'session', type: 'field.settle', payload })
    })

  const writable = isWords(view, field)
  return (
    <fieldset
      id={elementId(field)}
      className="cs-competing"
      aria-label={say('sessions.competing.label', { name: nameOfField(view, field, words) })}
    >
      <p className="cs-competing__title">{say('sessions.competing.title')}</p>
      <p>{may ? say('sessions.competing.choose') : say('sessions.competing.others', { name: view.supervisor.knownAs })}</p>
      <ul className="cs-competing__versions">
        {versions.map((version, index) => (
          <Version
            key={version.act}
            view={view}
            field={field}
            version={version}
            number={index + 1}
            alone={versions.filter(({ by }) => by === version.by).length === 1}
            onChoose={may ? () => settle(version.value) : undefined}
          />
        ))}
      </ul>
      {may && own === null && (
        <ButtonGroup>
          {writable && allText.length > 1 && (
            <Button kind="secondary" onClick={() => settle(textAs(like, allText.join('\n\n')))}>
              {say('sessions.competing.both')}
            </Button>
          )}
          {writable && (
            <Button kind="secondary" onClick={() => setOwn(allText.join('\n\n'))}>
              {say('sessions.competing.new')}
            </Button>
          )}
        </ButtonGroup>
      )}
      {own !== null && (
        <>
          <TextArea label={say('sessions.competing.newLabel')} value={own} onChange={setOwn} />
          <ButtonGroup>
            <Button onClick={() => settle(textAs(like, own))}>{say('sessions.competing.useNew')}</Button>
            <Button kind="quiet" onClick={() => setOwn(null)}>
              {say('common.cancel')}
            </Button>
          </ButtonGroup>
        </>
      )}
      <SaveFailed failed={failed} />
    </fieldset>
  )
}
