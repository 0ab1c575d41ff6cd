/** Taking up a policy as it is typed: which one, what it leaves to the service, from which day and why. */
import { lackingSettings } from '../../domain/adopted.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type Json, sameJson } from '../../domain/json.ts'
import { type Allowance } from '../../domain/policy/durations.ts'
import { Settings } from '../../domain/policy/facts.ts'
import { type SettingAsked } from '../../domain/policy/governance.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Candidate } from '../../domain/try-policy.ts'
import { readingsFor, type Stage, stageOn } from '../../queries/policies.ts'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { type Words } from '../../words/words.ts'
import { typedDate } from '../shared/typed-date.ts'
import { askedBy, type SettingKey } from './policy-words.ts'

export const UNITS = ['days', 'weeks', 'months', 'years', 'workingDays'] as const
export type Unit = (typeof UNITS)[number]

/** A length of time as a number, as typed, and its unit. */
export interface LengthDraft {
  readonly count: string
  readonly unit: Unit
}

/** Those answered by a length of time. */
export const LENGTHS = ['oneToOne', 'backstop', 'agreementWithin', 'recordWithin', 'retention'] as const satisfies readonly SettingKey[]
export type LengthKey = (typeof LENGTHS)[number]

export interface SettingsDraft {
  readonly lengths: Readonly<Record<LengthKey, LengthDraft>>
  readonly citation: string
  readonly backstop: 'unsaid' | 'none' | 'length'
  readonly closureDays: readonly PlainDate[]
  /** A closing day in the boxes that is not added yet. */
  readonly closing: DateValue
  readonly policyVersionOn: DateValue
}

export interface AdoptDraft {
  /** `havering@1`, or '' while none is chosen. */
  readonly pin: string
  readonly settings: SettingsDraft
  readonly from: DateValue
  readonly reason: string
}

export const fieldId = (key: SettingKey): string => `setting-${key}`
export const CITATION_ID = 'setting-citation'
export const PACK_ID = 'adopt-pack'
export const FROM_ID = 'adopt-from'
export const REASON_ID = 'adopt-reason'

const LETTER = { days: 'D', weeks: 'W', months: 'M', years: 'Y' } as const
const MOST = { days: 999, weeks: 999, months: 999, years: 99, workingDays: 260 } as const satisfies Record<Unit, number>

const NO_LENGTH: LengthDraft = { count: '', unit: 'months' }

/** One of several units becomes the smaller of them; one that mixes months and days has to be chosen anew. */
export const lengthDraft = (length: Allowance | undefined): LengthDraft => {
  if (length === undefined) return NO_LENGTH
  if (typeof length !== 'string') return { count: String(length.workingDays), unit: 'workingDays' }
  const part = (letter: string): number => Number(new RegExp(`(\\d+)${letter}`).exec(length)?.[1] ?? 0)
  const [years, months, weeks, days] = [part('Y'), part('M'), part('W'), part('D')] as const
  if (years + months > 0 && weeks + days > 0) return NO_LENGTH
  if (months > 0) return { count: String(years * 12 + months), unit: 'months' }
  if (years > 0) return { count: String(years), unit: 'years' }
  return days > 0 ? { count: String(weeks * 7 + days), unit: 'days' } : { count: String(weeks), unit: 'weeks' }
}

/** The length, null where nothing is typed, or how large a number may be where it is none. */
export const lengthOf = ({ count, unit }: LengthDraft): Json | { readonly most: number } => {
  const text = count.trim()
  if (text === '') return null
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > MOST[unit]) return { most: MOST[unit] }
  return unit === 'workingDays' ? { workingDays: number } : `P${number}${LETTER[unit]}`
}

const suggestedFor = (pack: PolicyPack, key: SettingKey): Allowance | false | undefined =>
  pack.settings.find((asked) => asked.key === key)?.suggested

/**
 * The settings as they are typed first: what was chosen where the same policy is in force, else what the policy suggests.
 * Days on which the service is closed are its own, whatever the policy.
 */
export const settingsDraft = (pack: PolicyPack, stage: Stage): SettingsDraft => {
  const chosen = Settings.safeParse(stage.settings).data ?? {}
  const of: Settings = stage.pack === pack.id ? chosen : {}
  const length = (key: LengthKey): LengthDraft => {
    const known = of[key]
    const value = typeof known === 'object' && 'every' in known ? known.every : known
    const suggested = value === undefined ? suggestedFor(pack, key) : value
    return lengthDraft(suggested === false ? undefined : suggested)
  }
  const backstop = of.backstop ?? suggestedFor(pack, 'backstop')
  return {
    lengths: {
      oneToOne: length('oneToOne'),
      backstop: length('backstop'),
      agreementWithin: length('agreementWithin'),
      recordWithin: length('recordWithin'),
      retention: length('retention'),
    },
    citation: typeof of.oneToOne === 'object' ? of.oneToOne.citation : '',
    backstop: backstop === undefined ? 'unsaid' : backstop === false ? 'none' : 'length',
    closureDays: chosen.closureDays ?? [],
    closing: '',
    policyVersionOn: of.policyVersionOn ?? '',
  }
}

interface Read {
  /** Undefined where nothing is chosen. */
  readonly value?: Json
  readonly errors: readonly FieldError[]
}

/** One setting as typed. */
const readSetting = (draft: SettingsDraft, asked: SettingAsked, label: string, words: Words): Read => {
  const { say } = words
  const { key } = asked
  const length = (of: LengthKey): Read => {
    const value = lengthOf(draft.lengths[of])
    if (value === null) return { errors: [] }
    if (typeof value === 'object' && 'most' in value) {
      return { errors: [{ id: fieldId(of), message: say('policies.asked.wrong', { label, most: Number(value.most) }) }] }
    }
    return { value, errors: [] }
  }
  switch (key) {
    case 'oneToOne': {
      const every = length(key)
      const citation = draft.citation.trim()
      if (asked.cited !== true || every.value === undefined) return every
      if (citation !== '') return { value: { every: every.value, citation }, errors: [] }
      return { errors: [{ id: CITATION_ID, message: say('policies.asked.citationMissing', { label }) }] }
    }
    case 'backstop': {
      if (draft.backstop === 'unsaid') return { errors: [] }
      if (draft.backstop === 'none') return { value: false, errors: [] }
      const read = length(key)
      if (read.value !== undefined || read.errors.length > 0) return read
      return { errors: [{ id: fieldId(key), message: say('policies.asked.missing', { label }) }] }
    }
    case 'agreementWithin':
    case 'recordWithin':
    case 'retention':
      return length(key)
    case 'closureDays': {
      if (draft.closing === '') return draft.closureDays.length > 0 ? { value: draft.closureDays, errors: [] } : { errors: [] }
      const closing = typedDate(draft.closing, say('policies.asked.dayWhat'), words)
      if (closing.on === null) return { errors: [{ id: fieldId(key), message: closing.error }] }
      // A day in the boxes was meant to be added.
      return { value: daysWith(draft.closureDays, closing.on), errors: [] }
    }
    case 'policyVersionOn': {
      if (draft.policyVersionOn === '') return { errors: [] }
      const on = typedDate(draft.policyVersionOn, label, words)
      return on.on === null ? { errors: [{ id: fieldId(key), message: on.error }] } : { value: on.on, errors: [] }
    }
    default:
      return unreachable(key)
  }
}

export const daysWith = (days: readonly PlainDate[], day: PlainDate): readonly PlainDate[] => [...new Set([...days, day])].sort()

export type Checked =
  | { readonly errors: readonly FieldError[]; readonly candidate: null }
  | { readonly errors: null; readonly candidate: Candidate; readonly reason: string }

const wrong = (...errors: readonly FieldError[]): Checked => ({ errors, candidate: null })

/** Longest reason that an act takes (`Note`). */
export const LONGEST_REASON = 2000

/** From which day, or what is wrong with what was typed. */
export const readFrom = (from: DateValue, words: Words) => typedDate(from, words.say('policies.from.what'), words)

/**
 * What is typed, as a policy that can be tried and taken up.
 *
 * @param pack the policy chosen; undefined while none is
 * @returns everything that is missing or wrong, each with its field; or the candidate
 */
export const checkDraft = (draft: AdoptDraft, pack: PolicyPack | undefined, setting: SettingState, words: Words): Checked => {
  const { say } = words
  if (!pack) return wrong({ id: PACK_ID, message: say('policies.adopt.whichMissing') })
  const from = readFrom(draft.from, words)
  const stage = from.on === null ? null : stageOn(setting, from.on).now
  // What the policy does not ask about and was chosen all the same stays as it is.
  const settings: Record<string, Json> = stage?.pack === pack.id ? { ...stage.settings } : {}
  const errors: FieldError[] = []
  for (const { asked, label } of askedBy(pack, words)) {
    const read = readSetting(draft.settings, asked, label, words)
    errors.push(...read.errors)
    if (read.value === undefined) delete settings[asked.key]
    else settings[asked.key] = read.value
    const faulty = read.errors.length > 0
    const lacks = lackingSettings({ ...pack, settings: [asked] }, Settings.safeParse(settings).data ?? {}).length > 0
    if (!faulty && lacks) errors.push({ id: fieldId(asked.key), message: say('policies.asked.missing', { label }) })
  }
  if (from.on === null || stage === null) return wrong(...errors, { id: FROM_ID, message: from.error ?? '' })
  const reason = draft.reason.trim()
  if (reason.length > LONGEST_REASON) {
    errors.push({ id: REASON_ID, message: say('forms.tooLong', { What: say('policies.why.key'), max: LONGEST_REASON }) })
  }
  if (errors.length > 0) return wrong(...errors)
  const candidate: Candidate = { pack: pack.id, packVersion: pack.version, settings, readings: readingsFor(pack, stage), from: from.on }
  const same = stage.pack === pack.id && stage.packVersion === pack.version && sameJson(stage.settings, settings)
  if (same) return wrong({ id: null, message: say('policies.adopt.nothing') })
  return { errors: null, candidate, reason }
}
