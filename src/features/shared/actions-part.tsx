import { type PlainDate } from '../../domain/dates.ts'
import { type ActionList, actionIdsIn, actionIn, actionListsOf } from '../../domain/records/actions.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ActionEditor, type ActionsView, datesForActions } from './action-editor.tsx'
import { writtenAnswer } from './answers.ts'
import { formField, labelIn } from './fields-in-words.ts'
import { type ActionsField, mainListOf } from './form-fields.ts'
import { NothingToRecord } from './nothing-to-record.tsx'
import { RowsFoot } from './rows-foot.tsx'
import { mayWrite, personIn } from './record-view.ts'
import { HintOf } from './written-field.tsx'
import { useField } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'
import { useRows } from './use-rows.ts'

interface ListProps extends ActionsPartProps {
  /** Which of the form's lists; none where the form asks for no actions. */
  under: ActionList | undefined
  field: ActionsField | undefined
}

const ActionsToRead = ({ view, under, field }: ListProps) => {
  const words = useRecordWords()
  const ids = actionIdsIn(view.state, under)
  if (ids.length === 0) return <p className="govuk-body">{words.say('records.actions.none')}</p>
  return (
    <RowList label={field ? labelIn(field, words) : words.say('records.actions.title')}>
      {ids.map((id) => {
        const { what, who, by } = actionIn(view.state, id)
        const end = by && <span>{words.say('records.actions.byDay', { by: words.day(by) })}</span>
        return <Row key={id} title={what} meta={personIn(view, who).knownAs} end={end} />
      })}
    </RowList>
  )
}

const ActionsToWrite = ({ view, today, next, under, field, inSection }: ListProps) => {
  const words = useRecordWords()
  const { say } = words
  const inRecord = actionIdsIn(view.state, under)
  const own = useField(view, field?.key ?? 'actions')
  const { nothing } = writtenAnswer(own.value)
  const rows = useRows({
    view,
    of: field?.key ?? 'actions',
    under: 'actions',
    firstPart: 'what',
    inRecord,
    // The first line is there to be written in; it becomes an action with its first letter.
    begun: inSection !== true && !nothing,
  })
  const dates = datesForActions(today, next)
  const add = () => {
    if (nothing) own.choose(null)
    rows.add()
  }
  const about = under && under.list !== under.lists[0] ? under.list : null
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
      {rows.ids.map((id, index) => (
        <ActionEditor
          key={id}
          view={view}
          id={id}
          number={index + 1}
          dates={dates}
          about={about}
          place={under && under.lists.length > 1 && !inRecord.includes(id) ? under.list : `actions.${id}`}
          level={inSection ? 4 : 3}
          onRemove={() => rows.remove(id)}
        />
      ))}
      <RowsFoot rows={rows} removed={say('records.actions.removed')} add={say('records.actions.add')} onAdd={add}>
        {field?.nothingToRecord && inRecord.length === 0 && <NothingToRecord label={labelIn(field, words)} own={own} />}
      </RowsFoot>
    </>
  )
}

export interface ActionsPartProps {
  view: ActionsView
  today: PlainDate
  /** The day agreed for the next session, else the day it is due. */
  next: PlainDate | null
  /** The field whose actions they are; the form's own list of actions unless said. */
  list?: FieldName
  /** It stands in a section of the form, under its heading, among other questions. */
  inSection?: boolean
}

/** New actions: a list one adds to, each line saved as it is written. A form may have several. */
export const ActionsPart = (props: ActionsPartProps) => {
  const { view, inSection } = props
  const words = useRecordWords()
  const list = props.list ?? mainListOf(view)
  const found = list === undefined ? undefined : formField(view, list)
  const field = found?.type === 'actions' ? found : undefined
  const under = list === undefined ? undefined : { list, lists: actionListsOf(view.sections) }
  const part = mayWrite(view, 'actions') ? (
    <ActionsToWrite {...props} under={under} field={field} />
  ) : (
    <ActionsToRead {...props} under={under} field={field} />
  )
  if (!inSection) return part
  return (
    <fieldset className="cs-block cs-plain-fieldset" data-field={list} aria-label={field && labelIn(field, words)}>
      {part}
    </fieldset>
  )
}
