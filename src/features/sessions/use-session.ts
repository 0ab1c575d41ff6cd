import { type RecordId } from '../../domain/ids.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { type NoView } from '../shared/record-view.ts'
import { type SessionView, viewOf } from './session-view.ts'

/** One session with what its policy asks about; null while the device is being read. */
export const useSession = (
  recordId: RecordId,
): { readonly view: SessionView | NoView; readonly shifts: readonly ShiftState[] } | null => {
  const device = useDevice()
  const { data: snapshot } = useSnapshot()
  if (!snapshot) return null
  return { view: viewOf(snapshot, device.me.person, recordId), shifts: snapshot.shifts }
}
