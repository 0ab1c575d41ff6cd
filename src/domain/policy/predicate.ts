/** Who a rule is for, as data: every part that is given must hold. */
import * as z from 'zod/mini'
import { Employment, type Facts, Group, Hours, NewlyQualified } from './facts.ts'

interface PredicateShape {
  group?: Group[] | undefined
  employment?: Employment[] | undefined
  hours?: Hours[] | undefined
  newlyQualified?: NewlyQualified[] | undefined
  residentialHome?: boolean | undefined
  fromOutsideUk?: boolean | undefined
  professionalLine?: boolean | undefined
  agreed?: boolean | undefined
  any?: PredicateShape[] | undefined
  not?: PredicateShape | undefined
}

/** `hours` missing from the facts counts as full-time; `agreed` asks for a signed agreement that names an interval. */
export const Predicate: z.ZodMiniType<PredicateShape> = z.strictObject({
  group: z.optional(z.array(Group).check(z.minLength(1))),
  employment: z.optional(z.array(Employment).check(z.minLength(1))),
  hours: z.optional(z.array(Hours).check(z.minLength(1))),
  newlyQualified: z.optional(z.array(NewlyQualified).check(z.minLength(1))),
  residentialHome: z.optional(z.boolean()),
  fromOutsideUk: z.optional(z.boolean()),
  professionalLine: z.optional(z.boolean()),
  agreed: z.optional(z.boolean()),
  get any() {
    return z.optional(z.array(Predicate).check(z.minLength(1)))
  },
  get not() {
    return z.optional(Predicate)
  },
})
export type Predicate = PredicateShape

/** What a predicate may look at. `residentialGroups` are the groups that work in a residential home unless said. */
export interface Described {
  readonly facts: Facts
  readonly agreed: boolean
  readonly residentialGroups: readonly Group[]
}

/** Whether a person is one a rule, a form's section or a deadline is for. No predicate is everyone, agency and part-time staff too (SSWB-1.1, WOK-3.1, HAV-2.0, WAL-1). */
export const holds = (predicate: Predicate | undefined, person: Described): boolean => {
  if (predicate === undefined) return true
  const { facts } = person
  const { group, employment, hours, newlyQualified, residentialHome, fromOutsideUk, professionalLine, agreed, any, not } = predicate
  if (group && !group.includes(facts.group)) return false
  if (employment && !employment.includes(facts.employment)) return false
  if (hours && !hours.includes(facts.hours ?? 'full-time')) return false
  if (newlyQualified && !(facts.newlyQualified && newlyQualified.includes(facts.newlyQualified))) return false
  if (residentialHome !== undefined) {
    const inOne = facts.residentialHome ?? person.residentialGroups.includes(facts.group)
    if (inOne !== residentialHome) return false
  }
  if (fromOutsideUk !== undefined && (facts.fromOutsideUk ?? false) !== fromOutsideUk) return false
  if (professionalLine !== undefined && (facts.professionalLine ?? false) !== professionalLine) return false
  if (agreed !== undefined && person.agreed !== agreed) return false
  if (any && !any.some((each) => holds(each, person))) return false
  return !(not && holds(not, person))
}
