/**
 * Whether an exported record is what was signed (G6): by its bytes alone, with no service, no network and no account. What it
 * rests on is the service's public key; with the key's fingerprint known from elsewhere, it rests on that.
 */
import { calculateJwkThumbprint } from 'jose'
import { type Json } from '../domain/json.ts'
import { REQUIRED_SIGNATURES } from '../domain/records/signed.ts'
import { ADDITIONS, COMMENT, type Exported, ExportFile, ExportSeal } from './exported.ts'
import { canonicalJson, sha256Hex } from './hash.ts'
import { type CompactJws, type KeyId, TYP } from './keys.ts'
import { isLowS } from './low-s.ts'
import { strictJws, textIn } from './strict-jws.ts'
import { hashOfContent, type KeyRing, saidByService, type SignatureFindings, verifySignature } from './verify-signature.ts'

/** What is wrong with a file as a whole. */
export type FileFault =
  /** No text, no JSON, or not the JSON of an exported record. */
  | 'not-an-export'
  /** It says the same, and is not written as it was: something was done to it. */
  | 'not-canonical'
  | 'key-name-wrong'
  | 'key-not-expected'
  | 'seal-wrong'
  | 'content-unsigned'
  | 'content-hash-wrong'
  | 'signatures-none'
  | 'signature-twice'
  | 'lock-wrong'
  | 'withheld-wrong'

/** What there is to know of a file that holds. */
export type FileNote =
  /** Nobody said which key to expect: the fingerprint is to be compared. */
  | 'key-not-compared'
  | 'part-withheld'
  | 'not-locked'
  | 'void'

export interface Verified {
  readonly ok: boolean
  /** Null where there is nothing to show: what is shown of a file with a fault is not to be believed. */
  readonly exported: Exported | null
  /** The name of the key that sealed it: what is compared with what the service publishes. */
  readonly fingerprint: KeyId | null
  readonly faults: readonly FileFault[]
  readonly notes: readonly FileNote[]
  /** In the order of the signatures in the file. */
  readonly signatures: readonly SignatureFindings[]
}

const NOTHING: Omit<Verified, 'faults'> = { ok: false, exported: null, fingerprint: null, notes: [], signatures: [] }

/** The file, if it is one and written in the one way there is. */
const readFile = (bytes: Uint8Array): { readonly file: ExportFile } | { readonly fault: 'not-an-export' | 'not-canonical' } => {
  try {
    const text = textIn(bytes)
    const file = ExportFile.safeParse(JSON.parse(text))
    if (!file.success) return { fault: 'not-an-export' }
    // What was parsed is written again: a name said twice, another order, a space, all of them show.
    return canonicalJson(file.data as unknown as Json) === text ? { file: file.data } : { fault: 'not-canonical' }
  } catch {
    return { fault: 'not-an-export' }
  }
}

const ringOf = async ({ keys }: Exported): Promise<{ readonly ring: KeyRing; readonly named: boolean }> => {
  const ring = new Map<KeyId, Exported['keys'][number]['key']>()
  for (const { kid, key } of keys) {
    const name = await calculateJwkThumbprint({ ...key }).catch(() => null)
    if (name === kid) ring.set(kid, key)
  }
  return { ring, named: ring.size === keys.length && keys.length > 0 }
}

/** Who sealed it, where the seal is over all of it. */
const sealedBy = async (exported: Exported, seal: CompactJws, ring: KeyRing): Promise<KeyId | null> => {
  const read = strictJws(seal, TYP.export)
  const said = ExportSeal.safeParse(await saidByService(seal, TYP.export, ring)).data
  if (!read || !said || !isLowS(read.signature)) return null
  const whole = said.digest === sha256Hex(canonicalJson(exported as unknown as Json))
  return whole && said.org === exported.org && said.record === exported.record.id && said.at === exported.madeAt ? read.kid : null
}

/** What the file says is withheld, against what is. */
const withheldIn = ({ contents, signatures, additions }: Exported): readonly string[] => {
  const names = contents.flatMap(({ fields }) => Object.entries(fields).flatMap(([name, field]) => ('digest' in field ? [name] : [])))
  const comment = signatures.some((each) => each.comment !== null && 'digest' in each.comment)
  const added = additions.some(({ text }) => text === null)
  return [...new Set([...names, ...(comment ? [COMMENT] : []), ...(added ? [ADDITIONS] : [])])].sort()
}

/** Both signed the same, as the lock says (P7). */
const isLocked = ({ signatures }: Exported): boolean => {
  const counted = signatures.filter(({ because }) => because === null)
  const hashes = new Set(counted.map(({ contentHash }) => contentHash))
  return hashes.size === 1 && REQUIRED_SIGNATURES.every((role) => counted.some((each) => each.role === role))
}

const fileFaults = (exported: Exported): readonly FileFault[] => {
  const { contents, signatures, record, withheld } = exported
  const signed = new Set(signatures.map(({ contentHash }) => contentHash))
  const acts = new Set(signatures.map(({ act }) => act))
  const whole = contents.every(({ hash }) => signed.has(hash)) && new Set(contents.map(({ hash }) => hash)).size === contents.length
  return [
    ...(signatures.length === 0 ? (['signatures-none'] as const) : []),
    ...(acts.size < signatures.length ? (['signature-twice'] as const) : []),
    ...(whole ? [] : (['content-unsigned'] as const)),
    ...(contents.every((content) => hashOfContent(content) === content.hash) ? [] : (['content-hash-wrong'] as const)),
    ...(record.locked && !isLocked(exported) ? (['lock-wrong'] as const) : []),
    ...(withheldIn(exported).join('\n') === withheld.join('\n') ? [] : (['withheld-wrong'] as const)),
  ]
}

/**
 * Verifies a file.
 *
 * @param key the fingerprint of the service's key as it is known from elsewhere; null takes the file's own word for it, and
 *   says so
 */
export const verifyRecord = async (bytes: Uint8Array, key: string | null): Promise<Verified> => {
  const read = readFile(bytes)
  if ('fault' in read) return { ...NOTHING, faults: [read.fault] }
  const { exported, seal } = read.file
  const { ring, named } = await ringOf(exported)
  const fingerprint = await sealedBy(exported, seal, ring)
  const signatures: SignatureFindings[] = []
  for (const signature of exported.signatures) signatures.push(await verifySignature(exported, signature, ring))
  const faults: FileFault[] = [
    ...(named ? [] : (['key-name-wrong'] as const)),
    ...(fingerprint === null ? (['seal-wrong'] as const) : []),
    ...(fingerprint !== null && key !== null && key !== fingerprint ? (['key-not-expected'] as const) : []),
    ...fileFaults(exported),
  ]
  const notes: FileNote[] = [
    ...(key === null ? (['key-not-compared'] as const) : []),
    ...(exported.withheld.length > 0 ? (['part-withheld'] as const) : []),
    ...(exported.record.voided ? (['void'] as const) : []),
    ...(exported.record.locked ? [] : (['not-locked'] as const)),
  ]
  const ok = faults.length === 0 && signatures.every((each) => each.faults.length === 0)
  return { ok, exported, fingerprint, faults, notes, signatures }
}

/** The file of what was exported, as it is sealed. */
export const exportText = (file: ExportFile): string => canonicalJson(file as unknown as Json)
export const exportDigest = (exported: Exported): string => sha256Hex(canonicalJson(exported as unknown as Json))
