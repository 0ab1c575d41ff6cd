/** Where a policy says to take a disagreement, a concern or supervision that does not happen, for one person. */
import { type Route } from './policy/governance.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type Described, holds } from './policy/predicate.ts'

/** The routes that have a step for this person, with those steps alone: between managers it goes by grade (SEF-8.5). */
export const routesFor = (pack: Pick<PolicyPack, 'routes'>, person: Described): readonly Route[] =>
  pack.routes
    .map((route): Route => ({ ...route, steps: route.steps.filter(({ when }) => holds(when, person)) }))
    .filter(({ steps }) => steps.length > 0)
