import { useEffect, useState } from 'react'
import { type Instant } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'

const EVERY_MS = 15_000

/** The device's clock, read again every quarter of a minute: enough for a timer that shows minutes. */
export const useNow = (): Instant => {
  const device = useDevice()
  const [now, setNow] = useState(device.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(device.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [device])
  return now
}
