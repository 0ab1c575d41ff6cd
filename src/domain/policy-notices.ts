/** What whoever owns a service's policies should look at: reviews gone by or not planned, settings that lack. */
import { lackingSettings, policyOn, packFor } from './adopted.ts'
import { type PlainDate } from './dates.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type SettingAsked } from './policy/governance.ts'
import { type SettingState } from './records/record.ts'

export type PolicyNotice =
  /** The policy's own review date has gone by (WOK-0.1, HAV-0.1). */
  | { readonly kind: 'past-review'; readonly pack: PolicyPack; readonly on: PlainDate }
  /** The policy names no review date (SEF-0.1, SSWB-0.1). */
  | { readonly kind: 'no-review-date'; readonly pack: PolicyPack }
  /** The policy in force asks for settings that nobody has chosen. */
  | { readonly kind: 'settings-missing'; readonly setting: SettingState; readonly asked: readonly SettingAsked[] }
  | { readonly kind: 'policy-not-here'; readonly setting: SettingState }

/** What is to be said of a policy's own review, as of a day; null where there is nothing, or it says nothing of one. */
export const reviewNotice = (pack: PolicyPack, asOf: PlainDate): PolicyNotice | null => {
  const review = pack.tracks['policy-review']
  if (!review) return null
  if (review.on === null) return { kind: 'no-review-date', pack }
  return review.on < asOf ? { kind: 'past-review', pack, on: review.on } : null
}

/** The notices of the policies in force in some settings, each policy's once. */
export const policyNotices = (
  settings: readonly SettingState[],
  packs: readonly PolicyPack[],
  asOf: PlainDate,
): readonly PolicyNotice[] => {
  const inForce = settings.map((setting) => {
    const adopted = policyOn(setting, asOf)
    return { setting, adopted, pack: packFor(packs, adopted) }
  })
  const reviews = [...new Set(inForce.flatMap(({ pack }) => pack ?? []))].flatMap((pack) => reviewNotice(pack, asOf) ?? [])
  const own = inForce.flatMap(({ setting, adopted, pack }): PolicyNotice[] => {
    if (!pack) return [{ kind: 'policy-not-here', setting }]
    const asked = lackingSettings(pack, adopted.settings)
    return asked.length > 0 ? [{ kind: 'settings-missing', setting, asked }] : []
  })
  return [...own, ...reviews]
}
