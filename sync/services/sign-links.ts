/**
 * Links by which somebody without an account signs one record, once (G4, J5): bound to their name and that record, dead after
 * three days, five wrong codes, or the signature. What opens one is known to nobody but who made it and who was told.
 */
import { type AccessContext } from '../../src/domain/access.ts'
import { epochOf, type Instant, instantOf, londonDay } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { readingOf } from '../../src/domain/reading.ts'
import { type Opening } from '../../src/domain/reads.ts'
import { formOf, recordFormOf, sectionsFor } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type PersonState, type SignableState } from '../../src/domain/records/record.ts'
import { viewOf } from '../../src/domain/records/observation.ts'
import { type RecordForm } from '../../src/domain/records/content.ts'
import { CODE_TRIES, LINK_HOURS, objectionToLink } from '../../src/domain/sign-link.ts'
import { type Section } from '../../src/domain/policy/form.ts'
import { SIGN_PATH, type SignLinkAnswer, type SignLinkFound, type SignLinkMade, type SignLinkOpen, type SignLinkOpened, type SignLinkSign, type SignLinkSigned } from '../../src/protocol/sign-links.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { accountOf, isOpen } from '../storage/accounts.ts'
import { appendAudit, type Audited } from '../storage/audit.ts'
import { credentialsOf } from '../storage/credentials.ts'
import { orgsOf } from '../storage/orgs.ts'
import { policiesOf, recordsOf } from '../storage/records.ts'
import { type Seal } from '../storage/server-key.ts'
import { countWrongCode, dropSignLink, markOpened, markUsed, putSignLink, type SignLink, signLinkOf, signLinkWithToken } from '../storage/sign-links.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Outcome } from './accounts.ts'
import { type Acts } from './acts.ts'
import { type Exports } from './exports.ts'
import { type Tried } from './invitations.ts'
import { type Principal } from './judge.ts'
import { type Keys } from './keys.ts'
import { type Shipped, withOwn } from './packs.ts'
import { type Passkeys, type Site } from './passkeys.ts'
import { throttle } from './throttle.ts'

export interface SignLinks {
  /** Only this answer ever says the link and the code; the one before it, if any, is dead. */
  readonly make: (principal: Principal, record: RecordId) => Promise<Outcome<SignLinkMade>>
  readonly see: (principal: Principal, record: RecordId) => Promise<Outcome<SignLinkAnswer>>
  readonly withdraw: (principal: Principal, record: RecordId) => Promise<Outcome<SignLinkAnswer>>
  /** @param address where they ask from (A7) */
  readonly look: (token: string, address: string) => Promise<Tried<SignLinkFound>>
  /** @param site the site the browser sees, which a passkey is bound to */
  readonly open: (asked: SignLinkOpen, address: string, site: Site) => Promise<Tried<SignLinkOpened>>
  readonly sign: (asked: SignLinkSign, address: string) => Promise<Tried<SignLinkSigned>>
}

export interface SignLinksPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly seal: Seal
  readonly keys: Keys
  readonly shipped: Shipped
  readonly acts: Acts
  readonly exports: Exports
  readonly passkeys: Passkeys
}

const HOUR_MS = 3_600_000
const SECRET_BYTES = 32
/** Thirty wrong tries from one address in five minutes: no help against 256 bits, but nobody asks for nothing. */
const PER_ADDRESS = { tries: 30, windowMs: 300_000 }
/** What the audit says who opened it: nobody who signed in. */
const LINK = 'link'

const UNKNOWN = { ok: false, code: 'sign-link-unknown' } as const
/** Their own record is theirs to read, all of it (section 5). */
const WHOLE: Opening = { A: 'whole', B: 'whole', C: 'whole', D: 'whole', E: 'whole' }

const isSignable = (state: { readonly kind: string } | undefined): state is SignableState => state?.kind === 'session' || state?.kind === 'agreement' || state?.kind === 'observation'

/** What a link is about, as it is now. */
interface Matter {
  readonly state: SignableState
  readonly person: PersonState
  readonly other: PersonState
  readonly sections: readonly Section[]
  readonly rules: RecordForm
  readonly context: (asker: PersonId) => AccessContext
}

/** The signature was not one, or not by this link: nothing of it is kept. */
class NotSigned extends Error {
  override readonly name = 'NotSigned'
  readonly outcome: 'proof-refused' | 'changed'

  constructor(outcome: NotSigned['outcome']) {
    super()
    this.outcome = outcome
  }
}

/** Six digits, each as likely as the others. */
const newCode = (random: RandomToken): string => {
  const most = Math.floor(0x1_0000_0000 / 1_000_000) * 1_000_000
  for (;;) {
    const drawn = Buffer.from(random(4), 'base64url').readUInt32BE()
    if (drawn < most) return String(drawn % 1_000_000).padStart(6, '0')
  }
}

export const signLinksService = ({ storage, clock, random, seal, keys, shipped, acts, exports, passkeys }: SignLinksPorts): SignLinks => {
  const byAddress = throttle(PER_ADDRESS)
  const codeHash = (token: string, code: string): string => seal.hash(`sign-link ${tokenHash(token)}`, code)

  const matterOf = async (tx: Tx, org: OrgId, record: RecordId): Promise<Matter | null> => {
    const [state] = await recordsOf(tx, org, [record])
    if (!isSignable(state)) return null
    const [post, setting, person, other] = await Promise.all(
      [state.post, state.setting, state.supervisee, state.supervisor].map(async (id) => (await recordsOf(tx, org, [id]))[0]),
    )
    const own = await policiesOf(tx, org)
    const pack = withOwn(shipped, () => own)(state.pins)
    const form = pack && formOf(pack, state.pins)
    if (post?.kind !== 'post' || setting?.kind !== 'setting' || person?.kind !== 'person' || other?.kind !== 'person' || !pack || !form) return null
    const facts = factsOf(post, setting)
    const rules = recordFormOf(pack, state.pins, facts)
    if (!rules) return null
    return {
      state, person, other, rules, sections: sectionsFor(form, pack, facts),
      context: (asker) => ({ person: asker, administrator: false, post, setting, form: rules }),
    }
  }

  /** What a link would be for, in the transaction that makes it. */
  const judged = async (tx: Tx, { org, person }: Pick<Principal, 'org' | 'person'>, record: RecordId, at: Instant) => {
    const matter = await matterOf(tx, org, record)
    const objection = matter && objectionToLink(matter.state, matter.rules, matter.context(person), londonDay(at))
    return matter && objection !== 'not-allowed' ? { matter, objection } : null
  }

  /** Whether it is their passkey that is asked for, where their account is open. */
  const hasPasskey = async (tx: Tx, org: OrgId, person: PersonId, at: Instant): Promise<boolean> => {
    const account = await accountOf(tx, org, person)
    if (!account || !(await isOpen(tx, account, at))) return false
    return (await credentialsOf(tx, org, person)).some(({ kind }) => kind === 'passkey')
  }

  const written = (tx: Tx, { org, record, person }: Pick<SignLink, 'org' | 'record' | 'person'>, what: Audited, at: Instant, actor: string, details: Json = null) =>
    appendAudit(tx, org, [{ at, actor, what, subject: person, record, details }], random)

  /** A link that works at this moment. It does for as long as who made it could make it, and its record waits for it. */
  const live = async (tx: Tx, token: string, at: Instant): Promise<{ readonly link: SignLink; readonly matter: Matter } | null> => {
    const link = await signLinkWithToken(tx, tokenHash(token), at)
    if (!link || link.tries >= CODE_TRIES || link.usedHash !== null) return null
    const maker = await accountOf(tx, link.org, link.madeBy)
    if (!maker || !(await isOpen(tx, maker, at))) return null
    const found = await judged(tx, { org: link.org, person: link.madeBy }, link.record, at)
    return found && found.objection === null && found.matter.state.supervisee === link.person ? { link, matter: found.matter } : null
  }

  const tried = async <T>(address: string, work: () => Promise<Outcome<T>>): Promise<Tried<T>> => {
    const wait = byAddress.admit(address, clock())
    if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
    const outcome = await work()
    if (outcome.ok) byAddress.refund(address)
    return outcome
  }

  const answerOf = async (tx: Tx, org: OrgId, record: RecordId, at: Instant): Promise<SignLinkAnswer> => {
    const link = await signLinkOf(tx, org, record, at)
    return {
      link: link && link.usedHash === null ? {
        madeBy: link.madeBy, madeAt: link.madeAt, expires: link.expiresAt, by: link.codeHash === null ? 'passkey' : 'code', openedAt: link.openedAt, dead: link.tries >= CODE_TRIES,
      } : null,
      serverTime: at,
    }
  }

  /** The record as its supervisee reads it; whoever opened it before is shut out. */
  const opened = async (tx: Tx, { link, matter }: { readonly link: SignLink; readonly matter: Matter }, at: Instant): Promise<SignLinkOpened> => {
    const secret = random(SECRET_BYTES)
    await markOpened(tx, link, tokenHash(secret), at)
    const { person, other, sections } = matter
    await written(tx, link, 'sign-link-opened', at, LINK, { name: person.name })
    const state = matter.state.kind === 'observation' ? viewOf(matter.state, person.id) : matter.state
    const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json
    return {
      outcome: 'open',
      opened: secret,
      person: { id: person.id, name: person.name, knownAs: person.knownAs },
      other: { id: other.id, name: other.name },
      record: plain(state),
      reading: plain(readingOf(state, sections, WHOLE)),
      clauses: sections.flatMap(({ fields, clauses = [] }) => (fields.length === 0 ? [...clauses] : [])),
      serverTime: at,
    }
  }

  return {
    make: (principal, record) =>
      storage.write(async (tx) => {
        const at = clock()
        const { org, person: madeBy } = principal
        const found = await judged(tx, principal, record, at)
        if (!found) return { ok: false, code: 'not-found' }
        if (found.objection !== null) return { ok: false, code: 'sign-link-not-now' }
        const person = found.matter.person.id
        const token = random(SECRET_BYTES)
        const code = (await hasPasskey(tx, org, person, at)) ? null : newCode(random)
        const expires = instantOf(epochOf(at) + LINK_HOURS * HOUR_MS)
        await putSignLink(tx, {
          org, record, person, codeHash: code === null ? null : codeHash(token, code), madeBy, madeAt: at, expiresAt: expires, tokenHash: tokenHash(token),
        })
        await written(tx, { org, record, person }, 'sign-link-made', at, madeBy, { by: code === null ? 'passkey' : 'code' })
        return { ok: true, value: { path: `${SIGN_PATH}#${token}`, code, expires, serverTime: at } }
      }),
    see: (principal, record) =>
      storage.snapshot(async (tx) => {
        const at = clock()
        if (!(await judged(tx, principal, record, at))) return { ok: false, code: 'not-found' }
        return { ok: true, value: await answerOf(tx, principal.org, record, at) }
      }),
    withdraw: (principal, record) =>
      storage.write(async (tx) => {
        const at = clock()
        const { org, person: actor } = principal
        const found = await judged(tx, principal, record, at)
        if (!found) return { ok: false, code: 'not-found' }
        if (await dropSignLink(tx, org, record)) await written(tx, { org, record, person: found.matter.person.id }, 'sign-link-withdrawn', at, actor)
        return { ok: true, value: await answerOf(tx, org, record, at) }
      }),
    look: (token, address) =>
      tried(address, () =>
        storage.snapshot(async (tx) => {
          const at = clock()
          const found = await live(tx, token, at)
          const service = found && (await orgsOf(tx)).find(({ org }) => org === found.link.org)
          if (!found || !service) return UNKNOWN
          const { link, matter } = found
          return {
            ok: true,
            value: { knownAs: matter.person.knownAs, service: service.name, by: link.codeHash === null ? 'passkey' : 'code', expires: link.expiresAt, serverTime: at },
          }
        }),
      ),
    open: (asked, address, site) =>
      tried<SignLinkOpened>(address, async () => {
        const { token } = asked
        // The passkey is looked at first, and only where the link asks for one: a challenge is used up by it.
        const shown = 'passkey' in asked.with ? await passkeys.whose(asked.with.passkey, site) : null
        // One transaction counts a wrong code and opens with a right one: of a thousand at once, five are looked at.
        return storage.write(async (tx): Promise<Outcome<SignLinkOpened>> => {
          const at = clock()
          const found = await live(tx, token, at)
          if (!found) return UNKNOWN
          const { link } = found
          if (link.codeHash === null) {
            if (shown?.org !== link.org || shown.person !== link.person) return { ok: false, code: 'passkey-refused' }
            return { ok: true, value: await opened(tx, found, at) }
          }
          if ('code' in asked.with && codeHash(token, asked.with.code) === link.codeHash) return { ok: true, value: await opened(tx, found, at) }
          await countWrongCode(tx, link)
          const left = CODE_TRIES - link.tries - 1
          await written(tx, link, 'sign-link-refused', at, LINK, { left })
          return left > 0 ? { ok: true, value: { outcome: 'wrong', left, serverTime: at } } : UNKNOWN
        })
      }),
    sign: ({ token, opened: secret, key, act }, address) =>
      tried<SignLinkSigned>(address, async () => {
        const at = clock()
        // One transaction: the key is certified, the signature is there and the link is dead, or none of it.
        const signed = await storage
          .write(async (tx) => {
            const before = await signLinkWithToken(tx, tokenHash(token), at)
            if (before?.usedHash === act.hash && before.openedHash === tokenHash(secret)) {
              const [state] = await recordsOf(tx, before.org, [before.record])
              return isSignable(state) ? { org: before.org, state } : null
            }
            const found = await live(tx, token, at)
            if (!found || found.link.openedHash === null || found.link.openedHash !== tokenHash(secret)) return null
            const { link, matter } = found
            const { org, person, record } = link
            if (act.recordId !== record || act.type !== 'record.sign') throw new NotSigned('proof-refused')
            const certified = await keys.certify(tx, {
              org, key, person, name: matter.person.name, method: 'link', record, vault: null, device: act.deviceId, from: at, until: link.expiresAt,
            })
            if (!certified) throw new NotSigned('proof-refused')
            const [receipt] = await acts.pushIn(tx, org, [{ principal: { org, person, administrator: false }, wire: act }])
            if (receipt?.outcome !== 'applied') throw new NotSigned('proof-refused')
            const [state] = await recordsOf(tx, org, [record])
            const mine = isSignable(state) ? state.signatures.find((each) => each.act === act.actId) : undefined
            if (!isSignable(state) || !mine) throw new NotSigned('changed')
            if (mine.sign.method !== 'link') throw new NotSigned('proof-refused')
            await markUsed(tx, link, act.hash)
            await written(tx, link, 'sign-link-used', at, person, { kid: certified.kid })
            return { org, state }
          })
          .catch((error: unknown) => {
            if (error instanceof NotSigned) return error.outcome
            throw error
          })
        if (signed === null) return UNKNOWN
        if (signed === 'changed') return { ok: true, value: { outcome: 'changed', serverTime: at } }
        if (signed === 'proof-refused') return { ok: false, code: 'proof-refused' }
        const copy = await exports.fileOf(signed.org, signed.state, [])
        return { ok: true, value: { outcome: 'signed', locked: signed.state.locked, copy: copy && { file: copy.file, text: copy.text }, serverTime: clock() } }
      }),
  }
}
