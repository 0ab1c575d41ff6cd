/** The record alone, to read to its end, and below it the answer that signs it. */
import { useId, useRef, useState } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { type SignAnswer } from '../../domain/records/deeds/signed.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { RecordRead } from '../shared/record-read.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { type GuestChoice, type GuestProblem, type GuestRecord } from './guest.ts'
import { problemText, statementOf, titleOf } from './guest-text.ts'

const ANSWER_ID = 'guest-answer'
const COMMENT_ID = 'guest-comment'

export interface GuestRecordPageProps {
  record: GuestRecord
  /** Signs it. @returns why it stays as it is; null where it does not */
  onSign: (choice: GuestChoice) => Promise<Exclude<GuestProblem, { kind: 'unknown' }> | null>
}

export const GuestRecordPage = ({ record, onSign }: GuestRecordPageProps) => {
  const words = useRecordWords()
  const { say } = words
  const { person, other } = record
  const [answer, setAnswer] = useState<SignAnswer | ''>('')
  const [comment, setComment] = useState('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const statementId = useId()
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const nameOf = (id: PersonId): string => (id === person.id ? person.name : id === other.id ? other.name : '—')
  const faultOf = (): FieldError | null => {
    if (answer === '') return { id: ANSWER_ID, message: say('sign.answer.missing') }
    const words_ = answer === 'agree' || comment.trim() !== ''
    return words_ ? null : { id: COMMENT_ID, message: say(answer === 'disagree' ? 'sign.reasons.missing' : 'sign.comment.missing') }
  }
  const sign = async (): Promise<void> => {
    const fault = faultOf()
    setErrors(fault ? [fault] : [])
    if (fault || answer === '' || running.current) return
    running.current = true
    setBusy(true)
    const statement = statementOf(record, answer, words)
    const problem = await onSign({ answer, comment: answer === 'agree' ? null : comment, statement, language: words.lang === 'cy' ? 'cy' : 'en' })
    running.current = false
    setBusy(false)
    if (problem) setErrors([{ id: null, message: problemText(problem, words) }])
  }
  const commentBox = (
    <TextArea
      id={COMMENT_ID}
      label={say(answer === 'disagree' ? 'sign.reasons' : 'sign.comment')}
      hint={say('sign.commentHint', { name: other.name })}
      value={comment}
      onChange={setComment}
      error={errorOf(COMMENT_ID)}
    />
  )
  return (
    <Page
      title={say('guest.title')}
      heading={titleOf(record, words)}
      caption={<bdi>{say('guest.with', { name: person.name, other: other.name })}</bdi>}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <p className="govuk-body">{say('guest.readFirst')}</p>
      <RecordRead reading={record.reading} nameOf={nameOf} />
      <Card heading={say('guest.answer')}>
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
            {statementOf(record, answer, words)}
          </blockquote>
        )}
        <Button busy={busy} aria-describedby={answer === '' ? undefined : statementId} onClick={sign}>
          {say('sign.button')}
        </Button>
      </Card>
    </Page>
  )
}
