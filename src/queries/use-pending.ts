import { useSyncExternalStore } from 'react'
import { type Pending } from './drafts.ts'
import { useDrafts } from './use-device.tsx'

/** How much of what was typed is not yet on this device. */
export const usePending = (): Pending => {
  const drafts = useDrafts()
  return useSyncExternalStore(drafts.subscribe, drafts.pending)
}
