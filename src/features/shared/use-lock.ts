import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'

export interface Locking {
  /** Hides everything behind the PIN; in full where there is none (K5). */
  readonly lock: () => Promise<void>
  /** In full: somebody else takes the device. */
  readonly changePerson: () => Promise<void>
  /** Something typed could not be saved, so that it stays unlocked and shown. */
  readonly unsaved: boolean
}

export const useLock = (): Locking => {
  const device = useDevice()
  const [unsaved, setUnsaved] = useState(false)
  const locking = (how: () => void | Promise<void>) => async (): Promise<void> => {
    setUnsaved(false)
    try {
      await how()
    } catch {
      setUnsaved(true)
    }
  }
  return { lock: locking(device.lockScreen ?? device.lock), changePerson: locking(device.lock), unsaved }
}
