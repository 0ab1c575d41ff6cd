/** One request to the service: who it is for, within a time that always ends (T4). */
import type * as z from 'zod/mini'
import { type AuditHead } from '../protocol/audit.ts'
import { PRINCIPAL_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION, WITNESS_HEADER } from '../protocol/version.ts'
import { type Fetch, type Timers } from './ports.ts'
import { type Answer, readAnswer } from './read-answer.ts'

/** A request is aborted after this. */
const REQUEST_MS = 30_000
/** And given up for good a little later, should aborting it not settle it either. */
const WATCHDOG_MS = REQUEST_MS + 2000

export interface RequestPorts {
  readonly fetch: Fetch
  readonly timers: Timers
}

/**
 * Asks the service something. Always settles, and never rejects: no answer is `offline`.
 *
 * @param ask.principal whom the sign-in has to be (A3); null for signing in itself
 * @param ask.signal    gives it up early
 */
export const request = async <T>(
  { fetch, timers }: RequestPorts,
  ask: {
    readonly path: string
    readonly method?: 'GET' | 'POST' | 'DELETE'
    readonly body?: unknown
    readonly principal: string | null
    /** The last head of the audit chain that this device has seen (A8). */
    readonly witness?: AuditHead | null
    readonly signal?: AbortSignal | undefined
  },
  schema: z.ZodMiniType<T>,
): Promise<Answer<T>> => {
  const abort = new AbortController()
  const offline: Answer<T> = { kind: 'offline' }
  const fetched = async (): Promise<Answer<T>> => {
    try {
      const reply = await fetch(ask.path, {
        method: ask.method ?? 'POST',
        headers: {
          accept: 'application/json',
          [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
          ...(ask.principal === null ? {} : { [PRINCIPAL_HEADER]: ask.principal }),
          ...(ask.witness ? { [WITNESS_HEADER]: `${ask.witness.n}.${ask.witness.hash}` } : {}),
          ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
        signal: abort.signal,
      })
      return readAnswer({ status: reply.status, header: reply.header, body: await reply.text() }, schema)
    } catch {
      return offline
    }
  }
  return new Promise((resolve) => {
    const giveUp = (): void => {
      abort.abort()
      finish(offline)
    }
    const stop = [
      timers.after(REQUEST_MS, () => abort.abort()),
      timers.after(WATCHDOG_MS, giveUp),
    ]
    const finish = (answer: Answer<T>): void => {
      for (const each of stop) each()
      ask.signal?.removeEventListener('abort', giveUp)
      resolve(answer)
    }
    if (ask.signal?.aborted) giveUp()
    else {
      ask.signal?.addEventListener('abort', giveUp, { once: true })
      fetched().then(finish, () => finish(offline))
    }
  })
}
