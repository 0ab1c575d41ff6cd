/** Pulling: page by page until there is no more (L1, L5), then what is here is compared with what should be (L4). */
import { type ChangesAnswer, type ChangesRequest } from '../protocol/changes.ts'
import { PROTOCOL_VERSION } from '../protocol/version.ts'
import { checkDigests } from './check-digests.ts'
import { putRight } from './put-right.ts'
import { type Ending, type Round } from './round.ts'
import { type Ask, askOf, take } from './take-changes.ts'

/** Not had in this many bytes, nothing more is pulled. The estimate may be too high: what does not fit is refused, too. */
const LEAST_ROOM = 20_000_000

/** A page that brings the cursors no further would be asked for until the end of time. */
const isStuck = (asked: ChangesRequest['cursors'], now: ChangesRequest['cursors'], gone: number): boolean =>
  gone === 0 && Object.entries(now).every(([scope, cursor]) => asked[scope] === cursor)

const hasMore = ({ scopes }: ChangesAnswer): boolean => scopes.some(({ more }) => more)

/** The cursors as they will be once an answer is written. */
const after = (cursors: ChangesRequest['cursors'], { scopes }: ChangesAnswer): ChangesRequest['cursors'] => ({
  ...cursors,
  ...Object.fromEntries(scopes.map(({ scope, cursor }) => [scope, cursor])),
})

/** So many pages may be here, or on their way, that are not written yet: the service and this device work at the same time. */
const AHEAD = 3

/** @returns what gives the pages in their order; each is asked for as soon as the one before has come */
const pagesOf = (ask: Ask, from: ChangesRequest['cursors']): (() => ReturnType<Ask>) => {
  let coming: readonly ReturnType<Ask>[] = []
  /** What the last that came leads to. */
  let leads: ChangesRequest['cursors'] | null = from
  const further = (): void => {
    if (!leads || coming.length >= AHEAD) return
    const asked = leads
    leads = null
    const page = ask(asked).then((changes) => {
      if ('kind' in changes || !hasMore(changes.value)) return changes
      // Were it not for another tab, the next one would be asked for just so later: whatever is here when it is written,
      // `planPull` takes of it only what goes on from that.
      const next = after(asked, changes.value)
      if (!isStuck(asked, next, changes.value.gone.length)) leads = next
      further()
      return changes
    })
    coming = [...coming, page]
  }
  further()
  return async () => {
    const changes = (await coming[0]) ?? { kind: 'offline' as const }
    coming = coming.slice(1)
    further()
    return changes
  }
}

/** @returns false where the browser says there is none; one that does not say is asked to write all the same (V7) */
const hasRoom = async ({ ports }: Round): Promise<boolean> => {
  const room = await ports.room().catch(() => null)
  return room === null || room >= LEAST_ROOM
}

/** While pages come the screens are told of the first at once, and then this rarely: they read all there is anew each time. */
const TELL_MS = 250

interface Teller {
  /** A page is written. */
  readonly written: () => void
  /** No more comes. */
  readonly over: () => void
}

const tellerOf = ({ ports, changed }: Round): Teller => {
  let last: number | null = null
  let untold = false
  const tell = (): void => {
    untold = false
    last = ports.now()
    changed()
  }
  return {
    written: () => {
      untold = true
      // A clock that was turned back does not make them wait.
      if (last === null || Math.abs(ports.now() - last) >= TELL_MS) tell()
    },
    over: () => {
      if (untold) tell()
    },
  }
}

const pages = async (round: Round, ask: Ask, send: (round: Round) => Promise<Ending>, tell: Teller): Promise<Ending> => {
  const { store, signal } = round
  if (signal.aborted) return { kind: 'offline' }
  if (!(await hasRoom(round))) return { kind: 'no-room' }
  let next = pagesOf(ask, { ...store.state().cursors })
  let times = 0
  for (;;) {
    const [changes, room] = await Promise.all([next(), hasRoom(round)])
    if (signal.aborted) return { kind: 'offline' }
    if ('kind' in changes) return changes
    if (!room) return { kind: 'no-room' }
    const { value, asked } = changes
    const put = await putRight(round, value, times, send)
    if (put.kind === 'done') {
      times += 1
      next = pagesOf(ask, { ...store.state().cursors })
      continue
    }
    if (put.kind !== 'none') return put
    if (!(await take(round, changes))) return { kind: 'no-room' }
    tell.written()
    if (!hasMore(value)) {
      tell.over()
      return PROTOCOL_VERSION < value.protocol.min ? { kind: 'update-needed' } : checkDigests(round, ask, value)
    }
    if (isStuck(asked, store.state().cursors, value.gone.length)) return { kind: 'wait', retryAfterMs: null, fails: false }
  }
}

/** @throws what the storage throws */
export const pull = async (round: Round, send: (round: Round) => Promise<Ending>): Promise<Ending> => {
  const over = new AbortController()
  const tell = tellerOf(round)
  const end = (): void => over.abort()
  round.signal.addEventListener('abort', end, { once: true })
  try {
    return await pages(round, askOf(round, over.signal), send, tell)
  } finally {
    tell.over()
    round.signal.removeEventListener('abort', end)
    // What was asked for and is not wanted any more.
    end()
  }
}
