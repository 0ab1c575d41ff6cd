/**
 * A signed record as one file that verifies without us (G6): the content with its salts, or the digests of what is withheld,
 * the signatures, what certifies their keys, receipts of the service's for each, and its seal over all of it.
 */
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type Section } from '../../src/domain/policy/form.ts'
import { type SignedContent } from '../../src/domain/records/deeds/signed.ts'
import { formOf, recordFormOf, sectionsFor } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type SignableState, type Signature } from '../../src/domain/records/record.ts'
import {
  ADDITIONS, COMMENT, type ExportAnswer, type Exported, type ExportedContent, type ExportedSignature, type ExportRequest, type ExportSeal, type SignatureReceipt,
} from '../../src/protocol/exported.ts'
import { type KeyId, TYP } from '../../src/protocol/keys.ts'
import { lowS } from '../../src/protocol/low-s.ts'
import { commentDigest } from '../../src/protocol/signature.ts'
import { fieldDigest, signatureHash } from '../../src/protocol/signed-content.ts'
import { exportDigest, exportText } from '../../src/protocol/verify-record.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { type AppliedAct, actsOf } from '../storage/ledger.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type PersonKey, personKeysOf } from '../storage/person-keys.ts'
import { policiesOf, recordsOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { askedOf } from './export-asked.ts'
import { type Principal } from './judge.ts'
import { type Keys } from './keys.ts'
import { recordOfTheirs } from './oversight.ts'
import { type Shipped, withOwn } from './packs.ts'
import { kidOf } from './signatures.ts'

export type Withhold = ExportRequest['withhold']

export interface Exports {
  /** Null where there is no such record, it is not this person's to read whole, or nobody has signed it. */
  readonly make: (principal: Principal, recordId: string, withhold: Withhold) => Promise<ExportAnswer | null>
  /** The same of a record that who asks may have whole; nothing is written down. */
  readonly fileOf: (org: OrgId, record: SignableState, withhold: Withhold) => Promise<ExportAnswer | null>
}

export interface ExportsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly keys: Keys
  readonly shipped: Shipped
}

/** What says which record it is and whose: without it a signature could be shown under another. */
const NEVER_WITHHELD = /^record\./

/** What is gathered of a record, at one moment. */
interface Gathered {
  readonly service: string
  readonly names: ReadonlyMap<string, string>
  readonly sections: readonly Section[]
  /** Whether a name of the content is personal, or of no class, which may be about anything. */
  readonly isPersonal: (name: string) => boolean
  readonly ledger: ReadonlyMap<string, AppliedAct & { readonly receivedAt: Instant }>
  readonly keys: ReadonlyMap<KeyId, PersonKey>
}

const isSignable = (state: { readonly kind: string }): state is SignableState => state.kind === 'session' || state.kind === 'agreement' || state.kind === 'observation'

/** A signature with what the ledger has of it, and why it does not count where it does not. */
type Kept = Signature & { readonly because?: ExportedSignature['because'] }

const allOf = ({ signatures, unsetSignatures }: SignableState, { ledger }: Gathered): readonly Kept[] =>
  [...signatures, ...unsetSignatures].sort((a, b) => (ledger.get(a.act)?.seq ?? 0) - (ledger.get(b.act)?.seq ?? 0))

const contentOf = (hash: string, content: SignedContent, isWithheld: (name: string) => boolean): ExportedContent => ({
  hash,
  fields: Object.fromEntries(
    Object.entries(content).map(([name, { salt, value }]) => [name, isWithheld(name) ? { digest: fieldDigest(name, salt, value) } : { salt, value }]),
  ),
})

const commentOf = ({ sign }: Signature, withheld: boolean): ExportedSignature['comment'] => {
  const { comment, commentSalt = null } = sign
  if (comment === null) return null
  return withheld ? { digest: commentDigest(sign) } : { salt: commentSalt, text: comment }
}

export const exportsService = ({ storage, clock, random, keys, shipped }: ExportsPorts): Exports => {
  const gathered = async (tx: Tx, org: OrgId, record: SignableState): Promise<Gathered | null> => {
    const [post, setting] = await Promise.all([record.post, record.setting].map(async (id) => (await recordsOf(tx, org, [id]))[0]))
    const people = await recordsOf(tx, org, [record.supervisee, record.supervisor])
    const own = await policiesOf(tx, org)
    const pack = withOwn(shipped, () => own)(record.pins)
    const form = pack && formOf(pack, record.pins)
    if (!pack || !form || post?.kind !== 'post') return null
    const facts = factsOf(post, setting?.kind === 'setting' ? setting : undefined)
    const rules = recordFormOf(pack, record.pins, facts)
    const kids = [...record.signatures, ...record.unsetSignatures].flatMap(({ sign }) => kidOf(sign) ?? [])
    return {
      service: (await orgsOf(tx)).find((each) => each.org === org)?.name ?? '',
      names: new Map(people.flatMap((state) => (state.kind === 'person' ? [[state.id as string, state.name] as const] : []))),
      sections: sectionsFor(form, pack, facts),
      isPersonal: (name) => name.startsWith('field.') && (rules?.fieldOf(name.slice('field.'.length))?.class ?? 'A') === 'A',
      ledger: new Map((await actsOf(tx, org, record.id)).map((act) => [act.wire.actId, act])),
      keys: new Map((await personKeysOf(tx, org, [...new Set(kids)])).map((key) => [key.kid, key])),
    }
  }

  const signatureOf = async (org: OrgId, record: SignableState, kept: Kept, { ledger, keys: persons }: Gathered, withheld: boolean): Promise<ExportedSignature | null> => {
    const { act, by, at, sign, because = null } = kept
    const applied = ledger.get(act)
    if (!applied) return null
    const { role, answer, statement, language, method, formVersion, on, contentHash, previous, proof = null } = sign
    const kid = kidOf(sign)
    const hash = signatureHash(sign)
    const receipt: SignatureReceipt = {
      v: 1, org, record: record.id, act, by, signature: hash, contentHash, at: applied.receivedAt, audit: applied.receipt.audit ?? null,
    }
    return {
      act, by, at, deviceId: applied.wire.deviceId, role, answer, comment: commentOf(kept, withheld), statement, language, method, formVersion, on, contentHash, previous,
      hash, proof, certificate: (kid && persons.get(kid)?.certificate) ?? null, receipt: await keys.sign(TYP.receipt, receipt), because,
    }
  }

  const exportedOf = async (org: OrgId, record: SignableState, withhold: Withhold, found: Gathered, madeAt: Instant): Promise<Exported | null> => {
    const all = allOf(record, found)
    const personal = withhold === 'personal'
    const named = new Set(personal ? [] : withhold)
    const isWithheld = (name: string): boolean => !NEVER_WITHHELD.test(name) && (personal ? found.isPersonal(name) : named.has(name))
    // Words that no field asked for have no class: they may be about anything.
    const [noComments, noAdditions] = [COMMENT, ADDITIONS].map((name) => personal || named.has(name))
    const signatures: ExportedSignature[] = []
    for (const kept of all) {
      const signature = await signatureOf(org, record, kept, found, noComments === true)
      if (signature) signatures.push(signature)
    }
    if (signatures.length === 0) return null
    const contents = new Map(all.map(({ sign }) => [sign.contentHash, contentOf(sign.contentHash, sign.content, isWithheld)]))
    const names = [...contents.values()].flatMap(({ fields }) => Object.keys(fields))
    const person = (id: PersonId) => ({ id, name: found.names.get(id) ?? '' })
    const additions = record.addenda.map(({ by, at, text }) => ({ by, at, text: noAdditions ? null : text }))
    const left = [
      ...new Set([
        ...names.filter(isWithheld),
        ...(signatures.some(({ comment }) => comment !== null && 'digest' in comment) ? [COMMENT] : []),
        ...(additions.some(({ text }) => text === null) ? [ADDITIONS] : []),
      ]),
    ]
    return {
      v: 1, kind: 'countersign-record', org, service: found.service, madeAt,
      record: { id: record.id, kind: record.kind, locked: record.locked, voided: record.voided && { on: record.voided.on, reason: record.voided.reason } },
      people: { supervisor: person(record.supervisor), supervisee: person(record.supervisee) },
      contents: [...contents.values()],
      signatures,
      additions,
      revocations: [...found.keys.values()].flatMap(({ kid, revokedAt }) => (revokedAt === null ? [] : [{ kid, at: revokedAt }])),
      keys: [...keys.published.certify],
      asked: askedOf(names, found.sections),
      withheld: left.sort(),
    }
  }

  const fileOf: Exports['fileOf'] = async (org, record, withhold) => {
    const madeAt = clock()
    const found = await storage.snapshot((tx) => gathered(tx, org, record))
    const exported = found && (await exportedOf(org, record, withhold, found, madeAt))
    if (!exported) return null
    const plain = JSON.parse(JSON.stringify(exported)) as Exported
    const seal: ExportSeal = { v: 1, org, record: record.id, at: madeAt, digest: exportDigest(plain) }
    const text = exportText({ exported: plain, seal: lowS(await keys.sign(TYP.export, seal)) })
    return { file: `${record.kind}-${londonDay(madeAt)}.countersign.json`, text, serverTime: madeAt }
  }

  return {
    fileOf,
    make: async (principal, recordId, withhold) => {
      const { org, person } = principal
      const theirs = await storage.snapshot((tx) => recordOfTheirs(tx, principal, recordId))
      if (!theirs || !isSignable(theirs.record)) return null
      const { record, subject } = theirs
      const answer = await fileOf(org, record, withhold)
      if (!answer) return null
      const details: Json = { withheld: withhold === 'personal' ? 'personal' : withhold.length }
      // Nothing is answered that is not written down (A8).
      await storage.write((tx) => appendAudit(tx, org, [{ at: answer.serverTime, actor: person, what: 'record-exported', subject, record: record.id, details }], random))
      return answer
    },
  }
}
