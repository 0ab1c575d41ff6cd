import { type Place } from '../../domain/policy/governance.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { Details } from '../../ui/details.tsx'
import { inLanguage } from '../../words/answers.ts'
import { useRecordWords } from './use-record-words.ts'

export interface GuidanceProps {
  /** The policy the record was made under. */
  pack: PolicyPack
  place: Exclude<Place, 'policy'>
}

/** What the policy says about what one is doing here, folded, each rule with where it stands; nothing where it says nothing. */
export const Guidance = ({ pack, place }: GuidanceProps) => {
  const { say, lang } = useRecordWords()
  const rules = pack.rules.filter(({ guides }) => guides?.includes(place))
  if (rules.length === 0) return null
  return (
    <div className="cs-guidance cs-no-print">
      <Details summary={say('records.guidance.title')}>
        <ul className="cs-guidance__rules">
          {rules.map(({ id, section, says }) => (
            <li key={id}>
              {inLanguage(says, lang)}{' '}
              <span className="cs-guidance__where">
                {say('records.guidance.where', { section: inLanguage(section, lang), id })}
              </span>
            </li>
          ))}
        </ul>
      </Details>
    </div>
  )
}
