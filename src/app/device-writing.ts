/** What the device needs to write, and to show what it has not sent: got while the password is typed, not before. */
import { epochOf } from '../domain/dates.ts'
import { type PersonId, type RecordId } from '../domain/ids.ts'
import { type RecordState } from '../domain/records/record.ts'
import { planActs, planEdit, type SaveContext } from '../outbox/plan-save.ts'
import { type WireAct } from '../protocol/act.ts'
import { TYP } from '../protocol/keys.ts'
import { signaturePayloadOf, type ToSign } from '../protocol/signature.ts'
import { type SignedWithKey, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { folding } from '../queries/folding.ts'
import { recordIn } from '../queries/record-in.ts'
import { type Signer } from '../vault/signer.ts'

/** An act that the record as it is here does not take is not saved: the screen says why, and keeps the words. */
const refuseWhatCannotBe = (acts: readonly WireAct[], shown: Snapshot, person: PersonId): void => {
  const states = new Map<string, RecordState | null>()
  const stateOf = recordIn(shown)
  for (const wire of acts) {
    const read = folding.readAct(wire, person)
    if (!read.ok) continue
    const { recordId } = read.act
    const before = states.has(recordId) ? (states.get(recordId) ?? null) : stateOf(recordId)
    // What is missing from a form the server judges too; here it is asked before sharing and signing.
    const result = folding.fold(before, read.act, () => undefined)
    if (result.ok) states.set(recordId, result.state)
    // A record that isn't here may be there: the act is kept and sent, the server judges it.
    else if (result.refusal.code !== 'record-unknown') throw new DeviceError(result.refusal.code)
  }
}

/** The key of an unlocked vault, as far as signing records goes. */
export type SigningKey = Pick<Signer, 'until' | 'sign'>

/**
 * A key whose year is over signs nothing: who reads the signature would not take it (G2).
 *
 * @param at who signs, on which device, when by its clock
 */
const signWithKey = async (
  key: SigningKey | null,
  recordId: RecordId,
  toSign: ToSign,
  at: Pick<SaveContext, 'person' | 'deviceId' | 'deviceTime'>,
): Promise<SignedWithKey | null> => {
  if (!key || epochOf(key.until) < epochOf(at.deviceTime)) return null
  const { person: signer, deviceId, deviceTime } = at
  const proof = await key.sign(TYP.signature, signaturePayloadOf(recordId, toSign, { signer, deviceId, deviceTime, method: 'key' }))
  return { method: 'key', proof, at: deviceTime }
}

export const writing = { planActs, planEdit, folding, refuseWhatCannotBe, signWithKey }
export type Writing = typeof writing
