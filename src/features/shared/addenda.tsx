import { useRef, useState } from 'react'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SaveFailed } from './save-failed.tsx'
import { otherOf, personIn, type SignedView } from './record-view.ts'
import { useSave } from './use-save.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea } from './guarded-field.tsx'

export interface AddendaProps {
  view: SignedView
  /** Text that the record would not take any more, to begin the addendum with. */
  rewrite?: string | undefined
}

const AddendumForm = ({ view, rewrite = '' }: AddendaProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const begun = useBegunText(`addendum|${view.state.id}`)
  // What came too late stands under what was begun here; it is kept at its own place until it is changed here or added.
  const [asCarried, setAsCarried] = useState(rewrite !== '' && !begun.text.includes(rewrite))
  const text = asCarried ? [begun.text, rewrite].filter(Boolean).join('\n\n') : begun.text
  const [open, setOpen] = useState(text !== '')
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const other = otherOf(view)
  if (!open) {
    return (
      <Button kind="secondary" icon="plus" onClick={() => setOpen(true)}>
        {say('records.addendum.add')}
      </Button>
    )
  }
  const write = (next: string) => {
    setAsCarried(false)
    begun.type(next)
  }
  const close = () => {
    setAsCarried(false)
    begun.drop()
    setOpen(false)
  }
  const press = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      box.current?.focus()
      return
    }
    const saved = await save(async () => {
      const payload = { text: text.trim(), on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'record.addendum', payload })
    })
    if (saved) close()
  }
  return (
    <>
      <GuardedTextArea
        ref={box}
        label={say('records.addendum.text')}
        hint={say('records.addendum.hint', { name: other.knownAs })}
        value={text}
        error={missing ? say('records.addendum.missing') : undefined}
        onChange={write}
      />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button busy={busy} onClick={press}>
          {say('records.addendum.save')}
        </Button>
        <Button kind="quiet" onClick={close}>
          {say('common.cancel')}
        </Button>
      </div>
    </>
  )
}

/** What was added after both signed. A locked record takes nothing else. */
export const Addenda = ({ view, rewrite }: AddendaProps) => {
  const words = useRecordWords()
  const { say } = words
  const { addenda, locked, voided } = view.state
  if (!locked) return null
  return (
    <Card heading={say('records.addendum.title')}>
      {addenda.length === 0 && <p className="govuk-body">{say('records.addendum.none')}</p>}
      <ul className="cs-signatures">
        {addenda.map(({ act, by, at, text }) => (
          <li key={act} className="cs-signature">
            <p className="cs-signature__text">{text}</p>
            <p className="cs-quiet">
              {say('records.addendum.by', { name: personIn(view, by).name, when: words.dayAndTime(at) })}
            </p>
          </li>
        ))}
      </ul>
      {!voided && view.role !== 'reader' && <AddendumForm view={view} rewrite={rewrite} />}
    </Card>
  )
}
