/** One signature of an exported record: whether it, its key, its certificate and its receipt say the same (G1–G3, G6). */
import { compactVerify } from 'jose'
import { epochOf } from '../domain/dates.ts'
import { type RecordId } from '../domain/ids.ts'
import { type Json } from '../domain/json.ts'
import { type SignedContent } from '../domain/records/deeds/signed.ts'
import { type Exported, type ExportedContent, type ExportedSignature, SignatureReceipt } from './exported.ts'
import { canonicalJson, hashOf, sha256Hex } from './hash.ts'
import { Certificate, type CompactJws, type KeyId, type PublicKey, TYP } from './keys.ts'
import { SignaturePayload, signaturePayloadOf } from './signature.ts'
import { fieldDigest } from './signed-content.ts'
import { strictJws } from './strict-jws.ts'

/** What is wrong with a signature: with any of these, nothing in the file is to be believed. */
export type SignatureFault =
  | 'content-missing'
  | 'content-hash-wrong'
  | 'content-of-another'
  | 'signer-not-the-role'
  | 'comment-wrong'
  | 'signature-unreadable'
  | 'signature-wrong'
  | 'signature-says-other'
  | 'signature-hash-wrong'
  | 'certificate-wrong'
  | 'certificate-of-another'
  | 'certificate-over'
  | 'key-revoked-before'
  | 'receipt-wrong'
  | 'receipt-of-another'

/** What there is to know of one that holds. */
export type SignatureNote =
  /** From before there were keys: the service's word is all there is. */
  | 'no-key'
  /** The same, and part of what it is on is withheld: its hash cannot be worked out. */
  | 'hash-not-recomputed'
  | 'by-link'
  | 'does-not-count'
  | 'key-revoked-later'
  | 'clock-ahead'
  /** It follows one that is not in the file. */
  | 'previous-not-here'

export interface SignatureFindings {
  readonly faults: readonly SignatureFault[]
  readonly notes: readonly SignatureNote[]
  readonly receipt: SignatureReceipt | null
  readonly certificate: Certificate | null
}

/** The service's keys that a file names, those alone that have the names they say. */
export type KeyRing = ReadonlyMap<KeyId, PublicKey>

const CLOCKS_APART_MS = 5 * 60_000

/** Whether a JWS is under this key: jose checks it, by the platform's own cryptography, and keeps the key it was given. */
const holds = (jws: CompactJws, key: PublicKey): Promise<boolean> =>
  compactVerify(jws, key, { algorithms: ['ES256'] }).then(
    () => true,
    () => false,
  )

/** What the service said, under one of its keys. @returns null where it did not */
export const saidByService = async (jws: CompactJws, typ: string, keys: KeyRing): Promise<Json | null> => {
  const read = strictJws(jws, typ)
  const key = read && keys.get(read.kid)
  return read && key && (await holds(jws, key)) ? read.payload : null
}

/** The hash over the digests, those given for what is withheld and those worked out (G1). */
export const hashOfContent = ({ fields }: ExportedContent): string =>
  sha256Hex(
    Object.entries(fields)
      .map(([name, field]) => ('digest' in field ? field.digest : fieldDigest(name, field.salt, field.value)))
      .sort()
      .join('\n'),
  )

const saidIn = ({ fields }: ExportedContent, name: string): Json | undefined => {
  const field = fields[name]
  return field && 'value' in field ? field.value : undefined
}

/** The whole content, where nothing of it is withheld. */
const wholeOf = ({ fields }: ExportedContent): SignedContent | null => {
  const whole: Record<string, SignedContent[string]> = {}
  for (const [name, field] of Object.entries(fields)) {
    if ('digest' in field) return null
    whole[name] = field
  }
  return whole
}

const contentFaults = (record: RecordId, { by, role, contentHash }: ExportedSignature, content: ExportedContent | undefined): readonly SignatureFault[] => {
  if (!content) return ['content-missing']
  if (hashOfContent(content) !== contentHash) return ['content-hash-wrong']
  // Which record it is and whose is never withheld.
  if (saidIn(content, 'record.id') !== record) return ['content-of-another']
  return saidIn(content, role === 'supervisor' ? 'record.supervisor' : 'record.supervisee') === by ? [] : ['signer-not-the-role']
}

/** The digest of the comment as the key signed it; undefined where what is said of it is not how a key signs one. */
const commentOf = ({ comment }: ExportedSignature): string | null | undefined => {
  if (comment === null) return null
  if ('digest' in comment) return comment.digest ?? undefined
  return comment.salt === null ? undefined : fieldDigest('comment', comment.salt, comment.text)
}

/** What the key signed, against what the file says. */
const proofFaults = async (
  record: RecordId,
  signature: ExportedSignature,
  proof: CompactJws,
  certificate: Certificate | null,
): Promise<readonly SignatureFault[]> => {
  const { by, at, deviceId, method, comment: _, hash, ...said } = signature
  const faults: SignatureFault[] = hash === sha256Hex(proof) ? [] : ['signature-hash-wrong']
  const comment = commentOf(signature)
  if (comment === undefined) return [...faults, 'comment-wrong']
  const read = strictJws(proof, TYP.signature)
  if (!read || method === 'sign-in') return [...faults, 'signature-unreadable']
  const payload = SignaturePayload.safeParse(read.payload)
  if (!payload.success) return [...faults, 'signature-unreadable']
  const expected = { ...signaturePayloadOf(record, { ...said, comment: null }, { signer: by, deviceId, deviceTime: at, method }), comment }
  if (canonicalJson(payload.data) !== canonicalJson(expected)) faults.push('signature-says-other')
  if (certificate && read.kid !== certificate.kid) faults.push('certificate-of-another')
  if (certificate && !(await holds(proof, certificate.key))) faults.push('signature-wrong')
  return faults
}

/** What names it, of one that no key signed: worked out where nothing of it is withheld. */
const olderHash = ({ comment, ...signature }: ExportedSignature, content: ExportedContent | undefined): string | null => {
  const whole = content && wholeOf(content)
  if (!whole || (comment && 'digest' in comment)) return null
  const { role, answer, contentHash, previous, statement, language, method, formVersion, on } = signature
  return hashOf({ role, answer, comment: comment && comment.text, content: whole, contentHash, previous, statement, language, method, formVersion, on })
}

const certificateFaults = (exported: Exported, { by, method }: ExportedSignature, certificate: Certificate): readonly SignatureFault[] => {
  const { org, person, record, method: certified } = certificate
  const theirs = org === exported.org && person === by && certified === method
  return theirs && (certified === 'link' ? record === exported.record.id : record === null) ? [] : ['certificate-of-another']
}

/** The times: of two clocks the earlier counts (docs/decisions/a-signatures-clock-is-the-earlier-of-two.md). */
const timeFindings = (exported: Exported, { at }: ExportedSignature, certificate: Certificate, receipt: SignatureReceipt) => {
  const faults: SignatureFault[] = []
  const notes: SignatureNote[] = []
  const received = epochOf(receipt.at)
  if (received < epochOf(certificate.from) || Math.min(epochOf(at), received) > epochOf(certificate.until)) faults.push('certificate-over')
  const revoked = exported.revocations.find(({ kid }) => kid === certificate.kid)
  if (revoked && epochOf(revoked.at) <= received) faults.push('key-revoked-before')
  else if (revoked) notes.push('key-revoked-later')
  return { faults, notes }
}

const receiptFaults = ({ org, record }: Exported, { act, by, hash, contentHash }: ExportedSignature, receipt: SignatureReceipt): readonly SignatureFault[] => {
  const named = receipt.org === org && receipt.record === record.id && receipt.act === act && receipt.by === by
  return named && receipt.signature === hash && receipt.contentHash === contentHash ? [] : ['receipt-of-another']
}

/** Everything that can be found out about one of the signatures. */
export const verifySignature = async (exported: Exported, signature: ExportedSignature, keys: KeyRing): Promise<SignatureFindings> => {
  const { at, because, previous, proof, contentHash } = signature
  const record = exported.record.id
  const content = exported.contents.find(({ hash }) => hash === contentHash)
  const faults: SignatureFault[] = [...contentFaults(record, signature, content)]
  const notes: SignatureNote[] = because === null ? [] : ['does-not-count']

  const receipt = SignatureReceipt.safeParse(await saidByService(signature.receipt, TYP.receipt, keys)).data ?? null
  faults.push(...(receipt ? receiptFaults(exported, signature, receipt) : (['receipt-wrong'] as const)))

  let certificate: Certificate | null = null
  if (signature.certificate !== null) {
    certificate = Certificate.safeParse(await saidByService(signature.certificate, TYP.certificate, keys)).data ?? null
    faults.push(...(certificate ? certificateFaults(exported, signature, certificate) : (['certificate-wrong'] as const)))
  }
  if (proof === null) {
    if (signature.method !== 'sign-in' || signature.certificate !== null) faults.push('signature-unreadable')
    const hash = olderHash(signature, content)
    if (hash !== null && hash !== signature.hash) faults.push('signature-hash-wrong')
    notes.push('no-key', ...(hash === null ? (['hash-not-recomputed'] as const) : []))
  } else {
    if (signature.certificate === null) faults.push('certificate-wrong')
    faults.push(...(await proofFaults(record, signature, proof, certificate)))
    if (signature.method === 'link') notes.push('by-link')
  }
  if (certificate && receipt) {
    const times = timeFindings(exported, signature, certificate, receipt)
    faults.push(...times.faults)
    notes.push(...times.notes)
  }
  if (receipt && epochOf(at) > epochOf(receipt.at) + CLOCKS_APART_MS) notes.push('clock-ahead')
  if (previous !== null && !exported.signatures.some(({ hash }) => hash === previous)) notes.push('previous-not-here')
  return { faults: [...new Set(faults)], notes, receipt, certificate }
}
