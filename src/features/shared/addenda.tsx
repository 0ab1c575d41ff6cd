import { useRef, useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from './save-failed.tsx'
import { personIn, type SessionView } from './session-view.ts'
import { useSave } from './use-save.ts'

export interface AddendaProps {
  view: SessionView
  /** Text that the record would not take any more, to begin the addendum with. */
  rewrite: string | undefined
}

const AddendumForm = ({ view, rewrite = '' }: AddendaProps) => {
  const { say } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [text, setText] = useState(rewrite)
  const [open, setOpen] = useState(rewrite !== '')
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const other = view.role === 'supervisor' ? view.supervisee : view.supervisor
  if (!open) {
    return (
      <Button kind="secondary" icon="plus" onClick={() => setOpen(true)}>
        {say('sessions.addendum.add')}
      </Button>
    )
  }
  const press = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      box.current?.focus()
      return
    }
    const saved = await save(async () => {
      const payload = { text: text.trim(), on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: 'session', type: 'record.addendum', payload })
    })
    if (!saved) return
    setText('')
    setOpen(false)
  }
  return (
    <>
      <TextArea
        ref={box}
        label={say('sessions.addendum.text')}
        hint={say('sessions.addendum.hint', { name: other.knownAs })}
        value={text}
        error={missing ? say('sessions.addendum.missing') : undefined}
        onChange={setText}
      />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button busy={busy} onClick={press}>
          {say('sessions.addendum.save')}
        </Button>
        <Button kind="quiet" onClick={() => setOpen(false)}>
          {say('common.cancel')}
        </Button>
      </div>
    </>
  )
}

/** What was added after both signed. A locked record takes nothing else. */
export const Addenda = ({ view, rewrite }: AddendaProps) => {
  const words = useWords()
  const { say } = words
  const { addenda, locked, voided } = view.state
  if (!locked) return null
  return (
    <Card heading={say('sessions.addendum.title')}>
      {addenda.length === 0 && <p className="govuk-body">{say('sessions.addendum.none')}</p>}
      <ul className="cs-signatures">
        {addenda.map(({ act, by, at, text }) => (
          <li key={act} className="cs-signature">
            <p className="cs-signature__text">{text}</p>
            <p className="cs-quiet">
              {say('sessions.addendum.by', { name: personIn(view, by).name, when: words.dayAndTime(at) })}
            </p>
          </li>
        ))}
      </ul>
      {!voided && <AddendumForm view={view} rewrite={rewrite} />}
    </Card>
  )
}
