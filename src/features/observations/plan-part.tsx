import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inLanguage } from '../../words/answers.ts'
import { answerRead } from '../shared/answer-read.tsx'
import { FieldEditor } from '../shared/field-editor.tsx'
import { labelIn } from '../shared/fields-in-words.ts'
import { type AskedField } from '../shared/form-fields.ts'
import { useField } from '../shared/use-field.ts'
import { holds, type Linked, linkedOf, toggled } from './linked.ts'
import { type ObservationView } from './observation-view.ts'
import { fieldsAt } from './places.ts'
import { textOf } from './rows.ts'

const LINKED = 'plan.linked'

/** What the form asks before the visit: the venue, what is observed, who is there, what to look for. */
export const planFields = (view: Pick<ObservationView, 'sections'>): readonly AskedField[] => fieldsAt(view, 'plan')

const Suggestions = ({ view, linked }: { view: ObservationView; linked: readonly Linked[] }) => {
  const { say } = useWords()
  const own = useField(view, LINKED)
  const text = textOf(own.value)
  return (
    <>
      <p className="cs-quick-label" aria-hidden="true">
        {say('observations.linked.offered')}
      </p>
      <QuickChoices label={say('observations.linked.offered')}>
        {linked.map(({ kind, what }) => (
          <QuickChoice key={what} pressed={holds(text, what)} onChange={() => own.choose(toggled(text, what))}>
            {say(`observations.linked.${kind}`, { what })}
          </QuickChoice>
        ))}
      </QuickChoices>
    </>
  )
}

/** The plan to write in; what it may be linked to is offered from earlier records (SEF-App2.2). */
export const PlanPart = ({ view }: { view: ObservationView }) => {
  const linked = linkedOf(view)
  return planFields(view).map((field) => (
    <div key={field.key} className="cs-plan-field">
      <FieldEditor view={view} field={field} />
      {field.key === LINKED && linked.length > 0 && <Suggestions view={view} linked={linked} />}
    </div>
  ))
}

/** The plan to read: the copy that the supervisee has before the visit, and what the observer looks at during it. */
export const PlanToRead = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const rows = planFields(view).map((field) => ({
    id: field.key,
    key: field.short ? inLanguage(field.short, words.lang) : labelIn(field, words),
    value: answerRead(view, field, words),
  }))
  return <SummaryList rows={rows} long />
}
