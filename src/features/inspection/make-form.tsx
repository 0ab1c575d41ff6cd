/** Asking for a pack: one short form whose answers are mostly there already. */
import { useState } from 'react'
import { addDays, addMonths, type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { PACK_LIMITS, type PackAsked } from '../../queries/inspections.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { Details } from '../../ui/details.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { typedDate } from '../shared/typed-date.ts'

const ID = { name: 'inspector-name', organisation: 'inspector-organisation', from: 'pack-from', until: 'pack-until', last: 'pack-last', concerns: 'pack-concerns' } as const
/** Those that are folded away at first. */
const FOLDED: ReadonlySet<string> = new Set([ID.from, ID.until, ID.last, ID.concerns])
const MONTHS_BACK = 12

interface Typed {
  readonly setting: SettingId
  readonly name: string
  readonly organisation: string
  readonly from: DateValue
  readonly until: DateValue
  readonly last: DateValue
  readonly hide: string
  readonly asked: boolean
  readonly concerns: string
}

interface Judged {
  readonly errors: readonly FieldError[]
  readonly pack: PackAsked | null
}

const judged = (typed: Typed, today: PlainDate, words: Words): Judged => {
  const { say, day } = words
  const errors: FieldError[] = []
  const wrong = (id: string, message: string): void => void errors.push({ id, message })
  const name = typed.name.trim()
  const organisation = typed.organisation.trim()
  const concerns = typed.concerns.trim()
  if (name === '') wrong(ID.name, say('inspection.make.error.name'))
  if (organisation === '') wrong(ID.organisation, say('inspection.make.error.organisation'))
  const from = typedDate(typed.from, say('inspection.make.the.from'), words)
  const until = typedDate(typed.until, say('inspection.make.the.until'), words)
  const last = typedDate(typed.last, say('inspection.make.the.last'), words)
  if (from.on === null) wrong(ID.from, from.error)
  else if (from.on < addMonths(today, -12 * PACK_LIMITS.years)) wrong(ID.from, say('inspection.make.error.long', { years: PACK_LIMITS.years }))
  if (until.on === null) wrong(ID.until, until.error)
  else if (until.on > today) wrong(ID.until, say('inspection.make.error.future'))
  else if (from.on !== null && from.on > until.on) wrong(ID.from, say('inspection.make.error.order'))
  const latest = addDays(today, PACK_LIMITS.days - 1)
  if (last.on === null) wrong(ID.last, last.error)
  else if (last.on < today || last.on > latest) wrong(ID.last, say('inspection.make.error.last', { day: day(latest, today) }))
  if (typed.asked && concerns === '') wrong(ID.concerns, say('inspection.make.error.concerns'))
  if (errors.length > 0 || from.on === null || until.on === null || last.on === null) return { errors, pack: null }
  const alsoHide = typed.hide.split('\n').map((line) => line.trim()).filter((line) => line.length > 1)
  return {
    errors,
    pack: {
      setting: typed.setting,
      from: from.on,
      until: until.on,
      lastDay: last.on,
      for: { name, organisation },
      ...(typed.asked ? { concerns } : {}),
      ...(alsoHide.length > 0 ? { alsoHide } : {}),
    },
  }
}

export interface MakeFormProps {
  /** At least one. */
  settings: readonly SettingState[]
  today: PlainDate
  busy: boolean
  /** Why the last try was not made. */
  problem: string | null
  onMake: (asked: PackAsked) => Promise<void>
}

export const MakeForm = ({ settings, today, busy, problem, onMake }: MakeFormProps) => {
  const words = useWords()
  const { say, longDay } = words
  const [first] = settings
  const [typed, setTyped] = useState<Typed | null>(() =>
    first
      ? { setting: first.id, name: '', organisation: '', from: addMonths(today, -MONTHS_BACK), until: today, last: addDays(today, 1), hide: '', asked: false, concerns: '' }
      : null,
  )
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  if (!typed) return null
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const submit = async () => {
    const { errors: found, pack } = judged(typed, today, words)
    setErrors(found)
    if (pack) await onMake(pack)
  }
  const shown = (value: DateValue): string => (typeof value === 'string' && value !== '' ? longDay(value as PlainDate) : '—')
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (!busy) await submit()
      }}
    >
      <ErrorSummary errors={errors} />
      {problem !== null && (
        <div role="alert">
          <Inset tone="amber">{problem}</Inset>
        </div>
      )}
      {settings.length > 1 && (
        <Select
          label={say('inspection.make.setting')}
          options={settings.map(({ id, name }) => ({ value: id, label: name }))}
          value={typed.setting}
          onChange={(setting) => change(setting === '' ? {} : { setting })}
        />
      )}
      <TextField
        id={ID.name}
        label={say('inspection.make.name')}
        autoComplete="off"
        spellCheck={false}
        value={typed.name}
        error={errorOf(ID.name)}
        onChange={(name) => change({ name })}
      />
      <TextField
        id={ID.organisation}
        label={say('inspection.make.organisation')}
        autoComplete="off"
        value={typed.organisation}
        error={errorOf(ID.organisation)}
        onChange={(organisation) => change({ organisation })}
      />
      <p className="govuk-body">{say('inspection.make.dates', { from: shown(typed.from), until: shown(typed.until), last: shown(typed.last) })}</p>
      <Details summary={say('inspection.make.change')} open={errors.some(({ id }) => id !== null && FOLDED.has(id)) || undefined}>
        <DateField id={ID.from} label={say('inspection.make.from')} value={typed.from} error={errorOf(ID.from)} onChange={(from) => change({ from })} />
        <DateField id={ID.until} label={say('inspection.make.until')} value={typed.until} error={errorOf(ID.until)} onChange={(until) => change({ until })} />
        <DateField
          id={ID.last}
          label={say('inspection.make.last')}
          hint={say('inspection.make.lastHint', { days: PACK_LIMITS.days })}
          value={typed.last}
          error={errorOf(ID.last)}
          onChange={(last) => change({ last })}
        />
        <TextArea label={say('inspection.make.hide')} hint={say('inspection.make.hideHint')} value={typed.hide} onChange={(hide) => change({ hide })} />
        <Checkbox
          label={say('inspection.make.concerns')}
          hint={say('inspection.make.concernsHint')}
          checked={typed.asked}
          onChange={(asked) => change({ asked })}
        />
        {typed.asked && (
          <TextField
            id={ID.concerns}
            label={say('inspection.make.concernsWords')}
            autoComplete="off"
            value={typed.concerns}
            error={errorOf(ID.concerns)}
            onChange={(concerns) => change({ concerns })}
          />
        )}
      </Details>
      <Button type="submit" busy={busy}>
        {say(busy ? 'inspection.make.making' : 'inspection.make.button')}
      </Button>
    </form>
  )
}
