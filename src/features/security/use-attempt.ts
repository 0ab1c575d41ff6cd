import { useRef, useState } from 'react'
import { useWords } from '../../ui/words-provider.tsx'
import { type Problem, problemOf, problemText } from './sign-in-problem.ts'

/** One try at a time: whether one is under way, and what the last one came to, in words. */
export const useAttempt = () => {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const trying = useRef(false)
  /** @param attempt resolves with what stood in the way, or null; a `DeviceError` counts as that too */
  const attempt = async (attempt: () => Promise<Problem | null>): Promise<Problem | null> => {
    if (trying.current) return null
    trying.current = true
    setBusy(true)
    setProblem(null)
    const found = await attempt().catch(problemOf)
    trying.current = false
    setBusy(false)
    setProblem(found && problemText(found, words))
    return found
  }
  return { busy, problem, setProblem, attempt }
}
