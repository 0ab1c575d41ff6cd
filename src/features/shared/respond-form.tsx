import { useEffect, useRef, useState } from 'react'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type BegunTexts } from '../../queries/device.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { type SignedView } from './record-view.ts'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'
import { GuardedTextArea } from './guarded-field.tsx'

const ASKS = ['comment', 'change'] as const
type Ask = (typeof ASKS)[number]

/** Whether the reader may comment and ask for changes: the supervisee, of a shared record that is not locked. */
export const mayRespond = ({ role, state }: SignedView): boolean =>
  role === 'supervisee' && state.shared !== null && !state.locked && !state.voided

export interface RespondFormProps {
  view: SignedView
  /** The part of the record it stands beside: "Feelings". Empty for the record as a whole. */
  part: string
  /** The questions of that part; none for the record as a whole. */
  fields: readonly { readonly key: FieldName; readonly label: string }[]
}

/** What a comment, or a request for a change, on one part of one record is begun under. */
const begunAs = ({ view, part }: Pick<RespondFormProps, 'view' | 'part'>, ask: Ask): string => `${ask}|${view.state.id}|${part}`

/** Whether something was begun on a part and not sent yet. */
export const hasBegun = (texts: BegunTexts, view: SignedView, part: string): boolean =>
  ASKS.some((ask) => texts.of(begunAs({ view, part }, ask)) !== '')

interface AskFormProps extends RespondFormProps {
  ask: Ask
  /** It was opened here and now, not found begun. */
  takeFocus: boolean
  onDone: (sent: boolean) => void
}

const AskForm = ({ view, part, fields, ask, takeFocus, onDone }: AskFormProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const begun = useBegunText(begunAs({ view, part }, ask))
  const about = useBegunText(`${begunAs({ view, part }, ask)}|about`)
  const { text } = begun
  const field: FieldName | null = (fields.find(({ key }) => key === about.text) ?? fields[0])?.key ?? null
  const [missing, setMissing] = useState(false)
  const name = view.supervisor.knownAs
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (takeFocus) box.current?.focus()
  }, [takeFocus])
  const close = (sent: boolean) => {
    begun.drop()
    about.drop()
    onDone(sent)
  }
  const send = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      box.current?.focus()
      return
    }
    const sent = await save(async () => {
      const payload = { ask, field, text, on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'record.respond', payload })
    })
    if (sent) close(true)
  }
  return (
    <div className="cs-respond__form">
      {fields.length > 1 && (
        <Select
          label={say('responses.ask.about')}
          value={field ?? ''}
          options={fields.map(({ key, label }) => ({ value: key, label }))}
          onChange={about.type}
        />
      )}
      <GuardedTextArea
        ref={box}
        label={say(ask === 'change' ? 'responses.ask.changeText' : 'responses.ask.commentText')}
        hint={say('responses.ask.hint', { name })}
        value={text}
        error={missing ? say('responses.ask.missing') : undefined}
        onChange={begun.type}
      />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button busy={busy} onClick={send}>
          {say('responses.ask.send', { name })}
        </Button>
        <Button kind="quiet" onClick={() => close(false)}>
          {say('common.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Before signing, the supervisee comments on a part of the record or asks for it to be changed (SEF-App3.5). */
export const RespondForm = (props: RespondFormProps) => {
  const { view, part } = props
  const { say } = useRecordWords()
  const { texts } = useDevice()
  const [ask, setAsk] = useState<Ask | null>(() => ASKS.find((each) => texts.of(begunAs(props, each)) !== '') ?? null)
  const [opened, setOpened] = useState(false)
  const [sent, setSent] = useState(false)
  if (!mayRespond(view)) return null
  const done = (wasSent: boolean) => {
    setSent(wasSent)
    setAsk(null)
  }
  const open = (next: Ask) => () => {
    setSent(false)
    setOpened(true)
    setAsk(next)
  }
  const of = part === '' ? null : <span className="govuk-visually-hidden">{say('responses.ask.of', { part })}</span>
  return (
    <div className="cs-respond cs-no-print">
      {ask === null ? (
        <div className="cs-buttons">
          <Button kind="secondary" onClick={open('comment')}>
            {part === '' ? say('responses.ask.whole') : say('responses.ask.comment')}{' '}
            {of}
          </Button>
          {part !== '' && (
            <Button kind="secondary" onClick={open('change')}>
              {say('responses.ask.change')}{' '}
              {of}
            </Button>
          )}
        </div>
      ) : (
        <AskForm key={ask} {...props} ask={ask} takeFocus={opened} onDone={done} />
      )}
      <output>{sent && <p className="cs-quiet">{say('responses.ask.sent', { name: view.supervisor.knownAs })}</p>}</output>
    </div>
  )
}
