import { rowIdsIn, type TableField as Table } from '../../domain/records/tables.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { RowCard, RowCards } from '../../ui/row-cards.tsx'
import { AsShared } from './as-shared.tsx'
import { writtenAnswer } from './answers.ts'
import { inLanguage } from '../../words/answers.ts'
import { CompetingVersions } from './competing-versions.tsx'
import { elementId } from './element-id.ts'
import { labelIn, nameOfField } from './fields-in-words.ts'
import { cellOf } from './form-fields.ts'
import { NothingToRecord } from './nothing-to-record.tsx'
import { mayWrite, type RecordView } from './record-view.ts'
import { RowsFoot } from './rows-foot.tsx'
import { TableCell } from './table-cell.tsx'
import { TableRead } from './table-read.tsx'
import { rowTitle, rowWord } from './table-words.ts'
import { useField } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'
import { useRows } from './use-rows.ts'
import { HintOf } from './written-field.tsx'

export interface TableFieldProps {
  view: RecordView
  field: Table
  /** The label's words stand above already, as the section's heading. */
  labelHidden?: boolean | undefined
}

/** Versions to choose from that have no box on the page: of a row taken out, and of the table's own answer (P6). */
const HiddenCompeting = ({ view, field, ids }: { view: RecordView; field: Table; ids: readonly string[] }) => {
  const words = useRecordWords()
  return Object.keys(view.state.competing)
    .filter((name) => {
      const cell = cellOf(view.form, name)
      if (cell?.table.key !== field.key) return name === field.key
      return cell.column === 'removed' || !ids.includes(cell.id) || !mayWrite(view, name)
    })
    .map((name) => (
      <div key={name} className="cs-block" data-field={name}>
        <p className="cs-quick-label">{nameOfField(view, name, words)}</p>
        <CompetingVersions view={view} field={name} />
      </div>
    ))
}

const RowsToWrite = ({ view, field }: TableFieldProps) => {
  const words = useRecordWords()
  const { say } = words
  const label = labelIn(field, words)
  const own = useField(view, field.key)
  const inRecord = rowIdsIn(view.state, field)
  const rows = useRows({ view, of: field.key, under: field.key, firstPart: field.columns[0]?.key ?? '', inRecord })
  const row = rowWord(field, words)
  const add = () => {
    if (writtenAnswer(own.value).nothing) own.choose(null)
    rows.add()
  }
  return (
    <>
      <HiddenCompeting view={view} field={field} ids={rows.ids} />
      {rows.ids.length > 0 && (
        <RowCards label={label}>
          {rows.ids.map((id, index) => {
            const title = rowTitle(field, index + 1, words)
            return (
              <RowCard
                key={id}
                title={title}
                beside={
                  <Button kind="quiet" onClick={() => rows.remove(id)}>
                    {say('common.remove')} <span className="govuk-visually-hidden">{title}</span>
                  </Button>
                }
              >
                {field.columns.map((column) => (
                  <TableCell key={column.key} view={view} table={field} id={id} column={column} />
                ))}
              </RowCard>
            )
          })}
        </RowCards>
      )}
      <RowsFoot
        rows={rows}
        removed={say('records.table.removed')}
        add={say(rows.ids.length === 0 ? 'records.table.addFirst' : 'records.table.addAnother', { row })}
        onAdd={add}
      >
        {field.nothingToRecord && rows.ids.length === 0 && <NothingToRecord label={label} own={own} />}
      </RowsFoot>
    </>
  )
}

const RowsToRead = ({ view, field }: TableFieldProps) => {
  const { say } = useRecordWords()
  const none = rowIdsIn(view.state, field).length === 0
  const { nothing } = writtenAnswer(view.state.fields[field.key]?.value)
  return (
    <>
      <HiddenCompeting view={view} field={field} ids={[]} />
      {none ? (
        <p className="cs-read-only__text">{say(nothing ? 'records.nothingToRecord' : 'records.nothingYet')}</p>
      ) : (
        <TableRead view={view} field={field} />
      )}
    </>
  )
}

/** A table of the form: rows one adds to, each on a card. Every cell saves itself (P5). */
export const TableField = (props: TableFieldProps) => {
  const { view, field, labelHidden } = props
  const words = useRecordWords()
  return (
    <fieldset id={elementId(field.key)} className="cs-block cs-plain-fieldset" data-field={field.key}>
      <legend className={classNames('govuk-fieldset__legend govuk-fieldset__legend--s', labelHidden && 'govuk-visually-hidden')}>
        {labelIn(field, words)}
      </legend>
      {(field.hint || field.prompts || field.childReference) && (
        <div className="govuk-hint">
          <HintOf field={field} />
          {field.childReference && (
            <div>{words.say('records.childReference', { reference: inLanguage(field.childReference, words.lang) })}</div>
          )}
        </div>
      )}
      {mayWrite(view, field.key) ? <RowsToWrite {...props} /> : <RowsToRead {...props} />}
      <AsShared view={view} field={field.key} />
    </fieldset>
  )
}
