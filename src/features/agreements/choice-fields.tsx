/** Answers that are picked: how long, and whom to go to. */
import { PersonId } from '../../domain/ids.ts'
import { NamedManager } from '../../domain/policy/answer.ts'
import { type Field } from '../../domain/policy/form.ts'
import { SavedNote } from '../../ui/saved-note.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { elementId } from '../shared/element-id.ts'
import { labelIn } from '../shared/fields-in-words.ts'
import { useField } from '../shared/use-field.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { HintOf } from '../shared/written-field.tsx'
import { type AgreementView } from './agreement-view.ts'

export interface MinutesFieldProps {
  view: AgreementView
  field: Field & { readonly type: 'minutes' }
}

/** How long at least. */
export const MinutesField = ({ view, field }: MinutesFieldProps) => {
  const words = useRecordWords()
  const own = useField(view, field.key)
  if (view.state.competing[field.key]) return <CompetingVersions view={view} field={field.key} />
  const least = view.matter?.next?.minutes ?? null
  return (
    <div className="cs-block" data-field={field.key}>
      <Select
        id={elementId(field.key)}
        label={labelIn(field, words)}
        hint={<HintOf field={field} />}
        value={typeof own.value === 'number' ? String(own.value) : ''}
        options={field.options.map((option) => ({ value: String(option), label: words.duration(option) }))}
        onChange={(next) => {
          if (next !== '') own.choose(Number(next))
        }}
      />
      <SavedNote state={own.saved} />
      {least !== null && (
        <p className="cs-quiet">{words.say('agreements.minutes.least', { length: words.duration(least) })}</p>
      )}
    </div>
  )
}

/** The choice of somebody who is not in the list. */
const OTHER = 'other'

export interface ManagerFieldProps {
  view: AgreementView
  field: Field & { readonly type: 'manager' }
}

/** The manager to go to where supervision is not what it should be (SEF-8.1): somebody known here, or a name. */
export const ManagerField = ({ view, field }: ManagerFieldProps) => {
  const words = useRecordWords()
  const { say } = words
  const own = useField(view, field.key)
  if (view.state.competing[field.key]) return <CompetingVersions view={view} field={field.key} />
  const named = NamedManager.safeParse(own.value).data ?? null
  const { people, setting } = view
  const known = named?.person && people.some(({ id }) => id === named.person) ? named.person : null
  const choose = (value: string) => {
    const person = people.find(({ id }) => id === value)
    if (person) own.choose({ person: PersonId.parse(person.id), name: person.name })
    else if (value === OTHER) own.choose({ person: null, name: '' })
  }
  const labelOf = ({ id, name }: (typeof people)[number]): string =>
    setting?.managers.includes(id) ? say('agreements.manager.manages', { name, setting: setting.name }) : name
  return (
    <div className="cs-block" data-field={field.key}>
      <Select
        id={elementId(field.key)}
        label={labelIn(field, words)}
        hint={<HintOf field={field} />}
        value={named ? (known ?? OTHER) : ''}
        options={[
          ...people.map((person) => ({ value: person.id as string, label: labelOf(person) })),
          { value: OTHER, label: say('agreements.manager.other') },
        ]}
        onChange={choose}
      />
      {named && known === null && (
        <TextField
          id={`${elementId(field.key)}-name`}
          label={say('agreements.manager.name')}
          value={named.name}
          onChange={(name) => own.type({ person: null, name })}
          onBlur={own.leave}
        />
      )}
      <SavedNote state={own.saved} />
    </div>
  )
}
