import { type ReactNode } from 'react'
import { type SettingState } from '../../domain/records/record.ts'
import { DateField } from '../../ui/date-field.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { type DraftField, type DraftProblem, type ShiftDraft } from './shift-draft.ts'

const STATUSES = ['worked', 'absent', 'cancelled', 'planned'] as const

const idOf = (field: DraftField): string => `shift-${field}`

/** The problems of a draft, for an error summary. */
export const draftErrors = (problems: readonly DraftProblem[], { say }: Words): readonly FieldError[] =>
  problems.map(({ field, code }) => ({ id: idOf(field), message: say(`shifts.draft.${code}`) }))

export interface ShiftFieldsProps {
  draft: ShiftDraft
  onChange: (change: Partial<ShiftDraft>) => void
  problems: readonly DraftProblem[]
  /** The homes it can have been in; one isn't asked for. */
  homes: readonly SettingState[]
  /** Those who bring in the roster also say what happened, and how many shifts it counts as. */
  whole: boolean
  /** Between the day and the times: usual ones in one tap. */
  beforeTimes?: ReactNode
  /** In place of the day's three boxes. */
  day?: ReactNode
}

/** The boxes of one entry: what happened, which day, from when to when, where. */
export const ShiftFields = ({ draft, onChange, problems, homes, whole, beforeTimes, day }: ShiftFieldsProps) => {
  const { say } = useWords()
  const errorOf = (field: DraftField): string | undefined => {
    const problem = problems.find((each) => each.field === field)
    return problem && say(`shifts.draft.${problem.code}`)
  }
  return (
    <>
      {whole && (
        <Radios
          label={say('shifts.field.status')}
          options={STATUSES.map((status) => ({ value: status, label: say(`shifts.status.${status}`) }))}
          value={draft.status}
          onChange={(status) => onChange({ status })}
        />
      )}
      {day ?? (
        <DateField
          id={idOf('on')}
          label={say('shifts.field.day')}
          value={draft.on}
          error={errorOf('on')}
          onChange={(on) => onChange({ on })}
        />
      )}
      {beforeTimes}
      <div className="cs-shift-times">
        <TimeField
          id={idOf('start')}
          label={say('shifts.field.start')}
          hint={say('forms.time.hint')}
          value={draft.start}
          error={errorOf('start')}
          onChange={(start) => onChange({ start })}
        />
        <TimeField
          id={idOf('end')}
          label={say('shifts.field.end')}
          hint={say('shifts.field.endHint')}
          optional
          value={draft.end}
          error={errorOf('end')}
          onChange={(end) => onChange({ end })}
        />
      </div>
      {homes.length > 1 && (
        <Select
          label={say('shifts.field.home')}
          options={homes.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.home}
          onChange={(home) => home !== '' && onChange({ home })}
        />
      )}
      {whole && (
        <TextField
          id={idOf('units')}
          label={say('shifts.field.units')}
          hint={say('shifts.field.unitsHint')}
          optional
          width={3}
          inputMode="decimal"
          autoComplete="off"
          value={draft.units}
          error={errorOf('units')}
          onChange={(units) => onChange({ units })}
        />
      )}
    </>
  )
}
