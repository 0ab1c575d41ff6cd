import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'

/** Locks the device; `unsaved` where something typed could not be saved, so that it stays unlocked and shown. */
export const useLock = (): { readonly lock: () => Promise<void>; readonly unsaved: boolean } => {
  const device = useDevice()
  const [unsaved, setUnsaved] = useState(false)
  const lock = async (): Promise<void> => {
    setUnsaved(false)
    try {
      await device.lock()
    } catch {
      setUnsaved(true)
    }
  }
  return { lock, unsaved }
}
