import { useRef, useState } from 'react'

/** A save that a button makes: one at a time; `failed` is the one red state, and what was typed stays where it is. */
export interface Save {
  /** Resolves with whether it is saved on this device. */
  readonly save: (work: () => Promise<void>) => Promise<boolean>
  readonly busy: boolean
  readonly failed: boolean
}

export const useSave = (): Save => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const running = useRef(false)
  const save = async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setState('busy')
    try {
      await work()
      setState('idle')
      return true
    } catch {
      setState('failed')
      return false
    } finally {
      running.current = false
    }
  }
  return { save, busy: state === 'busy', failed: state === 'failed' }
}
