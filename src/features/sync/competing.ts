/** The records in which something competes and waits for a person to choose (P6). */
import { type RecordId } from '../../domain/ids.ts'
import { type FileState, type SignableState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'

const formRecords = ({ sessions, agreements, observations, files }: Snapshot): readonly (SignableState | FileState)[] => [
  ...sessions.values(),
  ...agreements.values(),
  ...observations.values(),
  ...files.values(),
]

/** A record with a form, of whatever kind it is. */
export const formRecordOf = (snapshot: Snapshot, id: RecordId): SignableState | FileState | undefined =>
  formRecords(snapshot).find((state) => state.id === id)

export const competingIn = (snapshot: Snapshot): readonly (SignableState | FileState)[] =>
  formRecords(snapshot).filter((state) => Object.keys(state.competing).length > 0 && (state.kind === 'file' || state.voided === null))
