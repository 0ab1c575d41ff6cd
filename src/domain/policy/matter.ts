/** One person's matter: everything a track looks at, with the events sorted by kind and those after `asOf` left out (D6). */
import { type PlainDate } from '../dates.ts'
import { unreachable } from '../unreachable.ts'
import {
  type AbsenceEvent,
  type CancelledEvent,
  type CaseEvent,
  type CaseSupervisionEvent,
  type DayEvent,
  type DayEventType,
  type GroupEvent,
  type JointEvent,
  type OneToOneEvent,
  type OversightEvent,
  type PolicyEvent,
} from './events.ts'
import { type Agreement, type Facts, type Settings } from './facts.ts'
import { type OneToOneRule, type PolicyPack } from './pack.ts'
import { type Described } from './predicate.ts'
import { dated, type DatedShift } from './shifts.ts'

/** What an obligation is computed from. The same input gives the same answer everywhere; nothing here reads a clock. */
export interface PolicyInput {
  readonly settings: Settings
  readonly facts: Facts
  readonly agreement: Agreement
  readonly events: readonly PolicyEvent[]
  /** The London day on which the answer is wanted. */
  readonly asOf: PlainDate
}

export interface Matter extends Omit<PolicyInput, 'events'> {
  readonly pack: PolicyPack
  readonly oneToOnes: readonly OneToOneEvent[]
  readonly groups: readonly GroupEvent[]
  readonly joints: readonly JointEvent[]
  readonly shifts: readonly DatedShift[]
  readonly dayEvents: ReadonlyMap<DayEventType, readonly DayEvent[]>
  readonly cancelled: readonly CancelledEvent[]
  readonly cases: readonly CaseEvent[]
  readonly caseSupervisions: readonly CaseSupervisionEvent[]
  readonly oversights: readonly OversightEvent[]
  readonly absences: readonly AbsenceEvent[]
  /** The day the supervisory relationship starts on (§4). */
  readonly relationshipOn: PlainDate
  /** The one-to-one rules that match with an agreed interval and without, each worked out once. */
  readonly rulesWhenAgreed: Map<boolean, readonly OneToOneRule[]>
}

export const matterOf = (pack: PolicyPack, input: PolicyInput): Matter => {
  const { events, asOf, facts } = input
  const oneToOnes: OneToOneEvent[] = []
  const groups: GroupEvent[] = []
  const joints: JointEvent[] = []
  const shifts: DatedShift[] = []
  const dayEvents = new Map<DayEventType, DayEvent[]>()
  const cancelled: CancelledEvent[] = []
  const cases: CaseEvent[] = []
  const caseSupervisions: CaseSupervisionEvent[] = []
  const oversights: OversightEvent[] = []
  const absences: AbsenceEvent[] = []
  for (const event of events) {
    switch (event.type) {
      case 'shift':
        shifts.push(dated(event))
        break
      case 'one-to-one':
        if (event.on <= asOf) oneToOnes.push(event)
        break
      case 'cancelled':
        if (event.on <= asOf) cancelled.push(event)
        break
      case 'case':
        if (event.allocatedOn <= asOf) cases.push(event)
        break
      case 'case-supervision':
        if (event.on <= asOf) caseSupervisions.push(event)
        break
      case 'informal':
      case 'team-meeting':
      case 'missed':
      case 'observation':
      case 'observation-done':
      case 'audit':
      case 'supervision-observed':
      case 'record-audit':
      case 'training':
      case 'appraisal':
      case 'self-evaluation':
      case 'asye-review':
      case 'three-way': {
        if (event.on > asOf) break
        const known = dayEvents.get(event.type)
        if (known) known.push(event)
        else dayEvents.set(event.type, [event])
        break
      }
      case 'group':
        if (event.on <= asOf) groups.push(event)
        break
      case 'joint':
        if (event.on <= asOf) joints.push(event)
        break
      case 'oversight':
        if (event.on <= asOf) oversights.push(event)
        break
      case 'absence':
        if (event.from <= asOf) absences.push(event)
        break
      default:
        unreachable(event)
    }
  }
  return {
    pack,
    settings: input.settings,
    facts,
    agreement: input.agreement,
    asOf,
    oneToOnes,
    groups,
    joints,
    shifts,
    dayEvents,
    cancelled,
    cases,
    caseSupervisions,
    oversights,
    absences,
    relationshipOn: facts.supervisedSince ?? facts.employedOn,
    rulesWhenAgreed: new Map(),
  }
}

/** The agreement as it stood signed by both on a day, or null (C7). */
export const signedAgreement = (agreement: Agreement, on: PlainDate): Agreement | null =>
  agreement.signedOn !== undefined && agreement.signedOn <= on ? agreement : null

/** The person as predicates see them on a day. */
export const described = ({ pack, facts, agreement }: Matter, on: PlainDate): Described => ({
  facts,
  agreed: signedAgreement(agreement, on)?.every !== undefined,
  residentialGroups: pack.residentialGroups,
})

/** The latest of some days, or null. */
export const latest = (days: Iterable<PlainDate>): PlainDate | null => {
  let last: PlainDate | null = null
  for (const day of days) if (last === null || day > last) last = day
  return last
}
