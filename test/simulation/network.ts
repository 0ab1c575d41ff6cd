/** Between a browser and the service: time on the way, and everything that can go wrong there (sync-protocol.md §6). */
import { type Json } from '../../src/domain/json.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { type Fetch, type Reply } from '../../src/outbox/ports.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { actHash } from '../../src/protocol/seal-act.ts'
import { refusal, refused, reply } from '../outbox/tiny-server.ts'
import { type Browser, type Time } from './browser.ts'
import { type Chance } from './chance.ts'
import { type Service } from './service.ts'

export const NETWORK_FAULTS = [
  'drop-request', 'drop-response', 'duplicate', 'delay', 'late', 'truncated', 'stale', 'altered', 'html', 'never', 'never-after', 401, 403, 404, 409, 413, 429, 500, 503,
] as const
export type NetworkFault = (typeof NETWORK_FAULTS)[number]

/** A request that the service has answered, whoever got the answer. */
export interface Answered {
  readonly browser: number
  readonly path: string
  readonly status: number
  readonly text: string
}

export interface Network {
  /** What happens to the next requests of a browser, in order. */
  readonly faults: Map<number, ('none' | NetworkFault)[]>
  /** Requests made, by browser. */
  readonly requests: { readonly browser: number; readonly path: string; readonly at: number; readonly body: string | undefined }[]
  /** Each answer of the service, as it gives it. */
  answered: (answer: Answered) => void
  /** The browser's own requests. */
  readonly of: (browser: Browser) => Fetch
}

/** Coarse, so that requests of several devices are often at the service at once. */
const TICK_MS = 20
const NEAR_TICKS = 2
/** Longer than the device waits for an answer. */
const FAR_MS = 45_000

/**
 * Faults that only a later part of the protocol heals. An answer to another question of the same device, which goes on from
 * other cursors: what it leaves out is noticed by the digests (L4).
 */
const HEALED_BY_DIGESTS: boolean = false

/** More than one act: somebody in between has a smaller limit than the service, and every act goes through alone. */
const isBatch = (body: string | undefined): boolean => {
  const { acts, sealed } = JSON.parse(body ?? '{}') as { readonly acts?: readonly unknown[]; readonly sealed?: readonly unknown[] }
  return (acts ?? sealed ?? []).length > 1
}

/** What a cache takes for the same question. */
const questionOf = (path: string, body: string | undefined): string =>
  path === '/api/changes' && !HEALED_BY_DIGESTS ? JSON.stringify((JSON.parse(body ?? '{}') as { readonly cursors?: unknown }).cursors) : ''

/** An answer on its way, with the cookie it sets. */
type Came = Reply & { readonly cookie?: string | null }

const never = new Promise<never>(() => undefined)

/** The words that somebody in between puts in. */
export const ALTERED = 'altered'

/** What somebody in between makes of a push: other words under the same ids, whole and well formed. */
const altered = (body: string | undefined): string | undefined => {
  try {
    const { acts } = JSON.parse(body ?? '') as { readonly acts: readonly WireAct[] }
    const others = acts.map((act) => {
      if (act.patch === undefined) return act
      const patch = Object.fromEntries(Object.entries(act.patch as Record<string, { readonly from: Json }>).map(([name, change]) => [name, { ...change, value: ALTERED }]))
      const changed = { ...act, patch }
      return { ...changed, hash: actHash(changed) }
    })
    return JSON.stringify({ acts: others })
  } catch {
    return body
  }
}

export const openNetwork = (service: Service, time: Time, chance: Chance): Network => {
  /** The last answer to each question of each browser, as a cache that should not have kept it gives it. */
  const cached = new Map<string, Reply>()
  const after = (ms: number): Promise<void> => new Promise((resolve) => void time.timers.after(ms, resolve))
  const near = (): number => TICK_MS - (time.now() % TICK_MS) + TICK_MS * chance.upTo(NEAR_TICKS)

  const network: Network = {
    faults: new Map(),
    requests: [],
    answered: () => undefined,
    of: (browser) => async (path, { method, headers, body, signal }) => {
      network.requests.push({ browser: browser.n, path, at: time.now(), body })
      const fault = network.faults.get(browser.n)?.shift() ?? 'none'
      const ask = async (said = body): Promise<Came> => {
        const headersSent = browser.cookie === '' ? headers : { ...headers, cookie: browser.cookie }
        const answer = await service.ask({ method, path, headers: headersSent, ...(said === undefined ? {} : { body: said }) })
        const text = await answer.text()
        network.answered({ browser: browser.n, path, status: answer.status, text })
        return { status: answer.status, header: answer.header, text: async () => text, cookie: answer.cookie }
      }
      const key = `${browser.n} ${path} ${questionOf(path, body)}`
      const whole = async (): Promise<Came> => {
        const answer = await ask()
        if (answer.status === 200) cached.set(key, answer)
        return answer
      }
      const travel = async (): Promise<Came> => {
        await after(fault === 'delay' ? chance.upTo(FAR_MS) : near())
        switch (fault) {
          case 'none':
          case 'delay':
            return whole()
          case 'late': {
            const answer = await whole()
            await after(chance.upTo(FAR_MS))
            return answer
          }
          case 'drop-request':
            throw new TypeError('network')
          case 'drop-response':
            await whole()
            throw new TypeError('network')
          case 'duplicate': {
            // The second of the two takes another way, and may come after what is asked next.
            const late = after(chance.upTo(FAR_MS)).then(() => ask())
            late.catch(() => undefined)
            return whole()
          }
          case 'truncated': {
            const answer = await whole()
            const text = await answer.text()
            return { ...answer, text: async () => text.slice(0, Math.floor(text.length / 2)) }
          }
          case 'stale':
            return cached.get(key) ?? whole()
          case 'altered':
            return ask(path === '/api/acts' ? altered(body) : body)
          case 'html':
            return reply(200, '<h1>Welcome to the café</h1>', { 'content-type': 'text/html' })
          case 'never':
            return never
          case 'never-after':
            await whole()
            return never
          case 404:
            return reply(404, '<h1>Not found</h1>', { 'content-type': 'text/html' })
          case 413:
            return isBatch(body) ? refusal(413, 'body-too-large') : whole()
          case 401:
          case 403:
          case 409:
          case 429:
          case 500:
          case 503:
            return refused(fault)
          default:
            return unreachable(fault)
        }
      }
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new TypeError('aborted')), { once: true })
      })
      const answer = await Promise.race([travel(), aborted])
      await after(near())
      // As a browser does: once the answer has come.
      if (answer.cookie) browser.cookie = answer.cookie
      return answer
    },
  }
  return network
}
