import { useEffect, useRef, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { actionIdsIn, actionIn } from '../../domain/records/actions.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ActionEditor, type ActionsView, datesForActions } from './action-editor.tsx'
import { elementId } from './element-id.ts'
import { labelIn } from './fields-in-words.ts'
import { SaveFailed } from './save-failed.tsx'
import { mayWrite, personIn } from './record-view.ts'
import { useSave } from './use-save.ts'
import { HintOf } from './written-field.tsx'
import { useRecordWords } from './use-record-words.ts'

const ActionsToRead = ({ view }: { view: ActionsView }) => {
  const words = useRecordWords()
  const ids = actionIdsIn(view.state)
  if (ids.length === 0) return <p className="govuk-body">{words.say('records.actions.none')}</p>
  return (
    <RowList label={words.say('records.actions.title')}>
      {ids.map((id) => {
        const { what, who, by } = actionIn(view.state, id)
        const end = by && <span>{words.say('records.actions.byDay', { by: words.day(by) })}</span>
        return <Row key={id} title={what} meta={personIn(view, who).knownAs} end={end} />
      })}
    </RowList>
  )
}

export interface ActionsPartProps {
  view: ActionsView
  today: PlainDate
  /** The day agreed for the next session, else the day it is due. */
  next: PlainDate | null
}

const ActionsToWrite = ({ view, today, next }: ActionsPartProps) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const { save, failed } = useSave()
  const inRecord = actionIdsIn(view.state)
  // The first line is there to be written in; it becomes an action with its first letter.
  const [added, setAdded] = useState<readonly string[]>(() => (inRecord.length === 0 ? [device.newId()] : []))
  const [removed, setRemoved] = useState<string | null>(null)
  const focusOn = useRef<string | null>(null)
  const ids = [...inRecord, ...added.filter((id) => !inRecord.includes(id))]
  const field = view.sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'actions')

  useEffect(() => {
    if (focusOn.current) document.getElementById(elementId(`actions.${focusOn.current}.what`))?.focus()
    focusOn.current = null
  })

  const add = () => {
    const id = device.newId()
    focusOn.current = id
    setRemoved(null)
    setAdded([...added, id])
  }
  const setTaken = (id: string, taken: boolean) =>
    save(() => device.edit({ recordId: view.state.id, kind: view.state.kind, values: { [`actions.${id}.removed`]: taken }, left: true }))
  const remove = async (id: string) => {
    setAdded(added.filter((each) => each !== id))
    if (inRecord.includes(id) && (await setTaken(id, true))) setRemoved(id)
  }
  const undo = async () => {
    if (removed && (await setTaken(removed, false))) setRemoved(null)
  }
  const dates = datesForActions(today, next)
  return (
    <>
      {field && (
        <div className="cs-quiet">
          <p className="cs-quiet">{labelIn(field, words)}</p>
          <p className="cs-quiet">
            <HintOf field={field} />
          </p>
        </div>
      )}
      {ids.map((id, index) => (
        <ActionEditor key={id} view={view} id={id} number={index + 1} dates={dates} onRemove={() => remove(id)} />
      ))}
      <SaveFailed failed={failed} />
      <output className="cs-undo">
        {removed && (
          <>
            {say('records.actions.removed')}{' '}
            <button type="button" className="cs-link-button" onClick={undo}>
              {say('records.actions.undo')}
            </button>
          </>
        )}
      </output>
      <Button kind="secondary" icon="plus" onClick={add}>
        {say('records.actions.add')}
      </Button>
    </>
  )
}

/** New actions: a list one adds to, each line saved as it is written. */
export const ActionsPart = (props: ActionsPartProps) =>
  mayWrite(props.view, 'actions') ? <ActionsToWrite {...props} /> : <ActionsToRead view={props.view} />
