import { useState } from 'react'
import { type PostId } from '../../domain/ids.ts'
import { type Reference, referenceActs, referencesIn } from '../../queries/home.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inLanguage } from '../../words/answers.ts'
import { GuardedTextField } from '../shared/guarded-field.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type FileView, type ReferencesField } from './file-view.ts'
import { SaveOrCancel } from './save-or-cancel.tsx'

type Written = Omit<Reference, 'id'>
const EMPTY: Written = { title: '', reference: '', held: '' }
const PARTS = ['title', 'reference', 'held'] as const
const MOST = 300

interface ReferenceFormProps {
  section: string
  first: Written
  button: string
  busy: boolean
  onSave: (written: Written) => Promise<boolean>
  onCancel: () => void
}

const ReferenceForm = ({ section, first, button, busy, onSave, onCancel }: ReferenceFormProps) => {
  const { say } = useWords()
  const [written, setWritten] = useState(first)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const idOf = (part: (typeof PARTS)[number]): string => `${section}-${part}`
  const submit = async (): Promise<void> => {
    const found = PARTS.flatMap((part): FieldError[] => {
      const text = written[part].trim()
      if (text === '' && part !== 'reference') return [{ id: idOf(part), message: say(`people.refs.missing.${part}`) }]
      return text.length > MOST ? [{ id: idOf(part), message: say('forms.tooLong', { What: say(`people.refs.${part}`), max: MOST }) }] : []
    })
    setErrors(found)
    if (found.length > 0) return
    await onSave({ title: written.title.trim(), reference: written.reference.trim(), held: written.held.trim() })
  }
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        await submit()
      }}
    >
      <ErrorSummary errors={errors} />
      {PARTS.map((part) => (
        <GuardedTextField
          key={part}
          id={idOf(part)}
          label={say(`people.refs.${part}`)}
          hint={part === 'held' ? say('people.refs.heldHint') : undefined}
          optional={part === 'reference'}
          autoComplete="off"
          value={written[part]}
          onChange={(text) => setWritten({ ...written, [part]: text })}
          error={errors.find(({ id }) => id === idOf(part))?.message}
        />
      ))}
      <SaveOrCancel save={button} busy={busy} onCancel={onCancel} />
    </form>
  )
}

const NEW = 'new'

export interface ReferencesProps {
  view: FileView
  field: ReferencesField
  postId: PostId
}

/** What one section of the file holds elsewhere: a title, a reference, where it is kept. Nothing is attached. */
export const References = ({ view, field, postId }: ReferencesProps) => {
  const { say, lang } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  /** The reference being written, or `new`. */
  const [open, setOpen] = useState<string | null>(null)
  const [taken, setTaken] = useState<Reference | null>(null)
  const references = referencesIn(view.file, field.section)
  const label = inLanguage(field.short ?? field.label, lang)

  const write = (id: string, parts: Readonly<Record<string, string | boolean>>): Promise<boolean> =>
    save(async () => {
      const acts = referenceActs(await device.snapshot(), postId, id, parts, device.asOf())
      if (acts.length === 0) throw new Error('no-file')
      await device.acts(acts)
      setOpen(null)
    })
  const takeOut = async (reference: Reference): Promise<void> => {
    if (await write(reference.id, { removed: true })) setTaken(reference)
  }
  const putBack = async (reference: Reference): Promise<void> => {
    if (await write(reference.id, { removed: false })) setTaken(null)
  }
  return (
    <>
      {field.hint && <p className="govuk-hint">{inLanguage(field.hint, lang)}</p>}
      {field.prompts && (
        <ul className="govuk-list govuk-list--bullet">
          {field.prompts.map((prompt) => (
            <li key={prompt.en}>{inLanguage(prompt, lang)}</li>
          ))}
        </ul>
      )}
      {references.length === 0 && open === null && <p className="govuk-body">{say('people.refs.none')}</p>}
      {references.length > 0 && (
        <RowList label={label}>
          {references.map((reference) =>
            open === reference.id ? (
              <li key={reference.id} className="cs-row">
                <ReferenceForm
                  section={field.section}
                  first={reference}
                  button={say('people.refs.save')}
                  busy={busy}
                  onSave={(written) => write(reference.id, { ...written })}
                  onCancel={() => setOpen(null)}
                />
              </li>
            ) : (
              <Row
                key={reference.id}
                title={<bdi>{reference.title}</bdi>}
                meta={say(reference.reference ? 'people.refs.where' : 'people.refs.whereOnly', {
                  reference: reference.reference,
                  held: reference.held,
                })}
                action={
                  <ButtonGroup>
                    <Button kind="quiet" onClick={() => setOpen(reference.id)}>
                      {say('common.change')} <span className="govuk-visually-hidden">{reference.title}</span>
                    </Button>
                    <Button kind="quiet" busy={busy} onClick={() => takeOut(reference)}>
                      {say('people.refs.takeOut')} <span className="govuk-visually-hidden">{reference.title}</span>
                    </Button>
                  </ButtonGroup>
                }
              />
            ),
          )}
        </RowList>
      )}
      {taken && (
        <output className="cs-answer cs-no-print govuk-!-margin-bottom-3">
          {say('people.refs.takenOut', { title: taken.title })}{' '}
          <button type="button" className="cs-link-button" onClick={() => putBack(taken)}>
            {say('people.refs.putBack')}
          </button>
        </output>
      )}
      {open === NEW ? (
        <ReferenceForm
          section={field.section}
          first={EMPTY}
          button={say('people.refs.addThis')}
          busy={busy}
          onSave={(written) => write(device.newId(), { section: field.section, ...written })}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <Button kind="secondary" onClick={() => setOpen(NEW)}>
          {say('people.refs.add')} <span className="govuk-visually-hidden">{label}</span>
        </Button>
      )}
      <SaveFailed failed={failed} />
    </>
  )
}
