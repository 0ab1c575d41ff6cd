import { useRef, useState } from 'react'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type GateAnswer } from './gate.ts'

/**
 * One try at a time to come in: errors for the summary, whether a try is under way, and `knock`, which tries unless
 * something is missing.
 *
 * @param take goes on with an answer, or says why it can't
 */
export const useDoor = (take: (answer: GateAnswer) => FieldError | null) => {
  const { say } = useWords()
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
      const refusal = take(await attempt())
      if (refusal) setErrors([refusal])
    }
    enter()
      .catch(() => setErrors([{ id: null, message: say('account.error.server') }]))
      .finally(() => {
        trying.current = false
        setBusy(false)
      })
  }
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  return { errors, errorOf, busy, knock }
}
