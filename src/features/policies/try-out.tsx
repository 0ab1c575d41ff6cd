import { useMemo, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Candidate, CHANGES, type Trial, type TrialLine, tryPolicy } from '../../domain/try-policy.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue, problemOfDate } from '../../ui/date-value.ts'
import { Details } from '../../ui/details.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { sessions } from '../../words/en/sessions.ts'
import { addArea, type Words } from '../../words/words.ts'
import { personNamed } from '../shared/record-view.ts'
import { policyText } from './policy-words.ts'
import { useWide } from './use-wide.ts'

// The kit's status words are those of records too.
addArea('sessions', { en: sessions })

/** "9 of 16 shifts (SEF-3.18)", "monthly (SEF-3.8)". */
const becauseOf = ({ reasons: [reason], rule }: Obligation, words: Words): string => {
  const { say } = words
  if (!reason) return say('policy.rule', { rule })
  const { count, of } = reason
  const says = count !== undefined && of !== undefined ? say('policies.try.shifts', { count, of }) : policyText(reason.says, words)
  return say('policies.try.because', { says, rule: reason.rule })
}

const Asked = ({ one, asOf }: { one: Obligation | null; asOf: PlainDate }) => {
  const words = useWords()
  const { say, day } = words
  if (!one) return <span>{say('policies.try.notAsked')}</span>
  return (
    <div className="cs-trial__asked">
      <strong>{one.due === null ? say('policies.try.noDate') : <time dateTime={one.due}>{day(one.due, asOf)}</time>}</strong>
      <Status state={one.state} />
      <span className="cs-trial__because">{becauseOf(one, words)}</span>
    </div>
  )
}

const changeInWords = ({ change, others }: TrialLine, { say, list }: Words): string => {
  const tracks = others.map((track) => say(`policies.track.${track}`))
  const parts = [say(`policies.try.change.${change}`), ...(tracks.length > 0 ? [say('policies.try.also', { tracks: list(tracks) })] : [])]
  return parts.join('. ')
}

interface LinesProps {
  lines: readonly TrialLine[]
  snapshot: Snapshot
  asOf: PlainDate
  label: string
}

const AsTable = ({ lines, snapshot, asOf, label }: LinesProps) => {
  const words = useWords()
  const { say } = words
  return (
    <table className="govuk-table cs-trial">
      <caption className="govuk-visually-hidden">{label}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {(['person', 'now', 'then', 'difference'] as const).map((column) => (
            <th key={column} scope="col" className="govuk-table__header">
              {say(`policies.try.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {lines.map((line) => (
          <tr key={line.post.id} className="govuk-table__row">
            <th scope="row" className="govuk-table__header">
              <bdi>{personNamed(snapshot, line.post.person).name}</bdi>
              <span className="cs-trial__title">{line.post.title}</span>
            </th>
            <td className="govuk-table__cell">
              <Asked one={line.before} asOf={asOf} />
            </td>
            <td className="govuk-table__cell">
              <Asked one={line.after} asOf={asOf} />
            </td>
            <td className="govuk-table__cell">{changeInWords(line, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const AsCards = ({ lines, snapshot, asOf, label }: LinesProps) => {
  const words = useWords()
  const { say } = words
  return (
    <ul className="govuk-list cs-trial-cards" aria-label={label}>
      {lines.map((line) => (
        <li key={line.post.id} className="cs-trial-card">
          <p className="cs-trial-card__name">
            <bdi>{personNamed(snapshot, line.post.person).name}</bdi>
            <span className="cs-trial__title">{line.post.title}</span>
          </p>
          <dl className="cs-trial-card__pair">
            <div>
              <dt>{say('policies.try.now')}</dt>
              <dd>
                <Asked one={line.before} asOf={asOf} />
              </dd>
            </div>
            <div>
              <dt>{say('policies.try.then')}</dt>
              <dd>
                <Asked one={line.after} asOf={asOf} />
              </dd>
            </div>
          </dl>
          <p className="cs-trial-card__change">{changeInWords(line, words)}</p>
        </li>
      ))}
    </ul>
  )
}

const Lines = (props: LinesProps) => (useWide() ? <AsTable {...props} /> : <AsCards {...props} />)

/** What would differ, in short sentences. */
const differencesIn = (trial: Trial, { say }: Words): readonly string[] => {
  const { lines, late, others } = trial
  const counts = CHANGES.filter((change) => change !== 'same').flatMap((change) => {
    const count = lines.filter((line) => line.change === change).length
    return count === 0 ? [] : [say(`policies.try.count.${change}`, { count })]
  })
  return [
    ...counts,
    ...(late.before === late.after ? [] : [say('policies.try.late', late)]),
    ...[...others].map(([track, count]) => say('policies.try.track', { what: say(`policies.track.${track}`), count })),
  ]
}

interface ResultProps {
  trial: Trial
  snapshot: Snapshot
  setting: SettingState
  candidate: Candidate
  asOf: PlainDate
  today: PlainDate
}

const Result = ({ trial, snapshot, setting, candidate, asOf, today }: ResultProps) => {
  const words = useWords()
  const { say, day } = words
  const { lines } = trial
  const same = lines.filter(({ change, others }) => change === 'same' && others.length === 0)
  const differ = lines.filter((line) => !same.includes(line))
  if (lines.length === 0) {
    return <EmptyState icon="people" title={say('policies.try.nobody', { place: setting.name })} text={say('policies.try.nobodyText')} />
  }
  if (asOf < candidate.from) {
    return <Inset tone="grey">{say('policies.try.notInForce', { day: day(asOf, today), from: day(candidate.from, today) })}</Inset>
  }
  const said = differ.length === 0 ? [say('policies.try.none', { count: lines.length, place: setting.name })] : differencesIn(trial, words)
  return (
    <>
      {!trial.inForce && <Inset tone="grey">{say('policies.try.overtaken', { day: day(asOf, today) })}</Inset>}
      <output className="govuk-body cs-trial-said">
        <strong>{say('policies.try.on', { day: day(asOf, today) })}</strong>
        {said.map((sentence) => (
          <span key={sentence} className="cs-trial-said__one">
            {sentence}
          </span>
        ))}
      </output>
      {differ.length > 0 && <Lines lines={differ} snapshot={snapshot} asOf={asOf} label={say('policies.try.title')} />}
      {same.length > 0 && (
        <Details summary={say('policies.try.unchanged', { count: same.length })}>
          <Lines lines={same} snapshot={snapshot} asOf={asOf} label={say('policies.try.unchanged', { count: same.length })} />
        </Details>
      )}
    </>
  )
}

export interface TryOutProps {
  snapshot: Snapshot
  setting: SettingState
  candidate: Candidate
}

/** Who would be due, as of any day, beside who is: from the people of the setting on this device. Nothing is saved. */
export const TryOut = ({ snapshot, setting, candidate }: TryOutProps) => {
  const { say } = useWords()
  const device = useDevice()
  const today = device.asOf()
  const [on, setOn] = useState<PlainDate>(candidate.from > today ? candidate.from : today)
  const [typed, setTyped] = useState<DateValue>(on)
  const change = (value: DateValue): void => {
    setTyped(value)
    // While a day is being typed, what is shown stays; it says of which day it is.
    if (problemOfDate(value) === null) setOn(value as PlainDate)
  }
  const trial = useMemo(() => {
    const packs = snapshot.allPacks().map(({ pack }) => pack)
    return tryPolicy({ ...snapshot, packs }, setting, candidate, on)
  }, [snapshot, setting, candidate, on])
  const manages = setting.managers.includes(device.me.person)
  return (
    <Card heading={say('policies.try.title')}>
      <p className="govuk-body">{say('policies.try.note')}</p>
      <DateField id="try-as-of" label={say('policies.try.asOf')} hint={say('policies.try.asOfHint')} value={typed} onChange={change} />
      {!manages && trial.lines.length > 0 && <Inset>{say('policies.try.notAll', { place: setting.name })}</Inset>}
      <Result trial={trial} snapshot={snapshot} setting={setting} candidate={candidate} asOf={on} today={today} />
    </Card>
  )
}
