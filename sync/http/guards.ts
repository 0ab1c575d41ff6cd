/** Who and where a request comes from: this site only (A2), one person's sign-in, the person it expects (A3). */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { PRINCIPAL_HEADER } from '../../src/protocol/version.ts'
import { type SignedIn } from '../services/judge.ts'
import { type SignIns } from '../services/sign-in.ts'
import { Refused } from './errors.ts'
import { type CountOf } from './limits.ts'

/**
 * Refuses what another site's page sends. Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in
 * `Origin`; what sends neither is no browser and has no cookie that another site could use.
 */
export const assertSameSite = (request: FastifyRequest): void => {
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
const once = (work: (request: FastifyRequest) => Promise<SignedIn>): ((request: FastifyRequest) => Promise<SignedIn>) => {
  const known = new WeakMap<FastifyRequest, Promise<SignedIn>>()
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
   * Before a body is read: somebody is signed in and, where asked, the request names them (A3). What is counted is counted
   * later, by the device the body names (A7). @throws Refused `sign-in-needed`, `principal-other`
   */
  readonly admit: (request: FastifyRequest, named: boolean) => Promise<void>
  /** It counts towards what the person may ask a minute (A7). @throws Refused `sign-in-needed`, `too-many-requests` */
  readonly signedIn: (request: FastifyRequest) => Promise<SignedIn>
  /** As `signedIn`, and the request names this person. @throws Refused `principal-other` */
  readonly principal: (request: FastifyRequest) => Promise<SignedIn>
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
  const identified = async (request: FastifyRequest): Promise<SignedIn> => {
    const token = tokenOf(request)
    const principal = token === null ? null : await signIns.principalOf(token)
    if (!principal) throw new Refused('sign-in-needed')
    return principal
  }
  const identify = once(identified)
  const signedIn = once(async (request) => {
    const principal = await identify(request)
    await count(request, principal)
    return principal
  })
  const assertNamed = (request: FastifyRequest, { person }: SignedIn): void => {
    if (request.headers[PRINCIPAL_HEADER] !== person) throw new Refused('principal-other')
  }
  return {
    tokenOf,
    signedIn,
    admit: async (request, named) => {
      const principal = await identify(request)
      if (named) assertNamed(request, principal)
    },
    principal: async (request) => {
      const principal = await signedIn(request)
      assertNamed(request, principal)
      return principal
    },
    setToken: (reply, token) => {
      void reply.setCookie(name, token, attributes)
    },
    clearToken: (reply) => {
      void reply.clearCookie(name, attributes)
    },
  }
}
