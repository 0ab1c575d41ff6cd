import { type SignAnswer } from '../../domain/records/deeds/signed.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { CountersignForm } from '../shared/countersign-form.tsx'
import { SIGN_TICK_ID, SignForm } from '../shared/sign-form.tsx'
import { standingOf } from '../shared/standing.ts'
import { type ObservationView } from './observation-view.ts'

/** Whether the reader is asked to sign now: both are, once both views are shown, in any order; nobody what they have not all of. */
export const asksToSign = ({ state, role, awaits }: ObservationView): boolean => {
  if (awaits || role === 'reader' || state.revealed === null || state.locked || state.voided) return false
  const { mine, apart } = standingOf(state, role)
  return mine === undefined || apart
}

/** The very words that are signed, for this reader and this answer. */
const statementOf = (view: ObservationView, answer: SignAnswer, words: Words): string => {
  const { state, role, supervisee, supervisor } = view
  const day = words.longDay(state.observed?.on ?? state.plannedFor)
  return role === 'supervisor'
    ? words.say('observations.statement.supervisor', { name: supervisor.name, other: supervisee.name, day })
    : words.say(`observations.statement.${answer}`, { name: supervisee.name, other: supervisor.name, day })
}

export interface SignPartProps {
  view: ObservationView
  errors: readonly FieldError[]
  onErrors: (errors: readonly FieldError[]) => void
  /** Something is missing: said by the page, and nothing is signed. */
  blocked: boolean
  onBlocked: () => void
  onSigned: () => void
}

/** The observer signs what they wrote; the supervisee answers with agree, a comment, or disagree. */
export const SignPart = ({ view, errors, onErrors, blocked, onBlocked, onSigned }: SignPartProps) => {
  const words = useWords()
  if (view.role === 'supervisee') {
    if (blocked) return null
    const statement = (answer: SignAnswer): string => statementOf(view, answer, words)
    return <CountersignForm view={view} statement={statement} errors={errors} onErrors={onErrors} onSigned={onSigned} />
  }
  const attempt = (ticked: boolean): boolean => {
    if (blocked) {
      onBlocked()
      return false
    }
    onErrors(ticked ? [] : [{ id: SIGN_TICK_ID, message: words.say('sign.read.missing') }])
    return ticked
  }
  return (
    <SignForm
      view={view}
      statement={statementOf(view, 'agree', words)}
      error={errors[0]?.message}
      attempt={attempt}
      onSigned={onSigned}
    />
  )
}
