/** Owning policies: which a setting works by and will, and the acts that take one up, read it another way, or bring one in. */
import { packFor } from '../domain/adopted.ts'
import { addDays, type PlainDate } from '../domain/dates.ts'
import { type RecordId, type SettingId } from '../domain/ids.ts'
import { type Json } from '../domain/json.ts'
import { type Ambiguity } from '../domain/policy/governance.ts'
import { type PolicyPack } from '../domain/policy/pack.ts'
import { type ChosenReading } from '../domain/records/deeds/policy.ts'
import { type Done, type SettingState } from '../domain/records/record.ts'
import { type Candidate } from '../domain/try-policy.ts'
import { type Device, type KnownPack, type NewAct, type Snapshot } from './device.ts'

/** `havering@1`: a policy and its version, as addresses name them. */
export const pinText = ({ id, version }: Pick<PolicyPack, 'id' | 'version'>): string => `${id}@${version}`

/** The policy that an address names; undefined where it is not here. */
export const packAt = (packs: readonly KnownPack[], pin: string): KnownPack | undefined => packs.find(({ pack }) => pinText(pack) === pin)

/** The settings whose policies somebody may read: an administrator every one, a manager their own; by name. */
export const settingsFor = (snapshot: Pick<Snapshot, 'settings'>, { person, administrator }: Device['me']): readonly SettingState[] =>
  [...snapshot.settings.values()]
    .filter(({ managers }) => administrator || managers.includes(person))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))

/** What a setting works by, just as it was said when it was taken up. */
export interface Stage extends Omit<Candidate, 'from'> {
  /** Null of the policy that the setting was opened with. */
  readonly from: PlainDate | null
  /** Who took it up, when and why; null of the one it was opened with. */
  readonly said: (Done & { readonly reason: string }) | null
}

/** Every policy of a setting in the order in which it comes into force. */
export const stagesOf = ({ pack, packVersion, settings, policies }: SettingState): readonly [Stage, ...Stage[]] => [
  { pack, packVersion, settings, readings: {}, from: null, said: null },
  ...policies.map(({ act, by, at, reason, on: _, ...candidate }): Stage => ({ ...candidate, said: { act, by, at, reason } })),
]

const begun = ({ from }: Stage, day: PlainDate): boolean => from === null || from <= day

/** The stage in force on a day, those that come after it, and the last day on which it is in force, if another comes. */
export const stageOn = (
  setting: SettingState,
  day: PlainDate,
): { readonly now: Stage; readonly coming: readonly Stage[]; readonly until: PlainDate | null } => {
  const all = stagesOf(setting)
  const coming = all.filter((stage) => !begun(stage, day))
  const now = all.findLast((stage) => begun(stage, day)) ?? all[0]
  const next = coming[0]?.from ?? null
  return { now, coming, until: next && addDays(next, -1) }
}

/** Since when a stage's policy, in its version, is in force without a break, whatever was chosen since; null from the start. */
export const policySince = (setting: SettingState, stage: Stage): PlainDate | null => {
  const before = stagesOf(setting).filter(({ from }) => from === null || (stage.from !== null && from <= stage.from))
  const other = before.findLastIndex(({ pack, packVersion }) => pack !== stage.pack || packVersion !== stage.packVersion)
  return before[other + 1]?.from ?? null
}

/** A reading chosen in a setting, by whom. */
export interface ReadingChosen extends ChosenReading {
  readonly by: Done['by'] | null
}

/** The reading of an ambiguity that was chosen, and who chose it; null where the policy's own is in force. */
export const readingChosen = (setting: SettingState, stage: Stage, { id }: Pick<Ambiguity, 'id'>): ReadingChosen | null => {
  const chosen = stage.readings[id]
  if (!chosen) return null
  // It is said again with every later change: who chose it is who said it first.
  const first = stagesOf(setting).find(({ readings }) => {
    const other = readings[id]
    return other?.reading === chosen.reading && other.on === chosen.on && other.reason === chosen.reason
  })
  return { ...chosen, by: first?.said?.by ?? null }
}

/** The readings that a policy has, of those chosen under it or an earlier version of it. */
export const readingsFor = (pack: PolicyPack, stage: Stage): Stage['readings'] =>
  stage.pack === pack.id
    ? Object.fromEntries(
        Object.entries(stage.readings).filter(([id, { reading }]) =>
          pack.ambiguities.some((each) => each.id === id && each.readings.some(({ key }) => key === reading)),
        ),
      )
    : {}

/** Everything in force on a day, with one reading chosen from that day on. */
export const withReading = (stage: Stage, id: string, chosen: ChosenReading, from: PlainDate): Candidate => ({
  pack: stage.pack,
  packVersion: stage.packVersion,
  settings: stage.settings,
  readings: { ...stage.readings, [id]: chosen },
  from,
})

/** The act that takes up a policy, or the same with other settings or readings. */
export const adoptAct = (setting: SettingId, candidate: Candidate, reason: string, on: PlainDate): NewAct => ({
  recordId: setting as string as RecordId,
  kind: 'setting',
  type: 'setting.adopt',
  payload: { ...candidate, reason, on },
})

/** The act that brings in a service's own policy. */
export const publishAct = (pack: PolicyPack, device: Pick<Device, 'newId' | 'asOf'>): NewAct => ({
  recordId: device.newId() as RecordId,
  kind: 'policy',
  type: 'policy.publish',
  payload: { pack: pack as unknown as Json, on: device.asOf() },
})

/** Why a policy cannot be brought in beside those that are here: records are pinned to an id and a version. */
export type Taken = { readonly kind: 'id-ships' } | { readonly kind: 'version-here'; readonly next: number }

export const takenBy = (pack: PolicyPack, packs: readonly KnownPack[]): Taken | null => {
  const same = packs.filter((known) => known.pack.id === pack.id)
  if (same.some(({ record }) => record === null)) return { kind: 'id-ships' }
  if (!packFor(same.map((known) => known.pack), { pack: pack.id, packVersion: pack.version })) return null
  return { kind: 'version-here', next: Math.max(...same.map((known) => known.pack.version)) + 1 }
}
