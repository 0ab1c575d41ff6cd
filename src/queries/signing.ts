/**
 * What a screen needs to sign a record: the salted content, its hash, the link to the signature before and the device's own key
 * over all of it (G1). Features may not import the protocol; this is their door to it.
 */
import { type Instant } from '../domain/dates.ts'
import { sameJson } from '../domain/json.ts'
import { type RecordSign, type SignAnswer, type SignedContent, type SignRole } from '../domain/records/deeds/signed.ts'
import { type SignableState, type Signature } from '../domain/records/record.ts'
import { signedContentOf } from '../domain/records/content.ts'
import { contentHash, saltContent, signatureHash } from '../protocol/signed-content.ts'
import { type Device, type NewAct } from './device.ts'

const byTime = (a: Signature, b: Signature): number =>
  a.at === b.at ? (a.act < b.act ? -1 : 1) : a.at < b.at ? -1 : 1

/** Every signature ever put on the record, counted or not, oldest first by the signers' clocks. */
export const allSignatures = (state: SignableState): readonly Signature[] =>
  [...state.signatures, ...state.unsetSignatures].sort(byTime)

/**
 * The signature the next one follows: the one that no other names as the one before it. Where two people signed without
 * seeing each other there are two such, and the later by the clock is taken; the other is still in the chain of its own.
 */
const lastSignature = (state: SignableState): Signature | undefined => {
  const all = allSignatures(state)
  const named = new Set(all.map(({ sign }) => sign.previous))
  return all.findLast(({ sign }) => !named.has(signatureHash(sign))) ?? all.at(-1)
}

/**
 * The content whose salts are kept, so that two signatures on the same answers name the same hash and the record locks:
 * that of the other person's signature, else the latest there is.
 */
const saltedBefore = (state: SignableState, role: SignRole): SignedContent | null => {
  const counted = state.signatures.find(({ sign }) => sign.role !== role) ?? state.signatures.at(-1)
  return (counted ?? allSignatures(state).at(-1))?.sign.content ?? null
}

/** What the signer chose and was shown. */
export interface SigningChoice {
  readonly role: SignRole
  readonly answer: SignAnswer
  /** Null when there is none; an answer other than `agree` has one. */
  readonly comment: string | null
  /** The very words shown above the button. */
  readonly statement: string
  readonly language: RecordSign['language']
}

/** What signing asks of a device: its day, its salts, and the key of who has it unlocked. */
export type SigningDevice = Pick<Device, 'asOf' | 'newSalt' | 'signWithKey'>

/**
 * The signature of the record as it is shown, ready to be saved, and when it says that it was made. A vault without a key signs
 * as was done before there were keys, and the signature says so.
 */
const signatureOf = async (state: SignableState, choice: SigningChoice, device: SigningDevice): Promise<{ readonly sign: RecordSign; readonly at?: Instant }> => {
  const content = saltContent(signedContentOf(state), saltedBefore(state, choice.role), device.newSalt)
  const previous = lastSignature(state)
  const said = {
    ...choice,
    contentHash: contentHash(content),
    previous: previous ? signatureHash(previous.sign) : null,
    formVersion: state.pins.formVersion,
    on: device.asOf(),
  }
  const toSign = { ...said, commentSalt: choice.comment === null ? null : device.newSalt() }
  const signed = await device.signWithKey(state.id, toSign)
  if (!signed) return { sign: { ...said, content, method: 'sign-in' } }
  const { method, proof, at } = signed
  return { sign: { ...toSign, content, method, proof }, at }
}

/**
 * The acts of signing, to be saved together: a supervisor's first signature also shares the record, and a record shared
 * without a signature, or signed without being shared, would each say something that is not so.
 */
export const signingActs = async (state: SignableState, choice: SigningChoice, device: SigningDevice): Promise<readonly NewAct[]> => {
  const common = { recordId: state.id, kind: state.kind }
  const { sign: payload, ...when } = await signatureOf(state, choice, device)
  const sign: NewAct = { ...common, ...when, type: 'record.sign', payload }
  if (choice.role === 'supervisee' || state.shared || state.kind !== 'session') return [sign]
  return [{ ...common, type: 'record.share', payload: { on: device.asOf() } }, sign]
}

/** The names of what differs between a signature's content and the record as it is now: `field.topic.4`, `held.end`. */
export const changedSince = (signature: Signature, state: SignableState): readonly string[] => {
  const now = signedContentOf(state)
  const then = signature.sign.content
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].filter(
    (name) => !sameJson(now[name], then[name]?.value),
  )
}
