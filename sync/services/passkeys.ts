/** Passkeys (A1): two factors in one, made and used with the person verified by the device, for this site alone. */
import { randomBytes } from 'node:crypto'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import { type PasskeyMade, type PasskeyOptions, type PasskeyUsed } from '../../src/protocol/security.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { accountOf, isOpen } from '../storage/accounts.ts'
import { type Challenge, putChallenge, takeChallenge } from '../storage/challenges.ts'
import { addCredential, type Credential, credentialOf, credentialsOf, markUsed } from '../storage/credentials.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Storage } from '../storage/storage.ts'
import { type Whence } from './begin-sign-in.ts'
import { type Entering } from './entering.ts'
import { auditOwn, type Change, type NotChanged } from './security.ts'
import { PER_ADDRESS, type Present, type SignInOutcome } from './sign-in.ts'
import { throttle } from './throttle.ts'

/** Where a request reached us: what passkeys are bound to, and where a work account comes back to. */
export interface Site {
  /** `https://supervision.example` */
  readonly origin: string
  /** The host without its port: a passkey's RP id. */
  readonly host: string
  /** Browsers have passkeys on https and on localhost, and never for a bare address of the network. */
  readonly passkeys: boolean
}

type Options = PasskeyOptions['options']

export interface Passkeys {
  /** What the browser is to make one with. */
  readonly beginMaking: (present: Present, site: Site) => Promise<Change<Options>>
  readonly make: (present: Present, made: PasskeyMade, site: Site) => Promise<Change<string>>
  /** What the browser is to sign in with; nobody is named. @returns null when the address asks too often */
  readonly beginUsing: (site: Site, address: string) => Promise<{ readonly options: Options } | { readonly retryAfter: number }>
  readonly use: (used: PasskeyUsed, site: Site, whence: Whence) => Promise<SignInOutcome>
  /** Whose the passkey is that answered `beginUsing`: nobody is signed in by that. Null where it is nobody's, or did not answer. */
  readonly whose: (used: Omit<PasskeyUsed, 'deviceId'>, site: Site) => Promise<{ readonly org: OrgId; readonly person: PersonId } | null>
}

const LASTS_MS = 5 * 60_000
const refused = (code: NotChanged['code']): NotChanged => ({ ok: false, code })

/** What a credential keeps of a passkey: its public key, and how the browser may reach it. */
const keptOf = (publicKey: Uint8Array<ArrayBuffer>, transports: readonly string[]): string => JSON.stringify({ key: isoBase64URL.fromBuffer(publicKey), transports })
const readKept = ({ secret }: Credential): { readonly key: string; readonly transports: string[] } => JSON.parse(secret ?? '{"key":"","transports":[]}')

/** The challenge an answer says it answers; verified later, looked up by it now. */
const challengeIn = (clientDataJSON: string): string => {
  try {
    const { challenge } = JSON.parse(isoBase64URL.toUTF8String(clientDataJSON)) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}

export const passkeysService = (ports: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly seal: Seal
  readonly entering: Entering
}): Passkeys => {
  const { storage, clock, random, seal, entering } = ports
  const byAddress = throttle(PER_ADDRESS)
  const newChallenge = () => new Uint8Array(randomBytes(32))
  const keep = (challenge: Challenge, site: Site): Promise<void> =>
    storage.write((tx) => putChallenge(tx, seal, challenge, { text: site.origin, at: clock(), lastsMs: LASTS_MS }))
  const making = ({ org, person }: Present, name: string): Challenge => ({ kind: 'passkey-make', name, whose: { org, person } })
  const using = (name: string): Challenge => ({ kind: 'passkey-use', name, whose: null })

  /** Uses the challenge up that was answered. @returns the passkey and its count; null where it did not answer it */
  const checkedUse = async ({ id, clientDataJSON, authenticatorData, signature }: Omit<PasskeyUsed, 'deviceId'>, site: Site) => {
    const challenge = challengeIn(clientDataJSON)
    const asked = await storage.write((tx) => takeChallenge(tx, seal, using(challenge), clock()))
    const credential = await storage.snapshot((tx) => credentialOf(tx, 'passkey', id))
    if (asked !== site.origin || !credential) return null
    const { key, transports } = readKept(credential)
    const verified = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: { id, publicKey: isoBase64URL.toBuffer(key), counter: credential.counter, transports },
    }).catch(() => null)
    return verified?.verified ? { credential, newCounter: verified.authenticationInfo.newCounter } : null
  }

  return {
    beginMaking: async (present, site) => {
      if (!present.fresh) return refused('sign-in-not-fresh')
      const { org, person } = present
      const { service, username, known } = await storage.snapshot(async (tx) => ({
        service: (await orgsOf(tx)).find((each) => each.org === org)?.name ?? 'Countersign',
        username: (await accountOf(tx, org, person))?.username ?? '',
        known: (await credentialsOf(tx, org, person)).filter(({ kind }) => kind === 'passkey'),
      }))
      const options = await generateRegistrationOptions({
        rpName: service,
        rpID: site.host,
        userName: username,
        userDisplayName: username,
        userID: new Uint8Array(Buffer.from(person)),
        challenge: newChallenge(),
        timeout: LASTS_MS,
        attestationType: 'none',
        excludeCredentials: known.map((each) => ({ id: each.id, transports: readKept(each).transports })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      })
      await keep(making(present, options.challenge), site)
      return { ok: true, value: { ...options } }
    },
    make: async (present, { id, clientDataJSON, attestationObject, transports, label }, site) => {
      if (!present.fresh) return refused('sign-in-not-fresh')
      const challenge = challengeIn(clientDataJSON)
      const asked = await storage.write((tx) => takeChallenge(tx, seal, making(present, challenge), clock()))
      if (asked === null) return refused('took-too-long')
      const verified = await verifyRegistrationResponse({
        response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON, attestationObject, transports } },
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        requireUserVerification: true,
      }).catch(() => null)
      if (!verified?.verified || asked !== site.origin) return refused('passkey-refused')
      const { credential } = verified.registrationInfo
      const { org, person } = present
      return storage.write(async (tx) => {
        const at = clock()
        const secret = keptOf(credential.publicKey, transports)
        const first = (await credentialsOf(tx, org, person)).length === 0
        const added = await addCredential(tx, { org, person, kind: 'passkey', id: credential.id, label, secret, counter: credential.counter, createdAt: at })
        if (!added) return refused('passkey-refused')
        await auditOwn(tx, present, { at, what: 'credential-added', kind: 'passkey', random })
        return { ok: true, value: await entering.begin(tx, present, { ...present, others: first ? 'end' : 'stay' }) }
      })
    },
    beginUsing: async (site, address) => {
      const wait = byAddress.admit(address, clock())
      if (wait !== null) return { retryAfter: wait }
      const options = await generateAuthenticationOptions({ rpID: site.host, challenge: newChallenge(), timeout: LASTS_MS, userVerification: 'required' })
      await keep(using(options.challenge), site)
      return { options: { ...options } }
    },
    whose: async (used, site) => {
      const checked = await checkedUse(used, site)
      if (!checked) return null
      const { credential, newCounter } = checked
      const moved = await storage.write((tx) => markUsed(tx, credential, { counter: newCounter, at: clock(), moved: newCounter > 0 }))
      return moved ? { org: credential.org, person: credential.person } : null
    },
    use: async ({ deviceId = null, ...used }, site, { address, seenOn }) => {
      const checked = await checkedUse(used, site)
      if (!checked) return { ok: false, code: 'sign-in-wrong' }
      const { credential, newCounter } = checked
      const done = await storage.write(async (tx) => {
        const account = await accountOf(tx, credential.org, credential.person)
        if (!account) return 'sign-in-wrong'
        if (!(await isOpen(tx, account, clock()))) return 'account-closed'
        // Removed, or used by a copy of it, between reading and now.
        if (!(await markUsed(tx, credential, { counter: newCounter, at: clock(), moved: newCounter > 0 }))) return 'sign-in-wrong'
        const { org, person, administrator } = account
        const principal = { org, person, administrator }
        return { principal, token: await entering.enter(tx, principal, { by: 'passkey', device: deviceId, seenOn }) }
      })
      if (typeof done === 'string') return { ok: false, code: done }
      byAddress.refund(address)
      return { ok: true, token: done.token, answer: await entering.answer(done.principal) }
    },
  }
}
