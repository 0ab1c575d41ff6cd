import { useRef, useState } from 'react'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/**
 * One try at a time, of a form at the door: errors for the summary, whether a try is under way, and `attempt`, which makes
 * it unless something is missing.
 *
 * @param take goes on with an answer, or says why it can't
 */
export const useTry = <Answer>(take: (answer: Answer) => FieldError | null) => {
  const { say } = useWords()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const trying = useRef(false)
  const attempt = (missing: readonly FieldError[], make: () => Promise<Answer>): void => {
    if (trying.current) return
    setErrors(missing)
    if (missing.length > 0) return
    trying.current = true
    setBusy(true)
    const run = async (): Promise<void> => {
      const refusal = take(await make())
      if (refusal) setErrors([refusal])
    }
    run()
      .catch(() => setErrors([{ id: null, message: say('account.error.server') }]))
      .finally(() => {
        trying.current = false
        setBusy(false)
      })
  }
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  return { errors, errorOf, busy, attempt }
}
