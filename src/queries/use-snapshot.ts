import { type Snapshot } from './device.ts'
import { useSnapshot as useSnapshotQuery } from './use-device.tsx'

/** Everything on this device; undefined until it has been read once. */
export const useSnapshot = (): Snapshot | undefined => useSnapshotQuery().data
