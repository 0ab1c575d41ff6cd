import { epochOf, londonDay, londonTimeOf } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote, type SavedNoteProps } from '../../ui/saved-note.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { dateValueOf, storedDate } from '../shared/dates-as-typed.ts'
import { heldRows } from './held-rows.ts'
import { dayAfterMidnight, heldDraft, type HeldDefaults, type HeldField, type HeldProblem, PROBLEM_FIELD } from './held.ts'
import { type SessionView } from './session-view.ts'
import { useField } from '../shared/use-field.ts'
import { GuardedTextField } from '../shared/guarded-field.tsx'

export interface WhenPartProps {
  view: SessionView
  defaults: HeldDefaults
  problems: readonly HeldProblem[]
}

/** Of several fields: red as soon as one of them is not saved. */
const worst = (states: readonly SavedNoteProps['state'][]): SavedNoteProps['state'] =>
  (['failed', 'saving', 'on-device'] as const).find((state) => states.includes(state)) ?? 'none'

/** When and where it was held: what moves the clock. */
const WhenForm = ({ view, defaults, problems }: WhenPartProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const fields = {
    'when.on': useField(view, 'when.on'),
    'when.start': useField(view, 'when.start'),
    'when.end': useField(view, 'when.end'),
    'when.place': useField(view, 'when.place'),
    'when.mode': useField(view, 'when.mode'),
    'when.end-on': useField(view, 'when.end-on'),
  }
  const draft = heldDraft(view.state, (field) => fields[field].value, defaults)
  const errorOf = (field: HeldField): string | undefined => {
    const problem = problems.find((each) => PROBLEM_FIELD[each] === field)
    return problem && say(`sessions.problem.${problem}`)
  }
  const after = dayAfterMidnight(draft)
  /** A session that began yesterday and ends now passed midnight. */
  const endNow = () => {
    const now = device.now()
    const end = londonTimeOf(epochOf(now))
    fields['when.end'].choose(end)
    const next = dayAfterMidnight({ ...draft, end })
    if (next !== null && next === londonDay(now)) fields['when.end-on'].choose(next)
  }
  const time = (field: 'when.start' | 'when.end', label: string, value: string) => (
    <TimeField
      id={elementId(field)}
      label={label}
      value={value}
      error={errorOf(field)}
      onChange={fields[field].type}
      onBlur={fields[field].leave}
    />
  )
  return (
    <div data-field="when.on">
      <Card heading={say('sessions.when.title')} level={3}>
        <DateField
          id={elementId('when.on')}
          label={say('sessions.date')}
          value={dateValueOf(draft.on)}
          error={errorOf('when.on')}
          onChange={(value) => fields['when.on'].type(storedDate(value))}
          onBlur={fields['when.on'].leave}
        />
        <div className="cs-times">
          {time('when.start', say('sessions.when.start'), draft.start)}
          {time('when.end', say('sessions.when.end'), draft.end)}
          <Button
            kind="secondary"
            icon="clock"
            onClick={endNow}
          >
            {say('sessions.when.endsNow')}
          </Button>
        </div>
        {after && (
          <div className="cs-after-midnight">
            <QuickChoices label={say('sessions.when.end')}>
              <QuickChoice
                pressed={draft.endOn === after}
                onChange={(pressed) => fields['when.end-on'].choose(pressed ? after : null)}
              >
                {words.say('sessions.when.afterMidnight', { day: words.day(after) })}
              </QuickChoice>
            </QuickChoices>
          </div>
        )}
        <p className="cs-quick-label" aria-hidden="true">
          {say('sessions.mode')}
        </p>
        <QuickChoices label={say('sessions.mode')}>
          {(['in-person', 'video'] as const).map((mode) => (
            <QuickChoice key={mode} pressed={draft.mode === mode} onChange={() => fields['when.mode'].choose(mode)}>
              {say(`records.mode.${mode}`)}
            </QuickChoice>
          ))}
        </QuickChoices>
        <GuardedTextField
          id={elementId('when.place')}
          label={say('sessions.when.place')}
          optional
          value={draft.place}
          onChange={fields['when.place'].type}
          onBlur={fields['when.place'].leave}
        />
        <SavedNote state={worst(Object.values(fields).map(({ saved }) => saved))} />
      </Card>
    </div>
  )
}

/** A supervisee reads when it was held; the supervisor says so. */
export const WhenPart = (props: WhenPartProps) => {
  const words = useWords()
  if (props.view.role === 'supervisor') return <WhenForm {...props} />
  return (
    <Card heading={words.say('sessions.when.title')} level={3}>
      <SummaryList rows={heldRows(props.view, words)} />
    </Card>
  )
}
