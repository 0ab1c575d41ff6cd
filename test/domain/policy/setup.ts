/** What the policy tests share: Sefton's pack, and a person made of facts and events written as scenarios write them. */
import { obligations, type Obligation, trackLabel } from '../../../src/domain/policy/obligations.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { Scenario } from '../../../src/domain/policy/scenario.ts'

export const sefton = packOf('sefton') as PolicyPack

export interface Person {
  asOf: string
  facts?: Record<string, unknown>
  settings?: Record<string, unknown>
  agreement?: Record<string, unknown>
  events?: readonly Record<string, unknown>[]
}

/** The obligations of a person by name; a social worker employed long ago unless the facts say otherwise. */
export const answersTo = (
  { facts = {}, settings = {}, agreement = {}, events = [], asOf }: Person,
  pack = sefton,
): Map<string, Obligation> => {
  const scenario = Scenario.parse({
    name: 'test',
    policy: pack.id,
    asOf,
    settings,
    facts: { group: 'social-worker', employment: 'permanent', employedOn: '2020-01-06', ...facts },
    agreement,
    events,
    expect: {},
  })
  return new Map(obligations(pack, scenario).map((each) => [trackLabel(each), each]))
}

export const answer = (person: Person, track: string, pack = sefton): Obligation | undefined =>
  answersTo(person, pack).get(track)

export const oneToOne = (person: Person, pack = sefton): Obligation => {
  const found = answer(person, 'one-to-one', pack)
  if (!found) throw new Error('no one-to-one')
  return found
}

/** Held one-to-ones on these days. */
export const held = (...days: string[]): Record<string, unknown>[] => days.map((on) => ({ type: 'one-to-one', id: `s${on}`, on }))

/** `count` shifts worked at 07:00 UTC on consecutive days. */
export const worked = (count: number, from: string, more: Record<string, unknown> = {}): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => {
    const day = new Date(new Date(`${from}T07:00:00Z`).getTime() + index * 86_400_000).toISOString().slice(0, 10)
    return { type: 'shift', id: `r${day}`, startedAt: `${day}T07:00:00Z`, home: 'h1', status: 'worked', ...more }
  })
