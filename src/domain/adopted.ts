/**
 * Which policy a setting works by, day by day. A new version, another policy, other settings or another reading is an act
 * with a date; what was asked before that date stays asked by the policy of its time.
 */
import { type PlainDate } from './dates.ts'
import { Settings } from './policy/facts.ts'
import { type SettingAsked } from './policy/governance.ts'
import { latest, type PolicyInput } from './policy/matter.ts'
import { type Obligation, type TrackName, trackLabel } from './policy/obligation.ts'
import { obligations } from './policy/obligations.ts'
import { type PolicyPack } from './policy/pack.ts'
import { ChangeUnusable, type Readings, underReadings } from './policy/readings.ts'
import { type ChosenReading } from './records/deeds/policy.ts'
import { type SettingState } from './records/record.ts'

/** A policy with what a service chose of it, in force in one setting from a day on. */
export interface Adopted {
  readonly pack: string
  readonly packVersion: number
  readonly settings: Settings
  readonly readings: Readings
  readonly chosen: Readonly<Record<string, ChosenReading>>
  /** Null of the policy that the setting was opened with. */
  readonly from: PlainDate | null
}

const isSame = (a: Adopted, b: Adopted): boolean => a.pack === b.pack && a.packVersion === b.packVersion

/** The first is the one that the setting was opened with. */
type Policies = readonly [Adopted, ...Adopted[]]

const known = new WeakMap<SettingState, Policies>()

/**
 * The policies of a setting in the order in which they came into force. `policyVersionOn` (HAV-7.1) is the day on which
 * the policy, or its version, last became another, or that the service says it changed on, whichever is later.
 *
 * @throws ZodError where the settings are not ones the engine knows: they are checked when they are chosen
 */
export const policiesOf = (setting: SettingState): Policies => {
  const before = known.get(setting)
  if (before) return before
  const { pack, packVersion, settings } = setting
  const opened: Adopted = { pack, packVersion, settings: Settings.parse(settings), readings: {}, chosen: {}, from: null }
  const all: [Adopted, ...Adopted[]] = [opened]
  let becameAnother: PlainDate | null = null
  for (const each of setting.policies) {
    const last = all.at(-1) ?? opened
    const adopted: Adopted = {
      pack: each.pack,
      packVersion: each.packVersion,
      settings: Settings.parse(each.settings),
      readings: Object.fromEntries(Object.entries(each.readings).map(([id, { reading }]) => [id, reading])),
      chosen: each.readings,
      from: each.from,
    }
    if (!isSame(adopted, last)) becameAnother = each.from
    const said = adopted.settings.policyVersionOn ?? null
    const versionOn = latest([becameAnother, said].flatMap((on) => on ?? []))
    all.push(versionOn ? { ...adopted, settings: { ...adopted.settings, policyVersionOn: versionOn } } : adopted)
  }
  known.set(setting, all)
  return all
}

/** The policy in force on a day. */
export const policyOn = (setting: SettingState, day: PlainDate): Adopted => {
  const [opened, ...later] = policiesOf(setting)
  return later.findLast(({ from }) => from !== null && from <= day) ?? opened
}

/** The very pack and version that a policy in force, or a record's pins, name. */
export const packFor = (
  packs: readonly PolicyPack[],
  pins: { readonly pack: string; readonly packVersion: number },
): PolicyPack | undefined => packs.find((pack) => pack.id === pins.pack && pack.version === pins.packVersion)

/** The pack under readings; undefined where they do not go together, which the server refuses and a device may not know yet. */
const readBy = (pack: PolicyPack, readings: Readings): PolicyPack | undefined => {
  try {
    return underReadings(pack, readings)
  } catch (error) {
    if (error instanceof ChangeUnusable) return undefined
    throw error
  }
}

/** The pack of a policy in force, under the readings that were chosen; undefined where it is not here. */
export const packUnder = (packs: readonly PolicyPack[], adopted: Adopted): PolicyPack | undefined => {
  const pack = packFor(packs, adopted)
  return pack && readBy(pack, adopted.readings)
}

/** The pack by which a setting works on a day, under its readings; undefined where it is not here. */
export const packOn = (packs: readonly PolicyPack[], setting: SettingState, day: PlainDate): PolicyPack | undefined =>
  packUnder(packs, policyOn(setting, day))

/** What a policy asks by, of a record pinned to it: its pack and, where it is in force on a day, what was chosen of it. */
export const pinnedOn = (
  pack: PolicyPack,
  setting: SettingState,
  day: PlainDate,
): { readonly pack: PolicyPack; readonly settings: Settings } => {
  const { pack: id, packVersion, readings, settings } = policyOn(setting, day)
  const inForce = id === pack.id && packVersion === pack.version
  return { pack: (inForce ? readBy(pack, readings) : undefined) ?? pack, settings }
}

/** The settings that a policy asks a service to choose before it goes live, and that are not chosen. */
export const lackingSettings = ({ settings }: PolicyPack, chosen: Settings): readonly SettingAsked[] =>
  settings.filter(({ key, required, cited }) => {
    if (required !== true) return false
    const value = chosen[key]
    return value === undefined || (cited === true && (typeof value !== 'object' || !('citation' in value)))
  })

/** Asked because something happened on a day: the policy of that day goes on asking for it. */
const BY_EVENT: ReadonlySet<TrackName> = new Set<TrackName>(['record', 'rearrange', 'own-version'])

/** About a policy itself, of which nothing more is asked once another has taken its place. */
const OF_THE_POLICY: TrackName = 'policy-review'

const isOpen = ({ state }: Obligation): boolean => state === 'due' || state === 'overdue' || state === 'escalate'

interface Era {
  readonly adopted: Adopted
  readonly pack: PolicyPack
  readonly from: PlainDate | null
  /** The day from which the next one is in force. */
  readonly until: PlainDate | null
}

const erasOf = (setting: SettingState, packs: readonly PolicyPack[], asOf: PlainDate): readonly Era[] => {
  const all = policiesOf(setting).filter(({ from }) => from === null || from <= asOf)
  return all.flatMap((each, index) => {
    const pack = packUnder(packs, each)
    const until = all[index + 1]?.from ?? null
    return pack ? [{ adopted: each, pack, from: each.from, until }] : []
  })
}

const answersIn = (era: Era, input: Omit<PolicyInput, 'settings'>): readonly Obligation[] =>
  obligations(era.pack, { ...input, settings: era.adopted.settings })

/** Whether something happened while a policy was in force. */
const inEra = ({ from, until }: Era, { reasons }: Obligation): boolean => {
  const on = reasons[0]?.anchor ?? null
  return on !== null && (from === null || on >= from) && (until === null || on < until)
}

/** Something asked, and by which of a setting's policies. */
export interface Asked {
  readonly one: Obligation
  readonly adopted: Adopted
  /** Under the readings of its time. */
  readonly pack: PolicyPack
  /** The day on which another policy came into force, where it is kept from an earlier one. */
  readonly keptSince: PlainDate | null
}

/**
 * What is asked of one person in a setting, as of a day: by the policy in force, and by earlier ones what happened, or fell
 * due and is still open, while they were.
 *
 * @returns none where the pack in force is not here
 */
export const askedIn = (
  setting: SettingState,
  packs: readonly PolicyPack[],
  input: Omit<PolicyInput, 'settings'>,
): readonly Asked[] => {
  const eras = erasOf(setting, packs, input.asOf)
  const last = eras.at(-1)
  if (last === undefined || last.until !== null) return []
  const kept = new Map<string, Asked>()
  const standing: Asked[] = []
  const byEvent: Asked[] = []
  for (const era of eras) {
    const { adopted, pack, until } = era
    for (const one of answersIn(era, input)) {
      const label = trackLabel(one)
      const asked: Asked = { one, adopted, pack, keptSince: until }
      if (BY_EVENT.has(one.track)) {
        if (eras.length === 1 || inEra(era, one)) byEvent.push(asked)
      } else if (until === null) {
        if (!kept.has(label)) standing.push(asked)
      } else if (one.track !== OF_THE_POLICY && one.due !== null && one.due < until && isOpen(one) && !kept.has(label)) kept.set(label, asked)
    }
  }
  return [...kept.values(), ...standing, ...byEvent]
}

/** What `askedIn` answers, without who asks. */
export const obligationsIn = (
  setting: SettingState,
  packs: readonly PolicyPack[],
  input: Omit<PolicyInput, 'settings'>,
): readonly Obligation[] => {
  const [only, another] = erasOf(setting, packs, input.asOf)
  if (only && !another && only.until === null) return answersIn(only, input)
  return askedIn(setting, packs, input).map(({ one }) => one)
}
