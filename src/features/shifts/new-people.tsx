import { type PlainDate } from '../../domain/dates.ts'
import { PersonId, PostId, type SettingId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type RosterFile, type UnknownPerson } from '../../domain/roster.ts'
import { type Device, type Snapshot } from '../../queries/device.ts'
import { firstShiftOf, manages, type NewPerson } from '../../queries/roster.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'

const EMPLOYMENTS = ['agency', 'casual', 'permanent', 'temporary'] as const

/** An unknown person as offered, to be ticked. */
export interface Offered extends NewPerson {
  readonly ticked: boolean
  readonly lines: readonly number[]
}

interface OfferAt {
  readonly file: RosterFile
  readonly snapshot: Snapshot
  readonly homes: readonly SettingState[]
  readonly device: Device
}

/** The groups of the policies (semantics §3): a residential home's staff, or practitioners. */
const groupIn = (setting: SettingState | undefined): string => (setting?.residentialHome === false ? 'practitioner' : 'residential')

/** Those nobody knows, with what the file says of them and the likeliest rest: agency staff, supervised by the reader. */
export const offersFor = (unknown: readonly UnknownPerson[], { file, snapshot, homes, device }: OfferAt, { say }: Words): readonly Offered[] =>
  unknown.map(({ text, isNumber, lines }) => {
    const first = firstShiftOf(file, lines, snapshot)
    const me = device.me.person
    const own = first.setting && manages(snapshot.settings, first.setting, me) ? first.setting : homes[0]?.id
    const setting = own ?? ('' as SettingId)
    return {
      text,
      lines,
      ticked: false,
      person: PersonId.parse(device.newId()),
      post: PostId.parse(device.newId()),
      name: isNumber ? '' : text,
      title: say('shifts.people.titleOf.agency'),
      employment: 'agency',
      group: groupIn(snapshot.settings.get(setting)),
      setting,
      supervisor: me,
      employedOn: first.on ?? device.asOf(),
    }
  })

const nameId = ({ person }: Offered): string => `new-name-${person}`
const titleId = ({ person }: Offered): string => `new-title-${person}`

/** What is missing of those ticked. */
export const missingOf = (offers: readonly Offered[], { say }: Words): readonly { readonly id: string; readonly message: string }[] =>
  offers.filter(({ ticked }) => ticked).flatMap((offer) => {
    const { text } = offer
    return [
      ...(offer.name.trim() === '' ? [{ id: nameId(offer), message: say('shifts.people.nameMissing', { text }) }] : []),
      ...(offer.title.trim() === '' ? [{ id: titleId(offer), message: say('shifts.people.jobTitleMissing', { text }) }] : []),
    ]
  })

interface OfferProps {
  offer: Offered
  onChange: (change: Partial<Offered>) => void
  errors: readonly { readonly id: string; readonly message: string }[]
  snapshot: Snapshot
  homes: readonly SettingState[]
  asOf: PlainDate
}

/** A job title that nobody typed follows the employment. */
const employedAs = (offer: Offered, employment: Offered['employment'], { say }: Words): Partial<Offered> => {
  const untouched = offer.title === say(`shifts.people.titleOf.${offer.employment}`)
  return { employment, ...(untouched ? { title: say(`shifts.people.titleOf.${employment}`) } : {}) }
}

const OfferFields = ({ offer, onChange, errors, snapshot, homes, asOf }: OfferProps) => {
  const words = useWords()
  const { say, day } = words
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  const people = [...snapshot.people.values()].sort((a, b) => a.name.localeCompare(b.name))
  return (
    <div className="cs-new-person">
      <TextField
        id={nameId(offer)}
        label={say('shifts.people.name')}
        autoComplete="off"
        spellCheck={false}
        value={offer.name}
        error={errorOf(nameId(offer))}
        onChange={(name) => onChange({ name: name.slice(0, 200) })}
      />
      <Radios
        label={say('shifts.people.employment')}
        options={EMPLOYMENTS.map((value) => ({ value, label: say(`shifts.people.employment.${value}`) }))}
        value={offer.employment}
        onChange={(employment) => onChange(employedAs(offer, employment, words))}
      />
      <TextField
        id={titleId(offer)}
        label={say('shifts.people.jobTitle')}
        autoComplete="off"
        value={offer.title}
        error={errorOf(titleId(offer))}
        onChange={(title) => onChange({ title: title.slice(0, 200) })}
      />
      {homes.length > 1 && (
        <Select
          label={say('shifts.people.home')}
          options={homes.map(({ id, name }) => ({ value: id, label: name }))}
          value={offer.setting}
          onChange={(setting) => setting !== '' && onChange({ setting, group: groupIn(snapshot.settings.get(setting)) })}
        />
      )}
      <Select
        label={say('shifts.people.supervisor')}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={offer.supervisor ?? ''}
        onChange={(supervisor) => onChange({ supervisor: supervisor === '' ? null : supervisor })}
      />
      <p className="govuk-hint">{say('shifts.people.since', { day: day(offer.employedOn, asOf) })}</p>
    </div>
  )
}

export interface NewPeopleProps extends Omit<OfferProps, 'offer' | 'onChange'> {
  offers: readonly Offered[]
  onChange: (offers: readonly Offered[]) => void
}

/** Those the file names and nobody knows: to be ticked and added, or left out with their rows. */
export const NewPeople = ({ offers, onChange, ...rest }: NewPeopleProps) => {
  const { say, list, number } = useWords()
  if (offers.length === 0) return null
  const change = (of: Offered, changed: Partial<Offered>) =>
    onChange(offers.map((offer) => (offer.person === of.person ? { ...offer, ...changed } : offer)))
  return (
    <Card heading={say('shifts.people.title')}>
      <p className="govuk-body">{say('shifts.people.text')}</p>
      {offers.length > 1 && (
        <Button kind="secondary" onClick={() => onChange(offers.map((offer) => ({ ...offer, ticked: true })))}>
          {say('shifts.people.all')}
        </Button>
      )}
      {offers.map((offer) => (
        <div key={offer.person}>
          <Checkbox
            label={<bdi>{say('shifts.people.add', { text: offer.text })}</bdi>}
            hint={say('shifts.people.rows', {
              count: offer.lines.length,
              lines: list(offer.lines.slice(0, 10).map((line) => number(line))),
            })}
            checked={offer.ticked}
            onChange={(ticked) => change(offer, { ticked })}
          />
          {offer.ticked && <OfferFields offer={offer} onChange={(changed) => change(offer, changed)} {...rest} />}
        </div>
      ))}
    </Card>
  )
}
