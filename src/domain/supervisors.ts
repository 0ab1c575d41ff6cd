/** What a policy asks of whoever supervises somebody, and what of it can be told from the records. */
import { type PersonId } from './ids.ts'
import { type SupervisorRule } from './policy/governance.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type Described, holds } from './policy/predicate.ts'

/** `lacking` only where it is known not to be so: what nothing is recorded of is asked, and not judged. */
type AskedOfSupervisor = Pick<SupervisorRule, 'rule' | 'says'> & { readonly lacking: boolean }

/** Those of the policy's requirements that are for this person; that there is somebody by name is judged (SEF-2.3, SSWB-4.7, WAL-1). */
export const askedOfSupervisor = (
  pack: Pick<PolicyPack, 'supervisors'>,
  person: Described,
  supervisor: PersonId | null,
): readonly AskedOfSupervisor[] =>
  pack.supervisors
    .filter(({ when }) => holds(when, person))
    .map(({ rule, says, needs }) => ({ rule, says, lacking: needs === 'named' && supervisor === null }))
