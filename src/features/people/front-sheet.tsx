import { type ReactNode, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type Field, type Section } from '../../domain/policy/form.ts'
import { isAnswered } from '../../domain/records/forms.ts'
import { type PersonId } from '../../domain/ids.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Snapshot } from '../../queries/device.ts'
import { fileFor } from '../../queries/home.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { answerRead } from '../shared/answer-read.tsx'
import { FieldEditors } from '../shared/field-editor.tsx'
import { isAsked } from '../shared/form-fields.ts'
import { type RecordView, recordViewOf } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type FileView } from './file-view.ts'
import { type PersonView } from './person-view.ts'

type ComputedField = Extract<Field, { type: 'computed' }>

/** What the record knows already, so that nobody types it. Null for what is not about a person's post. */
const computed = (from: ComputedField['from'], view: PersonView, asOf: PlainDate, { say, day }: Words): string | null => {
  const { post, setting, name, knownAs, supervisor } = view
  switch (from) {
    case 'name':
    case 'supervisee':
      return name
    case 'known-as':
      return knownAs
    case 'supervisor':
      return supervisor
    case 'staff-number':
      return post.staffNumber ?? null
    case 'post-title':
      return post.title
    case 'post-since':
      return day(post.from, asOf)
    case 'employed-on':
      return day(post.employedOn, asOf)
    case 'hours':
      return post.hours && say(`people.hours.${post.hours}`)
    case 'setting':
      return setting?.name ?? null
    case 'observer':
    case 'session-date':
    case 'last-session-date':
      return null
    default:
      return unreachable(from)
  }
}

const rowsOf = (fields: readonly Field[], view: FileView, record: RecordView | null, asOf: PlainDate, words: Words): readonly SummaryRow[] =>
  fields.flatMap((field): SummaryRow[] => {
    const key = inLanguage(field.label, words.lang)
    const row = (value: ReactNode): SummaryRow[] => [{ id: field.key, key, value: value && <span className="cs-as-written">{value}</span> }]
    if (field.type === 'computed') return row(computed(field.from, view.about, asOf, words) ?? '')
    const value = record && answerRead(record, field, words)
    return value ? row(value) : []
  })

interface SheetSectionProps {
  section: Section
  view: FileView
  record: RecordView | null
  editing: boolean
  /** The card's heading says it already. */
  first: boolean
  asOf: PlainDate
}

const SheetSection = ({ section, view, record, editing, first, asOf }: SheetSectionProps) => {
  const words = useWords()
  const { say, lang } = words
  const shown = editing ? section.fields.filter(({ type }) => type === 'computed') : section.fields
  const rows = rowsOf(shown, view, record, asOf, words)
  return (
    <>
      {!first && <h3 className="govuk-heading-s govuk-!-margin-top-6">{inLanguage(section.title, lang)}</h3>}
      {section.hint && <p className="govuk-hint">{inLanguage(section.hint, lang)}</p>}
      {rows.length > 0 && <SummaryList rows={rows} />}
      {rows.length === 0 && !editing && <p className="govuk-body">{say('people.front.nothing')}</p>}
      {editing && record && <FieldEditors view={record} fields={section.fields.filter(isAsked)} />}
    </>
  )
}

export interface FrontSheetProps {
  view: FileView
  snapshot: Snapshot
  asOf: PlainDate
  me: PersonId
}

/** The front sheet (Appendix 4): what is known is filled in; the rest saves itself. It begins when somebody first fills it in. */
export const FrontSheet = ({ view, snapshot, asOf, me }: FrontSheetProps) => {
  const { say } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [editing, setEditing] = useState(false)
  const made = view.file ? recordViewOf(snapshot, me, view.file) : null
  const record = typeof made === 'string' ? null : made
  const asked = view.frontSheet.flatMap(({ fields }) => fields).filter(isAsked)
  const left = asked.filter((field) => !view.file || !isAnswered(field, view.file, view.frontSheet)).length
  const begin = () =>
    save(async () => {
      const file = fileFor(await device.snapshot(), view.about.post.id, device.asOf())
      if (!file) throw new Error('no-policy')
      if (file.acts.length > 0) await device.acts(file.acts)
      setEditing(true)
    })
  return (
    <>
      {!editing && left > 0 && <p className="govuk-body cs-no-print">{say('people.front.left', { count: left })}</p>}
      {view.frontSheet.map((section, index) => (
        <SheetSection
          key={section.id}
          section={section}
          view={view}
          record={record}
          editing={editing && record !== null}
          first={index === 0}
          asOf={asOf}
        />
      ))}
      {editing ? (
        <Button kind="secondary" onClick={() => setEditing(false)}>
          {say('people.front.done')}
        </Button>
      ) : (
        <Button kind="secondary" busy={busy} onClick={begin}>
          {say(left === asked.length ? 'people.front.fillIn' : 'people.front.change')}
        </Button>
      )}
      <SaveFailed failed={failed} />
    </>
  )
}
