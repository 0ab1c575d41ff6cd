/** Who and where a request comes from: this site only (A2), one person's sign-in, the person it expects (A3). */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { PRINCIPAL_HEADER } from '../../src/protocol/version.ts'
import { CALLBACK } from '../services/work.ts'
import { type Present, type SignIns } from '../services/sign-in.ts'
import { Refused } from './errors.ts'

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

/** The cookie's name and attributes: `__Host-` and Secure on https, plain on http, which only loopback should use (A1). */
const cookieOf = (secure: boolean) => ({
  name: secure ? '__Host-countersign' : 'countersign',
  attributes: { path: '/', httpOnly: true, sameSite: 'strict', secure } as const,
})

/** Longer than any token of ours. */
const TOKEN_LONGEST = 100

export interface Guards {
  /** @throws Refused `sign-in-needed`, `second-factor-to-set` */
  readonly signedIn: (request: FastifyRequest) => Promise<Present>
  /** As `signedIn`, and the request names this person. @throws Refused `principal-other` */
  readonly principal: (request: FastifyRequest) => Promise<Present>
  /** As `principal`, of a sign-in that may only set a second factor too: for the routes that set one, and no other. */
  readonly setting: (request: FastifyRequest) => Promise<Present>
  readonly tokenOf: (request: FastifyRequest) => string | null
  readonly setToken: (reply: FastifyReply, token: string) => void
  readonly clearToken: (reply: FastifyReply) => void
}

export const guardsOf = (signIns: SignIns, secure: boolean): Guards => {
  const { name, attributes } = cookieOf(secure)
  const tokenOf = (request: FastifyRequest): string | null => {
    const token = request.cookies[name]
    return token !== undefined && token.length <= TOKEN_LONGEST ? token : null
  }
  const present = async (request: FastifyRequest): Promise<Present> => {
    const token = tokenOf(request)
    const principal = token === null ? null : await signIns.principalOf(token)
    if (!principal) throw new Refused('sign-in-needed')
    return principal
  }
  const unrestricted = (principal: Present): Present => {
    if (principal.restricted) throw new Refused('second-factor-to-set')
    return principal
  }
  const expected = async (request: FastifyRequest): Promise<Present> => {
    const principal = await present(request)
    if (request.headers[PRINCIPAL_HEADER] !== principal.person) throw new Refused('principal-other')
    return principal
  }
  return {
    tokenOf,
    signedIn: async (request) => unrestricted(await present(request)),
    principal: async (request) => unrestricted(await expected(request)),
    setting: expected,
    setToken: (reply, token) => {
      void reply.setCookie(name, token, attributes)
    },
    clearToken: (reply) => {
      void reply.clearCookie(name, attributes)
    },
  }
}
