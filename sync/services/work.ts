/**
 * Signing in with a work account: OpenID Connect with the organisation's own provider (A1). Made for Microsoft Entra: an
 * account is its tenant and object (`tid` and `oid`), never an e-mail address, which can be given to somebody else.
 */
import * as oidc from 'openid-client'
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type SeenOn } from '../../src/protocol/sign-ins.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { type WorkConfig } from '../config.ts'
import { accountOf, isOpen } from '../storage/accounts.ts'
import { type Challenge, putChallenge, takeChallenge } from '../storage/challenges.ts'
import { addCredential, credentialOf, markUsed } from '../storage/credentials.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Entering } from './entering.ts'
import { type Site } from './passkeys.ts'
import { auditOwn } from './security.ts'
import { PER_ADDRESS } from './sign-in.ts'
import { throttle } from './throttle.ts'

type Whose = { readonly org: OrgId; readonly person: PersonId }

/** What ends at the provider's page begins here: where to send the browser, and by what it is known again. */
export interface WorkBegin {
  readonly address: string
  /** For a cookie that only this browser has: whoever is sent the address cannot finish for another. */
  readonly browser: string
}

export type WorkOutcome =
  /** Signed in; the cookie's token. */
  | { readonly kind: 'in'; readonly token: string }
  /** The work account is now this person's. */
  | { readonly kind: 'linked' }
  /** The provider vouches for somebody whom no account here is linked to. */
  | { readonly kind: 'not-linked' }
  /** The account here is closed. */
  | { readonly kind: 'closed' }
  /** The work account is another person's already. */
  | { readonly kind: 'taken' }
  /** What came back is not to be believed, or too late. */
  | { readonly kind: 'refused' }

export interface Work {
  /** @param link whose account it becomes; null to sign in. @returns null when the provider can't be reached */
  readonly begin: (site: Site, address: string, link: Whose | null) => Promise<WorkBegin | { readonly retryAfter: number } | null>
  /** @param url what the provider sent the browser back to, whole */
  readonly finish: (url: URL, browser: string | null, seenOn: SeenOn) => Promise<WorkOutcome>
}

const LASTS_MS = 10 * 60_000
const SKEW_S = 60
const PATIENCE_S = 10
const SECRET_BYTES = 32
/** What Entra signs with; nothing else is taken, so that no token is "signed" by nothing or by a public key. */
const ALGORITHM = 'RS256'
export const CALLBACK = '/api/sign-in/work/callback'

/** What is remembered while the browser is away. */
interface Away {
  readonly nonce: string
  readonly verifier: string
  readonly browser: string
  readonly callback: string
  readonly link: Whose | null
}

const challengeOf = (state: string): Challenge => ({ kind: 'work', name: state, whose: null })

/**
 * Makes a work account a person's way to sign in.
 *
 * @returns false when it is somebody's already
 */
export const linkWork = async (
  tx: Tx,
  { org, person, tid, oid, at, random }: Whose & { readonly tid: string; readonly oid: string; readonly at: Instant; readonly random: RandomToken },
): Promise<boolean> => {
  const added = await addCredential(tx, { org, person, kind: 'work', id: `${tid}/${oid}`, label: '', secret: null, counter: 0, createdAt: at })
  if (added) await auditOwn(tx, { org, person }, { at, what: 'credential-added', kind: 'work', random })
  return added
}

export const workService = (
  { issuer, clientId, clientSecret, tenant, loopback }: WorkConfig,
  ports: {
    readonly storage: Storage
    readonly clock: Clock
    readonly random: RandomToken
    readonly seal: Seal
    readonly entering: Entering
    readonly onFault: (error: unknown) => void
  },
): Work => {
  const { storage, clock, random, seal, entering, onFault } = ports
  const byAddress = throttle(PER_ADDRESS)
  let known: Promise<oidc.Configuration> | null = null

  /** What the provider says of itself, asked for once it is needed: the service starts without it. */
  const provider = async (): Promise<oidc.Configuration> => {
    known ??= oidc.discovery(
      new URL(issuer),
      clientId,
      { id_token_signed_response_alg: ALGORITHM, [oidc.clockTolerance]: SKEW_S },
      oidc.ClientSecretPost(clientSecret),
      {
        timeout: PATIENCE_S,
        // Without this the signature of an ID token that comes over TLS is not looked at.
        execute: [oidc.enableNonRepudiationChecks, ...(loopback ? [oidc.allowInsecureRequests] : [])],
      },
    )
    try {
      return await known
    } catch (error) {
      known = null
      throw error
    }
  }

  /** Whom the provider vouches for. @throws what is not to be believed */
  const vouchedFor = async (url: URL, away: Away, state: string): Promise<{ readonly tid: string; readonly oid: string }> => {
    const tokens = await oidc.authorizationCodeGrant(await provider(), url, {
      pkceCodeVerifier: away.verifier,
      expectedState: state,
      expectedNonce: away.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('no ID token')
    const now = epochOf(clock()) / 1000
    // By our own clock too; the library lets a token from the future pass.
    if (claims.iat > now + SKEW_S || claims.exp <= now - SKEW_S) throw new Error('the clock of the ID token is wrong')
    const { tid, oid } = claims
    if (tid !== tenant) throw new Error('another tenant')
    if (typeof oid !== 'string' || oid === '' || oid.length > 200) throw new Error('no object id')
    return { tid, oid }
  }

  const enter = (tid: string, oid: string, seenOn: SeenOn): Promise<WorkOutcome> =>
    storage.write(async (tx) => {
      const credential = await credentialOf(tx, 'work', `${tid}/${oid}`)
      const account = credential && (await accountOf(tx, credential.org, credential.person))
      if (!account) return { kind: 'not-linked' }
      if (!(await isOpen(tx, account, clock()))) return { kind: 'closed' }
      await markUsed(tx, credential, { counter: 0, at: clock(), moved: false })
      const { org, person, administrator } = account
      const token = await entering.enter(tx, { org, person, administrator }, { by: 'work', device: null, seenOn })
      return { kind: 'in', token }
    })

  const link = (whose: Whose, tid: string, oid: string): Promise<WorkOutcome> =>
    storage.write(async (tx) => {
      const credential = await credentialOf(tx, 'work', `${tid}/${oid}`)
      if (credential) return { kind: credential.org === whose.org && credential.person === whose.person ? 'linked' : 'taken' }
      const account = await accountOf(tx, whose.org, whose.person)
      if (!account || !(await isOpen(tx, account, clock()))) return { kind: 'refused' }
      await linkWork(tx, { ...whose, tid, oid, at: clock(), random })
      return { kind: 'linked' }
    })

  return {
    begin: async (site, address, forWhom) => {
      const wait = byAddress.admit(address, clock())
      if (wait !== null) return { retryAfter: wait }
      const state = random(SECRET_BYTES)
      const browser = random(SECRET_BYTES)
      const away: Away = {
        nonce: random(SECRET_BYTES),
        verifier: oidc.randomPKCECodeVerifier(),
        browser: tokenHash(browser),
        callback: site.origin + CALLBACK,
        link: forWhom,
      }
      try {
        const url = oidc.buildAuthorizationUrl(await provider(), {
          redirect_uri: away.callback,
          scope: 'openid',
          response_type: 'code',
          code_challenge: await oidc.calculatePKCECodeChallenge(away.verifier),
          code_challenge_method: 'S256',
          state,
          nonce: away.nonce,
        })
        await storage.write((tx) => putChallenge(tx, seal, challengeOf(state), { text: JSON.stringify(away), at: clock(), lastsMs: LASTS_MS }))
        return { address: url.href, browser }
      } catch (error) {
        onFault(error)
        return null
      }
    },
    finish: async (url, browser, seenOn) => {
      const state = url.searchParams.get('state') ?? ''
      const kept = await storage.write((tx) => takeChallenge(tx, seal, challengeOf(state), clock()))
      if (kept === null || browser === null) return { kind: 'refused' }
      const away = JSON.parse(kept) as Away
      if (tokenHash(browser) !== away.browser) return { kind: 'refused' }
      try {
        const { tid, oid } = await vouchedFor(new URL(url.search, away.callback), away, state)
        return away.link ? await link(away.link, tid, oid) : await enter(tid, oid, seenOn)
      } catch (error) {
        onFault(error)
        return { kind: 'refused' }
      }
    },
  }
}
