/** The references of children in a record: what stands in its fields and cells of class D, and who consented (SEF-App2.1). */
import { type Form } from '../policy/form.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { type FieldVersion, type FormState } from '../records/record.ts'

type Written = Pick<FormState, 'fields' | 'competing'>

/** The part of a row of consents that says whose it is. */
const WHO = 'who'

/** Whether a field's name, such as `cases.<row>.ref`, is of class D in a form. */
const isReference = (form: Form): ((name: string) => boolean) => {
  const fields = new Map(form.sections.flatMap((section) => section.fields).map((field) => [field.key, field]))
  const consents = [...fields.values()].find(({ type }) => type === 'consents')
  return (name) => {
    const own = fields.get(name)
    if (own) return own.class === 'D'
    const [first = '', , part = ''] = name.split('.')
    const table = fields.get(first)
    if (table?.type === 'table') return (table.columns.find(({ key }) => key === part)?.class ?? table.class) === 'D'
    return first === 'consent' && part === WHO && consents?.class === 'D'
  }
}

/** Every text in the fields of class D of a record, of versions that compete too. */
export const referencesIn = ({ fields, competing }: Written, form: Form): readonly string[] => {
  const is = isReference(form)
  const textsOf = (versions: readonly FieldVersion[]): readonly string[] => versions.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  return [
    ...Object.entries(fields).flatMap(([name, version]) => (is(name) ? textsOf([version]) : [])),
    ...Object.entries(competing).flatMap(([name, versions]) => (is(name) ? textsOf(versions) : [])),
  ]
}

/** The beginnings of the names of all fields of class D in some policies: where none of them stands there is no reference. */
export const referenceNames = (packs: readonly PolicyPack[]): readonly string[] => {
  const names = packs.flatMap(({ forms }) =>
    forms.flatMap(({ sections }) =>
      sections.flatMap(({ fields }) =>
        fields.flatMap((field): readonly string[] => {
          if (field.type === 'table' && (field.class === 'D' || field.columns.some((column) => column.class === 'D'))) return [`${field.key}.`]
          if (field.class !== 'D') return []
          return [field.type === 'consents' ? 'consent.' : field.key]
        }),
      ),
    ),
  )
  return [...new Set(names)]
}
