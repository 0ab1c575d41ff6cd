/** The content hash a signature is bound to (G1). */
import { type Json } from '../domain/json.ts'
import { type RecordSign, type SignedContent } from '../domain/records/deeds/signed.ts'
import { canonicalJson, hashOf, sha256Hex } from './hash.ts'

/**
 * The digest of one field: SHA-256(salt ‖ RFC 8785 of [name, value]). The name is inside, as in SD-JWT (RFC 9901), so
 * that two fields' values cannot be exchanged under one content hash (docs/decisions/field-digests-bind-the-name.md).
 */
export const fieldDigest = (name: string, salt: string, value: Json): string =>
  sha256Hex(salt + canonicalJson([name, value]))

/** SHA-256 over the sorted per-field digests, one a line. Lower-case hex. */
export const contentHash = (content: SignedContent): string =>
  sha256Hex(
    Object.entries(content)
      .map(([name, { salt, value }]) => fieldDigest(name, salt, value))
      .sort()
      .join('\n'),
  )

/**
 * Salts a content for signing. A name whose value an earlier signature salted keeps that salt, so that a second
 * signature on the same content names the same hash.
 *
 * @param newSalt 128 random bits as 22 characters of base64url
 */
export const saltContent = (
  content: Readonly<Record<string, Json>>,
  earlier: SignedContent | null,
  newSalt: () => string,
): SignedContent =>
  Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      const known = earlier?.[name]
      const same = known && canonicalJson(known.value) === canonicalJson(value)
      return [name, { salt: same ? known.salt : newSalt(), value }]
    }),
  )

/**
 * The hash by which the next signature and the service's receipt name this one (G1, `previous`): of the JWS, every byte of it,
 * where a key signed; of what was signed before there were keys, all of it.
 */
export const signatureHash = (sign: RecordSign): string =>
  sign.proof === undefined ? hashOf(JSON.parse(JSON.stringify(sign)) as Json) : sha256Hex(sign.proof)
