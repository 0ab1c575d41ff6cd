/** The policy of one home or team: what is in force and since when, what was chosen of it and by whom, what is planned. */
import { type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { reviewNotice } from '../../domain/policy-notices.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type KnownPack, type Snapshot } from '../../queries/device.ts'
import { pinText, policySince, type Stage, stageOn, stagesOf } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { personNamed } from '../shared/record-view.ts'
import { SyncWord } from '../shared/sync-word.tsx'
import { GuardedSetting } from './guarded.tsx'
import { noticeInWords } from './notices.tsx'
import { capital, changedBy, chosenInWords, packOfStage, policyText, stageName } from './policy-words.ts'
import { ReadingsCard } from './readings-card.tsx'

interface PartProps {
  setting: SettingState
  snapshot: Snapshot
  packs: readonly KnownPack[]
  asOf: PlainDate
}

const adoptHref = (setting: SettingState, stage: Pick<Stage, 'pack' | 'packVersion'> | null, from: PlainDate | null = null): string => {
  const search = new URLSearchParams({ ...(stage ? { pack: `${stage.pack}@${stage.packVersion}` } : {}), ...(from ? { from } : {}) }).toString()
  const href = hrefOf('adoptPolicy', { settingId: setting.id })
  return search === '' ? href : `${href}?${search}`
}

const InForce = ({ setting, snapshot, packs, asOf, stage, pack }: PartProps & { stage: Stage; pack: PolicyPack | undefined }) => {
  const words = useWords()
  const { say, day, dayAndTime } = words
  const { me } = useDevice()
  const sync = snapshot.syncOf.get(setting.id)
  const notice = pack && reviewNotice(pack, asOf)
  const { said } = stage
  const since = policySince(setting, stage)
  const stages = stagesOf(setting)
  const before = stages[stages.findIndex(({ from }) => from === stage.from) - 1]
  return (
    <Card heading={say('policies.setting.inForce')} beside={sync && <span className="govuk-body-s"><SyncWord sync={sync} /></span>}>
      <SummaryList
        rows={[
          {
            key: say('policies.setting.policy'),
            value: pack ? <Link href={hrefOf('policyPack', { pack: pinText(pack) })}>{stageName(packs, stage, words)}</Link> : stageName(packs, stage, words),
          },
          ...(pack ? [{ key: say('policies.setting.organisation'), value: policyText(pack.organisation, words) }] : []),
          { key: say('policies.setting.since'), value: since === null ? say('policies.setting.opened') : day(since, asOf) },
          ...(stage.from === null || stage.from === since
            ? []
            : [{ key: say('policies.setting.lastChanged'), value: say('policies.setting.changedOn', { day: day(stage.from, asOf), what: changedBy(stage, before, packs, words) }) }]),
          ...(said
            ? [
                {
                  key: say(stage.from === since ? 'policies.setting.by' : 'policies.setting.changedBy'),
                  value: say('policies.setting.byWhen', { name: personNamed(snapshot, said.by).name, when: dayAndTime(said.at, asOf) }),
                },
              ]
            : []),
          ...(said && said.reason.trim() !== '' ? [{ key: say('policies.setting.why'), value: said.reason }] : []),
        ]}
      />
      {notice && <Inset>{noticeInWords(notice, { packs, asOf }, words)}</Inset>}
      {me.administrator && (
        <ButtonGroup>
          {pack && (
            <LinkButton kind="secondary" href={adoptHref(setting, stage)}>
              {say('policies.setting.changeSettings')}
            </LinkButton>
          )}
          <LinkButton kind="secondary" href={adoptHref(setting, null)}>
            {say('policies.setting.takeUp')}
          </LinkButton>
        </ButtonGroup>
      )}
    </Card>
  )
}

const ChosenCard = ({ stage, pack }: { stage: Stage; pack: PolicyPack | undefined }) => {
  const words = useWords()
  const { say } = words
  const chosen = chosenInWords(pack, stage.settings, words)
  return (
    <Card heading={say('policies.setting.chosen')}>
      {chosen.length === 0 && <p className="govuk-body">{say('policies.setting.chosenNone')}</p>}
      {chosen.length > 0 && (
        <SummaryList
          long
          rows={chosen.map(({ key, label, value, notChosen }) => ({
            id: key,
            key: label,
            value: value ?? notChosen,
          }))}
        />
      )}
    </Card>
  )
}

const PlannedCard = ({ setting, packs, asOf, coming }: PartProps & { coming: readonly Stage[] }) => {
  const words = useWords()
  const { say, day } = words
  const { me } = useDevice()
  const stages = stagesOf(setting)
  if (coming.length === 0) return null
  return (
    <Card heading={say('policies.setting.planned')}>
      <RowList label={say('policies.setting.planned')}>
        {coming.map((stage) => {
          const from = stage.from === null ? '' : day(stage.from, asOf)
          return (
            <Row
              key={stage.from}
              title={say('policies.stage.since', { day: from })}
              meta={
                <>
                  <span className="cs-row__meta">{capital(changedBy(stage, stages[stages.findIndex((each) => each.from === stage.from) - 1], packs, words), words)}</span>
                  {stage.said && stage.said.reason.trim() !== '' && <span className="cs-row__meta">{stage.said.reason}</span>}
                </>
              }
              action={
                me.administrator && (
                  <Link href={adoptHref(setting, stage, stage.from)}>
                    {say('policies.setting.plannedChange')}{' '}
                    <span className="govuk-visually-hidden">{say('policies.setting.plannedChangeOf', { day: from })}</span>
                  </Link>
                )
              }
            />
          )
        })}
      </RowList>
      {me.administrator && <p className="govuk-body cs-policy-after">{say('policies.setting.plannedText')}</p>}
    </Card>
  )
}

const HistoryCard = ({ setting, snapshot, packs, asOf }: PartProps) => {
  const words = useWords()
  const { say, day, dayAndTime } = words
  const stages = stagesOf(setting)
  const items = stages
    .map((stage, index): TimelineItem & { from: PlainDate | null } => ({
      id: stage.said?.act ?? 'opened',
      from: stage.from,
      title: capital(changedBy(stage, stages[index - 1], packs, words), words),
      when: stage.from === null ? say('policies.stage.opened') : say('policies.stage.since', { day: day(stage.from, asOf) }),
      ...(stage.from === null ? {} : { dateTime: stage.from }),
      ...(stage.said
        ? { by: say('policies.stage.saidBy', { name: personNamed(snapshot, stage.said.by).name, when: dayAndTime(stage.said.at, asOf) }) }
        : {}),
      ...(stage.said && stage.said.reason.trim() !== '' ? { body: <p dir="auto">{stage.said.reason}</p> } : {}),
    }))
    .filter(({ from }) => from === null || from <= asOf)
    .toReversed()
  return (
    <Card heading={say('policies.setting.history')}>
      <Timeline label={say('policies.setting.history')} items={items} />
    </Card>
  )
}

const Setting = ({ snapshot, setting }: { snapshot: Snapshot; setting: SettingState }) => {
  const { say } = useWords()
  const asOf = useDevice().asOf()
  const packs = snapshot.allPacks()
  const { now, coming } = stageOn(setting, asOf)
  const pack = packOfStage(packs, now)
  const part = { setting, snapshot, packs, asOf }
  return (
    <Page title={say('policies.title')} heading={setting.name} caption={say('policies.title')} back={{ href: hrefOf('policies'), label: say('policies.title') }}>
      <InForce {...part} stage={now} pack={pack} />
      <ChosenCard stage={now} pack={pack} />
      {pack && <ReadingsCard {...part} stage={now} pack={pack} />}
      <PlannedCard {...part} coming={coming} />
      <HistoryCard {...part} />
    </Page>
  )
}

export const SettingPage = ({ settingId }: { settingId: SettingId }) => {
  const { say } = useWords()
  return (
    <GuardedSetting title={say('policies.title')} back={{ href: hrefOf('policies'), label: say('policies.title') }} readers="manager" settingId={settingId}>
      {(snapshot, setting) => <Setting snapshot={snapshot} setting={setting} />}
    </GuardedSetting>
  )
}
