/**
 * What a state kept by an earlier version lacks: everything added since began empty, so filling it in gives the very
 * state that folding the acts again would (P10).
 */
import { type ScopeBody } from '../projections.ts'

const SIGNED = { asShared: {}, responses: [], referrals: [], passedOn: [], acknowledged: [] }
const DEFAULTS: Partial<Record<ScopeBody['kind'], object>> = {
  setting: { roster: null, policies: [] },
  post: { supervisorSince: null, earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [] },
  session: { ...SIGNED, at: null, agreed: null, off: [] },
  agreement: SIGNED,
  observation: SIGNED,
  'session-facts': { at: null, agreed: null, off: [], nextAt: null },
  shift: { logged: null, earlier: [] },
}

/** A state or projection with whatever an earlier version did not have. */
export const withDefaults = <T extends { readonly kind: string }>(kept: T): T => {
  const defaults = Object.entries(DEFAULTS[kept.kind as ScopeBody['kind']] ?? {})
  const lacking = defaults.filter(([name]) => !Object.hasOwn(kept, name))
  return lacking.length === 0 ? kept : { ...kept, ...Object.fromEntries(lacking) }
}
