/**
 * Being told that something changed (L6): one stream, which says nothing else. Whatever it says, the loop asks; whatever
 * becomes of it, the loop asks every so often all the same.
 */
import { PRINCIPAL_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from '../protocol/version.ts'
import { type OpenStream, type Random, type StreamReply, type Surroundings, type Timers } from './ports.ts'
import { retryAfterIn } from './read-answer.ts'
import { backoffMs } from './retry.ts'

/** Without a byte for this long a stream is dead; the service says something every 25 s. */
const DEAD_MS = 45_000
/** A stream that ended before this was cut by something between here and the service, or held back by it. */
const SOON_MS = DEAD_MS
/** After so many of those in a row it only asks every so often. */
const SOON_IN_A_ROW = 3
/** And tries a stream once more after this. */
const POLLING_MS = 15 * 60_000

interface Streaming {
  readonly stream: OpenStream
  readonly timers: Timers
  readonly random: Random
}

interface Hearing {
  /** Something changed; or the stream is open from now on, and something may have changed before. */
  readonly poked: () => void
  /** Whether a stream is open. */
  readonly alive: (alive: boolean) => void
}

const isOurs = ({ status, header }: StreamReply): boolean =>
  status === 200 && /^text\/event-stream(?:\s*;|$)/i.test(header('content-type') ?? '') && header(PROTOCOL_HEADER) !== null

/** Whether the lines that have come say a poke. @returns it, and the beginning of a line that is not whole yet */
const read = (text: string): { readonly poke: boolean; readonly rest: string } => {
  const lines = text.split(/\r\n|\n|\r/)
  const rest = lines.pop() ?? ''
  return { poke: lines.some((line) => line.startsWith('data:')), rest: rest.slice(0, 5) }
}

/**
 * Keeps a stream open, opening it again with the jitter of T4.
 *
 * @param person whom the sign-in has to be (A3)
 * @returns what ends it
 */
const followPokes = ({ stream, timers, random }: Streaming, person: string, { poked, alive }: Hearing): (() => void) => {
  const closed = new AbortController()
  /** Attempts in a row that came to nothing, and streams in a row that ended soon. */
  let failures = 0
  let soon = 0
  let stopWaiting = (): void => undefined

  const again = (retryAfterMs: number | null): void => {
    if (closed.signal.aborted) return
    failures += 1
    const wait = soon >= SOON_IN_A_ROW ? POLLING_MS : backoffMs(failures, retryAfterMs, random)
    stopWaiting = timers.after(wait, connect)
  }

  const connect = (): void => {
    const abort = new AbortController()
    let over = false
    let open = false
    let lived = false
    const end = (retryAfterMs: number | null): void => {
      if (over) return
      over = true
      for (const stop of stops) stop()
      stopDying()
      closed.signal.removeEventListener('abort', giveUp)
      abort.abort()
      if (open) alive(false)
      if (lived) failures = 0
      soon = lived ? 0 : soon + 1
      again(retryAfterMs)
    }
    const giveUp = (): void => end(null)
    let stopDying = timers.after(DEAD_MS, giveUp)
    const heard = (): void => {
      stopDying()
      stopDying = timers.after(DEAD_MS, giveUp)
    }
    const stops = [timers.after(SOON_MS, () => (lived = open))]
    closed.signal.addEventListener('abort', giveUp, { once: true })

    const listen = async (): Promise<void> => {
      const headers = { accept: 'text/event-stream', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), [PRINCIPAL_HEADER]: person }
      const reply = await stream('/api/pokes', { headers, signal: abort.signal })
      if (over) return
      if (!isOurs(reply)) {
        // A sign-in that has ended is the round's to find out.
        if (reply.status === 401) poked()
        end(retryAfterIn(reply.header('retry-after')))
        return
      }
      let rest = ''
      for (;;) {
        const text = await reply.read()
        if (over || text === null) break
        heard()
        const first = !open
        open = true
        const { poke, rest: left } = read(rest + text)
        rest = left
        if (first) alive(true)
        // A change before it was open was told to nobody: once open, it asks.
        if (first || poke) poked()
      }
      end(null)
    }
    listen().catch(giveUp)
  }

  connect()
  return () => {
    closed.abort()
    stopWaiting()
  }
}

export interface Pokes {
  /** Begins, where it has not: while the tab is visible, since a browser opens few connections to one service. */
  readonly follow: () => void
  readonly isOpen: () => boolean
  readonly end: () => void
}

/** @param hears.closed the stream that was open is so no more, and was not ended here */
export const createPokes = (
  { stream, timers, random, surroundings }: Omit<Streaming, 'stream'> & { readonly stream?: OpenStream; readonly surroundings: Surroundings },
  person: string,
  { poked, closed }: Pick<Hearing, 'poked'> & { readonly closed: () => void },
): Pokes => {
  let stop: (() => void) | null = null
  let open = false
  const alive = (now: boolean): void => {
    open = now
    if (!now && stop) closed()
  }
  return {
    follow: () => {
      if (stream && !stop && surroundings.visible()) stop = followPokes({ stream, timers, random }, person, { poked, alive })
    },
    isOpen: () => open,
    end: () => {
      const stopping = stop
      stop = null
      stopping?.()
    },
  }
}
