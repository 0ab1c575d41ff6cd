/** Policy: which one each home and team works by, what its owner should look at, the policies there are. */
import { useMemo } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { holidaysRunOut } from '../../domain/policy/holidays.ts'
import { policyNotices } from '../../domain/policy-notices.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type KnownPack, type Snapshot } from '../../queries/device.ts'
import { pinText, policySince, settingsFor, stageOn, stagesOf } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { download } from '../shared/download.ts'
import { SyncWord } from '../shared/sync-word.tsx'
import { Guarded } from './guarded.tsx'
import { HolidaysNotice, Notices } from './notices.tsx'
import { changedBy, packOfStage, policyText, stageName } from './policy-words.ts'

interface SettingsProps {
  settings: readonly SettingState[]
  snapshot: Snapshot
  asOf: PlainDate
}

const SettingRows = ({ settings, snapshot, asOf }: SettingsProps) => {
  const words = useWords()
  const { say, day } = words
  const packs = snapshot.allPacks()
  if (settings.length === 0) return <EmptyState icon="policy" title={say('policies.settings.none')} />
  return (
    <RowList label={say('policies.settings.title')}>
      {settings.map((setting) => {
        const { now, coming } = stageOn(setting, asOf)
        const stages = stagesOf(setting)
        const since = policySince(setting, now)
        const pack = packOfStage(packs, now)
        const sync = snapshot.syncOf.get(setting.id)
        return (
          <Row
            key={setting.id}
            href={hrefOf('policySetting', { settingId: setting.id })}
            title={setting.name}
            meta={
              <>
                <span className="cs-row__meta">{stageName(packs, now, words)}</span>
                {pack && <span className="cs-row__meta">{policyText(pack.organisation, words)}</span>}
                <span className="cs-row__meta">
                  {since === null ? say('policies.settings.sinceOpened') : say('policies.settings.since', { day: day(since, asOf) })}
                </span>
                {coming.map((stage) => (
                  <span key={stage.from} className="cs-row__meta">
                    {say('policies.settings.coming', {
                      day: stage.from === null ? '' : day(stage.from, asOf),
                      what: changedBy(stage, stages[stages.findIndex(({ from }) => from === stage.from) - 1], packs, words),
                    })}
                  </span>
                ))}
              </>
            }
            end={sync && sync.word !== 'sent' && <SyncWord sync={sync} />}
          />
        )
      })}
    </RowList>
  )
}

/** The very policy, as a person can read and change it. */
const fileOf = (pack: PolicyPack) => ({
  file: `${pack.id}-${pack.version}.json`,
  text: `${JSON.stringify(pack, null, 2)}\n`,
  type: 'application/json',
})

/** By name, the newest version first. */
const byName = (a: KnownPack, b: KnownPack): number =>
  a.pack.name.en.localeCompare(b.pack.name.en) || (a.pack.id === b.pack.id ? b.pack.version - a.pack.version : a.pack.id < b.pack.id ? -1 : 1)

const PackRows = ({ snapshot, mayChange }: { snapshot: Snapshot; mayChange: boolean }) => {
  const words = useWords()
  const { say } = words
  return (
    <RowList label={say('policies.packs.title')}>
      {[...snapshot.allPacks()].sort(byName).map(({ pack, record }) => {
        const name = policyText(pack.name, words)
        const sync = record ? snapshot.syncOf.get(record) : undefined
        return (
          <Row
            key={pinText(pack)}
            href={hrefOf('policyPack', { pack: pinText(pack) })}
            title={name}
            meta={say('policies.packs.by', { organisation: policyText(pack.organisation, words), version: pack.version })}
            end={
              <>
                <Tag tone={record ? 'blue' : 'plain'}>{say(record ? 'policies.packs.own' : 'policies.packs.ships')}</Tag>
                {sync && <SyncWord sync={sync} />}
              </>
            }
            action={
              mayChange && (
                <button type="button" className="cs-link-button" onClick={() => download(fileOf(pack))}>
                  {say('policies.packs.download')}{' '}
                  <span className="govuk-visually-hidden">{say('policies.packs.downloadWhich', { name, version: pack.version })}</span>
                </button>
              )
            }
          />
        )
      })}
    </RowList>
  )
}

const Overview = ({ snapshot }: { snapshot: Snapshot }) => {
  const { say } = useWords()
  const device = useDevice()
  const asOf = device.asOf()
  const { me } = device
  const settings = useMemo(() => settingsFor(snapshot, me), [snapshot, me])
  const packs = snapshot.allPacks()
  const notices = useMemo(() => policyNotices(settings, packs.map(({ pack }) => pack), asOf), [settings, packs, asOf])
  return (
    <Page title={say('policies.title')} back={{ href: hrefOf('account'), label: say('app.nav.account') }}>
      <HolidaysNotice runOut={holidaysRunOut(asOf)} asOf={asOf} />
      <Notices notices={notices} packs={packs} asOf={asOf} mayChange={me.administrator} />
      <Card heading={say('policies.settings.title')}>
        <SettingRows settings={settings} snapshot={snapshot} asOf={asOf} />
      </Card>
      <Card heading={say('policies.packs.title')}>
        <PackRows snapshot={snapshot} mayChange={me.administrator} />
        {me.administrator && (
          <>
            <p className="govuk-body cs-policy-after">{say('policies.packs.bringInText')}</p>
            <ButtonGroup>
              <LinkButton kind="secondary" icon="plus" href={hrefOf('ownPolicy')}>
                {say('policies.packs.bringIn')}
              </LinkButton>
            </ButtonGroup>
          </>
        )}
      </Card>
    </Page>
  )
}

export const PoliciesPage = () => {
  const { say } = useWords()
  return (
    <Guarded title={say('policies.title')} back={{ href: hrefOf('account'), label: say('app.nav.account') }} readers="manager">
      {(snapshot) => <Overview snapshot={snapshot} />}
    </Guarded>
  )
}
