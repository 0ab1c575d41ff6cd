import { useEffect, useRef, useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useField } from '../shared/use-field.ts'
import { useSave } from '../shared/use-save.ts'
import { focusBehind } from './focus.ts'
import { type Note, notesIn } from './notes.ts'
import { type ObservationView } from './observation-view.ts'
import { textOf } from './rows.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

interface NoteEditorProps {
  view: ObservationView
  note: Note
  onDone: () => void
  onRemove: () => void
}

const NoteEditor = ({ view, note, onDone, onRemove }: NoteEditorProps) => {
  const { say, time } = useWords()
  const own = useField(view, `notes.${note.id}.text`)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => focusBehind(box.current), [])
  return (
    <>
      <GuardedTextArea
        ref={box}
        id={elementId(`notes.${note.id}.text`)}
        label={say('observations.note.label', { time: time(note.at) })}
        rows={1}
        value={textOf(own.value)}
        saved={<SavedNote state={own.saved} />}
        onChange={own.type}
        onBlur={own.leave}
      />
      <ButtonGroup>
        <Button kind="secondary" onClick={onDone}>
          {say('observations.note.done')}
        </Button>
        <Button kind="quiet" onClick={onRemove}>
          {say('observations.note.remove')}
        </Button>
      </ButtonGroup>
    </>
  )
}

/** The notes to read, each with its time. */
export const NotesToRead = ({ notes }: { notes: readonly Note[] }) => {
  const { say, time } = useWords()
  return (
    <ol className="cs-notes" aria-label={say('observations.visit.notes')}>
      {notes.map(({ id, at, text }) => (
        <li key={id} className="cs-note">
          <time className="cs-note__time" dateTime={at}>
            {time(at)}
          </time>
          <p className="cs-note__text" dir="auto">{text}</p>
        </li>
      ))}
    </ol>
  )
}

export interface NotesListProps {
  view: ObservationView
  /** The newest is brought into sight when it comes. */
  follow?: boolean
}

/** The notes of the visit, oldest first, to change or take out; they are the observer's until both views are shown. */
export const NotesList = ({ view, follow = false }: NotesListProps) => {
  const { say, time } = useWords()
  const device = useDevice()
  const { save, failed } = useSave()
  const [open, setOpen] = useState<string | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const last = useRef<HTMLLIElement>(null)
  const notes = notesIn(view.state)
  const count = notes.length
  useEffect(() => {
    if (follow && count > 0) last.current?.scrollIntoView({ block: 'nearest' })
  }, [follow, count])

  const setTaken = (id: string, taken: boolean) =>
    save(() => device.edit({ recordId: view.state.id, kind: 'observation', values: { [`notes.${id}.removed`]: taken }, left: true }))
  const remove = async (id: string) => {
    setOpen(null)
    if (await setTaken(id, true)) setRemoved(id)
  }
  const undo = async () => {
    if (removed && (await setTaken(removed, false))) setRemoved(null)
  }
  return (
    <>
      {count === 0 && <p className="govuk-body cs-quiet">{say('observations.visit.noNotes', { name: view.supervisee.knownAs })}</p>}
      <ol className="cs-notes" aria-label={say('observations.visit.notes')}>
        {notes.map((note, index) => (
          <li key={note.id} ref={index === count - 1 ? last : undefined} className="cs-note">
            <time className="cs-note__time" dateTime={note.at}>
              {time(note.at)}
            </time>
            {open === note.id ? (
              <div className="cs-note__text">
                <NoteEditor view={view} note={note} onDone={() => setOpen(null)} onRemove={() => remove(note.id)} />
              </div>
            ) : (
              <>
                <p className="cs-note__text" dir="auto">{note.text}</p>
                <Button kind="quiet" onClick={() => setOpen(note.id)}>
                  {say('observations.note.change')}{' '}
                  <span className="govuk-visually-hidden">{say('observations.note.label', { time: time(note.at) })}</span>
                </Button>
              </>
            )}
          </li>
        ))}
      </ol>
      <SaveFailed failed={failed} />
      <output className="cs-undo">
        {removed && (
          <>
            {say('observations.note.removed')}{' '}
            <button type="button" className="cs-link-button" onClick={undo}>
              {say('observations.note.undo')}
            </button>
          </>
        )}
      </output>
    </>
  )
}
