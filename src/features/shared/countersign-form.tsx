import { useId, useState } from 'react'
import { type SignAnswer } from '../../domain/records/acts.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from './save-failed.tsx'
import { type SessionView } from './session-view.ts'
import { statementOf, useSign } from './sign-form.tsx'
import { useSave } from './use-save.ts'

export interface CountersignFormProps {
  view: SessionView
  errors: readonly FieldError[]
  onErrors: (errors: readonly FieldError[]) => void
  onSigned: () => void
}

const ANSWER_ID = 'sign-answer'
const COMMENT_ID = 'sign-comment'

/** The supervisee's answer: all three of them sign (G5). The words that are signed stand above the button. */
export const CountersignForm = ({ view, errors, onErrors, onSigned }: CountersignFormProps) => {
  const words = useWords()
  const { say } = words
  const sign = useSign(view)
  const statementId = useId()
  const { save, busy, failed } = useSave()
  const [answer, setAnswer] = useState<SignAnswer | ''>('')
  const [comment, setComment] = useState('')
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message

  const commentBox = (
    <TextArea
      id={COMMENT_ID}
      label={say(answer === 'disagree' ? 'sign.reasons' : 'sign.comment')}
      hint={say('sign.commentHint', { name: view.supervisor.knownAs })}
      value={comment}
      error={errorOf(COMMENT_ID)}
      onChange={setComment}
    />
  )
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
    const said = answer === 'agree' ? null : comment.trim()
    if (await save(() => sign('supervisee', answer, said))) onSigned()
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
        onChange={setAnswer}
      />
      {answer !== '' && (
        <blockquote id={statementId} className="cs-statement">
          {statementOf(view, 'supervisee', answer, words)}
        </blockquote>
      )}
      <SaveFailed failed={failed} />
      <Button busy={busy} aria-describedby={answer === '' ? undefined : statementId} onClick={press}>
        {say('sign.button')}
      </Button>
    </Card>
  )
}
