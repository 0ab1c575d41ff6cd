import { type PlainDate } from '../../domain/dates.ts'
import { packOn } from '../../domain/adopted.ts'
import { factsOf } from '../../domain/records/policy-input.ts'
import { askedOfSupervisor } from '../../domain/supervisors.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inLanguage } from '../../words/answers.ts'
import { type PersonView } from './person-view.ts'

/** What the policy asks of whoever supervises this person, open where there is nobody. */
export const SupervisorAsks = ({ view, snapshot, asOf }: { view: PersonView; snapshot: Snapshot; asOf: PlainDate }) => {
  const { say, lang } = useWords()
  const { post, setting, agreement } = view
  const pack = setting && packOn(snapshot.packs, setting, asOf)
  if (!pack) return null
  const { residentialGroups } = pack
  const person = { facts: factsOf(post, setting), agreed: Boolean(agreement.inForce?.every), residentialGroups }
  const asked = askedOfSupervisor(pack, person, post.supervisor)
  if (asked.length === 0) return null
  return (
    <Details summary={say('people.asks.title')} open={asked.some(({ lacking }) => lacking)}>
      <ul className="govuk-list govuk-list--bullet">
        {asked.map(({ rule, says, lacking }) => (
          <li key={`${rule} ${says.en}`}>
            {inLanguage(says, lang)} {lacking && <strong>{say('people.asks.lacking')}</strong>}
          </li>
        ))}
      </ul>
    </Details>
  )
}
