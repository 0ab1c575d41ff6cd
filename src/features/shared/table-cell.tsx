import { type Column } from '../../domain/policy/form.ts'
import { isReadable } from '../../domain/records/readable.ts'
import { cellName, type TableField } from '../../domain/records/tables.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { classNames } from '../../ui/class-names.ts'
import { DateField } from '../../ui/date-field.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { Select } from '../../ui/select.tsx'
import { inLanguage } from '../../words/answers.ts'
import { writtenAnswer } from './answers.ts'
import { AsShared } from './as-shared.tsx'
import { CompetingVersions } from './competing-versions.tsx'
import { dateValueOf, storedDate } from './dates-as-typed.ts'
import { elementId } from './element-id.ts'
import { NumberBox } from './number-box.tsx'
import { type RecordView } from './record-view.ts'
import { type FieldBeingWritten, useField } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea, GuardedTextField } from './guarded-field.tsx'

interface BoxProps {
  column: Column
  id: string
  own: FieldBeingWritten
  /** A row of somebody’s own file: who they ring in an emergency is theirs to write down. */
  unguarded: boolean
}

/** The box of a cell, by what its column asks for. */
const Box = ({ column, id, own, unguarded }: BoxProps) => {
  const { lang } = useRecordWords()
  const { value } = own
  const label = inLanguage(column.label, lang)
  const hint = column.hint && inLanguage(column.hint, lang)
  const common = { id, label, hint, labelSize: 'normal' } as const
  switch (column.type) {
    case 'line':
      return <GuardedTextField {...common} unguarded={unguarded} value={writtenAnswer(value).text} onChange={own.type} onBlur={own.leave} />
    case 'text':
      return <GuardedTextArea {...common} unguarded={unguarded} rows={1} value={writtenAnswer(value).text} onChange={own.type} onBlur={own.leave} />
    case 'number':
      return <NumberBox {...common} own={own} />
    case 'date':
      return <DateField {...common} value={dateValueOf(value)} onChange={(next) => own.type(storedDate(next))} onBlur={own.leave} />
    case 'tick':
      return <Checkbox id={id} label={label} hint={hint} checked={value === true} onChange={own.choose} />
    case 'choice':
      return (
        <Select
          {...common}
          value={isReadable(column, value) ? writtenAnswer(value).text : ''}
          options={(column.options ?? []).map((option) => ({ value: option.key, label: inLanguage(option.label, lang) }))}
          onChange={own.choose}
          onBlur={own.leave}
        />
      )
    default:
      return unreachable(column.type)
  }
}

export interface TableCellProps {
  view: RecordView
  table: TableField
  /** Of the row. */
  id: string
  column: Column
}

/** One cell of a row being written. It saves itself, and says so where that failed. */
export const TableCell = ({ view, table, id, column }: TableCellProps) => {
  const name = cellName(table, id, column.key)
  const own = useField(view, name)
  return (
    <div className={classNames('cs-block cs-cell', column.type === 'text' && 'cs-cell--wide')} data-field={name}>
      {view.state.competing[name] ? (
        <CompetingVersions view={view} field={name} />
      ) : (
        <Box column={column} id={elementId(name)} own={own} unguarded={view.state.kind === 'file'} />
      )}
      {(column.type === 'text' || own.saved === 'failed') && <SavedNote state={own.saved} />}
      <AsShared view={view} field={name} />
    </div>
  )
}
