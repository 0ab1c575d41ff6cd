/** A pack to read, whoever reads it: the manager who looks it through, the inspector on this screen or on their own device. */
// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has nothing to assign
import './inspection.scss'
import { useMemo, useState } from 'react'
import { type InspectionPack } from '../../domain/inspection/pack.ts'
import { Card } from '../../ui/card.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inspection } from '../../words/en/inspection.ts'
import { records } from '../../words/en/records.ts'
import { type FactInWords } from '../../words/masked-in-words.ts'
import { type PackInWords, packInWords, type PackProof, type RecordInWords } from '../../words/pack-in-words.ts'
import { addArea } from '../../words/words.ts'
import { Folded } from './folded.tsx'

addArea('inspection', { en: inspection })
addArea('records', { en: records })

const Lines = ({ lines }: { lines: readonly string[] }) => {
  // Two lines may say the same: nothing else tells them apart.
  const numbered = lines.map((line, index) => [`${index} ${line}`, line] as const)
  return numbered.map(([key, line]) => (
    <p key={key} className="cs-pack__line" dir="auto">
      {line}
    </p>
  ))
}

const Facts = ({ facts }: { facts: readonly FactInWords[] }) => (
  <SummaryList rows={facts.map(({ name, lines }) => ({ key: name, value: <Lines lines={lines} /> }))} />
)

const Items = ({ items }: { items: readonly string[] }) => (
  <ul className="govuk-list govuk-list--bullet">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
)

/** What is left out of one record, and why. */
const LeftOut = ({ left }: Pick<RecordInWords, 'left'>) => {
  const { say } = useWords()
  if (left.length === 0) return <p className="govuk-body">{say('inspection.left.none')}</p>
  const numbered = left.map((each, index) => [`${index}`, each] as const)
  return (
    <ul className="govuk-list cs-pack__left">
      {numbered.map(([key, { heading, text }]) => (
        <li key={key}>
          {heading !== null && <strong className="cs-pack__heading">{heading}</strong>} {text}
        </li>
      ))}
    </ul>
  )
}

const Record = ({ record: { facts, sections, after, left } }: { record: RecordInWords }) => {
  const { say } = useWords()
  return (
    <>
      <Facts facts={facts} />
      {sections.map(({ title, answers }) => (
        <section key={title}>
          <h3 className="govuk-heading-s">{title}</h3>
          <SummaryList
            long
            rows={answers.map(({ label, lines, note }, index) => ({
              id: `${index}`,
              key: label,
              value: (
                <>
                  <Lines lines={lines} />
                  {note !== null && <p className="cs-pack__note">{note}</p>}
                </>
              ),
            }))}
          />
        </section>
      ))}
      {after.length > 0 && <Facts facts={after} />}
      {left.length > 0 && (
        <>
          <h3 className="govuk-heading-s">{say('inspection.left.title')}</h3>
          <LeftOut left={left} />
        </>
      )}
    </>
  )
}

/** So many are shown at first, and so many more each time. */
const SHOWN = { whole: 30, left: 8 } as const

export interface PackRecordsProps {
  said: PackInWords
  /** Whole records, or only what is left out of each. */
  show: 'whole' | 'left'
}

/** The records of a pack, of one person or one kind where that is chosen. */
export const PackRecords = ({ said: { records: all, people }, show }: PackRecordsProps) => {
  const { say } = useWords()
  const [person, setPerson] = useState('')
  const [kind, setKind] = useState<RecordInWords['kind'] | 'all'>('all')
  const [most, setMost] = useState<number>(SHOWN[show])
  const found = all.filter((record) => (person === '' || person === 'all' || record.person === Number(person)) && (kind === 'all' || record.kind === kind))
  const kinds = (['session', 'agreement', 'observation'] as const).filter((each) => all.some((record) => record.kind === each))
  return (
    <>
      <div className="cs-pack__filter">
        <Select
          label={say('inspection.filter.person')}
          options={[{ value: 'all', label: say('inspection.filter.everybody') }, ...people.map((each) => ({ value: `${each.person}`, label: each.name }))]}
          value={person === '' ? 'all' : person}
          onChange={setPerson}
        />
        <Select
          label={say('inspection.filter.kind')}
          options={[{ value: 'all' as const, label: say('inspection.filter.all') }, ...kinds.map((value) => ({ value, label: say(`inspection.filter.kind.${value}`) }))]}
          value={kind}
          onChange={(chosen) => setKind(chosen === '' ? 'all' : chosen)}
        />
      </div>
      <output className="cs-answer">{say('inspection.filter.count', { count: found.length })}</output>
      {found.slice(0, most).map((record) => (
        <Folded key={record.record} summary={record.title}>
          {() => (show === 'whole' ? <Record record={record} /> : <LeftOut left={record.left} />)}
        </Folded>
      ))}
      {found.length > most && (
        <Button kind="secondary" onClick={() => setMost(most + SHOWN.whole)}>
          {say('common.showMore')}
        </Button>
      )}
    </>
  )
}

/** How much is left out of the whole pack, and by which rules. */
export const LeftOutTotals = ({ said: { totals, rules } }: { said: PackInWords }) => {
  const { say } = useWords()
  return (
    <>
      {totals.length === 0 ? <p className="govuk-body">{say('inspection.left.none')}</p> : <Items items={totals} />}
      {rules.length > 0 && (
        <>
          <h3 className="govuk-heading-s">{say('inspection.left.rules')}</h3>
          <Items items={rules} />
        </>
      )}
    </>
  )
}

export interface PackViewProps {
  pack: InspectionPack
  proof: PackProof
}

/** The pack in words, worked out once. */
export const usePackInWords = ({ pack, proof }: PackViewProps): PackInWords => {
  const words = useWords()
  return useMemo(() => packInWords(pack, proof, words), [pack, proof, words])
}

export const PackView = (props: PackViewProps) => {
  const { say } = useWords()
  const said = usePackInWords(props)
  return (
    <div className="cs-pack">
      <p className="govuk-body">{said.intro}</p>
      <Facts facts={said.facts} />
      <Card heading={say('inspection.people.title')}>
        {said.lines.map(({ name, summary, facts }) => (
          <Folded
            key={name}
            summary={
              <>
                {name} <span className="cs-pack__beside">{summary}</span>
              </>
            }
          >
            {() => <Facts facts={facts} />}
          </Folded>
        ))}
      </Card>
      <Card heading={say('inspection.records.title')}>
        <PackRecords said={said} show="whole" />
      </Card>
      <Card heading={say('inspection.left.title')}>
        <LeftOutTotals said={said} />
      </Card>
      {said.readings.length > 0 && (
        <Card heading={say('inspection.pack.readings')}>
          <Folded summary={say('inspection.pack.readingsText')}>{() => <SummaryList long rows={said.readings.map(({ name, lines }) => ({ key: name, value: <Lines lines={lines} /> }))} />}</Folded>
        </Card>
      )}
      <Card heading={say('inspection.proof.title')}>
        {said.proof.map(({ text, code }) => (
          <p key={text} className="govuk-body">
            {text} {code !== null && <code className="cs-pack__code">{code}</code>}
          </p>
        ))}
      </Card>
    </div>
  )
}
