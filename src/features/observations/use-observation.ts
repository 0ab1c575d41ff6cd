import { useMemo } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { type Shown, shownOf } from './observation-view.ts'

/** The observation as this person may see it; null until the device has been read. */
export const useObservation = (recordId: RecordId): Shown | null => {
  const device = useDevice()
  const { data: snapshot } = useSnapshot()
  const me = device.me.person
  const asOf = device.asOf()
  return useMemo(() => (snapshot ? shownOf(snapshot, me, recordId, asOf) : null), [snapshot, me, recordId, asOf])
}
