/** Session records as they lie in a file: about 3.3 KB of JSON each, of words that differ, the same in every run. */
import { type ActId, PersonId, PostId, type RecordId, SettingId } from '../../src/domain/ids.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type FieldVersion, type SessionState } from '../../src/domain/records/record.ts'
import { UNSIGNED } from '../../src/domain/records/signed.ts'

const WORDS = (
  'agreed about again asked because before began better between both calm care carried changed child clear coming concern could day ' +
  'did done during each evening every family feel felt few first found from gave given goal good handled happened have help her here his home ' +
  'hours how idea into keep kept know last later learn less listen little long made manager meeting might more morning most much need next night ' +
  'notes nothing often other our plan practice quiet rather reflected report role school seen shift since slept some spoke still support team than ' +
  'that their them then there these they thing this through time today together told training turn under until used visit want was week went were ' +
  'what when where which while will with without work worker would write year young'
).split(' ')
const TOPICS = 11
const WORDS_EACH = 22

/** Always the same numbers, from 0 up to but not including 1. */
const drawn = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const uuid = (kind: number, n: number): string => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`

export interface Whose {
  readonly post: string
  readonly setting: string
  readonly supervisee: string
  readonly supervisor: string
}

export const SOMEBODY: Whose = { post: uuid(0, 22), setting: uuid(0, 31), supervisee: uuid(0, 12), supervisor: uuid(0, 11) }

/** @param n which of them: another number, another session */
export const sessionOf = (n: number, whose: Whose = SOMEBODY): SessionState => {
  const random = drawn(n + 1)
  const text = (): string => Array.from({ length: WORDS_EACH }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ')
  const by = PersonId.parse(whose.supervisor)
  const version = (i: number): FieldVersion => ({ value: text(), act: uuid(2, n * TOPICS + i) as ActId, by, at: '2026-06-10T09:00:00Z' as Instant })
  return {
    kind: 'session',
    id: uuid(1, n) as RecordId,
    revision: 12,
    post: PostId.parse(whose.post),
    setting: SettingId.parse(whose.setting),
    supervisee: PersonId.parse(whose.supervisee),
    supervisor: by,
    plannedFor: '2026-06-10' as SessionState['plannedFor'],
    pins: { pack: 'sefton', packVersion: 1, form: 'f', formVersion: 1 },
    ...UNSIGNED,
    fields: Object.fromEntries(Array.from({ length: TOPICS }, (_, i) => [`topic.${i}`, version(i)])),
    at: null,
    agreed: null,
    off: [],
    held: null,
  }
}
