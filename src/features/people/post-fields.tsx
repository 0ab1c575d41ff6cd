import { type Employment, Employment as Employments, type Group, Group as Groups, type Hours, Hours as Lengths } from '../../domain/policy/facts.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/** What a post is, as it is asked for a new one and put right for one that is there. */
export interface PostFieldsValue {
  readonly title: string
  readonly group: Group | ''
  readonly employment: Employment | ''
  readonly hours: Hours | ''
  readonly staffNumber: string
}

export interface PostFieldsProps {
  value: PostFieldsValue
  onChange: (change: Partial<PostFieldsValue>) => void
  errors: readonly FieldError[]
  employmentHint?: string | undefined
}

/** Job title, kind of work, employment, hours and staff number. */
export const PostFields = ({ value, onChange, errors, employmentHint }: PostFieldsProps) => {
  const { say } = useWords()
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  return (
    <>
      <TextField
        id="title"
        label={say('posts.add.title')}
        hint={say('posts.add.titleHint')}
        autoComplete="off"
        value={value.title}
        onChange={(title) => onChange({ title })}
        error={errorOf('title')}
      />
      <Select
        id="group"
        label={say('posts.add.group')}
        hint={say('posts.add.groupHint')}
        options={Groups.options.map((group) => ({ value: group, label: say(`posts.group.${group}`) }))}
        value={value.group}
        onChange={(group) => onChange({ group })}
        error={errorOf('group')}
      />
      <Radios
        id="employment"
        label={say('people.employmentLabel')}
        hint={employmentHint}
        options={Employments.options.map((employment) => ({ value: employment, label: say(`people.employment.${employment}`) }))}
        value={value.employment}
        onChange={(employment) => onChange({ employment })}
        error={errorOf('employment')}
      />
      <Radios
        id="hours"
        label={say('posts.add.hours')}
        inline
        options={Lengths.options.map((hours) => ({ value: hours, label: say(`people.hours.${hours}`) }))}
        value={value.hours}
        onChange={(hours) => onChange({ hours })}
        error={errorOf('hours')}
      />
      <TextField
        id="staffNumber"
        label={say('posts.add.staffNumber')}
        hint={say('posts.add.staffNumberHint')}
        optional
        width={10}
        autoComplete="off"
        spellCheck={false}
        value={value.staffNumber}
        onChange={(staffNumber) => onChange({ staffNumber })}
        error={errorOf('staffNumber')}
      />
    </>
  )
}
