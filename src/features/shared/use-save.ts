import { useRef, useState } from 'react'
import { useShown } from '../../queries/use-device.tsx'

/**
 * A save that a button makes: one at a time; `failed` is the one red state, and what was typed stays where it is. It takes
 * no second press before the page shows what the first one did: that would be a deed upon what no longer is.
 */
export interface Save {
  /** Resolves with whether it is saved on this device. */
  readonly save: (work: () => Promise<void>) => Promise<boolean>
  readonly busy: boolean
  readonly failed: boolean
}

export const useSave = (): Save => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const running = useRef(false)
  const whenShown = useShown()
  const save = async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setState('busy')
    const end = (ended: 'idle' | 'failed'): void => {
      running.current = false
      setState(ended)
    }
    try {
      await work()
    } catch {
      end('failed')
      return false
    }
    whenShown(() => end('idle'))
    return true
  }
  return { save, busy: state === 'busy', failed: state === 'failed' }
}
