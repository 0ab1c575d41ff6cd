/** Keys of people in the house, certified as if their vaults had been enrolled, and what is signed with them. */
import { type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SignRole } from '../../src/domain/records/deeds/signed.ts'
import { type SignableState } from '../../src/domain/records/record.ts'
import { signedContentOf } from '../../src/domain/records/content.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type CompactJws, TYP } from '../../src/protocol/keys.ts'
import { type SignaturePayload, signaturePayloadOf, type ToSign } from '../../src/protocol/signature.ts'
import { contentHash, saltContent, signatureHash } from '../../src/protocol/signed-content.ts'
import { systemRandom } from '../../sync/clock.ts'
import { type ToCertify } from '../../sync/services/keys.ts'
import { newTestKey, type TestKey } from '../test-key.ts'
import { applied } from './deeds.ts'
import { type Client, device, heldSession, type House, ORG, person } from './house.ts'

export interface CertifiedKey extends TestKey {
  readonly certificate: CompactJws
}

const YEAR_MS = 365 * 24 * 60 * 60_000

/** A key of this person's, as enrolling a vault leaves it; `change` makes it another's, a link's, an old one. */
export const certified = async (house: House, key: string, change: Partial<ToCertify> = {}): Promise<CertifiedKey> => {
  const made = await newTestKey()
  const { storage, keys, clock } = house.server.ports
  const from = clock()
  const of: ToCertify = {
    org: ORG, key: made.key, person: person(key), name: `${key} Example`, method: 'key', record: null, vault: null, device: device(key), from,
    until: new Date(Date.parse(from) + YEAR_MS).toISOString() as ToCertify['until'], ...change,
  }
  const done = await storage.write((tx) => keys.certify(tx, of))
  if (!done) throw new Error('the key is certified')
  return { ...made, certificate: done.certificate }
}

/** From this moment on the key is believed no longer. */
export const revoke = async ({ server: { ports } }: House, kid: string): Promise<void> => {
  await ports.storage.write((tx) => tx.updateTable('person_keys').set({ revoked_at: ports.clock() }).where('kid', '=', kid).execute())
}

export interface Changes {
  /** Of what the act says. */
  readonly sign?: Partial<ToSign>
  /** Of what is signed, and not of what the act says. */
  readonly payload?: Partial<Record<keyof SignaturePayload, Json>>
  readonly method?: 'key' | 'link'
  /** Makes the JWS otherwise. */
  readonly proof?: (payload: SignaturePayload) => Promise<string> | string
}

/** A signature on the record as this person has it, under a key. */
export const signWith = async (client: Client, key: TestKey, recordId: string, role: SignRole, change: Changes = {}): Promise<WireAct> => {
  const state = await client.record<SignableState>(recordId)
  const earlier = state.signatures.at(-1)?.sign ?? null
  const content = saltContent(signedContentOf(state), earlier?.content ?? null, () => systemRandom(16))
  const { method = 'key' } = change
  const toSign = {
    role, answer: 'agree', comment: null, commentSalt: null, contentHash: contentHash(content), previous: earlier ? signatureHash(earlier) : null,
    statement: 'This is a fair record.', language: 'en', formVersion: 1, on: '2026-06-02', ...change.sign,
  } as ToSign
  const signing = { signer: person(client.key), deviceId: device(client.key), deviceTime: client.now(), method }
  const payload = { ...signaturePayloadOf(recordId as RecordId, toSign, signing), ...change.payload } as SignaturePayload
  const proof = await (change.proof ?? ((said) => key.sign(TYP.signature, said)))(payload)
  return client.act(recordId, 'record.sign', { ...toSign, content, method, proof }, state.kind)
}

/** A session of theirs, held, shared and signed by both with keys. */
export const lockedWithKeys = async (supervisor: readonly [Client, TestKey], worker: readonly [Client, TestKey], values?: Record<string, Json>): Promise<string> => {
  const [dana, danasKey] = supervisor
  const [sam, samsKey] = worker
  const id = await heldSession(dana, sam.key, ...(values ? [values] : []))
  applied(await dana.push(dana.share(id)))
  applied(await dana.push(await signWith(dana, danasKey, id, 'supervisor')))
  applied(await sam.push(await signWith(sam, samsKey, id, 'supervisee')))
  return id
}
