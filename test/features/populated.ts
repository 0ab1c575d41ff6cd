/** A home with people in every state, over the device in memory: more posts, shifts and facts in what it shows. */
import { type PersonName } from '../../src/domain/projections.ts'
import { type SessionFacts } from '../../src/domain/facts.ts'
import { addDays, type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { PersonId, PostId, RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type PostState, type ShiftState } from '../../src/domain/records/record.ts'
import { type Snapshot } from '../../src/queries/device.ts'
import { DANA, HOME, type MemoryDevice } from '../memory-device.ts'

const uuid = (kind: number, n: number): string => `00000000-0000-4000-80${String(kind).padStart(2, '0')}-${String(n).padStart(12, '0')}`

export interface Extra {
  readonly name: string
  readonly title?: string
  readonly group?: string
  readonly employment?: PostState['employment']
  readonly employedOn?: string
  /** Held on this day; null for never. */
  readonly heldOn?: string | null
  /** Shifts worked, one a day, from the day after the session. */
  readonly shifts?: number
  readonly facts?: Readonly<Record<string, Json>>
  readonly supervisor?: PersonId | null
  readonly nextOn?: string
}

export const idsOf = (n: number): { readonly person: PersonId; readonly post: PostId } => ({
  person: PersonId.parse(uuid(31, n)),
  post: PostId.parse(uuid(32, n)),
})

const added = (extra: Extra, n: number) => {
  const { person, post: id } = idsOf(n)
  const employedOn = (extra.employedOn ?? '2024-01-08') as PlainDate
  const name: PersonName = { kind: 'person-name', id: person, revision: 1, name: extra.name, knownAs: extra.name.split(' ')[0] ?? extra.name }
  const post: PostState = {
    kind: 'post', id, revision: 1, person, setting: HOME, title: extra.title ?? 'Residential worker', group: extra.group ?? 'residential',
    employment: extra.employment ?? 'permanent', hours: 'full-time', line: 'managerial', supervisor: extra.supervisor === undefined ? DANA : extra.supervisor,
    employedOn, supervisedSince: employedOn, from: employedOn, until: null, facts: extra.facts ?? {},
    supervisorSince: null, earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [],
  }
  const session: SessionFacts | null = extra.heldOn
    ? {
        kind: 'session-facts', id: RecordId.parse(uuid(33, n)), revision: 1, post: id, setting: HOME, supervisee: person, supervisor: post.supervisor ?? DANA,
        status: 'locked', plannedFor: extra.heldOn as PlainDate, heldOn: extra.heldOn as PlainDate, minutes: 60, sharedOn: extra.heldOn as PlainDate, nextOn: (extra.nextOn ?? null) as PlainDate | null,
        at: null, agreed: null, off: [], nextAt: null,
      }
    : null
  const from = (extra.heldOn ?? employedOn) as PlainDate
  const shifts = Array.from({ length: extra.shifts ?? 0 }, (_, index): ShiftState => ({
    kind: 'shift', id: RecordId.parse(uuid(34, n * 100 + index)), revision: 1, post: id, setting: HOME, person,
    startedAt: `${addDays(from, index + 1)}T06:30:00Z` as Instant, endedAt: null, status: 'worked', units: null, logged: null, earlier: [], voided: null,
  }))
  return { name, post, session, shifts }
}

/** The device with these people as well. */
export const populated = (device: MemoryDevice, extras: readonly Extra[]): MemoryDevice => {
  const all = extras.map(added)
  const more = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    people: new Map([...snapshot.people, ...all.map(({ name }) => [name.id, name] as const)]),
    posts: new Map([...snapshot.posts, ...all.map(({ post }) => [post.id, post] as const)]),
    sessionFacts: new Map([...snapshot.sessionFacts, ...all.flatMap(({ session }) => (session ? [[session.id, session] as const] : []))]),
    shifts: [...snapshot.shifts, ...all.flatMap(({ shifts }) => shifts)],
  })
  return { ...device, snapshot: async () => more(await device.snapshot()) }
}

/** Somebody in each group of Today on Wed 10 June 2026. */
export const EVERY_STATE: readonly Extra[] = [
  { name: 'Priya Nandakumar', heldOn: '2026-05-07' },
  { name: 'Tomasz Wolny', employedOn: '2026-05-04', heldOn: '2026-05-25', title: 'Residential worker (nights)' },
  { name: 'Grace Adeyemi-Thompson', employment: 'agency', title: 'Agency residential worker', heldOn: '2026-05-20', shifts: 17 },
  { name: 'Callum Reid', employment: 'agency', title: 'Agency residential worker', heldOn: '2026-05-25', shifts: 16 },
  { name: 'Nia Pritchard', employment: 'casual', title: 'Relief worker', employedOn: '2026-05-25', heldOn: '2026-06-01', shifts: 9 },
  { name: 'Jo Hart', title: 'Deputy manager', heldOn: '2026-05-14', nextOn: '2026-06-12' },
  { name: 'Marek Dvořák', heldOn: '2026-06-02' },
  { name: 'Leila Farouk', title: 'Student social worker', group: 'student-social-worker', facts: { residentialHome: false } },
  { name: 'Ellis Boateng', heldOn: '2026-05-20', facts: { excused: [{ from: '2026-06-01', until: '2026-06-26', reason: 'parental leave', authorisedBy: 'Service manager' }] } },
  { name: 'Ruth Okafor', heldOn: '2026-06-05', supervisor: null },
]
