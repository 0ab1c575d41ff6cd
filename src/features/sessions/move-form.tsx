import { useMemo, useState } from 'react'
import { sessionFactsOf } from '../../domain/facts.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type SettingState, type ShiftState } from '../../domain/records/record.ts'
import { type NewAct, type Snapshot } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { otherOf } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { useSave } from '../shared/use-save.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { type ChosenDay, chosenDay, DayChoice, dayErrors, isProblems, useDayChoice } from './day-choice.tsx'
import { rebookBy } from './due.ts'
import { needsNote, type Why, whyOf, whyOptions } from './off-reasons.ts'
import { offerFor } from './offered.ts'
import { type SessionView } from './session-view.ts'
import { spanOf } from './share-span.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

const WHY_ID = 'move-why'
const NOTE_ID = 'move-note'

export interface MoveFormProps {
  view: SessionView
  snapshot: Snapshot
  shifts: readonly ShiftState[]
  setting: SettingState
  /** @param by by when a new date is to be set, where none was */
  onDone: (day: ChosenDay, by: Obligation | null) => void
}

/** Why it can't go ahead; the new date, by the supervisor; what happens next. One save of both. */
export const MoveForm = ({ view, snapshot, shifts, setting, onDone }: MoveFormProps) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const today = device.asOf()
  const { state, role } = view
  const isOff = view.status !== 'planned'
  const bySupervisor = role === 'supervisor'
  const other = otherOf(view)
  const past = state.plannedFor <= today
  const [why, setWhy] = useState('')
  const [note, setNote] = useState('')
  const [choice, setChoice] = useDayChoice(state.at ?? '')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const { save, busy, failed } = useSave()
  const offer = useMemo(() => offerFor(snapshot, view.post, setting, today, state.plannedFor), [snapshot, view.post, setting, today, state.plannedFor])
  const limit = useMemo(() => rebookBy({ ...view, shifts }, sessionFactsOf(state), today), [view, shifts, state, today])
  const limitDay = limit?.due ? words.day(limit.due) : null
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const chosenWhy = whyOf(why)

  const problems = (): readonly FieldError[] => {
    if (isOff) return []
    if (chosenWhy === null) return [{ id: WHY_ID, message: say('planning.move.reasonMissing') }]
    return needsNote(chosenWhy) && note.trim() === '' ? [{ id: NOTE_ID, message: say('planning.move.noteMissing') }] : []
  }
  const callOff = (reason: Why): NewAct => {
    const common = { recordId: state.id, kind: 'session' } as const
    const said = { plannedFor: state.plannedFor, note, on: today }
    return reason.kind === 'cancel'
      ? { ...common, type: 'session.cancel', payload: { ...said, reason: reason.reason } }
      : { ...common, type: 'session.miss', payload: { ...said, who: reason.who } }
  }
  const press = async () => {
    const day = bySupervisor ? chosenDay(choice, today) : 'later'
    const wrong = [...problems(), ...(isProblems(day) ? dayErrors(day, words) : [])]
    setErrors(wrong)
    if (wrong.length > 0 || isProblems(day)) return
    const acts: NewAct[] = isOff || chosenWhy === null ? [] : [callOff(chosenWhy)]
    if (day !== 'later') {
      acts.push({ recordId: state.id, kind: 'session', type: 'session.rebook', payload: { plannedFor: day.on, at: day.at, on: today } })
    }
    const saved = await save(async () => {
      await device.acts(acts)
    })
    if (saved) onDone(day, limit)
  }
  const next = (): string => {
    const names = { name: other.knownAs, place: setting.name }
    if (isOff) return say('planning.move.nextRebook', { name: other.knownAs })
    if (!bySupervisor) return say('planning.move.nextSupervisee', names)
    return say(choice.day === 'later' ? 'planning.move.nextLater' : 'planning.move.nextDated', names)
  }
  const noteBox = (
    <GuardedTextArea
      id={NOTE_ID}
      label={say('planning.move.note')}
      optional={chosenWhy === null || !needsNote(chosenWhy)}
      hint={say('planning.move.noteHint', { name: other.knownAs })}
      rows={1}
      value={note}
      error={errorOf(NOTE_ID)}
      onChange={setNote}
    />
  )
  const dated = bySupervisor && choice.day !== 'later'
  return (
    <>
      <ErrorSummary errors={errors} />
      {!isOff && (
        <Card heading={say(past && bySupervisor ? 'planning.move.whyPast' : 'planning.move.why')}>
          <Radios
            id={WHY_ID}
            label={say(past && bySupervisor ? 'planning.move.whyPast' : 'planning.move.why')}
            labelHidden
            value={why}
            error={errorOf(WHY_ID)}
            options={whyOptions(view, past, words).map((option) => ({ ...option, conditional: noteBox }))}
            onChange={setWhy}
          />
        </Card>
      )}
      {bySupervisor && (
        <Card heading={say('planning.move.newDate')}>
          <DayChoice offer={offer} value={choice} mayWait={!isOff} errors={errors} why={<WhyOfRecord view={view} one={{ track: 'one-to-one' }} />} onChange={setChoice} />
          {!isOff && limitDay !== null && limit && (
            <p className="cs-quiet">
              {say('planning.move.laterBy', { day: limitDay, span: spanOf(limit, words) })}{' '}
              <WhyOfRecord view={view} one={limit} suppose={{ off: state.id }} />
            </p>
          )}
        </Card>
      )}
      <p>{next()}</p>
      <SaveFailed failed={failed} />
      <Button busy={busy} onClick={press}>
        {say(dated ? 'planning.move.buttonDated' : 'planning.move.buttonLater')}
      </Button>
    </>
  )
}
