import { type PlainDate } from '../../domain/dates.ts'
import { type Section } from '../../domain/policy/form.ts'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { ActionsPart } from '../shared/actions-part.tsx'
import { inLanguage } from '../../words/answers.ts'
import { FieldEditor, FieldEditors } from '../shared/field-editor.tsx'
import { labelIn } from '../shared/fields-in-words.ts'
import { type AskedField } from '../shared/form-fields.ts'
import { ProposedSection } from '../shared/proposed-note.tsx'
import { isGapOnly, partAbove, type ReflectionField, type ReflectionSection } from './agenda.ts'
import { type SessionView } from './session-view.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'

export interface ReflectionPartProps {
  view: SessionView
  sections: readonly ReflectionSection[]
  /** Said above the reason for a gap: how long it was. */
  gap: string | null
  today: PlainDate
  /** The day agreed for the next session, else the day it is due. */
  next: PlainDate | null
}

interface FieldsProps extends Pick<ReflectionPartProps, 'view' | 'today' | 'next'> {
  fields: readonly ReflectionField[]
  heading: string
}

const areAsked = (fields: readonly ReflectionField[]): fields is readonly AskedField[] =>
  fields.every(({ type }) => type !== 'actions')

/** The questions of a section, and the actions that are asked for among them. */
const Fields = ({ view, fields, heading, today, next }: FieldsProps) => {
  const words = useWords()
  if (areAsked(fields)) return <FieldEditors view={view} fields={fields} heading={heading} />
  return fields.map((field) =>
    field.type === 'actions' ? (
      <ActionsPart key={field.key} inSection view={view} list={field.key} today={today} next={next} />
    ) : (
      <FieldEditor key={field.key} view={view} field={field} labelHidden={labelIn(field, words) === heading} />
    ),
  )
}

/** The council's own questions, word for word and in its order, each in the voice it is asked in. */
export const ReflectionPart = ({ view, sections, gap, today, next }: ReflectionPartProps) => {
  const words = useWords()
  const shown = sections.map(({ section }) => section)
  // What stands before the first part is under none: its headings are as high as the parts’ own.
  const firstPart = view.sections.findIndex(({ part }) => part !== undefined)
  const isInPart = (section: Section): boolean => firstPart >= 0 && view.sections.indexOf(section) >= firstPart
  return sections.map((each) => {
    const { section, fields } = each
    const [first] = fields
    const onlyGap = isGapOnly(each)
    const heading = first && onlyGap ? labelIn(first, words) : inLanguage(section.title, words.lang)
    const part = partAbove(section, shown, view.sections)
    return [
      part && (
        <h3 key={`${section.id}-part`} className="cs-form-part">
          {inLanguage(part, words.lang)}
        </h3>
      ),
      <Card key={section.id} heading={heading} level={isInPart(section) ? 4 : 3}>
        {onlyGap && gap && (
          <p>
            {gap} {!view.state.held && <WhyOfRecord view={view} one={{ track: 'one-to-one' }} />}
          </p>
        )}
        <ProposedSection form={view.form} section={section} />
        {section.hint && <p className="cs-quiet">{inLanguage(section.hint, words.lang)}</p>}
        <Fields view={view} fields={fields} heading={heading} today={today} next={next} />
      </Card>,
    ]
  })
}
