import { type FormEvent, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type DisposalPropose, type LeaversFile } from '../../queries/keeping.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { typedDate } from '../shared/typed-date.ts'

const MOST = 2000

/** What is wrong with a reason; null for nothing. */
export const reasonProblem = (reason: string, { say }: Words): string | null => {
  if (reason.trim() === '') return say('keeping.propose.missingReason')
  return reason.length > MOST ? say('keeping.propose.tooLong') : null
}

export interface ProposeFormProps {
  file: LeaversFile
  asOf: PlainDate
  busy: boolean
  onPropose: (proposed: DisposalPropose) => Promise<unknown>
  onCancel: () => void
}

/** Erase it, or keep it until a day; and why (W4). */
export const ProposeForm = ({ file, asOf, busy, onPropose, onCancel }: ProposeFormProps) => {
  const words = useWords()
  const { say } = words
  const [what, setWhat] = useState<'erase' | 'keep' | ''>(file.state === 'due' ? '' : 'keep')
  const [until, setUntil] = useState<DateValue>('')
  const [reason, setReason] = useState('')
  const [withPerson, setWithPerson] = useState(false)
  const [unresolvedToo, setUnresolvedToo] = useState(false)
  const [errors, setErrors] = useState<{ readonly what?: string; readonly until?: string; readonly reason?: string }>({})
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const day = what === 'keep' ? typedDate(until, say('keeping.propose.theDay'), words) : null
    const untilError = day?.error ?? (day?.on && day.on <= asOf ? say('keeping.propose.untilPast') : null)
    const whyError = reasonProblem(reason, words)
    setErrors({
      ...(what === '' ? { what: say('keeping.propose.missingWhat') } : {}),
      ...(untilError ? { until: untilError } : {}),
      ...(whyError ? { reason: whyError } : {}),
    })
    if (what === '' || untilError || whyError) return
    const erases = what === 'erase'
    await onPropose({ post: file.post, what, keepUntil: day?.on ?? null, reason, withPerson: erases && withPerson, unresolvedToo: erases && unresolvedToo })
  }
  return (
    <form noValidate className="cs-row__form" aria-label={say('keeping.propose.openOf', { name: file.name })} onSubmit={submit}>
      <Radios
        label={say('keeping.propose.what', { name: file.name })}
        options={[
          ...(file.state === 'due' ? [{ value: 'erase' as const, label: say('keeping.propose.erase') }] : []),
          {
            value: 'keep' as const,
            label: say('keeping.propose.keep'),
            conditional: (
              <DateField label={say('keeping.propose.until')} labelSize="normal" value={until} onChange={setUntil} error={errors.until} />
            ),
          },
        ]}
        value={what}
        onChange={setWhat}
        error={errors.what}
      />
      {what === 'erase' && file.last && (
        <Checkbox
          label={say('keeping.propose.withPerson')}
          hint={say('keeping.propose.withPersonHint')}
          checked={withPerson}
          onChange={setWithPerson}
        />
      )}
      {what === 'erase' && file.quarantined + file.competing > 0 && (
        <Checkbox
          label={say('keeping.propose.unresolvedToo')}
          hint={say('keeping.propose.unresolvedHint')}
          checked={unresolvedToo}
          onChange={setUnresolvedToo}
        />
      )}
      <TextArea
        label={say('keeping.propose.reason')}
        hint={say('keeping.propose.reasonHint')}
        rows={3}
        value={reason}
        onChange={setReason}
        error={errors.reason}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {say('keeping.propose.send')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
