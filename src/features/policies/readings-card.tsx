import { type PlainDate } from '../../domain/dates.ts'
import { type Ambiguity } from '../../domain/policy/governance.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { readingChosen, type Stage } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Link } from '../../ui/link.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { personNamed } from '../shared/record-view.ts'
import { policyText } from './policy-words.ts'

export interface ReadingsCardProps {
  setting: SettingState
  snapshot: Snapshot
  asOf: PlainDate
  stage: Stage
  pack: PolicyPack
}

const OneQuestion = ({ setting, snapshot, asOf, stage, ambiguity }: Omit<ReadingsCardProps, 'pack'> & { ambiguity: Ambiguity }) => {
  const words = useWords()
  const { say, day } = words
  const { me } = useDevice()
  const chosen = readingChosen(setting, stage, ambiguity)
  const key = chosen?.reading ?? ambiguity.reading
  const reading = ambiguity.readings.find((each) => each.key === key)
  const others = ambiguity.readings.filter((each) => each !== reading)
  const says = reading ? policyText(reading.says, words) : key
  return (
    <li className="cs-policy-question">
      <h3 className="govuk-heading-s cs-policy-question__asks">
        {policyText(ambiguity.says, words)} <span className="cs-policy-question__id">{ambiguity.id}</span>
      </h3>
      <p className="govuk-body">{say(chosen ? 'policies.reading.inForce' : 'policies.reading.own', { says })}</p>
      {chosen && (
        <p className="govuk-body-s" dir="auto">
          {chosen.by
            ? say('policies.reading.chosenBy', { name: personNamed(snapshot, chosen.by).name, day: day(chosen.on, asOf), reason: chosen.reason })
            : say('policies.reading.chosen', { day: day(chosen.on, asOf), reason: chosen.reason })}
        </p>
      )}
      {others.length > 0 && (
        <Details summary={say('policies.reading.others', { count: others.length })}>
          <ul className="govuk-list govuk-list--bullet">
            {others.map((each) => (
              <li key={each.key}>{policyText(each.says, words)}</li>
            ))}
          </ul>
        </Details>
      )}
      {me.administrator && others.length > 0 && (
        <p className="govuk-body">
          <Link href={hrefOf('changeReading', { settingId: setting.id, ambiguity: ambiguity.id })}>
            {say('policies.reading.change')} <span className="govuk-visually-hidden">{ambiguity.id}</span>
          </Link>
        </p>
      )}
    </li>
  )
}

/** Where the policy in force can be read in more than one way: the reading in force, who chose it and why, the others. */
export const ReadingsCard = ({ pack, ...part }: ReadingsCardProps) => {
  const { say } = useWords()
  return (
    <Card heading={say('policies.setting.readings')}>
      <p className="govuk-body">{say(pack.ambiguities.length > 0 ? 'policies.setting.readingsText' : 'policies.setting.readingsNone')}</p>
      {pack.ambiguities.length > 0 && (
        <ul className="govuk-list cs-policy-questions">
          {pack.ambiguities.map((ambiguity) => (
            <OneQuestion key={ambiguity.id} {...part} ambiguity={ambiguity} />
          ))}
        </ul>
      )}
    </Card>
  )
}
