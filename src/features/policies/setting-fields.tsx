import { type ReactNode, useId } from 'react'
import { problemOfDate } from '../../ui/date-value.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { FieldsetFrame, useFieldIds } from '../../ui/field.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { CITATION_ID, daysWith, fieldId, type LengthDraft, type LengthKey, type SettingsDraft, UNITS, type Unit } from './adopt-draft.ts'
import { askedBy, type SettingKey } from './policy-words.ts'

interface LengthFieldProps {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean | undefined
  units: readonly Unit[]
  value: LengthDraft
  onChange: (value: LengthDraft) => void
  children?: ReactNode
}

/** A length of time: a number and its unit. */
const LengthField = ({ units, value, onChange, children, ...field }: LengthFieldProps) => {
  const { say } = useWords()
  const ids = useFieldIds(field)
  const made = useId()
  return (
    <FieldsetFrame {...field} ids={ids}>
      <div className="cs-length">
        <div>
          <label className="govuk-label" htmlFor={`${made}-count`}>
            {say('policies.asked.number')}
          </label>
          <input
            id={`${made}-count`}
            className={field.error ? 'govuk-input govuk-input--width-3 govuk-input--error' : 'govuk-input govuk-input--width-3'}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            value={value.count}
            aria-invalid={field.error ? true : undefined}
            onChange={(event) => onChange({ ...value, count: event.target.value })}
          />
        </div>
        <div>
          <label className="govuk-label" htmlFor={`${made}-unit`}>
            {say('policies.asked.unit')}
          </label>
          <select
            id={`${made}-unit`}
            className="govuk-select"
            value={value.unit}
            onChange={(event) => onChange({ ...value, unit: event.target.value as Unit })}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {say(`policies.unit.${unit}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      {children}
    </FieldsetFrame>
  )
}

interface ClosureDaysProps {
  label: string
  hint?: string | undefined
  error?: string | undefined
  draft: SettingsDraft
  onChange: (change: Partial<SettingsDraft>) => void
}

/** Days on which the service is closed, added one by one. */
const ClosureDays = ({ label, hint, error, draft, onChange }: ClosureDaysProps) => {
  const { say, day } = useWords()
  const { closureDays, closing } = draft
  const add = () => {
    if (problemOfDate(closing) === null) onChange({ closureDays: daysWith(closureDays, closing as PlainDate), closing: '' })
  }
  const remove = (gone: PlainDate) => onChange({ closureDays: closureDays.filter((each) => each !== gone) })
  const always = '0001-01-01' as PlainDate
  return (
    <DateField
      id={fieldId('closureDays')}
      label={label}
      hint={hint}
      optional
      error={error}
      value={closing}
      onChange={(value) => onChange({ closing: value })}
      after={
        <div className="cs-closure-days">
          <Button kind="secondary" onClick={add}>
            {say('policies.asked.addDay')}
          </Button>
          {closureDays.length === 0 ? (
            <p className="govuk-hint">{say('policies.asked.noDays')}</p>
          ) : (
            <ul className="govuk-list" aria-label={label}>
              {closureDays.map((each) => (
                <li key={each}>
                  {day(each, always)}{' '}
                  <button type="button" className="cs-link-button" onClick={() => remove(each)}>
                    {say('policies.asked.removeDay')} <span className="govuk-visually-hidden">{day(each, always)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      }
    />
  )
}

const CALENDAR = UNITS.filter((unit) => unit !== 'workingDays')

/** Deadlines may be in working days; what comes round and what is kept goes by the calendar. */
const unitsOf = (key: SettingKey): readonly Unit[] => (key === 'agreementWithin' || key === 'recordWithin' ? UNITS : CALENDAR)

export interface SettingFieldsProps {
  pack: PolicyPack
  draft: SettingsDraft
  errors: readonly FieldError[]
  onChange: (change: Partial<SettingsDraft>) => void
}

/** What a policy leaves to the service, in the order in which it asks. */
export const SettingFields = ({ pack, draft, errors, onChange }: SettingFieldsProps) => {
  const words = useWords()
  const { say } = words
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  const setLength = (key: LengthKey, value: LengthDraft) => onChange({ lengths: { ...draft.lengths, [key]: value } })
  return askedBy(pack, words).map(({ asked, label, hint }) => {
    const { key } = asked
    const field = { id: fieldId(key), label, hint: hint ?? undefined, error: errorOf(fieldId(key)), optional: asked.required !== true }
    switch (key) {
      case 'oneToOne':
        return (
          <LengthField key={key} {...field} units={unitsOf(key)} value={draft.lengths[key]} onChange={(value) => setLength(key, value)}>
            {asked.cited === true && (
              <TextField
                id={CITATION_ID}
                label={say('policies.asked.citation')}
                labelSize="normal"
                hint={say('policies.asked.citationHint')}
                error={errorOf(CITATION_ID)}
                value={draft.citation}
                onChange={(citation) => onChange({ citation })}
              />
            )}
          </LengthField>
        )
      case 'agreementWithin':
      case 'recordWithin':
      case 'retention':
        return <LengthField key={key} {...field} units={unitsOf(key)} value={draft.lengths[key]} onChange={(value) => setLength(key, value)} />
      case 'backstop':
        return (
          <Radios
            key={key}
            {...field}
            options={[
              ...(asked.required === true ? [] : [{ value: 'unsaid' as const, label: say('policies.asked.unsaid') }]),
              {
                value: 'length' as const,
                label: say('policies.asked.length'),
                conditional: (
                  <LengthField id={`${field.id}-length`} label={label} units={unitsOf(key)} value={draft.lengths[key]} onChange={(value) => setLength(key, value)} />
                ),
              },
              { value: 'none' as const, label: say('policies.asked.none') },
            ]}
            value={draft.backstop}
            onChange={(backstop) => onChange({ backstop })}
          />
        )
      case 'closureDays':
        return <ClosureDays key={key} label={label} hint={field.hint} error={field.error} draft={draft} onChange={onChange} />
      case 'policyVersionOn':
        return <DateField key={key} {...field} value={draft.policyVersionOn} onChange={(policyVersionOn) => onChange({ policyVersionOn })} />
      default:
        return unreachable(key)
    }
  })
}
