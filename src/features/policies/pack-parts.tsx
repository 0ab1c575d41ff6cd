import { type PolicyPack } from '../../domain/policy/pack.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { capital, lengthInWords, policyText } from './policy-words.ts'

type Step = PolicyPack['routes'][number]['steps'][number]

/** "The senior manager, after 5 working days: looks at it again". */
const stepInWords = ({ to, says, after }: Step, words: Words): string => {
  const { say } = words
  const role = capital(say(`policies.role.${to}`), words)
  const step = after === undefined ? role : say('policies.pack.stepAfter', { role, span: lengthInWords(after, words) })
  return says ? say('policies.pack.stepSays', { step, says: policyText(says, words) }) : step
}

/** Where disagreements, concerns and supervision that does not happen are taken, step by step. */
export const RoutesCard = ({ pack }: { pack: PolicyPack }) => {
  const words = useWords()
  const { say } = words
  if (pack.routes.length === 0) return null
  return (
    <Card heading={say('policies.pack.routes')}>
      {pack.routes.map((route) => (
        <Details key={route.id} summary={say('policies.pack.routeOf', { kind: say(`policies.route.${route.kind}`), rule: route.rule })}>
          <p className="govuk-body">{policyText(route.says, words)}</p>
          <ol className="govuk-list govuk-list--number">
            {route.steps.map((step, index) => (
              // Two steps may say the same; they have no id, and their order is theirs.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>{stepInWords(step, words)}</li>
            ))}
          </ol>
        </Details>
      ))}
    </Card>
  )
}

const readersOf = ({ readers, classes }: Pick<PolicyPack['access'][number], 'readers' | 'classes'>, { say, list }: Words) => ({
  readers: list(readers.map((role) => say(`policies.role.${role}`))),
  classes: list(classes.map((each) => say(`policies.class.${each}`))),
})

/** Who beside the pair may read records, what for, whether the supervisee is told; and what is taken out for whom. */
export const AccessCard = ({ pack }: { pack: PolicyPack }) => {
  const words = useWords()
  const { say } = words
  if (pack.access.length === 0 && pack.redactions.length === 0) return null
  return (
    <Card heading={say('policies.pack.access')}>
      <Details summary={say('policies.pack.accessCount', { count: pack.access.length })}>
        <ul className="govuk-list cs-policy-notices">
          {pack.access.map((purpose) => (
            <li key={purpose.key}>
              <strong>{policyText(purpose.says, words)}</strong> <span className="cs-policy-question__id">{purpose.rule}</span>
              <br />
              {capital(say('policies.pack.readers', { ...readersOf(purpose, words), told: say(`policies.told.${purpose.told}`) }), words)}
            </li>
          ))}
          {pack.redactions.map((redaction) => (
            <li key={`${redaction.rule} ${redaction.readers.join(' ')} ${redaction.classes.join(' ')}`}>
              <strong>{policyText(redaction.says, words)}</strong> <span className="cs-policy-question__id">{redaction.rule}</span>
              <br />
              {say('policies.pack.withheld', readersOf(redaction, words))}
            </li>
          ))}
        </ul>
      </Details>
    </Card>
  )
}
