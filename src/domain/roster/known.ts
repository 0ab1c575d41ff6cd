/** Who and where a roster's cells mean, among the people, posts and homes that are known. */
import { epochOf, type Instant, londonDay, type PlainDate, wholeSeconds } from '../dates.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../ids.ts'
import { type Fault, fault, shown } from './problem.ts'

export type ShiftStatus = 'planned' | 'worked' | 'cancelled' | 'absent'

export interface KnownPerson {
  readonly id: PersonId
  readonly name: string
  readonly staffNumbers: readonly string[]
}
export interface KnownPost {
  readonly id: PostId
  readonly person: PersonId
  readonly setting: SettingId
  readonly from: PlainDate
  /** Its last day, null while it has none. */
  readonly until: PlainDate | null
  readonly staffNumber: string | null
}
export interface KnownSetting {
  readonly id: SettingId
  readonly name: string
}
export interface KnownShift {
  readonly id: RecordId
  readonly post: PostId
  readonly person: PersonId
  readonly setting: SettingId
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly status: ShiftStatus
  /** Only the worker says so: it doesn't count until the home's roster has it. */
  readonly claimed: boolean
}

export interface Known {
  readonly people: readonly KnownPerson[]
  readonly posts: readonly KnownPost[]
  readonly settings: readonly KnownSetting[]
  /** The shifts that are there already; void ones are not. */
  readonly shifts: readonly KnownShift[]
  readonly now: Instant
}

/**
 * A name as it is compared: case, accents, kinds of apostrophe and hyphen, double spaces and invisible marks don't count.
 * Only the accents of European scripts are left out: elsewhere a mark may be the vowel that tells two names apart.
 */
export const nameKey = (text: string): string =>
  text
    .replaceAll(/[’‘ʼ´`]/g, "'")
    .replaceAll(/\p{Pd}/gu, '-')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

const numberKey = (text: string): string => nameKey(text).replaceAll(' ', '')

const listed = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}

/** The key under which an entry of a roster is the same entry (SEF-3.18). */
export const entryKey = (person: PersonId, setting: SettingId, startedAt: Instant): string =>
  `${person} ${setting} ${wholeSeconds(epochOf(startedAt))}`

/** What is known, laid out for looking up. */
export interface KnownIndex {
  readonly byNumber: ReadonlyMap<string, readonly KnownPerson[]>
  readonly byName: ReadonlyMap<string, readonly KnownPerson[]>
  readonly homes: ReadonlyMap<string, readonly KnownSetting[]>
  readonly posts: ReadonlyMap<PersonId, readonly KnownPost[]>
  readonly shifts: ReadonlyMap<string, KnownShift>
}

export const indexed = ({ people, posts, settings, shifts }: Known): KnownIndex => {
  const byNumber = new Map<string, KnownPerson[]>()
  const byName = new Map<string, KnownPerson[]>()
  const homes = new Map<string, KnownSetting[]>()
  const postsOf = new Map<PersonId, KnownPost[]>()
  const entries = new Map<string, KnownShift>()
  const persons = new Map(people.map((person) => [person.id, person]))
  for (const person of people) {
    listed(byName, nameKey(person.name), person)
    for (const number of person.staffNumbers) listed(byNumber, numberKey(number), person)
  }
  for (const post of posts) {
    listed(postsOf, post.person, post)
    const person = persons.get(post.person)
    if (person && post.staffNumber !== null) listed(byNumber, numberKey(post.staffNumber), person)
  }
  for (const setting of settings) {
    listed(homes, nameKey(setting.name), setting)
    listed(homes, nameKey(setting.id), setting)
  }
  for (const shift of shifts) {
    const key = entryKey(shift.person, shift.setting, shift.startedAt)
    if (entries.get(key)?.claimed !== false) entries.set(key, shift)
  }
  return { byNumber, byName, homes, posts: postsOf, shifts: entries }
}

const LONGEST_NAME = 200

/** @returns the person, the key of somebody unknown, or what is wrong with the cell. A staff number goes before a name. */
export const personIn = (cell: string, known: KnownIndex): { readonly person: KnownPerson } | { readonly unknown: string } | Fault => {
  if (cell.trim().length > LONGEST_NAME) return fault('person', 'person-too-long', { most: LONGEST_NAME })
  const key = nameKey(cell)
  if (key === '') return fault('person', 'person-missing', {})
  const found = known.byNumber.get(numberKey(cell)) ?? known.byName.get(key) ?? []
  const [person] = found
  if (!person) return { unknown: key }
  return found.length === 1 ? { person } : fault('person', 'person-ambiguous', { text: shown(cell) })
}

/** @returns the home by its name or id, or what is wrong with the cell */
export const homeIn = (cell: string, known: KnownIndex): { readonly setting: SettingId } | Fault => {
  if (cell.trim() === '') return fault('home', 'home-missing', {})
  const found = known.homes.get(nameKey(cell)) ?? []
  const [setting] = found
  if (!setting) return fault('home', 'home-unknown', { text: shown(cell) })
  return found.length === 1 ? { setting: setting.id } : fault('home', 'home-ambiguous', { text: shown(cell) })
}

/**
 * The post a shift belongs to: the person's in that home on the London day it began, else the only one they have that
 * day. A staff number that only one of them bears decides between several.
 */
export const postFor = (
  person: KnownPerson,
  setting: SettingId,
  startedAt: Instant,
  cell: string,
  known: KnownIndex,
): { readonly post: PostId } | Fault => {
  const on = londonDay(startedAt)
  const running = (known.posts.get(person.id) ?? []).filter(({ from, until }) => from <= on && (until === null || on <= until))
  const inHome = running.filter((post) => post.setting === setting)
  const candidates = inHome.length > 0 ? inHome : running
  const numbered = candidates.filter(({ staffNumber }) => staffNumber !== null && numberKey(staffNumber) === numberKey(cell))
  const [post, ...others] = numbered.length === 1 ? numbered : candidates
  if (!post) return fault('person', 'post-none', { name: shown(person.name) })
  return others.length === 0 ? { post: post.id } : fault('person', 'post-several', { name: shown(person.name) })
}
