import { useMemo, useState } from 'react'
import { type Instant, type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type RosterFile, type RosterReading } from '../../domain/roster.ts'
import { type NewAct, type Snapshot } from '../../queries/device.ts'
import { homesIn, importActs, type NewPerson, rosterFor } from '../../queries/roster.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { ChangedList } from './changed-list.tsx'
import { missingOf, NewPeople, type Offered, offersFor } from './new-people.tsx'
import { ProblemsCard, toMend } from './problems-card.tsx'
import { type ThroughDraft, throughDraft, throughOf } from './through.ts'
import { type Brought } from './use-import.ts'

export interface CheckImportProps {
  file: RosterFile
  /** As it was when the file was read. */
  snapshot: Snapshot
  homes: readonly SettingState[]
  asOf: PlainDate
  onImport: (acts: readonly NewAct[], brought: Brought) => void
  onOther: () => void
}

interface ThroughFieldsProps {
  drafts: readonly ThroughDraft[]
  homes: readonly SettingState[]
  errors: readonly FieldError[]
  asOf: PlainDate
  onChange: (draft: ThroughDraft) => void
}

const throughId = (setting: SettingId): string => `through-${setting}`

/** How far shifts are known now, home by home: proposed from the file, to be changed. */
const ThroughFields = ({ drafts, homes, errors, asOf, onChange }: ThroughFieldsProps) => {
  const { say, dayAndTime } = useWords()
  return drafts.map((draft) => {
    const home = homes.find(({ id }) => id === draft.setting)
    const before = home?.roster ? dayAndTime(home.roster.through, asOf) : say('shifts.check.throughNone')
    const label = home && drafts.length > 1 ? say('shifts.check.throughOf', { place: home.name }) : say('shifts.check.through')
    return (
      <DateField
        key={draft.setting}
        id={throughId(draft.setting)}
        label={label}
        hint={say('shifts.check.throughHint', { when: before })}
        error={errors.find(({ id }) => id === throughId(draft.setting))?.message}
        value={draft.on}
        onChange={(on) => onChange({ ...draft, on })}
        after={
          <div className="cs-through-time">
            <TimeField label={say('shifts.check.throughTime')} labelSize="normal" value={draft.time} onChange={(time) => onChange({ ...draft, time })} />
          </div>
        }
      />
    )
  })
}

interface SummaryProps {
  reading: RosterReading
  people: number
  snapshot: Snapshot
  asOf: PlainDate
}

const Summary = ({ reading, people, snapshot, asOf }: SummaryProps) => {
  const { say, number, list } = useWords()
  const { fresh, changed, same, repeated, problems, ignored } = reading
  return (
    <Card heading={say('shifts.check.title')}>
      <SummaryList
        rows={[
          { key: say('shifts.check.fresh'), value: number(fresh.length) },
          { key: say('shifts.check.changed'), value: number(changed.length) },
          { key: say('shifts.check.same'), value: number(same) },
          ...(repeated > 0 ? [{ key: say('shifts.check.repeated'), value: number(repeated) }] : []),
          ...(people > 0 ? [{ key: say('shifts.check.people'), value: number(people) }] : []),
          { key: say('shifts.check.problems'), value: number(new Set(problems.map(({ line }) => line)).size) },
        ]}
      />
      <ChangedList changed={changed} snapshot={snapshot} asOf={asOf} />
      {ignored.length > 0 && <p className="govuk-body-s">{say('shifts.check.ignored', { columns: list(ignored) })}</p>}
    </Card>
  )
}

const trimmed = (offer: Offered): NewPerson => {
  const { ticked: _ticked, lines: _lines, ...person } = offer
  return { ...person, name: offer.name.trim(), title: offer.title.trim() }
}

/** What a roster would change, before anything is saved. */
export const CheckImport = ({ file, snapshot, homes, asOf, onImport, onOther }: CheckImportProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const [now] = useState<Instant>(() => device.now())
  const reader = useMemo(() => ({ me: device.me, now }), [device, now])
  const [offers, setOffers] = useState<readonly Offered[]>(() =>
    offersFor(rosterFor(file, snapshot, [], reader).unknown, { file, snapshot, homes, device }, words),
  )
  const ticked = offers.filter((offer) => offer.ticked)
  const key = ticked.map(({ text, setting }) => `${text} ${setting}`).join('\n')
  // Names don't change what is read: the file's own text does.
  // oxlint-disable-next-line react/exhaustive-deps -- `key` says all of `ticked` that the reading depends on
  const reading = useMemo(() => rosterFor(file, snapshot, ticked, reader), [file, snapshot, key, reader])
  const read = useMemo(() => homesIn(reading, now), [reading, now])
  const [typed, setTyped] = useState<ReadonlyMap<SettingId, ThroughDraft>>(new Map())
  const drafts = read.map((home) => typed.get(home.setting) ?? throughDraft(home, snapshot.settings.get(home.setting)?.roster?.through ?? null))
  const [errors, setErrors] = useState<readonly FieldError[]>([])

  const throughs = (): { readonly through: ReadonlyMap<SettingId, Instant>; readonly wrong: readonly FieldError[] } => {
    const through = new Map<SettingId, Instant>()
    const wrong: FieldError[] = []
    for (const draft of drafts) {
      const said = throughOf(draft, now)
      if ('problem' in said) wrong.push({ id: throughId(draft.setting), message: say(`shifts.check.${said.problem}`) })
      else if (said.at !== null) through.set(draft.setting, said.at)
    }
    return { through, wrong }
  }
  const { through, wrong } = throughs()
  const acts = importActs(reading, ticked.map(trimmed), through, snapshot, reader)
  const { fresh, changed, same, problems } = reading
  const leftOut = offers.filter((offer) => !offer.ticked)

  const submit = () => {
    const found = [...missingOf(offers, words), ...wrong]
    setErrors(found)
    if (found.length > 0) return
    onImport(acts, { fresh: fresh.length, changed: changed.length, same, people: ticked.length, problems, leftOut })
  }
  return (
    <>
      <ErrorSummary errors={errors} />
      <Summary reading={reading} people={ticked.length} snapshot={snapshot} asOf={asOf} />
      <NewPeople offers={offers} onChange={setOffers} errors={errors.flatMap(({ id, message }) => (id === null ? [] : [{ id, message }]))} snapshot={snapshot} homes={homes} asOf={asOf} />
      {read.length > 0 && (
        <Card heading={say('shifts.known.title')}>
          <ThroughFields
            drafts={drafts}
            homes={homes}
            errors={errors}
            asOf={asOf}
            onChange={(draft) => setTyped(new Map([...typed, [draft.setting, draft]]))}
          />
        </Card>
      )}
      <ProblemsCard rows={toMend(problems, leftOut, 'shifts.problems.unknown', words)} />
      {acts.length === 0 && wrong.length === 0 && (
        <p className="govuk-body">{say(read.length > 0 ? 'shifts.check.nothing' : 'shifts.check.nothingRead')}</p>
      )}
      <ButtonGroup>
        {(acts.length > 0 || wrong.length > 0) && (
          <Button onClick={submit}>{say('shifts.check.import', { count: fresh.length + changed.length })}</Button>
        )}
        <Button kind="secondary" onClick={onOther}>
          {say('shifts.check.other')}
        </Button>
      </ButtonGroup>
    </>
  )
}
