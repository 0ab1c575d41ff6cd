/** A policy to read: where it comes from, its rules in order, what it leaves open, where things are taken, who may read. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type Snapshot } from '../../queries/device.ts'
import { packAt, settingsFor, stageOn } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Guarded, Instead } from './guarded.tsx'
import { AccessCard, RoutesCard } from './pack-parts.tsx'
import { lengthInWords, policyText } from './policy-words.ts'
import { ruleInAddress, RulesCard } from './rules-card.tsx'

const reviewInWords = (pack: PolicyPack, asOf: PlainDate, { say, day }: Words): string | null => {
  const review = pack.tracks['policy-review']
  if (!review) return null
  if (review.on === null) return say('policies.pack.reviewNone')
  return say(review.on < asOf ? 'policies.pack.reviewPast' : 'policies.pack.reviewOn', { day: day(review.on, asOf) })
}

const AboutCard = ({ pack, snapshot }: { pack: PolicyPack; snapshot: Snapshot }) => {
  const words = useWords()
  const { say, list } = words
  const device = useDevice()
  const asOf = device.asOf()
  const review = reviewInWords(pack, asOf, words)
  const users = settingsFor(snapshot, device.me).filter((setting) => {
    const { now } = stageOn(setting, asOf)
    return now.pack === pack.id && now.packVersion === pack.version
  })
  return (
    <Card heading={say('policies.pack.about')}>
      <SummaryList
        rows={[
          { key: say('policies.pack.organisation'), value: policyText(pack.organisation, words) },
          { key: say('policies.pack.version'), value: String(pack.version) },
          { key: say('policies.pack.source'), value: policyText(pack.source, words) },
          ...(review === null ? [] : [{ key: say('policies.pack.review'), value: review }]),
          ...(users.length === 0 ? [] : [{ key: say('policies.pack.usedBy'), value: list(users.map(({ name }) => name)) }]),
        ]}
      />
    </Card>
  )
}

const OpenCard = ({ pack }: { pack: PolicyPack }) => {
  const words = useWords()
  const { say } = words
  if (pack.ambiguities.length === 0) return null
  return (
    <Card heading={say('policies.pack.open')}>
      <p className="govuk-body">{say('policies.pack.openText')}</p>
      {pack.ambiguities.map(({ id, says, reading, readings }) => (
        <div key={id} id={id} className="cs-policy-target">
          <Details
            summary={
              <>
                {policyText(says, words)} <span className="cs-policy-question__id">{id}</span>
              </>
            }
          >
            <ul className="govuk-list govuk-list--bullet">
              {readings.map((each) => (
                <li key={each.key}>
                  {policyText(each.says, words)}
                  {each.key === reading && <strong className="cs-reading-own">{say('policies.pack.ownReading')}</strong>}
                </li>
              ))}
            </ul>
          </Details>
        </div>
      ))}
    </Card>
  )
}

const AsksCard = ({ pack }: { pack: PolicyPack }) => {
  const words = useWords()
  const { say } = words
  if (pack.settings.length === 0) return null
  return (
    <Card heading={say('policies.pack.asks')}>
      <SummaryList
        long
        rows={pack.settings.map(({ key, label, required, suggested }) => ({
          id: key,
          key: policyText(label, words),
          value: [
            say(required === true ? 'policies.pack.required' : 'policies.pack.free'),
            ...(suggested === undefined || suggested === false ? [] : [say('policies.pack.suggested', { value: lengthInWords(suggested, words) })]),
          ].join('. '),
        }))}
      />
    </Card>
  )
}

const Pack = ({ pack, snapshot, back }: { pack: PolicyPack; snapshot: Snapshot; back: { href: string; label: string } }) => {
  const words = useWords()
  const { say } = words
  return (
    <Page title={say('policies.title')} heading={policyText(pack.name, words)} caption={say('policies.title')} back={back} focus={ruleInAddress() === '' ? 'heading' : 'leave'}>
      <AboutCard pack={pack} snapshot={snapshot} />
      <RulesCard rules={pack.rules} />
      <OpenCard pack={pack} />
      <AsksCard pack={pack} />
      <RoutesCard pack={pack} />
      <AccessCard pack={pack} />
    </Page>
  )
}

export interface PackPageProps {
  /** `havering@1` */
  pack: string
}

/** Everybody may read a policy: it is what their dates come from, and rules are linked to from other pages. */
export const PackPage = ({ pack: pin }: PackPageProps) => {
  const { say } = useWords()
  const { me } = useDevice()
  return (
    <Guarded title={say('policies.title')} back={{ href: hrefOf('policies'), label: say('policies.title') }} readers="anyone">
      {(snapshot) => {
        const reads = me.administrator || settingsFor(snapshot, me).length > 0
        const back = reads ? { href: hrefOf('policies'), label: say('policies.title') } : { href: hrefOf('today'), label: say('app.nav.today') }
        const known = packAt(snapshot.allPacks(), pin)
        if (known) return <Pack pack={known.pack} snapshot={snapshot} back={back} />
        return <Instead title={say('policies.title')} back={back} says={say('policies.packNotFound')} text={say('policies.packNotFoundText')} />
      }}
    </Guarded>
  )
}
