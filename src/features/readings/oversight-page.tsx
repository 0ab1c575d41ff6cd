/** The records of the settings one oversees: dates here, each to be read for a purpose. Only with a connection (K8). */
import { useMemo, useState } from 'react'
import { type PersonId, type SettingId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { factsIn, type OverseenSetting, type RecordFacts, useOverseen, useOverseenFacts } from '../../queries/readings.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Link } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Select } from '../../ui/select.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { DelaysCard } from './delays-card.tsx'
import { dayOf, firstNameIn, nameIn, titleOf, useReadingWords } from './reading-words.ts'

interface OneOf {
  readonly person: PersonId
  readonly name: string
  readonly records: readonly RecordFacts[]
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const newestFirst = (a: RecordFacts, b: RecordFacts): number => dayOf(b).localeCompare(dayOf(a))

const PersonRecords = ({ one, people, setting }: { one: OneOf; people: Snapshot['people'] | undefined; setting: SettingId }) => {
  const words = useReadingWords()
  const { say } = words
  const { me } = useDevice()
  const label = say('readings.oversee.records', { name: one.name, count: one.records.length })
  const inTheirFile = (facts: RecordFacts): boolean => facts.supervisee === me.person || facts.supervisor === me.person
  return (
    <li>
      <Details summary={label}>
        <p className="govuk-body">
          <Link href={hrefOf('accessLogOf', { personId: one.person })}>{say('readings.oversee.log', { name: firstNameIn(people, one.person) })}</Link>
        </p>
        {one.records.length === 0 && <p className="govuk-body">{say('readings.oversee.noRecords')}</p>}
        <RowList label={label}>
          {one.records.map((facts) => (
            <Row
              key={facts.id}
              title={titleOf(facts, words)}
              href={inTheirFile(facts) ? undefined : hrefOf('readRecord', { settingId: setting, recordId: facts.id })}
              meta={say('readings.with', { name: nameIn(people, facts.supervisor) })}
              end={<Tag>{say(`readings.state.${facts.status}`)}</Tag>}
            />
          ))}
        </RowList>
      </Details>
    </li>
  )
}

const People = ({ setting, people }: { setting: SettingId; people: Snapshot['people'] | undefined }) => {
  const { say } = useReadingWords()
  const asked = useOverseenFacts(setting)
  const [find, setFind] = useState('')
  const all = useMemo((): readonly OneOf[] => {
    if (!asked.value) return []
    const { posts, records } = factsIn(asked.value)
    const persons = [...new Set([...posts.map(({ person }) => person), ...records.map(({ supervisee }) => supervisee)])]
    return persons
      .map((person) => ({ person, name: nameIn(people, person), records: records.filter(({ supervisee }) => supervisee === person).sort(newestFirst) }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }, [asked.value, people])
  const shown = all.filter(({ name }) => fold(name).includes(fold(find)))
  return (
    <Answered asked={asked}>
      {() => (
        <>
          <TextField id="find" label={say('readings.oversee.find')} value={find} onChange={setFind} />
          {shown.length === 0 ? (
            <p className="govuk-body">{say('readings.oversee.noOne')}</p>
          ) : (
            <ul className="govuk-list">
              {shown.map((one) => (
                <PersonRecords key={one.person} one={one} people={people} setting={setting} />
              ))}
            </ul>
          )}
        </>
      )}
    </Answered>
  )
}

const Settings = ({ settings, people }: { settings: readonly OverseenSetting[]; people: Snapshot['people'] | undefined }) => {
  const { say } = useReadingWords()
  const [chosen, setChosen] = useState<SettingId | ''>(settings.length === 1 ? (settings[0]?.id ?? '') : '')
  if (settings.length === 0) return <EmptyState icon="search" title={say('readings.oversee.none')} text={say('readings.oversee.noneText')} />
  return (
    <>
      {settings.length > 1 && (
        <Select
          id="setting"
          label={say('readings.oversee.setting')}
          options={settings.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {chosen !== '' && (
        <Card heading={settings.find(({ id }) => id === chosen)?.name ?? ''}>
          <People key={chosen} setting={chosen} people={people} />
        </Card>
      )}
    </>
  )
}

export const OversightPage = () => {
  const { say } = useReadingWords()
  const { data: snapshot } = useSnapshot()
  const asked = useOverseen()
  return (
    <Page title={say('readings.oversee.title')} back={{ href: hrefOf('account'), label: say('app.nav.account') }}>
      <p className="govuk-body">{say('readings.oversee.text')}</p>
      <DelaysCard people={snapshot?.people} />
      <Answered asked={asked}>{({ settings }) => <Settings settings={settings} people={snapshot?.people} />}</Answered>
    </Page>
  )
}
