import { type AgreedAction, type ActionState } from '../../domain/records/actions.ts'
import { Card } from '../../ui/card.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { valueInWords } from '../shared/fields-in-words.ts'
import { mayWrite, personIn } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'
import { useField } from '../shared/use-field.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

const STATES = ['done', 'in-progress', 'not-started', 'dropped'] as const satisfies readonly ActionState[]

interface LastActionProps {
  view: SessionView
  action: AgreedAction
}

const LastAction = ({ view, action }: LastActionProps) => {
  const words = useWords()
  const { say } = words
  const { id, what, by, who } = action
  const stateField = `updates.${id}.state`
  const state = useField(view, stateField)
  const note = useField(view, `updates.${id}.note`)
  const noteText = typeof note.value === 'string' ? note.value : ''
  const whose = personIn(view, who).knownAs
  return (
    <div className="cs-block" data-field={`updates.${id}`} id={elementId(`updates.${id}`)}>
      <Card heading={what} level={3}>
        <p className="cs-quiet">
          {by ? say('records.actions.whoBy', { who: whose, by: words.day(by) }) : whose}
          {action.note && <span className="cs-quiet__note">{say('sessions.last.before', { note: action.note })}</span>}
        </p>
        {mayWrite(view, stateField) ? (
          <>
            <QuickChoices label={say('sessions.last.state', { what })}>
              {STATES.map((each) => (
                <QuickChoice
                  key={each}
                  pressed={state.value === each}
                  onChange={(pressed) => state.choose(pressed ? each : null)}
                >
                  {say(`records.actionState.${each}`)}
                </QuickChoice>
              ))}
            </QuickChoices>
            <GuardedTextArea
              label={say('sessions.last.note')}
              optional
              labelSize="normal"
              rows={1}
              value={noteText}
              saved={<SavedNote state={note.saved} />}
              onChange={note.type}
              onBlur={note.leave}
            />
          </>
        ) : (
          <p className="cs-read-only__text">
            {valueInWords(view, stateField, state.value, words) || say('records.nothingYet')}
            {noteText !== '' && <span className="cs-quiet__note">{noteText}</span>}
          </p>
        )}
      </Card>
    </div>
  )
}

export interface LastActionsPartProps {
  view: SessionView
  open: readonly AgreedAction[]
}

/** What became of the actions agreed before: one tap each. */
export const LastActionsPart = ({ view, open }: LastActionsPartProps) =>
  open.map((action) => <LastAction key={action.id} view={view} action={action} />)
