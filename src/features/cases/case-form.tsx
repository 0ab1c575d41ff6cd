import { useEffect, useRef, useState } from 'react'
import { type ListedCase, NAME_MOST, NAMES_MOST, REFERENCE_MOST } from '../../domain/records/deeds/cases.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { forms } from '../../words/en/forms.ts'
import { addArea } from '../../words/words.ts'

addArea('forms', { en: forms })

export interface CaseFormProps {
  /** Before the ids of its boxes: two lists may be on one page. */
  id: string
  /** The case as it is; null of a new one. */
  before: ListedCase | null
  /** References that other cases of the list have. */
  taken: readonly string[]
  busy: boolean
  onSave: (written: ListedCase) => Promise<unknown>
  onCancel: () => void
}

const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** One case: its reference, and the names that belong to it, one on each line. */
export const CaseForm = ({ id, before, taken, busy, onSave, onCancel }: CaseFormProps) => {
  const { say } = useWords()
  const [reference, setReference] = useState(before?.reference ?? '')
  const [names, setNames] = useState(before?.names.join('\n') ?? '')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const first = useRef<HTMLInputElement>(null)
  // The button that opened it is gone.
  useEffect(() => first.current?.focus(), [])
  const ids = { reference: `${id}-reference`, names: `${id}-names` }

  const referenceError = (text: string): string | null => {
    if (text === '') return say('guard.list.referenceMissing')
    if (text.length > REFERENCE_MOST) return say('forms.tooLong', { What: say('guard.list.reference'), max: REFERENCE_MOST })
    return taken.some((other) => other.toLowerCase() === text.toLowerCase()) ? say('guard.list.referenceTaken', { reference: text }) : null
  }
  const namesError = (lines: readonly string[]): string | null => {
    if (lines.length === 0) return say('guard.list.namesMissing')
    if (lines.length > NAMES_MOST) return say('guard.list.namesTooMany', { max: NAMES_MOST })
    const long = lines.find((line) => line.length > NAME_MOST)
    return long === undefined ? null : say('guard.list.nameTooLong', { max: NAME_MOST })
  }
  const submit = async (): Promise<void> => {
    const written = { reference: reference.trim(), names: [...linesOf(names)] }
    const found = [
      { id: ids.reference, message: referenceError(written.reference) },
      { id: ids.names, message: namesError(written.names) },
    ].flatMap(({ id: of, message }): FieldError[] => (message === null ? [] : [{ id: of, message }]))
    setErrors(found)
    if (found.length === 0) await onSave(written)
  }
  const errorOf = (of: string): string | undefined => errors.find((each) => each.id === of)?.message
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        await submit()
      }}
    >
      <ErrorSummary errors={errors} />
      <TextField
        ref={first}
        id={ids.reference}
        label={say('guard.list.reference')}
        hint={say('guard.list.referenceHint')}
        width={20}
        autoComplete="off"
        spellCheck={false}
        value={reference}
        error={errorOf(ids.reference)}
        onChange={setReference}
      />
      <TextArea
        id={ids.names}
        label={say('guard.list.names')}
        hint={say('guard.list.namesHint')}
        rows={3}
        value={names}
        error={errorOf(ids.names)}
        onChange={setNames}
      />
      <ButtonGroup>
        <Button type="submit" kind="secondary" busy={busy}>
          {say(before ? 'guard.list.save' : 'guard.list.addThis')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
