import { useState } from 'react'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type FieldVersion } from '../../domain/records/record.ts'
import { type Json } from '../../domain/json.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { elementId } from './element-id.ts'
import { textAs, textIn } from './answers.ts'
import { isWords, nameOfField, valueInWords } from './fields-in-words.ts'
import { SaveFailed } from './save-failed.tsx'
import { mayWrite, personIn, type RecordView } from './record-view.ts'
import { useSave } from './use-save.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea } from './guarded-field.tsx'
import { writtenOn } from './written-on.ts'

interface VersionProps {
  view: RecordView
  version: FieldVersion
  number: number
  /** Nobody else wrote a version: the name alone says which one it is. */
  alone: boolean
  text: string
  onChoose?: (() => void) | undefined
}

const Version = ({ view, version, number, alone, text, onChoose }: VersionProps) => {
  const words = useRecordWords()
  const { say } = words
  const who = personIn(view, version.by).knownAs
  const where = writtenOn(view.state, version, useDevice(), words)
  return (
    <li className="cs-version">
      <p className="cs-version__who">
        {[say('records.competing.by', { number, who, when: words.dayAndTime(version.at) }), where].filter((part) => part !== null).join(', ')}
      </p>
      <p className="cs-version__text">{text === '' ? say('records.competing.emptied') : text}</p>
      {onChoose && (
        <Button kind="secondary" onClick={onChoose}>
          {alone ? say('records.competing.use', { who }) : say('records.competing.useNumber', { number })}
        </Button>
      )}
    </li>
  )
}

/** The button that opened the box is gone: whoever uses a keyboard goes on in the box. */
const goesOnIn = (around: HTMLDivElement | null): void => around?.querySelector('textarea')?.focus()

export interface CompetingVersionsProps {
  view: RecordView
  field: FieldName
  /** What a field that only its own feature knows is called. */
  name?: string | undefined
  /** And a value of it, in words. */
  inWords?: ((value: Json) => string) | undefined
}

/**
 * A field that two people changed at once (P6): every text side by side with who wrote it, when and on which device, until
 * a person chooses one of them, all of them, or a new text. Nothing is dropped by being looked at.
 */
export const CompetingVersions = ({ view, field, name, inWords }: CompetingVersionsProps) => {
  const words = useRecordWords()
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
  const chooser = view.role === 'reader' || view.role === 'supervisee' ? view.supervisor : view.supervisee

  const settle = (value: Json) =>
    save(async () => {
      const settles = others.map(({ act }) => act)
      const payload = { field, value, from: current?.act ?? null, settles }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'field.settle', payload })
    })

  const writable = isWords(view, field)
  const count = versions.length
  const several = new Set(versions.map(({ by }) => by)).size > 1
  return (
    <fieldset
      id={elementId(field)}
      className="cs-competing"
      aria-label={say('records.competing.label', { count, name: name ?? nameOfField(view, field, words) })}
    >
      <p className="cs-competing__title">{count > 2 ? say('records.competing.titleMany', { count }) : say('records.competing.title')}</p>
      <p>
        {may ? say(several ? 'records.competing.choose' : 'records.competing.chooseOne') : say('records.competing.others', { name: chooser.knownAs })}
        {may && !writable && ` ${say('records.competing.thenChange')}`}
      </p>
      <ul className="cs-competing__versions">
        {versions.map((version, index) => (
          <Version
            key={version.act}
            view={view}
            version={version}
            number={index + 1}
            text={inWords?.(version.value) ?? valueInWords(view, field, version.value, words)}
            alone={versions.filter(({ by }) => by === version.by).length === 1}
            onChoose={may ? () => settle(version.value) : undefined}
          />
        ))}
      </ul>
      {may && own === null && (
        <ButtonGroup>
          {writable && allText.length > 1 && (
            <Button kind="secondary" onClick={() => settle(textAs(like, allText.join('\n\n')))}>
              {say('records.competing.both', { count: allText.length })}
            </Button>
          )}
          {writable && (
            <Button kind="secondary" onClick={() => setOwn(allText.join('\n\n'))}>
              {say('records.competing.new')}
            </Button>
          )}
        </ButtonGroup>
      )}
      {own !== null && (
        <div ref={goesOnIn}>
          <GuardedTextArea label={say('records.competing.newLabel')} value={own} onChange={setOwn} />
          <ButtonGroup>
            <Button onClick={() => settle(textAs(like, own))}>{say('records.competing.useNew')}</Button>
            <Button kind="quiet" onClick={() => setOwn(null)}>
              {say('common.cancel')}
            </Button>
          </ButtonGroup>
        </div>
      )}
      <SaveFailed failed={failed} />
    </fieldset>
  )
}
