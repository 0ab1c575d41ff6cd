/**
 * What somebody does for a service beside supervising: it is what opens records to them for a purpose of the policy (W2).
 * The names are those of the parts that policies give out (`policy/governance.ts`, `Role`), as far as one person holds them.
 */
import * as z from 'zod/mini'
import { PlainDate } from './dates.ts'
import { SettingId } from './ids.ts'

export const DutyName = z.enum([
  'manager-above',
  'service-manager',
  'senior-manager',
  'assistant-director',
  'director',
  'quality-assurance',
  'performance-staff',
  'investigating-officer',
  'human-resources',
])
export type DutyName = z.infer<typeof DutyName>

/** A duty, for one setting or the whole service (null), until the end of a day or until it is taken back. */
export const Duty = z.strictObject({ duty: DutyName, setting: z.nullable(SettingId), until: z.nullable(PlainDate) })
export type Duty = z.infer<typeof Duty>

/** The duties a person has in a setting. */
export const dutiesIn = (duties: readonly Duty[], setting: SettingId): readonly DutyName[] => [
  ...new Set(duties.filter((each) => each.setting === null || each.setting === setting).map(({ duty }) => duty)),
]
