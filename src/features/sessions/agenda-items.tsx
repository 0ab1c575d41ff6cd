// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './sessions.scss'
import { useEffect, useRef, useState } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { elementId } from '../shared/element-id.ts'
import { mayWrite, personIn } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useField } from '../shared/use-field.ts'
import { useSave } from '../shared/use-save.ts'
import { type WantedItem, wantedIn } from './wanted.ts'
import { type SessionView } from './session-view.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

interface ItemProps {
  view: SessionView
  id: string
  number: number
  onTakeOut: () => void
}

/** One's own item, being written. */
const OwnItem = ({ view, id, number, onTakeOut }: ItemProps) => {
  const { say } = useRecordWords()
  const name = `agenda.${id}.text`
  const text = useField(view, name)
  const label = say('planning.agenda.item', { number })
  return (
    <div className="cs-block" data-field={name}>
      <GuardedTextArea
        id={elementId(name)}
        label={label}
        labelHidden
        rows={1}
        value={typeof text.value === 'string' ? text.value : ''}
        saved={
          <>
            <SavedNote state={text.saved} />
            <button type="button" className="cs-link-button" onClick={onTakeOut}>
              {say('planning.agenda.takeOut')} <span className="govuk-visually-hidden">{label}</span>
            </button>
          </>
        }
        onChange={text.type}
        onBlur={text.leave}
      />
    </div>
  )
}

const fromWhom = (view: SessionView, by: PersonId, me: PersonId, say: ReturnType<typeof useRecordWords>['say']): string =>
  by === me ? say('planning.agenda.byYou') : say('planning.agenda.by', { name: personIn(view, by).knownAs })

/** Whether an item has been talked about: one tap at the session. */
const TalkedAbout = ({ view, item }: { view: SessionView; item: WantedItem }) => {
  const { say } = useRecordWords()
  const done = useField(view, `agenda.${item.id}.done`)
  return (
    <QuickChoices label={say('planning.agenda.doneOf', { text: item.text })}>
      <QuickChoice pressed={done.value === true} onChange={(pressed) => done.choose(pressed)}>
        {say('planning.agenda.done')}
      </QuickChoice>
    </QuickChoices>
  )
}

/** Takes an item out, and puts it back. */
const useTakeOut = (state: SessionState) => {
  const device = useDevice()
  const { save, failed } = useSave()
  const [removed, setRemoved] = useState<string | null>(null)
  const set = (id: string, taken: boolean) =>
    save(() => device.edit({ recordId: state.id, kind: 'session', values: { [`agenda.${id}.removed`]: taken }, left: true }))
  return {
    removed,
    failed,
    takeOut: async (id: string) => {
      if (await set(id, true)) setRemoved(id)
    },
    putBack: async () => {
      if (removed && (await set(removed, false))) setRemoved(null)
    },
    forget: () => setRemoved(null),
  }
}

export interface AgendaItemsProps {
  view: SessionView
  /** `write` beforehand: one adds and changes one's own. `talk` at the session: each is ticked off. */
  to: 'write' | 'talk'
}

/** What both want to talk about: each adds their own, both see all, and either may take one out. */
export const AgendaItems = ({ view, to }: AgendaItemsProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const me = device.me.person
  const { removed, failed, takeOut, putBack, forget } = useTakeOut(view.state)
  const written = new Map(wantedIn(view.state).map((item) => [item.id, item]))
  // An own item keeps its box while one is on the page: a new one before its first letter, one emptied after its last.
  const [own, setOwn] = useState<readonly string[]>(() => [...written.values()].filter(({ by }) => by === me).map(({ id }) => id))
  const focusOn = useRef<string | null>(null)
  const may = mayWrite(view, 'agenda.new.text')
  const boxes = new Set(to === 'write' && may ? own : own.filter((id) => !written.has(id)))
  const ids = [...new Set([...written.keys(), ...boxes])].sort()

  useEffect(() => {
    if (focusOn.current) document.getElementById(elementId(`agenda.${focusOn.current}.text`))?.focus()
    focusOn.current = null
  })
  const add = () => {
    const id = device.newId()
    focusOn.current = id
    forget()
    setOwn([...own, id])
  }
  const drop = async (id: string) => {
    setOwn(own.filter((each) => each !== id))
    if (view.state.fields[`agenda.${id}.text`]) await takeOut(id)
  }
  return (
    <>
      {ids.length === 0 && <p className="govuk-body">{say('planning.agenda.none')}</p>}
      <ul className="cs-wanted">
        {ids.map((id, index) => {
          const item = written.get(id)
          return (
            <li key={id} className="cs-wanted__item">
              {boxes.has(id) || !item ? (
                <OwnItem view={view} id={id} number={index + 1} onTakeOut={() => drop(id)} />
              ) : (
                <div data-field={`agenda.${id}.text`}>
                  <p className="cs-wanted__text" dir="auto">{item.text}</p>
                  <p className="cs-quiet">
                    {fromWhom(view, item.by, me, say)}{' '}
                    {may && (
                      <button type="button" className="cs-link-button" onClick={() => drop(id)}>
                        {say('planning.agenda.takeOut')} <span className="govuk-visually-hidden">{item.text}</span>
                      </button>
                    )}
                  </p>
                  {to === 'talk' && may && <TalkedAbout view={view} item={item} />}
                </div>
              )}
            </li>
          )
        })}
      </ul>
      <SaveFailed failed={failed} />
      <output className="cs-undo">
        {removed && (
          <>
            {say('planning.agenda.removed')}{' '}
            <button type="button" className="cs-link-button" onClick={putBack}>
              {say('planning.agenda.undo')}
            </button>
          </>
        )}
      </output>
      {may && (
        <Button kind="secondary" icon="plus" onClick={add}>
          {say('planning.agenda.add')}
        </Button>
      )}
    </>
  )
}
