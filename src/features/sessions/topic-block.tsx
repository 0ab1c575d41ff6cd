import { type QuickState } from '../../domain/policy/answer.ts'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { type TopicField } from './agenda.ts'
import { AsShared } from '../shared/as-shared.tsx'
import { storedTopic, topicNote } from '../shared/answers.ts'
import { inLanguage } from '../../words/answers.ts'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { labelIn } from '../shared/fields-in-words.ts'
import { type SessionView } from './session-view.ts'
import { useField } from '../shared/use-field.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

export interface TopicBlockProps {
  view: SessionView
  field: TopicField
  /** Its place among the topics, from 1. */
  number: number
}

/** One topic: a note, or one tap that says it was dealt with (SEF-4.17). A note wins over a tap. */
export const TopicBlock = ({ view, field, number }: TopicBlockProps) => {
  const words = useWords()
  const { key } = field
  const label = labelIn(field, words)
  const own = useField(view, key)
  const { quick, note } = topicNote(own.value)
  const choose = (state: QuickState, pressed: boolean) => own.choose(storedTopic({ quick: pressed ? state : null, note }))
  return (
    <section className="cs-block cs-topic" data-field={key} aria-labelledby={`${elementId(key)}-title`}>
      <h4 id={`${elementId(key)}-title`} className="cs-topic__title">
        <span className="cs-topic__number">{words.number(number)}</span>
        <span>{label}</span>
      </h4>
      {view.state.competing[key] ? (
        <CompetingVersions view={view} field={key} />
      ) : (
        <GuardedTextArea
          id={elementId(key)}
          label={words.say('sessions.topicNote', { number, label })}
          labelHidden
          hint={field.hint && inLanguage(field.hint, words.lang)}
          rows={1}
          value={note}
          saved={<SavedNote state={own.saved} />}
          before={
            field.quickStates.length > 0 && (
              <QuickChoices label={words.say('records.quickFor', { label })}>
                {field.quickStates.map((state) => (
                  <QuickChoice
                    key={state}
                    pressed={quick === state}
                    disabled={note.trim() !== ''}
                    onChange={(pressed) => choose(state, pressed)}
                  >
                    {words.say(`records.quick.${state}`)}
                  </QuickChoice>
                ))}
              </QuickChoices>
            )
          }
          onChange={(next) => own.type(storedTopic({ quick: null, note: next }))}
          onBlur={own.leave}
        />
      )}
      <AsShared view={view} field={key} />
    </section>
  )
}
