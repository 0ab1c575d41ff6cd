/** Which of a service's own settings gave an obligation its date, and with what right. */
import { type PlainDate } from './dates.ts'
import { type Allowance } from './policy/durations.ts'
import { type Settings } from './policy/facts.ts'
import { type Obligation } from './policy/obligation.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type RuleId } from './policy/text.ts'

type Lasting = 'oneToOne' | 'backstop' | 'agreementWithin' | 'recordWithin' | 'retention'

/** Each with the rule that leaves it to the service. */
export type SettingUsed = { readonly rule: RuleId } & (
  | {
      readonly key: Lasting
      /** Null where the policy leaves it to the service and nothing was chosen. */
      readonly every: Allowance | null
      /** Whether the service chose it; else it is what is used until one is chosen. */
      readonly chosen: boolean
      /** The law or standard it comes from (WAL-6a). */
      readonly citation: string | null
    }
  /** The closure days that put a deadline of working days off. */
  | { readonly key: 'closureDays'; readonly days: readonly PlainDate[] }
  /** The day on which the policy changed, which brings the review forward (HAV-7.1). */
  | { readonly key: 'policyVersionOn'; readonly on: PlainDate }
)

const lasting = (rule: RuleId, settings: Settings, key: Lasting, otherwise: Allowance | undefined): SettingUsed => {
  const value = settings[key]
  if (value === undefined || value === false) return { rule, key, every: otherwise ?? null, chosen: false, citation: null }
  if (typeof value === 'object' && 'every' in value) return { rule, key, every: value.every, chosen: true, citation: value.citation }
  return { rule, key, every: value, chosen: true, citation: null }
}

/** What is used of a setting until a service chooses one; null where the policy then asks for nothing, or has none. */
export const usedUntilChosen = ({ oneToOne, tracks }: PolicyPack, key: string): Allowance | null => {
  const intervals = oneToOne.rules.flatMap((rule) => ('count' in rule ? [] : rule.phases.map(({ every }) => every)))
  const found = intervals.find((every) => typeof every === 'object' && 'setting' in every && every.setting === key)
  if (typeof found === 'object' && 'setting' in found) return found.otherwise ?? null
  const within = [tracks.agreement?.within, tracks.record?.within].find(
    (each) => typeof each === 'object' && each !== null && 'setting' in each && each.setting === key,
  )
  return typeof within === 'object' && within !== null && 'setting' in within ? (within.otherwise ?? null) : null
}

/** Of a one-to-one: the settings its rules take their interval from. */
const ofOneToOne = (one: Obligation, pack: PolicyPack, settings: Settings): SettingUsed[] => {
  const said = new Set(one.reasons.filter(({ kind }) => kind === 'setting').map(({ rule }) => rule))
  const used = new Map<Lasting, SettingUsed>()
  for (const rule of pack.oneToOne.rules) {
    if (!said.has(rule.id) || 'count' in rule) continue
    for (const { every } of rule.phases) {
      if (typeof every !== 'object' || !('setting' in every)) continue
      used.set(every.setting, lasting(rule.id, settings, every.setting, every.otherwise))
    }
  }
  return [...used.values()]
}

const ofDeadline = ({ track, rule }: Obligation, { tracks }: PolicyPack, settings: Settings): SettingUsed[] => {
  if (track === 'retention') {
    return typeof tracks.retention?.keep === 'object' ? [lasting(rule, settings, 'retention', undefined)] : []
  }
  const within = track === 'agreement' ? tracks.agreement?.within : track === 'record' ? tracks.record?.within : undefined
  return typeof within === 'object' && within !== null && 'setting' in within
    ? [lasting(rule, settings, within.setting, within.otherwise)]
    : []
}

/** Closure days between what a deadline is counted from and its last day. */
const ofClosures = ({ rule, reasons, target, due }: Obligation, { closureDays = [] }: Settings): SettingUsed[] => {
  const [reason] = reasons
  const last = target ?? due
  if (typeof reason?.every !== 'object' || reason.anchor === null || last === null) return []
  const { anchor } = reason
  const days = closureDays.filter((day) => anchor < day && day <= last).sort()
  return days.length > 0 ? [{ rule, key: 'closureDays', days }] : []
}

const ofReview = ({ track, rule, due }: Obligation, { tracks }: PolicyPack, { policyVersionOn }: Settings): SettingUsed[] =>
  track === 'agreement-review' &&
  policyVersionOn !== undefined &&
  due === policyVersionOn &&
  tracks['agreement-review']?.atOnceOn?.includes('policyVersionOn') === true
    ? [{ rule, key: 'policyVersionOn', on: policyVersionOn }]
    : []

/** The settings that gave an interval or a deadline, or moved one. */
export const settingsUsed = (one: Obligation, pack: PolicyPack, settings: Settings): readonly SettingUsed[] => [
  ...ofOneToOne(one, pack, settings),
  ...ofDeadline(one, pack, settings),
  ...ofClosures(one, settings),
  ...ofReview(one, pack, settings),
]
