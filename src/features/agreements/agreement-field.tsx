import { type Field, type Section } from '../../domain/policy/form.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { Icon } from '../../ui/icon.tsx'
import { FieldEditor } from '../shared/field-editor.tsx'
import { shortIn } from '../shared/fields-in-words.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { type AgreementView, isFilledIn } from './agreement-view.ts'
import { ManagerField, MinutesField } from './choice-fields.tsx'
import { DatesField } from './dates-field.tsx'
import { IntervalField } from './interval-field.tsx'

/** Says that nobody wrote this yet: it was filled in, or taken over. */
const FilledNote = ({ view, field }: { view: AgreementView; field: Field }) => {
  const { say } = useRecordWords()
  if (!isFilledIn(view, field.key)) return null
  const before = view.matter?.follows?.fields[field.key] !== undefined && field.type !== 'dates' && field.type !== 'date'
  return (
    <p className="cs-filled">
      <Icon name="tick" size="small" />
      {say(before ? 'agreements.carried' : 'agreements.filled')}
    </p>
  )
}

export interface AgreementFieldProps {
  view: AgreementView
  section: Section
  field: Field
}

const Control = ({ view, section, field }: AgreementFieldProps) => {
  const words = useRecordWords()
  switch (field.type) {
    case 'text':
    case 'line':
    case 'date':
    case 'choice':
    case 'number':
    case 'table':
      return <FieldEditor view={view} field={field} labelHidden={field.label.en === section.title.en} />
    case 'interval':
      return <IntervalField view={view} field={field} />
    case 'minutes':
      return <MinutesField view={view} field={field} />
    case 'manager':
      return <ManagerField view={view} field={field} />
    case 'dates':
      return <DatesField view={view} field={field} />
    case 'computed':
    case 'topic':
    case 'actions':
    case 'action-updates':
    case 'consents':
    case 'notes':
    case 'references':
      // Names stand above the form, and no agreement’s form has the others; one that had would still show that it asks.
      return <p className="govuk-body">{shortIn(field, words)}</p>
    default:
      return unreachable(field)
  }
}

/** One question of the agreement, and whether its answer was filled in. */
export const AgreementField = (props: AgreementFieldProps) => (
  <div className="cs-agreement-field">
    <FilledNote view={props.view} field={props.field} />
    <Control {...props} />
  </div>
)
