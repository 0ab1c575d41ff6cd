/** Who and where a request comes from: this site only (A2), one person's sign-in, the person it expects (A3). */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { PRINCIPAL_HEADER } from '../../src/protocol/version.ts'
import { CALLBACK } from '../services/work.ts'
import { type Present, type SignIns } from '../services/sign-in.ts'
import { Refused } from './errors.ts'
import { type CountOf } from './limits.ts'

/**
 * Refuses what another site's page sends. Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in
 * `Origin`; what sends neither is no browser and has no cookie that another site could use. One address is come to from
 * elsewhere: where the work account's sign-in ends, which believes only what it was told before, of this very browser.
 */
export const assertSameSite = (request: FastifyRequest): void => {
  if (request.method === 'GET' && request.routeOptions.url === CALLBACK) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new Refused('cross-site')
    return
  }
  const { origin } = request.headers
  if (origin !== undefined && origin !== `${request.protocol}://${request.host}`) throw new Refused('cross-site')
}

/** Of these Node gives the first and passes over the rest, where a proxy in front may have gone by the last. */
const SAID_ONCE: ReadonlySet<string> = new Set(['host', 'content-type'])

/** Refuses a request that two readers could take for two different ones: a header said twice, or said to no host. */
export const assertOneOfEach = ({ raw }: FastifyRequest): void => {
  const names = raw.rawHeaders.flatMap((name, at) => (at % 2 === 0 && SAID_ONCE.has(name.toLowerCase()) ? [name.toLowerCase()] : []))
  const hosts = names.filter((name) => name === 'host').length
  if (new Set(names).size < names.length || (hosts === 0 && raw.httpVersion !== '1.0')) throw new Refused('body-malformed')
}

/** The cookie's name and attributes: `__Host-` and Secure on https, plain on http, which only loopback should use (A1). */
const cookieOf = (secure: boolean) => ({
  name: secure ? '__Host-countersign' : 'countersign',
  attributes: { path: '/', httpOnly: true, sameSite: 'strict', secure } as const,
})

/** Longer than any token of ours. */
const TOKEN_LONGEST = 100

/**
 * How often a cookie of this name is sent. Another service on the same machine can put one of its own in front of ours
 * (cookies know no ports), and nobody can tell which of two is meant.
 */
const timesSent = (request: FastifyRequest, name: string): number =>
  (request.headers.cookie ?? '').split(';').filter((pair) => pair.split('=', 1)[0]?.trim() === name).length

/** Done once for each request, however often it is asked. */
const once = (work: (request: FastifyRequest) => Promise<Present>): ((request: FastifyRequest) => Promise<Present>) => {
  const known = new WeakMap<FastifyRequest, Promise<Present>>()
  return (request) => {
    const before = known.get(request)
    if (before) return before
    const now = work(request)
    known.set(request, now)
    return now
  }
}

export interface Guards {
  /**
   * Before a body is read: somebody is signed in and, where asked, the request names them (A3); a sign-in that may only set
   * a second factor is let through to the routes that set one. What is counted is counted later, by the device the body
   * names (A7). @throws Refused `sign-in-needed`, `second-factor-to-set`, `principal-other`
   */
  readonly admit: (request: FastifyRequest, asked: { readonly named: boolean; readonly setting: boolean }) => Promise<void>
  /** It counts towards what the person may ask a minute (A7). @throws Refused `sign-in-needed`, `second-factor-to-set`, `too-many-requests` */
  readonly signedIn: (request: FastifyRequest) => Promise<Present>
  /** As `signedIn`, and the request names this person. @throws Refused `principal-other` */
  readonly principal: (request: FastifyRequest) => Promise<Present>
  /** As `principal`, of a sign-in that may only set a second factor too: for the routes that set one, and no other. */
  readonly setting: (request: FastifyRequest) => Promise<Present>
  readonly tokenOf: (request: FastifyRequest) => string | null
  readonly setToken: (reply: FastifyReply, token: string) => void
  readonly clearToken: (reply: FastifyReply) => void
}

export const guardsOf = (signIns: SignIns, secure: boolean, count: CountOf): Guards => {
  const { name, attributes } = cookieOf(secure)
  const tokenOf = (request: FastifyRequest): string | null => {
    const token = request.cookies[name]
    return token !== undefined && token.length <= TOKEN_LONGEST && timesSent(request, name) === 1 ? token : null
  }
  const identified = async (request: FastifyRequest): Promise<Present> => {
    const token = tokenOf(request)
    const principal = token === null ? null : await signIns.principalOf(token)
    if (!principal) throw new Refused('sign-in-needed')
    return principal
  }
  const identify = once(identified)
  const counted = once(async (request) => {
    const present = await identify(request)
    await count(request, present)
    return present
  })
  const assertNamed = (request: FastifyRequest, { person }: Present): void => {
    if (request.headers[PRINCIPAL_HEADER] !== person) throw new Refused('principal-other')
  }
  const assertWhole = ({ restricted }: Present): void => {
    if (restricted) throw new Refused('second-factor-to-set')
  }
  const setting = async (request: FastifyRequest): Promise<Present> => {
    const present = await counted(request)
    assertNamed(request, present)
    return present
  }
  return {
    tokenOf,
    admit: async (request, asked) => {
      const present = await identify(request)
      if (asked.named) assertNamed(request, present)
      if (!asked.setting) assertWhole(present)
    },
    signedIn: async (request) => {
      const present = await counted(request)
      assertWhole(present)
      return present
    },
    principal: async (request) => {
      const present = await setting(request)
      assertWhole(present)
      return present
    },
    setting,
    setToken: (reply, token) => {
      void reply.setCookie(name, token, attributes)
    },
    clearToken: (reply) => {
      void reply.clearCookie(name, attributes)
    },
  }
}
