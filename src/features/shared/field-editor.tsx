import { unreachable } from '../../domain/unreachable.ts'
import { areFigures, type AskedField } from './form-fields.ts'
import { labelIn } from './fields-in-words.ts'
import { type RecordView } from './record-view.ts'
import { TableField } from './table-field.tsx'
import { useRecordWords } from './use-record-words.ts'
import { WrittenField } from './written-field.tsx'

export interface FieldEditorProps {
  view: RecordView
  field: AskedField
  /** The label's words stand above already, as the section's heading. */
  labelHidden?: boolean | undefined
}

/** One field of any form to write in: one answer, or rows. Read only where it is not the reader's to write. */
export const FieldEditor = (props: FieldEditorProps) => {
  const { field, ...rest } = props
  switch (field.type) {
    case 'table':
      return <TableField {...rest} field={field} />
    case 'text':
    case 'line':
    case 'date':
    case 'choice':
    case 'number':
      return <WrittenField {...rest} field={field} />
    default:
      return unreachable(field)
  }
}

export interface FieldEditorsProps {
  view: RecordView
  fields: readonly AskedField[]
  /** What stands above: a label that says the same is not said again. */
  heading?: string
}

/** The fields of one section to write in; where all are numbers they stand beside one another as figures. */
export const FieldEditors = ({ view, fields, heading }: FieldEditorsProps) => {
  const words = useRecordWords()
  const editors = fields.map((field) => (
    <FieldEditor key={field.key} view={view} field={field} labelHidden={labelIn(field, words) === heading} />
  ))
  return areFigures(fields) ? <div className="cs-figures">{editors}</div> : editors
}
