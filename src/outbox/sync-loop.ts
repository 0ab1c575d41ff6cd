/**
 * When rounds of sync are run: on start, on every occasion, every minute while visible, after a save, and again after a
 * failure (T4, L6). One round at a time in this tab; across tabs a lock (V5).
 */
import { instantOf } from '../domain/dates.ts'
import { type DeviceId, type PersonId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { PUSH_MAX_ACTS } from '../protocol/version.ts'
import { type Entry } from '../store/entry.ts'
import { type PersonStore } from '../store/person-store.ts'
import { isUnsent } from '../store/ports.ts'
import { type Clock, type OpenStream, type Random, type Room, type RoundLock, type Surroundings } from './ports.ts'
import { type Pokes } from './pokes.ts'
import { type RequestPorts } from './request.ts'
import { backoffMs } from './retry.ts'
import { type Ending, type RoundMemory, type SkipReason } from './round.ts'
import { type SendAnswer } from './send-answer.ts'

/** The interval of polling while visible (L6). */
const POLL_MS = 60_000
/** The same while the service tells that something changed. */
const POLL_BESIDE_POKES_MS = 300_000
/** An edit is sent after this much stillness (V8). */
const STILLNESS_MS = 10_000
/** How long to wait for the other tab's round (V5). */
const LOCK_PATIENCE_MS = 60_000
/** "Send now" answers within this. */
const SEND_NOW_MS = 8000
/** A round that has not ended by then never will; another may begin. */
const ROUND_MS = 600_000

interface LoopState {
  /** By the last real request. */
  readonly connection: 'online' | 'offline' | 'not-tried'
  readonly trouble: 'none' | 'sign-in-needed' | 'update-needed' | 'server' | 'no-room'
  /** The acts in a request now. */
  readonly inFlight: ReadonlySet<string>
  readonly skipped: ReadonlyMap<string, SkipReason>
}

export interface SyncLoop {
  readonly start: () => void
  /** Ends it, and what is under way. */
  readonly stop: () => void
  /** Something was saved: `now` for a deed or a field that was left, `still` for an edit that may go on (V8). */
  readonly saved: (send: 'now' | 'still') => void
  /** The person has signed in: go on. */
  readonly signedIn: () => void
  readonly sendNow: () => Promise<SendAnswer>
  readonly state: () => LoopState
}

export interface LoopPorts extends RequestPorts {
  readonly now: Clock
  readonly random: Random
  readonly room: Room
  readonly lock: RoundLock
  readonly surroundings: Surroundings
  /** Left out, it only asks every so often. */
  readonly stream?: OpenStream
}

const getRound = async () => {
  const [{ runRound }, { answerOf }, { createPokes }] = await Promise.all([import('./round.ts'), import('./send-answer.ts'), import('./pokes.ts')])
  return { runRound, answerOf, createPokes }
}

/** Gets what a round is made of, which opening a device does without. Called early: it must be here before a connection goes. */
export const preloadRound = (): void => {
  getRound().catch(() => undefined)
}

const newMemory = (): RoundMemory => ({
  skipped: new Map(),
  troubled: new Set(),
  batch: PUSH_MAX_ACTS,
  page: null,
  held: new Set(),
  late: new Set(),
  restore: 'no',
  recoversTo: null,
  deposits: { skipped: new Set(), troubled: new Set(), batch: PUSH_MAX_ACTS, off: false },
  unmended: new Map(),
})

const unsentCount = (store: PersonStore): number => store.entries().filter(isUnsent).length + store.unreadable()

/**
 * @param changed called when rows or acts have changed (`rows`), or only the state of sync
 */
export const createSyncLoop = (
  { store, person, deviceId }: { readonly store: PersonStore; readonly person: PersonId; readonly deviceId: DeviceId },
  ports: LoopPorts,
  changed: (what: 'rows' | 'sync') => void,
): SyncLoop => {
  const { timers, surroundings } = ports
  let memory = newMemory()
  const stopped = new AbortController()
  let connection: LoopState['connection'] = 'not-tried'
  let trouble: LoopState['trouble'] = 'none'
  let inFlight: ReadonlySet<string> = new Set()
  let failures = 0
  let running: Promise<Ending> | null = null
  /** Something asked for a round while one was running. */
  let wanted: 'no' | 'after-success' | 'anyhow' = 'no'
  let next: { readonly cancel: () => void; readonly backoff: boolean } | null = null
  let still: (() => void) | null = null
  let unlisten: (() => void) | null = null
  /** Being told of changes (L6), once it is here. */
  let pokes: Pokes | null = null
  /** It was told of a change that the round under way does not ask about any more. */
  let news = false

  const cancelNext = (): void => {
    next?.cancel()
    next = null
  }
  const schedule = (ms: number, backoff: boolean): void => {
    cancelNext()
    if (stopped.signal.aborted) return
    const cancel = timers.after(ms, () => {
      next = null
      // A round that fails ends in an `Ending`; there is nothing left to catch.
      begin().catch(() => undefined)
    })
    next = { cancel, backoff }
  }

  const poked = (): void => {
    if (running) news = true
    else if (next?.backoff !== true) schedule(0, false)
  }
  /** It was not to ask again for minutes. */
  const pokesClosed = (): void => {
    if (!running && next?.backoff !== true && surroundings.visible()) schedule(POLL_MS, false)
  }

  const after = (ending: Ending): void => {
    const again = wanted
    const more = news
    wanted = 'no'
    news = false
    switch (ending.kind) {
      case 'done':
        failures = 0
        trouble = 'none'
        // Begun once a round has shown that the service is there.
        pokes?.follow()
        if (again !== 'no' || more) schedule(0, false)
        else if (surroundings.visible()) schedule(pokes?.isOpen() === true ? POLL_BESIDE_POKES_MS : POLL_MS, false)
        return
      case 'sign-in-needed':
        trouble = 'sign-in-needed'
        pokes?.end()
        if (again === 'anyhow') schedule(0, false)
        return
      case 'again-later':
      case 'offline':
      case 'wait':
      case 'update-needed':
      case 'no-room':
      case 'local-trouble': {
        failures += 1
        if (ending.kind === 'update-needed' || ending.kind === 'no-room') trouble = ending.kind
        else if (ending.kind === 'wait' || ending.kind === 'again-later') trouble = 'server'
        else if (trouble === 'server' || trouble === 'no-room') trouble = 'none'
        const retryAfter = ending.kind === 'wait' ? ending.retryAfterMs : null
        if (again === 'anyhow') schedule(0, false)
        else schedule(backoffMs(failures, retryAfter, ports.random), true)
        return
      }
      default:
        unreachable(ending)
    }
  }

  const round = async (): Promise<Ending> => {
    const rounds = await getRound().catch(() => null)
    if (!rounds) {
      connection = 'offline'
      return { kind: 'offline' }
    }
    pokes ??= rounds.createPokes(ports, person, { poked, closed: pokesClosed })
    return ports.lock.run(`countersign-sync-${store.vault}`, LOCK_PATIENCE_MS, () =>
      stopped.signal.aborted
        ? Promise.resolve<Ending>({ kind: 'offline' })
        : rounds.runRound({
            store,
            person,
            deviceId,
            memory,
            ports,
            signal: stopped.signal,
            sending: (entries: readonly Entry[]) => {
              inFlight = new Set(entries.map(({ entry }) => entry))
              changed('rows')
            },
            connected: (online) => {
              connection = online ? 'online' : 'offline'
            },
            asking: () => {
              news = false
            },
            changed: () => changed('rows'),
          }),
    )
  }

  /** Begins a round, or joins the one that is running. */
  const begin = (): Promise<Ending> => {
    if (running) return running
    cancelNext()
    still?.()
    still = null
    const mine = new Promise<Ending>((resolve) => {
      const dead = timers.after(ROUND_MS, () => resolve({ kind: 'local-trouble' }))
      const end = (ending: Ending): void => {
        dead()
        resolve(ending)
      }
      round().then(end, () => end({ kind: 'local-trouble' }))
    }).then((ending) => {
      running = null
      inFlight = new Set()
      if (!stopped.signal.aborted) {
        after(ending)
        changed('sync')
      }
      return ending
    })
    running = mine
    return mine
  }

  const atOnce = (): void => {
    failures = 0
    if (running) wanted = 'anyhow'
    else schedule(0, false)
  }

  const send = async (): Promise<Ending> => {
    // A round under way may have planned before the last save, or have begun with no connection.
    if (running) await running
    // The person asks for everything: nothing that earlier rounds learnt holds anything back.
    memory = newMemory()
    return begin()
  }

  return {
    start: () => {
      unlisten ??= surroundings.listen((occasion) => {
        // One that is not open is tried afresh, after the round.
        if (occasion === 'hidden' || pokes?.isOpen() === false) pokes?.end()
        if (occasion !== 'hidden') atOnce()
        else if (next?.backoff !== true) {
          cancelNext()
          if (unsentCount(store) > 0 && trouble !== 'sign-in-needed') schedule(0, false)
        }
      })
      schedule(0, false)
    },
    stop: () => {
      stopped.abort()
      cancelNext()
      pokes?.end()
      still?.()
      unlisten?.()
    },
    saved: (send) => {
      if (stopped.signal.aborted || trouble === 'sign-in-needed') return
      if (send === 'still' && surroundings.visible()) {
        still?.()
        still = timers.after(STILLNESS_MS, () => {
          still = null
          if (running) wanted = wanted === 'no' ? 'after-success' : wanted
          else if (next?.backoff !== true) schedule(0, false)
        })
        return
      }
      if (running) wanted = wanted === 'no' ? 'after-success' : wanted
      else if (next?.backoff !== true) schedule(0, false)
    },
    signedIn: () => {
      if (trouble === 'sign-in-needed') trouble = 'none'
      atOnce()
    },
    sendNow: async () => {
      failures = 0
      const before = store.entries().filter(isUnsent).map(({ entry }) => entry)
      const stop: (() => void)[] = []
      const tooLong = new Promise<null>((resolve) => {
        stop.push(timers.after(SEND_NOW_MS, () => resolve(null)))
      })
      const ending = await Promise.race([send(), tooLong])
      for (const each of stop) each()
      const unsent = unsentCount(store)
      const rounds = await getRound().catch(() => null)
      const at = instantOf(ports.now() + store.state().offsetMs)
      return rounds ? rounds.answerOf(ending, { unsent, held: memory.held.size + memory.late.size, count: before.length, at }) : { kind: 'offline', unsent }
    },
    state: () => ({ connection, trouble, inFlight, skipped: memory.skipped }),
  }
}
