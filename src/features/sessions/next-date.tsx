import { type PlainDate } from '../../domain/dates.ts'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { elementId } from '../shared/element-id.ts'
import { dateValueOf, storedDate } from '../shared/dates-as-typed.ts'
import { mayWrite } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'
import { useField } from '../shared/use-field.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'

export interface NextDateProps {
  view: SessionView
  /** Days computed from the policy, the earliest first. */
  offered: readonly PlainDate[]
  /** "Due by Fri 10 July: monthly (SEF-3.7)" */
  because: string | null
  /** The day on which the session is taken to be held. */
  held: PlainDate
}

/** The date of the next session: offered days first, one's own beside them. */
export const NextDate = ({ view, offered, because, held }: NextDateProps) => {
  const words = useWords()
  const { say } = words
  const on = useField(view, 'next.on')
  const at = useField(view, 'next.at')
  if (!mayWrite(view, 'next.on')) return null
  return (
    <div data-field="next.on">
      <Card heading={say('sessions.next')} level={3}>
        {because && (
          <p className="cs-quiet">
            {because} <WhyOfRecord view={view} one={{ track: 'one-to-one' }} suppose={{ held }} />
          </p>
        )}
        {offered.length > 0 && (
          <QuickChoices label={say('sessions.next.offered')}>
            {offered.map((day) => (
              <QuickChoice
                key={day}
                pressed={on.value === day}
                onChange={(pressed) => on.choose(pressed ? day : null)}
              >
                {words.day(day)}
              </QuickChoice>
            ))}
          </QuickChoices>
        )}
        <div className="cs-times">
          <DateField
            id={elementId('next.on')}
            label={say('sessions.next.other')}
            labelSize="normal"
            value={dateValueOf(on.value)}
            onChange={(value) => on.type(storedDate(value))}
            onBlur={on.leave}
          />
          <TimeField
            id={elementId('next.at')}
            label={say('sessions.next.at')}
            labelSize="normal"
            optional
            value={typeof at.value === 'string' ? at.value : ''}
            onChange={at.type}
            onBlur={at.leave}
          />
        </div>
        <SavedNote state={on.saved} />
      </Card>
    </div>
  )
}
