import { routesFor } from '../../domain/routes.ts'
import { factsOf } from '../../domain/records/policy-input.ts'
import { Details } from '../../ui/details.tsx'
import { inLanguage } from '../../words/answers.ts'
import { type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

/** Where the policy says to take what the two can't settle, a concern, or supervision that does not happen; folded. */
export const Routes = ({ view: { pack, post, setting } }: { view: SignedView }) => {
  const { say, lang } = useRecordWords()
  const { residentialGroups } = pack
  const routes = routesFor(pack, { facts: factsOf(post, setting), agreed: false, residentialGroups })
  if (routes.length === 0) return null
  return (
    <Details summary={say('responses.routes.title')}>
      {routes.map(({ id, says, steps }) => (
        <section key={id} aria-labelledby={`route-${id}`}>
          <p id={`route-${id}`}>{inLanguage(says, lang)}</p>
          <ol className="govuk-list govuk-list--number">
            {steps.map(({ to, says: step }) => (
              <li key={`${to} ${step?.en ?? ''}`}>{step ? inLanguage(step, lang) : say(`responses.routes.to.${to}`)}</li>
            ))}
          </ol>
        </section>
      ))}
    </Details>
  )
}
