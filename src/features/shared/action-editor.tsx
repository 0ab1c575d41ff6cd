import { addDays, type PlainDate } from '../../domain/dates.ts'
import { type ActionSource } from '../../domain/records/actions.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { SavedNote } from '../../ui/saved-note.tsx'
import { elementId } from './element-id.ts'
import { dateValueOf, storedDate } from './dates-as-typed.ts'
import { type RecordView } from './record-view.ts'
import { useField } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea } from './guarded-field.tsx'

/** A record in which actions are agreed, as one person reads it. */
export type ActionsView = RecordView<ActionSource>

/** A date offered for an action, beside one's own. */
export interface OfferedDate {
  readonly key: 'week' | 'fortnight' | 'next'
  readonly day: PlainDate
}

const WEEK = 7

/** In a week, in two weeks, by the next session; one day is offered once. */
export const datesForActions = (today: PlainDate, next: PlainDate | null): readonly OfferedDate[] => {
  const offered: OfferedDate[] = [
    { key: 'week', day: addDays(today, WEEK) },
    { key: 'fortnight', day: addDays(today, 2 * WEEK) },
  ]
  if (next === null || next <= today) return offered
  return [...offered.filter(({ day }) => day !== next), { key: 'next', day: next }]
}

export interface ActionEditorProps {
  view: ActionsView
  id: string
  /** Its place in the list, from 1. */
  number: number
  dates: readonly OfferedDate[]
  /** The list it is written under, where the form has several and that is not the first. */
  about: FieldName | null
  /** What the address says of where one is: the action, or its list while nothing says which list it is in. */
  place: FieldName
  /** Under the heading of the list: 3 where that is one of the page's own. */
  level: 3 | 4
  onRemove: () => void
}

/** One action: what, who, by when (SEF-App3.6). Every part is saved on its own. */
export const ActionEditor = ({ view, id, number, dates, about, place, level, onRemove }: ActionEditorProps) => {
  const words = useRecordWords()
  const { say } = words
  const name = (part: 'what' | 'who' | 'by' | 'about') => `actions.${id}.${part}`
  const what = useField(view, name('what'))
  const who = useField(view, name('who'))
  const by = useField(view, name('by'))
  const list = useField(view, name('about'))
  /** Before anything is written, under which list it is: it is never in another for a moment. */
  const begin = () => {
    if (about !== null && list.value !== about) list.choose(about)
  }
  const whose = who.value === 'supervisor' ? 'supervisor' : 'supervisee'
  const title = say('records.actions.number', { number })
  return (
    <div className="cs-block" data-field={place} id={elementId(`actions.${id}`)}>
      <Card
        heading={title}
        level={level}
        beside={
          <Button kind="quiet" onClick={onRemove}>
            {say('common.remove')} <span className="govuk-visually-hidden">{title}</span>
          </Button>
        }
      >
        <GuardedTextArea
          id={elementId(name('what'))}
          label={say('records.actions.what')}
          rows={1}
          value={typeof what.value === 'string' ? what.value : ''}
          saved={<SavedNote state={what.saved} />}
          onChange={(text) => {
            begin()
            what.type(text)
            if (who.value === undefined) who.type(whose)
          }}
          onBlur={what.leave}
        />
        <p className="cs-quick-label" aria-hidden="true">
          {say('records.actions.whoLabel')}
        </p>
        <QuickChoices label={say('records.actions.whoOf', { number })}>
          {(['supervisee', 'supervisor'] as const).map((each) => (
            <QuickChoice key={each} pressed={whose === each} onChange={() => { begin(); who.choose(each) }}>
              {view[each].knownAs}
            </QuickChoice>
          ))}
        </QuickChoices>
        <p className="cs-quick-label" aria-hidden="true">
          {say('records.actions.by')}
        </p>
        <QuickChoices label={say('records.actions.byOf', { number })}>
          {dates.map(({ key, day }) => (
            <QuickChoice key={key} pressed={by.value === day} onChange={(pressed) => { begin(); by.choose(pressed ? day : null) }}>
              {say(`records.actions.offer.${key}`, { day: words.day(day) })}
            </QuickChoice>
          ))}
        </QuickChoices>
        <DateField
          id={elementId(name('by'))}
          label={say('records.actions.otherDate')}
          labelSize="normal"
          value={dateValueOf(by.value)}
          onChange={(value) => { begin(); by.type(storedDate(value)) }}
          onBlur={by.leave}
        />
      </Card>
    </div>
  )
}
