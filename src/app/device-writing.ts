/** What the device needs to write, and to show what it has not sent: got while the password is typed, not before. */
import { type PersonId } from '../domain/ids.ts'
import { type RecordState } from '../domain/records/record.ts'
import { planActs, planEdit } from '../outbox/plan-save.ts'
import { type WireAct } from '../protocol/act.ts'
import { type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { folding } from '../queries/folding.ts'
import { recordIn } from '../queries/record-in.ts'

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

export const writing = { planActs, planEdit, folding, refuseWhatCannotBe }
export type Writing = typeof writing
