import { type ReactNode } from 'react'
import { type Field } from '../../domain/policy/form.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Radios } from '../../ui/radios.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { elementId } from './element-id.ts'
import { AsShared } from './as-shared.tsx'
import { writtenAnswer } from './answers.ts'
import { inLanguage } from '../../words/answers.ts'
import { CompetingVersions } from './competing-versions.tsx'
import { dateValueOf, storedDate } from './dates-as-typed.ts'
import { labelIn, valueInWords } from './fields-in-words.ts'
import { type SimpleField } from './form-fields.ts'
import { NothingToRecord } from './nothing-to-record.tsx'
import { NumberBox } from './number-box.tsx'
import { mayWrite, scribeOf, type RecordView } from './record-view.ts'
import { useField } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea, GuardedTextField } from './guarded-field.tsx'

/** The hint of a field, and the points its form prints under the heading. */
export const HintOf = ({ field }: { field: Pick<Field, 'hint' | 'prompts'> }): ReactNode => {
  const { lang } = useRecordWords()
  return (
    <>
      {field.hint && <span>{inLanguage(field.hint, lang)}</span>}
      {field.prompts && (
        <span className="cs-prompts">
          {field.prompts.map((prompt) => (
            <span key={prompt.en} className="cs-prompts__one">
              {inLanguage(prompt, lang)}
            </span>
          ))}
        </span>
      )}
    </>
  )
}

const hintOf = (field: Pick<Field, 'hint' | 'prompts'>): ReactNode =>
  field.hint || field.prompts ? <HintOf field={field} /> : undefined

/** Whose words a field holds; "Written by Dana for Sam" until Sam signs. */
const VoiceOf = ({ view, field }: { view: RecordView; field: Pick<Field, 'key' | 'voice'> }) => (
  <VoiceLabel voice={field.voice} name={view.supervisee.knownAs} writtenBy={scribeOf(view, field.key)} />
)

/** An answer that is not the reader's to write: shown as it is. */
const ReadOnlyAnswer = ({ view, field, label }: { view: RecordView; field: Field; label: string }) => {
  const words = useRecordWords()
  const value = valueInWords(view, field.key, view.state.fields[field.key]?.value, words)
  return (
    <div className="cs-read-only">
      <p className="cs-read-only__label">{label}</p>
      <p className="cs-read-only__text">{value === '' ? words.say('records.nothingYet') : value}</p>
    </div>
  )
}

export interface WrittenFieldProps {
  view: RecordView
  field: SimpleField
  /** The label's words stand above already, as the section's heading. */
  labelHidden?: boolean | undefined
}

/** One question of the form with one answer, typed or picked. */
export const WrittenField = ({ view, field, labelHidden }: WrittenFieldProps) => {
  const words = useRecordWords()
  const { key } = field
  const label = labelIn(field, words)
  const own = useField(view, key)
  const { value } = own
  const common = { id: elementId(key), label, labelHidden, hint: hintOf(field) }
  const box = () => {
    if (view.state.competing[key]) return <CompetingVersions view={view} field={key} />
    if (!mayWrite(view, key)) return <ReadOnlyAnswer view={view} field={field} label={label} />
    switch (field.type) {
      case 'text': {
        const { text } = writtenAnswer(value)
        return (
          <GuardedTextArea
            {...common}
            unguarded={view.state.kind === 'file'}
            value={text}
            rows={2}
            voice={view.state.kind !== 'file' && <VoiceOf view={view} field={field} />}
            saved={
              <>
                <SavedNote state={own.saved} />
                {field.nothingToRecord && text.trim() === '' && <NothingToRecord label={label} own={own} />}
              </>
            }
            onChange={own.type}
            onBlur={own.leave}
          />
        )
      }
      case 'line':
        return (
          <GuardedTextField
            {...common}
            unguarded={view.state.kind === 'file'}
            value={writtenAnswer(value).text}
            onChange={own.type}
            onBlur={own.leave}
          />
        )
      case 'date':
        return (
          <DateField
            {...common}
            value={dateValueOf(value)}
            onChange={(next) => own.type(storedDate(next))}
            onBlur={own.leave}
          />
        )
      case 'number':
        return <NumberBox {...common} own={own} />
      case 'choice':
        return (
          <Radios
            {...common}
            options={field.options.map((option) => ({ value: option.key, label: inLanguage(option.label, words.lang) }))}
            value={writtenAnswer(value).text}
            onChange={own.choose}
          />
        )
      default:
        return unreachable(field)
    }
  }
  return (
    <div className="cs-block" data-field={key}>
      {box()}
      <AsShared view={view} field={key} />
    </div>
  )
}
