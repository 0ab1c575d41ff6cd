import { useState } from 'react'
import { PlainDate } from '../../domain/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { dateValueOf, storedDate } from '../shared/dates-as-typed.ts'
import { elementId } from '../shared/element-id.ts'
import { type FieldBeingWritten, useField } from '../shared/use-field.ts'
import { ROLES, WAYS } from './consents.ts'
import { type ObservationView } from './observation-view.ts'
import { OtherChoice } from './other-choice.tsx'
import { textOf } from './rows.ts'
import { GuardedTextField } from '../shared/guarded-field.tsx'

const CHILD = 'child'

/** The day they said yes: today, unless another is given. */
const SaidOn = ({ id, on }: { id: string; on: FieldBeingWritten }) => {
  const words = useWords()
  const { say } = words
  const [other, setOther] = useState(false)
  const day = PlainDate.safeParse(on.value)
  if (day.success && !other) {
    return (
      <p className="cs-quiet">
        {say('observations.consent.on.today', { day: words.day(day.data) })}{' '}
        <button type="button" className="cs-link-button" onClick={() => setOther(true)}>
          {say('observations.consent.on.change')}
        </button>
      </p>
    )
  }
  return (
    <DateField
      id={id}
      label={say('observations.consent.on')}
      labelSize="normal"
      value={dateValueOf(on.value)}
      onChange={(value) => on.type(storedDate(value))}
      onBlur={on.leave}
    />
  )
}

export interface ConsentEditorProps {
  view: ObservationView
  id: string
  /** Their place in the list, from 1. */
  number: number
  today: PlainDate
  onDone: () => void
  onRemove: () => void
}

/** One person who will be there: who, and how, when and to whom they said yes (SEF-App2.1, SEF-AMB-9). */
export const ConsentEditor = ({ view, id, number, today, onDone, onRemove }: ConsentEditorProps) => {
  const { say } = useWords()
  const name = (part: string) => `consent.${id}.${part}`
  const who = useField(view, name('who'))
  const role = useField(view, name('role'))
  const child = useField(view, name('child'))
  const how = useField(view, name('how'))
  const by = useField(view, name('by'))
  const on = useField(view, name('on'))
  const isChild = child.value === true
  /** The day is today from the first word on. */
  const begin = () => {
    if (on.value === undefined) on.type(today)
  }
  const title = say('observations.consent.person', { number })
  return (
    <div className="cs-block" data-field={`consent.${id}`}>
      <Card
        heading={title}
        level={3}
        beside={
          <Button kind="quiet" onClick={onRemove}>
            {say('observations.consent.remove')} <span className="govuk-visually-hidden">{title}</span>
          </Button>
        }
      >
        <GuardedTextField
          id={elementId(name('who'))}
          label={say('observations.consent.who')}
          hint={say('observations.consent.who.hint')}
          autoComplete="off"
          spellCheck={false}
          value={textOf(who.value)}
          onChange={(text) => {
            begin()
            who.type(text)
          }}
          onBlur={who.leave}
        />
        <OtherChoice
          heading={say('observations.consent.role')}
          label={say('observations.consent.roleOf', { number })}
          options={ROLES.map((value) => ({ value, label: say(`observations.consent.role.${value}`) }))}
          own={role}
          other={say('observations.consent.role.other')}
          sayWhich={say('observations.consent.role.say')}
          onAnswer={(value) => {
            begin()
            const known = ROLES.some((each) => each === value)
            if (value === CHILD) child.choose(true)
            else if (known && isChild) child.choose(false)
          }}
          more={
            <QuickChoices label={say('observations.consent.childOf', { number })}>
              <QuickChoice pressed={isChild} onChange={(pressed) => child.choose(pressed)}>
                {say('observations.consent.child')}
              </QuickChoice>
            </QuickChoices>
          }
        />
        <OtherChoice
          heading={say(isChild ? 'observations.consent.how.child' : 'observations.consent.how')}
          label={say('observations.consent.howOf', { number })}
          options={WAYS.filter((way) => isChild || way !== 'parent').map((value) => ({ value, label: say(`observations.consent.how.${value}`) }))}
          own={how}
          other={say('observations.consent.how.other')}
          sayWhich={say('observations.consent.how.say')}
          onAnswer={begin}
        />
        {isChild && (
          <OtherChoice
            heading={say('observations.consent.by')}
            label={say('observations.consent.byOf', { number })}
            options={[view.supervisor, view.supervisee].map((person) => ({ value: person.name, label: person.knownAs }))}
            own={by}
            other={say('observations.consent.by.say')}
            sayWhich={say('observations.consent.by.which')}
            onAnswer={begin}
          />
        )}
        <SaidOn id={elementId(name('on'))} on={on} />
        <div className="cs-field__foot">
          <SavedNote state={who.saved} />
        </div>
        <Button kind="secondary" onClick={onDone}>
          {say('observations.consent.done')} <span className="govuk-visually-hidden">{title}</span>
        </Button>
      </Card>
    </div>
  )
}
