import { useId, useState } from 'react'
import { SignAnswer } from '../../domain/records/deeds/signed.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { SaveFailed } from './save-failed.tsx'
import { otherOf, type SignedView } from './record-view.ts'
import { useSign } from './sign-form.tsx'
import { useSave } from './use-save.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea } from './guarded-field.tsx'

export interface CountersignFormProps {
  view: SignedView
  /** The very words that are signed with each answer, in the reader's language. */
  statement: (answer: SignAnswer) => string
  /** What is wrong, which the page shows in its error summary as well. */
  errors: readonly FieldError[]
  onErrors: (errors: readonly FieldError[]) => void
  onSigned: () => void
}

const ANSWER_ID = 'sign-answer'
const COMMENT_ID = 'sign-comment'

/**
 * The signature of either of the two with an answer: agree, agree with a comment, disagree. All three sign (G5), and the
 * comment is kept as typed. The words that are signed stand above the button.
 */
export const CountersignForm = ({ view, statement, errors, onErrors, onSigned }: CountersignFormProps) => {
  const { say } = useRecordWords()
  const sign = useSign(view)
  const statementId = useId()
  const { save, busy, failed } = useSave()
  const { text: comment, type, drop } = useBegunText(`sign|${view.state.id}`)
  const begun = useBegunText(`sign-answer|${view.state.id}`)
  // An answer without words is one tap: it is asked for again.
  const [answer, setAnswer] = useState<SignAnswer | ''>(() => (comment === '' ? '' : (SignAnswer.safeParse(begun.text).data ?? '')))
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message

  const commentBox = (
    <GuardedTextArea
      id={COMMENT_ID}
      label={say(answer === 'disagree' ? 'sign.reasons' : 'sign.comment')}
      hint={say('sign.commentHint', { name: otherOf(view).knownAs })}
      value={comment}
      error={errorOf(COMMENT_ID)}
      onChange={type}
    />
  )
  const choose = (next: SignAnswer) => {
    setAnswer(next)
    begun.type(next)
  }
  const press = async () => {
    if (answer === '') {
      onErrors([{ id: ANSWER_ID, message: say('sign.answer.missing') }])
      return
    }
    if (answer !== 'agree' && comment.trim() === '') {
      onErrors([
        { id: COMMENT_ID, message: say(answer === 'disagree' ? 'sign.reasons.missing' : 'sign.comment.missing') },
      ])
      return
    }
    onErrors([])
    const said = answer === 'agree' ? null : comment
    if (!(await save(() => sign(answer, said, statement(answer))))) return
    drop()
    begun.drop()
    onSigned()
  }
  return (
    <Card heading={say('sign.yours')}>
      <p className="govuk-body">{say('sign.meaning')}</p>
      <Radios
        id={ANSWER_ID}
        label={say('sign.question')}
        value={answer}
        error={errorOf(ANSWER_ID)}
        options={[
          { value: 'agree', label: say('sign.agree') },
          { value: 'agree-with-comment', label: say('sign.agreeComment'), conditional: commentBox },
          { value: 'disagree', label: say('sign.disagree'), hint: say('sign.disagreeHint'), conditional: commentBox },
        ]}
        onChange={choose}
      />
      {answer !== '' && (
        <blockquote id={statementId} className="cs-statement">
          {statement(answer)}
        </blockquote>
      )}
      <SaveFailed failed={failed} />
      <Button busy={busy} aria-describedby={answer === '' ? undefined : statementId} onClick={press}>
        {say('sign.button')}
      </Button>
    </Card>
  )
}
