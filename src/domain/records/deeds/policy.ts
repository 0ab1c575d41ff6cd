/** Deeds about policies: taking one up in a setting from a day on, and bringing in a service's own. */
import * as z from 'zod/mini'
import { PlainDate } from '../../dates.ts'
import { Json } from '../../json.ts'
import { Key, RuleId } from '../../policy/text.ts'
import { Note, Words } from './common.ts'

/** Which reading of an ambiguity a service has chosen, why, and since when. */
export const ChosenReading = z.strictObject({ reading: Key, reason: Words, on: PlainDate })
export type ChosenReading = z.infer<typeof ChosenReading>

/**
 * From `from` on a setting works by this policy, with these settings and readings. What was asked before that day stays
 * asked by the one before. Said again for the same day, it takes the place of what was said.
 */
export const SettingAdopt = z.strictObject({
  pack: z.string().check(z.minLength(1), z.maxLength(60)),
  packVersion: z.int().check(z.minimum(1)),
  settings: z.record(z.string(), Json),
  readings: z.record(RuleId, ChosenReading),
  from: PlainDate,
  reason: Note,
  on: PlainDate,
})
export type SettingAdopt = z.infer<typeof SettingAdopt>

/** A service's own policy, whole: from then on its settings can work by it. It never changes; a new version is another. */
export const PolicyPublish = z.strictObject({ pack: Json, on: PlainDate })
export type PolicyPublish = z.infer<typeof PolicyPublish>
