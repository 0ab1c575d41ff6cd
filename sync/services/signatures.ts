/** Whether a signature is its signer's (G1, G2): the key theirs and believed, and the JWS saying what the act says, field by field. */
import { createPublicKey, verify } from 'node:crypto'
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type DeviceId } from '../../src/domain/ids.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type RecordSign } from '../../src/domain/records/deeds/signed.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { type KeyId, type PublicKey, TYP } from '../../src/protocol/keys.ts'
import { type QuarantineReason } from '../../src/protocol/push.ts'
import { signaturePayloadOf } from '../../src/protocol/signature.ts'
import { contentHash } from '../../src/protocol/signed-content.ts'
import { type StrictJws, strictJws } from '../../src/protocol/strict-jws.ts'
import { type PersonKey } from '../storage/person-keys.ts'

export type SignAct = RecordAct & { readonly type: 'record.sign' }

/** By which key a signature says it is: nothing of that is believed yet. Null of one with none. */
export const kidOf = ({ proof }: Pick<RecordSign, 'proof'>): KeyId | null =>
  proof === undefined ? null : (strictJws(proof, TYP.signature)?.kid ?? null)

/** The keys that the signatures among acts say they are by. */
export const signingKids = (acts: readonly RecordAct[]): readonly KeyId[] => [
  ...new Set(acts.flatMap((act) => (act.type === 'record.sign' ? (kidOf(act.payload) ?? []) : []))),
]

/** Whether ES256 holds under a key; of either of the two signatures that an (r, s) makes, since a receipt names the one it is. */
const holds = (key: PublicKey, { signed, signature }: StrictJws): boolean => {
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
  return verify('sha256', Buffer.from(signed), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
}

/** What a key is asked about. */
export type KnownKey = Pick<PersonKey, 'key' | 'person' | 'method' | 'record' | 'until' | 'revokedAt'>

/** Where an act comes from: what its signature has to say too. */
export interface SignedOn {
  readonly deviceId: DeviceId
  readonly at: Instant
}

/**
 * Why a signature is not taken for its signer's.
 *
 * @param keyOf the keys of the organisation
 * @param on.at when it arrived: no clock of a device orders anything (T1), so of a clock that is ahead this counts
 * @returns null where it is theirs; always of one from before there were keys, which stays what it says it is
 */
export const objectionToSignature = ({ actor, deviceTime, recordId, payload }: SignAct, { deviceId, at }: SignedOn, keyOf: (kid: KeyId) => KnownKey | null): QuarantineReason | null => {
  const { proof, content, method, ...toSign } = payload
  if (contentHash(content) !== payload.contentHash) return { code: 'content-hash-wrong', where: 'payload.contentHash' }
  if (method === 'sign-in' || proof === undefined) return null
  const wrong = (code: string): QuarantineReason => ({ code, where: 'payload.proof' })
  const jws = strictJws(proof, TYP.signature)
  if (!jws) return wrong('signature-wrong')
  const known = keyOf(jws.kid)
  if (known?.person !== actor) return wrong('key-unknown')
  const said = signaturePayloadOf(recordId, toSign, { signer: actor, deviceId, deviceTime, method })
  const isForThis = known.method === method && (known.record === null || known.record === recordId)
  if (!isForThis || canonicalJson(jws.payload) !== canonicalJson(said) || !holds(known.key, jws)) return wrong('signature-wrong')
  if (known.revokedAt !== null) return wrong('key-revoked')
  return Math.min(epochOf(deviceTime), epochOf(at)) > epochOf(known.until) ? wrong('key-over') : null
}
