/** The browser as the world of a device. */
import { v7 as newId } from 'uuid'
import { type Doorbell, type Fetch, type OpenStream, type Room, type RoundLock, type Surroundings, type Timers } from '../outbox/ports.ts'
import { type DeviceStorage } from '../store/ports.ts'
import { dexieStorage } from '../store/dexie-storage.ts'
import { kdfInWorker } from '../vault/kdf-in-worker.ts'
import { keptInWorker } from '../vault/kept-in-worker.ts'
import { deviceClock } from './clock.ts'
import { type DeviceWorld } from './device-world.ts'
import { listenInBrowser } from './idle.ts'
import { type KeepsNothing } from '../queries/keeps-nothing.ts'
import { vaultPasskeys } from './vault-passkey.ts'

/** Bodies shorter than this are not worth compressing. */
const GZIP_FROM = 1024

/** What a body becomes on the wire: gzip where it pays and the browser can (P1). */
const packed = async (text: string): Promise<{ readonly body: BodyInit; readonly headers: Readonly<Record<string, string>> }> => {
  if (text.length < GZIP_FROM || typeof CompressionStream === 'undefined') return { body: text, headers: {} }
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return { body: await new Response(zipped).arrayBuffer(), headers: { 'content-encoding': 'gzip' } }
}

/** Never from a cache, never after a redirect: a captive portal's page is no answer (L7). */
const OURS = { cache: 'no-store', credentials: 'same-origin', mode: 'same-origin', redirect: 'error', referrerPolicy: 'no-referrer' } as const

const browserFetch: Fetch = async (path, { body, headers, ...init }) => {
  const wire = body === undefined ? null : await packed(body)
  const response = await fetch(path, {
    ...init,
    headers: { ...headers, ...wire?.headers },
    body: wire?.body ?? null,
    ...OURS,
  })
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    text: () => response.text(),
  }
}

/** Not `EventSource`, which sends no headers and says nothing of those that came (A3, L7). */
const browserStream: OpenStream = async (path, { headers, signal }) => {
  const { status, headers: said, body } = await fetch(path, { headers, signal, ...OURS })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    status,
    header: (name) => said.get(name),
    read: async () => (await reader?.read())?.value ?? null,
  }
}

const browserTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

const browserRoom: Room = async () => {
  const { usage = 0, quota } = await navigator.storage.estimate()
  return quota === undefined ? null : quota - usage
}

const webLock: RoundLock = {
  run: async (name, patienceMs, work) => {
    // Correctness is the server's idempotency, not the lock (V5): where there is none, or it is not had, go on without.
    if (!('locks' in navigator)) return work()
    const signal = AbortSignal.timeout(patienceMs)
    let had = false
    try {
      return await navigator.locks.request(name, { signal }, () => {
        had = true
        return work()
      })
    } catch (error) {
      if (had) throw error
      return work()
    }
  },
}

const browserSurroundings: Surroundings = {
  visible: () => document.visibilityState === 'visible',
  listen: (on) => {
    const online = (): void => on('online')
    const pageshow = (): void => on('pageshow')
    const visibility = (): void => on(document.visibilityState === 'visible' ? 'visible' : 'hidden')
    globalThis.addEventListener('online', online)
    globalThis.addEventListener('pageshow', pageshow)
    document.addEventListener('visibilitychange', visibility)
    return () => {
      globalThis.removeEventListener('online', online)
      globalThis.removeEventListener('pageshow', pageshow)
      document.removeEventListener('visibilitychange', visibility)
    }
  },
}

/** The channel is named for the vault, whose id is random, and what is said on it has no content. */
const channelBell = (vault: string): Doorbell => {
  const channel = new BroadcastChannel(`countersign-${vault}`)
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    ring: () => channel.postMessage(null),
    listen: (on) => {
      const listener = (): void => on()
      channel.addEventListener('message', listener)
      return () => channel.removeEventListener('message', listener)
    },
    close: () => channel.close(),
  }
}

/** A page of a session's own (K5). */
const SESSION = /^\/sessions\/[0-9a-f-]{36}/

/** One a page. */
/** @param passing of a window that keeps nothing: why, and the memory that it reads into (V7) */
export const browserWorld = (passing: { readonly why: KeepsNothing; readonly storage: DeviceStorage } | null = null): DeviceWorld => ({
  keepsNothing: passing?.why ?? null,
  storage: passing?.storage ?? dexieStorage({ indexedDB: globalThis.indexedDB, IDBKeyRange: globalThis.IDBKeyRange }),
  kdf: kdfInWorker,
  keeping: keptInWorker,
  passkeys: vaultPasskeys,
  presence: { listen: listenInBrowser, inSession: () => SESSION.test(window.location.pathname) },
  fetch: browserFetch,
  stream: browserStream,
  timers: browserTimers,
  now: deviceClock,
  random: Math.random,
  room: browserRoom,
  lock: webLock,
  surroundings: browserSurroundings,
  doorbell: channelBell,
  newId,
})
