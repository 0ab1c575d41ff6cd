import { useEffect, useRef, useState } from 'react'
import { Instant } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useField } from '../shared/use-field.ts'
import { useSave } from '../shared/use-save.ts'
import { focusBehind } from './focus.ts'
import { WRITING } from './notes.ts'
import { type ObservationView } from './observation-view.ts'
import { textOf } from './rows.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

/**
 * The note being written. What is typed is kept as typed; one tap, or Enter, adds it with the time at which its first
 * letter was written, and the box is free for the next.
 */
export const NoteComposer = ({ view }: { view: ObservationView }) => {
  const { say, time } = useWords()
  const device = useDevice()
  const text = useField(view, WRITING.text)
  const at = useField(view, WRITING.at)
  const { save, failed } = useSave()
  const [added, setAdded] = useState<Instant | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const value = textOf(text.value)
  /** What is in the box by now: a note may be saved while the next is begun. */
  const typed = useRef(value)
  useEffect(() => {
    typed.current = value
  })
  useEffect(() => focusBehind(box.current), [])

  const type = (next: string) => {
    if (value.trim() === '') at.type(device.now())
    text.type(next)
  }
  const add = async () => {
    box.current?.focus()
    if (value.trim() === '') return
    const began = Instant.safeParse(at.value).data ?? device.now()
    const id = device.newId()
    text.type('')
    typed.current = ''
    const values = { [`notes.${id}.text`]: value.trim(), [`notes.${id}.at`]: began }
    if (await save(() => device.edit({ recordId: view.state.id, kind: 'observation', values, left: true }))) {
      setAdded(began)
      return
    }
    text.type(`${value}${typed.current === '' ? '' : `\n${typed.current}`}`)
    at.type(began)
  }
  return (
    <div className="cs-composer">
      <SaveFailed failed={failed} />
      <div className="cs-composer__row">
        <GuardedTextArea
          ref={box}
          id={elementId(WRITING.text)}
          label={say('observations.visit.note')}
          rows={1}
          value={value}
          onChange={type}
          onBlur={text.leave}
          onEnter={() => {
            add().catch(() => undefined)
          }}
        />
        <Button onClick={add}>
          {say('observations.visit.add')}
        </Button>
      </div>
      <SavedNote state={text.saved === 'failed' ? 'failed' : 'none'} />
      <output className="govuk-visually-hidden">{added && say('observations.note.added', { time: time(added) })}</output>
    </div>
  )
}
