/** Two organisations, fictional: who is in them, where they work, who supervises whom, and which devices they use. */
import { OrgId, PersonId, PostId, SettingId } from '../../src/domain/ids.ts'
import { fixedId } from './chance.ts'

export interface Person {
  readonly key: string
  readonly id: PersonId
  readonly org: OrgId
  readonly administrator: boolean
}

const orgA = OrgId.parse(fixedId(0, 1))
const orgB = OrgId.parse(fixedId(0, 2))
export const ORGS: readonly { readonly org: OrgId; readonly name: string }[] = [
  { org: orgA, name: 'Riverside' },
  { org: orgB, name: 'Hillcrest' },
]

const person = (n: number, key: string, org: OrgId, administrator = false): Person => ({ key, id: PersonId.parse(fixedId(1, n)), org, administrator })

export const PEOPLE = {
  dana: person(1, 'dana', orgA, true),
  sam: person(2, 'sam', orgA),
  ade: person(3, 'ade', orgA),
  priya: person(4, 'priya', orgA),
  olga: person(5, 'olga', orgB, true),
  tom: person(6, 'tom', orgB),
} as const satisfies Record<string, Person>
export type PersonKey = keyof typeof PEOPLE

export interface Home {
  readonly id: SettingId
  readonly org: OrgId
  readonly name: string
  readonly managers: readonly PersonKey[]
}
const home = (n: number, org: OrgId, name: string, managers: readonly PersonKey[]): Home => ({ id: SettingId.parse(fixedId(3, n)), org, name, managers })
export const HOMES = {
  river: home(1, orgA, 'River House', ['dana']),
  meadow: home(2, orgA, 'Meadow House', ['priya']),
  hill: home(3, orgB, 'Hill House', ['olga']),
} as const satisfies Record<string, Home>

/** Who supervises a post at first, and who may take it over. */
export interface Post {
  readonly id: PostId
  readonly person: PersonKey
  readonly home: Home
  readonly supervisors: readonly [PersonKey, ...PersonKey[]]
  /** Sessions that are planned from the beginning. */
  readonly sessions: readonly string[]
}
const post = (n: number, of: PersonKey, at: Home, supervisors: readonly [PersonKey, ...PersonKey[]]): Post => ({ id: PostId.parse(fixedId(2, n)), person: of, home: at, supervisors, sessions: [fixedId(6, n * 2), fixedId(6, n * 2 + 1)] })
export const POSTS: readonly [Post, ...Post[]] = [
  post(1, 'sam', HOMES.river, ['dana', 'priya']),
  post(2, 'ade', HOMES.river, ['dana', 'priya']),
  post(3, 'tom', HOMES.hill, ['olga']),
]

/** Who uses each device; on one of several people's, acts are sealed for others to deliver (P9). */
export const BROWSERS: readonly (readonly [PersonKey, ...PersonKey[]])[] = [
  ['dana'],
  ['sam'],
  ['ade', 'sam', 'dana'],
  ['olga', 'tom'],
  ['priya'],
]

export const passwordOf = (key: string): string => `pw-${key}`
