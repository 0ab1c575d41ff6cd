import { useRef, useState } from 'react'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type DoorStep, type GateAnswer, type Opened } from './gate.ts'
import { refusalText } from './gate-text.ts'

/**
 * One try at a time to come in: errors for the summary, whether a try is under way, and `knock`, which tries unless
 * something is missing.
 */
export const useDoor = (door: 'unlock' | 'sign-in', onOpen: (opened: Opened) => void, onMore?: (step: DoorStep) => void) => {
  const words = useWords()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const trying = useRef(false)
  const knock = (missing: readonly FieldError[], attempt: () => Promise<GateAnswer>): void => {
    if (trying.current) return
    setErrors(missing)
    if (missing.length > 0) return
    trying.current = true
    setBusy(true)
    const enter = async (): Promise<void> => {
      const answer = await attempt()
      if (answer.kind === 'open') onOpen(answer)
      else if (answer.kind === 'more') onMore?.(answer.step)
      else setErrors([refusalText(answer, door, words)])
    }
    enter()
      .catch(() => setErrors([{ id: null, message: words.say('account.error.server') }]))
      .finally(() => {
        trying.current = false
        setBusy(false)
      })
  }
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  return { errors, errorOf, busy, knock }
}
