import { useId, useState } from 'react'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type RecordAnswer } from '../../domain/records/deeds/signed.ts'
import { type Response } from '../../domain/records/record.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { Radios } from '../../ui/radios.tsx'
import { type Words } from '../../words/words.ts'
import { nameOfField } from './fields-in-words.ts'
import { personIn, type SignedView } from './record-view.ts'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'
import { GuardedTextArea } from './guarded-field.tsx'

/** "Change asked for: Feelings" */
const aboutInWords = (view: SignedView, { ask, field }: Response, words: Words): string =>
  field === null
    ? words.say(ask === 'change' ? 'responses.changeWhole' : 'responses.commentWhole')
    : words.say(`responses.${ask}`, { part: nameOfField(view, field, words) })

type Outcome = RecordAnswer['outcome']
const OUTCOMES = ['amended', 'kept', 'seen'] as const satisfies readonly Outcome[]

interface AnswerFormProps {
  view: SignedView
  response: Response
  amendHref: string | undefined
}

/** The supervisor's answer: changed, kept and why, or read. */
const AnswerForm = ({ view, response, amendHref }: AnswerFormProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const id = useId()
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const { text, type, drop } = useBegunText(`answer|${response.act}`)
  const [tried, setTried] = useState(false)
  const noAnswer = outcome === ''
  const noReason = outcome === 'kept' && text.trim() === ''
  const press = async () => {
    setTried(true)
    if (noAnswer || noReason) {
      const box = document.getElementById(noAnswer ? id : `${id}-text`)
      const target = box?.matches('textarea') ? box : box?.querySelector<HTMLElement>('input')
      target?.focus()
      return
    }
    const answered = await save(async () => {
      const payload = { response: response.act, outcome, text, on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'record.answer', payload })
    })
    if (answered) drop()
  }
  const options = response.ask === 'change' ? OUTCOMES : (['seen', 'amended', 'kept'] as const)
  return (
    <div className="cs-respond__form cs-no-print">
      {amendHref && (
        <p>
          <Link href={amendHref}>
            {say('responses.amend')} <span className="govuk-visually-hidden">{response.text}</span>
          </Link>
        </p>
      )}
      <Radios
        id={id}
        label={say('responses.answer.to', { text: response.text.slice(0, 80) })}
        labelHidden
        value={outcome}
        error={tried && noAnswer ? say('responses.answer.missing') : undefined}
        options={options.map((value) => ({ value, label: say(`responses.answer.${value}`) }))}
        onChange={setOutcome}
      />
      <GuardedTextArea
        id={`${id}-text`}
        label={say('responses.answer.text')}
        optional={outcome !== 'kept'}
        hint={say('responses.answer.textHint', { name: view.supervisee.knownAs })}
        rows={1}
        value={text}
        error={tried && noReason ? say('responses.answer.reasonMissing') : undefined}
        onChange={type}
      />
      <SaveFailed failed={failed} />
      <Button kind="secondary" busy={busy} onClick={press}>
        {say('responses.answer.send')}
      </Button>
    </div>
  )
}

interface OneResponseProps {
  view: SignedView
  response: Response
  fieldHref: ResponsesProps['fieldHref']
}

const OneResponse = ({ view, response, fieldHref }: OneResponseProps) => {
  const words = useRecordWords()
  const { say } = words
  const { by, at, text, answer, field } = response
  const mayAnswer = view.role === 'supervisor' && !view.state.voided
  return (
    <li className="cs-signature">
      <p className="cs-signature__name">{aboutInWords(view, response, words)}</p>
      <blockquote className="cs-statement" dir="auto">
        {text}
      </blockquote>
      <p className="cs-quiet">{say('responses.by', { name: personIn(view, by).name, when: words.dayAndTime(at) })}</p>
      {answer && (
        <div className="cs-answer">
          {answer.text.trim() !== '' && (
            <p className="cs-signature__text" dir="auto">
              {answer.text}
            </p>
          )}
          <p className="cs-quiet">
            {say('responses.answered', {
              outcome: say(`responses.outcome.${answer.outcome}`),
              name: personIn(view, answer.by).name,
              when: words.dayAndTime(answer.at),
            })}
          </p>
        </div>
      )}
      {!answer && mayAnswer && (
        <AnswerForm
          view={view}
          response={response}
          amendHref={field === null || view.state.locked ? undefined : fieldHref?.(field)}
        />
      )}
      {!answer && !mayAnswer && <p className="cs-quiet">{say('responses.waiting', { name: view.supervisor.knownAs })}</p>}
    </li>
  )
}

export interface ResponsesProps {
  view: SignedView
  /** Where a field is written, for "Change it". */
  fieldHref?: (field: FieldName) => string
}

/** What the supervisee said before signing, each with its answer; the supervisor answers here. Nothing where there is none. */
export const Responses = ({ view, fieldHref }: ResponsesProps) => {
  const { say } = useRecordWords()
  const { responses } = view.state
  if (responses.length === 0) return null
  return (
    <Card heading={say('responses.title')}>
      <ul className="cs-signatures">
        {responses.map((response) => (
          <OneResponse key={response.act} view={view} response={response} fieldHref={fieldHref} />
        ))}
      </ul>
    </Card>
  )
}
