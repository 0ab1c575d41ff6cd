import { useRef, useState } from 'react'
import { DeviceError, type DeviceErrorCode } from '../../queries/device-error.ts'

/** One thing done by the service at a time, and how it ended, to be said. */
export interface Doing {
  /** @returns whether it was done */
  readonly run: (work: () => Promise<void>) => Promise<boolean>
  readonly busy: boolean
  readonly outcome: 'done' | DeviceErrorCode | null
}

export const useDoing = (): Doing => {
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Doing['outcome']>(null)
  const running = useRef(false)
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setOutcome(null)
    try {
      await work()
      setOutcome('done')
      return true
    } catch (error) {
      setOutcome(error instanceof DeviceError ? error.code : 'server-trouble')
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy, outcome }
}
