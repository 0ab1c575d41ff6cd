/**
 * How many requests a minute the service takes (A7): from one address of the network, of one person, of one device of
 * theirs. Each is counted by itself, so that a device that goes wrong does not stop its person's phone, and one person
 * does not stop the colleagues who come from the same address.
 */
import { normalizeIP } from '@fastify/rate-limit'
import { type FastifyRequest } from 'fastify'
import { type App } from '../routes/app-type.ts'
import { type Principal } from '../services/judge.ts'
import { Refused } from './errors.ts'

/** Requests a minute. */
export interface RequestLimits {
  readonly address: number
  readonly person: number
  readonly device: number
}

export const MINUTE_MS = 60_000

/** Where a request comes from: of IPv6 the network, since one machine has all the addresses of its own. */
export const addressOf = (request: FastifyRequest): string => normalizeIP(request.ip)

/** @param ttl milliseconds until requests are taken again */
export const tooMany = (ttl: number): Refused => new Refused('too-many-requests', { retryAfter: Math.ceil(ttl / 1000) })

/** The devices that a body names, each once: the one that pulls, or those of the acts that are pushed. */
const devicesIn = (body: unknown): readonly string[] => {
  if (typeof body !== 'object' || body === null) return []
  const { deviceId, acts } = body as { readonly deviceId?: unknown; readonly acts?: unknown }
  const named: readonly unknown[] = [deviceId, ...(Array.isArray(acts) ? acts.map((act: { deviceId?: unknown }) => act.deviceId) : [])]
  return [...new Set(named.filter((id) => typeof id === 'string'))]
}

/**
 * Counts a request of the person signed in, and for each device that its body names, which a schema has found well formed.
 *
 * @throws Refused `too-many-requests`
 */
export type CountOf = (request: FastifyRequest, principal: Principal) => Promise<void>

const counter = (app: App, max: number): ((request: FastifyRequest, key: string) => Promise<void>) => {
  const keys = new WeakMap<FastifyRequest, string>()
  const count = app.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator: (request) => keys.get(request) ?? '' })
  return async (request, key) => {
    keys.set(request, key)
    const counted = await count(request)
    if (!counted.isAllowed && counted.isExceeded) throw tooMany(counted.ttl)
  }
}

/** The limits of person and device; an address's is the plugin's own, which counts before anything is read. */
export const countOf = (app: App, { person: ofPerson, device: ofDevice }: RequestLimits): CountOf => {
  const person = counter(app, ofPerson)
  const device = counter(app, ofDevice)
  return async (request, principal) => {
    const by = `${principal.org} ${principal.person}`
    await person(request, by)
    // Together with the person: who knows the id of a colleague's device must not be able to use up its limit.
    for (const id of devicesIn(request.body)) await device(request, `${by} ${id}`)
  }
}
