import { type ReactNode } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Alike } from '../../queries/home.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Details } from '../../ui/details.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { agencyPostOf, type DraftAround, knownAsOf, managedBeside, type PostDraft } from './post-draft.ts'
import { PostFields } from './post-fields.tsx'
import { SupervisorSelect } from './supervisor-select.tsx'
import { TraitsField } from './traits-field.tsx'

interface PartProps {
  draft: PostDraft
  onChange: (change: Partial<PostDraft>) => void
  around: DraftAround
  errorOf: (id: string) => string | undefined
}

/** Somebody of that name, or with that number, is here: another post for them, or somebody else. */
const AlreadyHere = ({ draft, onChange, around, errorOf, place }: PartProps & { place: (alike: Alike) => string }) => {
  const { say } = useWords()
  return (
    <Inset tone="amber">
      {around.alike.map((alike) => (
        <div key={alike.person.id} className="govuk-!-margin-bottom-3">
          <p className="govuk-body">
            {say(alike.because === 'name' ? 'posts.add.sameName' : 'posts.add.sameNumber', { name: alike.person.name, place: place(alike) })}
          </p>
          <Button kind="secondary" onClick={() => onChange({ person: alike.person.id })}>
            {say('posts.add.useThem', { name: alike.person.knownAs })}
          </Button>
        </div>
      ))}
      <Checkbox
        id="somebodyElse"
        label={say('posts.add.somebodyElse')}
        checked={draft.somebodyElse}
        onChange={(somebodyElse) => onChange({ somebodyElse })}
        error={errorOf('somebodyElse')}
      />
    </Inset>
  )
}

const NewPerson = (props: PartProps & { place: (alike: Alike) => string }) => {
  const { draft, onChange, around, errorOf } = props
  const { say } = useWords()
  return (
    <Card heading={say('posts.add.person')}>
      <TextField
        id="name"
        label={say('posts.add.name')}
        autoComplete="off"
        spellCheck={false}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={errorOf('name')}
      />
      <TextField
        id="knownAs"
        label={say('posts.add.knownAs')}
        hint={say('posts.add.knownAsHint')}
        width={20}
        autoComplete="off"
        spellCheck={false}
        value={knownAsOf(draft)}
        onChange={(knownAs) => onChange({ knownAs })}
        error={errorOf('knownAs')}
      />
      {around.alike.length > 0 && <AlreadyHere {...props} />}
    </Card>
  )
}

/** The first day, and, where they are not the same, since when employed and supervised. */
const Dates = ({ draft, onChange, errorOf }: PartProps) => {
  const { say } = useWords()
  const other = draft.employedOn !== '' || draft.supervisedSince !== ''
  return (
    <>
      <DateField
        id="from"
        label={say('posts.add.from')}
        hint={say('posts.add.fromHint')}
        value={draft.from}
        onChange={(from) => onChange({ from })}
        error={errorOf('from')}
      />
      <Details summary={say('posts.add.otherDays')} open={other || Boolean(errorOf('employedOn') ?? errorOf('supervisedSince'))}>
        <DateField
          id="employedOn"
          label={say('people.employedOn')}
          optional
          value={draft.employedOn}
          onChange={(employedOn) => onChange({ employedOn })}
          error={errorOf('employedOn')}
        />
        <DateField
          id="supervisedSince"
          label={say('posts.add.supervisedSince')}
          optional
          value={draft.supervisedSince}
          onChange={(supervisedSince) => onChange({ supervisedSince })}
          error={errorOf('supervisedSince')}
        />
      </Details>
    </>
  )
}

export interface AddPersonFormProps {
  draft: PostDraft
  onChange: (change: Partial<PostDraft>) => void
  around: DraftAround
  errors: readonly FieldError[]
  snapshot: Snapshot
  me: PersonId
  homes: readonly SettingState[]
  onSubmit: () => void
}

/** Everything about somebody who joins a home, on one page: who knows it has it in front of them. */
export const AddPersonForm = ({ draft, onChange, around, errors, snapshot, me, homes, onSubmit }: AddPersonFormProps): ReactNode => {
  const { say } = useWords()
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const part = { draft, onChange, around, errorOf }
  const placeOf = (id: (typeof around.posts)[number]['setting']): string => snapshot.settings.get(id)?.name ?? '—'
  const agency = agencyPostOf(draft, around)
  const beside = managedBeside(draft, around)
  const placeOfAlike = ({ posts }: Alike): string => {
    const [latest] = posts
    return latest ? say('posts.add.inPost', { title: latest.title, place: placeOf(latest.setting) }) : say('posts.add.elsewhere')
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {draft.person === null && <NewPerson {...part} place={placeOfAlike} />}
      <Card heading={say('posts.add.post')}>
        {homes.length > 1 && (
          <Select
            id="setting"
            label={say('people.setting')}
            options={homes.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.setting}
            onChange={(setting) => onChange({ setting })}
            error={errorOf('setting')}
          />
        )}
        <PostFields value={draft} onChange={onChange} errors={errors} />
        <TraitsField {...around.traits} orNone value={draft.traits} onChange={(traits) => onChange({ traits })} errors={errors} />
        {beside && (
          <Radios
            id="line"
            label={say('people.line')}
            hint={say('people.lineHint')}
            options={[
              { value: 'managerial', label: say('people.line.managerial') },
              {
                value: 'professional',
                label: say('people.line.professional'),
                hint: say('posts.add.professionalHint', { title: beside.title }),
              },
            ]}
            value={draft.line}
            onChange={(line) => onChange({ line })}
          />
        )}
        <Dates {...part} />
        {agency && (
          <Checkbox
            id="ends"
            label={say('posts.add.endsAgency', { place: placeOf(agency.setting) })}
            hint={say('posts.add.endsAgencyHint')}
            checked={draft.ends}
            onChange={(ends) => onChange({ ends })}
          />
        )}
        <SupervisorSelect
          snapshot={snapshot}
          me={me}
          without={[draft.person]}
          orNobody
          label={say('people.supervisor')}
          value={draft.supervisor}
          onChange={(supervisor) => onChange({ supervisor })}
          error={errorOf('supervisor')}
        />
      </Card>
      <Button type="submit">{say('common.continue')}</Button>
    </form>
  )
}
