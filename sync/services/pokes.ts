/**
 * Telling connected devices that something changed, and never what (L6). Whom a change concerns is read after it is durable:
 * people to whom one of its audiences belongs now, and those who had or got one by it.
 */
import { isOver } from './standing.ts'
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Clock } from '../clock.ts'
import { gather, type Gathered, type News, nothingNew } from '../storage/news.ts'
import { peopleOfRecords, postsIn } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'

/** The open answer to one device. */
export interface Stream {
  readonly org: OrgId
  readonly person: PersonId
  readonly write: (text: string) => void
  /** Whether what was written before has not been taken yet. */
  readonly isBehind: () => boolean
  readonly end: () => void
  /** Whether the sign-in it was opened with still stands. */
  readonly stands: () => Promise<boolean>
}

export interface Pokes {
  /** @returns what takes it away; null where there are as many as there may be */
  readonly subscribe: (stream: Stream) => (() => void) | null
  /** Wakes those whom it concerns, soon. */
  readonly publish: (news: News) => void
  /** A sign of life to each; one that has not taken the last is cut off. Called every `BEAT_MS`. */
  readonly beat: () => void
  /** Ends every stream, and takes no more. */
  readonly close: () => void
}

/** A device takes a stream for dead after 45 s without a byte (L6). */
export const BEAT_MS = 25_000
export const POKE = 'data: changed\n\n'
const BEAT = ':\n\n'
/** Open at once: of one person, who may have several devices with several windows each, and in all. */
export const MOST_EACH = 12
const MOST = 10_000
/** What changes within this long of a waking is told together: a device asks at most ten times a second. */
const PAUSE_MS = 100
/** Woken at once; the next so many after a pause, so that a change for everybody is not asked for by all in one moment. */
const WOKEN_AT_ONCE = 100
/** Each so many beats it is looked whether sign-ins have run out, or accounts closed with the day. */
const BEATS_A_CHECK = 12

const partsOf = (scope: string): readonly [kind: string, id: string] => {
  const at = scope.indexOf(':')
  return at < 0 ? [scope, ''] : [scope.slice(0, at), scope.slice(at + 1)]
}

/** To whom these audiences belong now; null for everybody in the organisation. */
const audienceOf = async (tx: Tx, org: OrgId, scopes: ReadonlySet<string>, at: Instant): Promise<ReadonlySet<string> | null> => {
  if (scopes.has('org')) return null
  const people = new Set<string>()
  const records: string[] = []
  const lists: string[] = []
  for (const scope of scopes) {
    const [kind, id] = partsOf(scope)
    if (kind === 'mine') people.add(id)
    else records.push(id)
    if (kind === 'cases') lists.push(id)
  }
  for (const person of await peopleOfRecords(tx, org, records)) people.add(person)
  for (const post of await postsIn(tx, org, lists)) {
    if (isOver(post, londonDay(at))) continue
    people.add(post.person)
    if (post.supervisor) people.add(post.supervisor)
  }
  return people
}

export interface PokesPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly onFault: (error: unknown) => void
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })

export const pokesService = ({ storage, clock, onFault }: PokesPorts): Pokes => {
  /** Organisation → person → streams. */
  const open = new Map<OrgId, Map<string, Set<Stream>>>()
  const waiting = new Map<OrgId, Gathered>()
  let count = 0
  let beats = 0
  let closed = false

  const streamsOf = (org: OrgId, people: Iterable<string>): readonly Stream[] => {
    const theirs = open.get(org)
    return theirs ? [...people].flatMap((person) => [...(theirs.get(person) ?? [])]) : []
  }
  const all = (): readonly Stream[] => [...open.values()].flatMap((people) => [...people.values()].flatMap((streams) => [...streams]))

  const check = async (streams: readonly Stream[]): Promise<void> => {
    for (const stream of streams) if (!(await stream.stands())) stream.end()
  }

  const wake = async (streams: readonly Stream[]): Promise<void> => {
    for (let from = 0; from < streams.length; from += WOKEN_AT_ONCE) {
      if (from > 0) await pause(PAUSE_MS)
      for (const stream of streams.slice(from, from + WOKEN_AT_ONCE)) {
        // A poke that is not taken yet is of now, too.
        if (!stream.isBehind()) stream.write(POKE)
      }
    }
  }

  const told = async (org: OrgId, { scopes, moved, standing }: Gathered): Promise<void> => {
    await check(streamsOf(org, new Set([...standing, ...moved])))
    const audience = scopes.size === 0 ? new Set<string>() : await storage.snapshot((tx) => audienceOf(tx, org, scopes, clock()))
    // Not waited for: a change for everybody takes some seconds, and the next may be for one.
    wake(streamsOf(org, audience === null ? (open.get(org)?.keys() ?? []) : new Set([...audience, ...moved]))).catch(onFault)
  }

  /** One organisation's news at a time, all that came meanwhile together. */
  const run = async (org: OrgId): Promise<void> => {
    for (;;) {
      const next = waiting.get(org)
      if (closed || !next || next.scopes.size + next.moved.size + next.standing.size === 0) {
        waiting.delete(org)
        return
      }
      waiting.set(org, nothingNew())
      // What fails is no device's loss: each asks by itself every few minutes.
      await told(org, next).catch(onFault)
      await pause(PAUSE_MS)
    }
  }

  return {
    subscribe: (stream) => {
      const { org, person } = stream
      const people = open.get(org) ?? new Map<string, Set<Stream>>()
      const theirs = people.get(person) ?? new Set<Stream>()
      if (closed || count >= MOST || theirs.size >= MOST_EACH) return null
      open.set(org, people.set(person, theirs.add(stream)))
      count += 1
      return () => {
        if (!theirs.delete(stream)) return
        count -= 1
        if (theirs.size === 0) people.delete(person)
        if (people.size === 0) open.delete(org)
      }
    },
    publish: ({ org, ...news }) => {
      if (closed || !open.has(org)) return
      const next = waiting.get(org)
      const into = next ?? nothingNew()
      gather(into, news)
      if (next) return
      waiting.set(org, into)
      run(org).catch(onFault)
    },
    beat: () => {
      for (const stream of all()) {
        if (stream.isBehind()) stream.end()
        else stream.write(BEAT)
      }
      beats += 1
      if (beats % BEATS_A_CHECK === 0) check(all()).catch(onFault)
    },
    close: () => {
      closed = true
      for (const stream of all()) stream.end()
    },
  }
}
