/** People as what they are (security.md section 5): by title, and of one title by a number in the order in which they began. */
import { type PlainDate } from '../dates.ts'
import { type PersonId } from '../ids.ts'
import { type PostState, type SettingState } from '../records/record.ts'
import { type MaskedWords, type PersonNumber } from './masked.ts'
import { type PackPerson } from './pack.ts'

export interface Roles {
  readonly numberOf: (person: PersonId) => PersonNumber | null
  /** @param titleOf a post's title with no name in it */
  readonly people: (titleOf: (title: string) => MaskedWords) => readonly PackPerson[]
}

const same = (title: string): string => title.trim().toLowerCase()

/** Of several posts the one somebody is known by: a managerial line before a professional one, and the latest. */
const knownBy = (posts: readonly PostState[]): PostState | undefined =>
  [...posts].sort((a, b) => Number(a.line === 'professional') - Number(b.line === 'professional') || (a.from < b.from ? 1 : -1))[0]

const beganOf = (posts: readonly PostState[]): PlainDate | null => posts.map(({ from }) => from).sort()[0] ?? null

/**
 * @param people everybody who is in the pack, in any order
 * @param posts  of the setting
 */
export const rolesOf = (people: Iterable<PersonId>, posts: readonly PostState[], setting: Pick<SettingState, 'managers'>): Roles => {
  const all = [...new Set(people)].map((person) => {
    const own = posts.filter((post) => post.person === person)
    const title = knownBy(own)?.title ?? null
    const as = title !== null ? 'post' : setting.managers.includes(person) ? 'manager' : 'elsewhere'
    return { person, as, title, began: beganOf(own) ?? '~' } as const
  })
  all.sort((a, b) => (a.began === b.began ? (a.person < b.person ? -1 : 1) : a.began < b.began ? -1 : 1))
  const counts = new Map<string, number>()
  const numbered = all.map((each, index) => {
    const kind = `${each.as} ${same(each.title ?? '')}`
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    return { ...each, number, place: index + 1 }
  })
  const places = new Map(numbered.map(({ person, place }) => [person, place]))
  return {
    numberOf: (person) => places.get(person) ?? null,
    people: (titleOf) => numbered.map(({ as, title, number, place }) => ({ person: place, as, title: title === null ? null : titleOf(title), number })),
  }
}
