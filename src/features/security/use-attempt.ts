import { useMemo, useRef, useState } from 'react'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Problem, problemOf, problemText } from './sign-in-problem.ts'

/**
 * One try at a time: whether one is under way, and what the last one came to, in words.
 *
 * @param field the id of the field that is at fault, for an error summary
 */
export const useAttempt = (field: string | null = null) => {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  // One object a try: the summary takes the focus once for each, and not while one types on.
  const [found, setFound] = useState<{ readonly message: string } | null>(null)
  const errors = useMemo<readonly FieldError[]>(() => (found ? [{ id: field, message: found.message }] : []), [found, field])
  const setProblem = (message: string | null): void => setFound(message === null ? null : { message })
  const trying = useRef(false)
  /** @param attempt resolves with what stood in the way, or null; a `DeviceError` counts as that too */
  const attempt = async (attempt: () => Promise<Problem | null>): Promise<Problem | null> => {
    if (trying.current) return null
    trying.current = true
    setBusy(true)
    setProblem(null)
    const refusal = await attempt().catch(problemOf)
    trying.current = false
    setBusy(false)
    setProblem(refusal && problemText(refusal, words))
    return refusal
  }
  return { busy, problem: found?.message ?? null, errors, setProblem, attempt }
}
