import { useSyncExternalStore } from 'react'
import { useDevice } from './use-device.tsx'
import { type LeaseNotice } from './vault-here.ts'

/** Follows how long this device may show records (K6). Null, too, under the first cipher. */
export const useLease = (): LeaseNotice => {
  const device = useDevice()
  return useSyncExternalStore(device.subscribe, () => device.here?.lease() ?? null)
}
