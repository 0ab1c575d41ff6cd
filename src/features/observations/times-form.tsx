import { useMemo, useState } from 'react'
import { addDays, PlainDate } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type ObservationView } from './observation-view.ts'
import { endsNextDay, type TimesDraft, timesOf, type TimesProblem } from './times.ts'

const FIELD = {
  'date-missing': 'visit-on',
  'date-unreal': 'visit-on',
  start: 'visit-start',
  end: 'visit-end',
  'in-future': 'visit-end',
} satisfies Record<TimesProblem, string>

export interface TimesFormProps {
  view: ObservationView
  /** Without it there is no way back: the visit has to be given an end. */
  onClose?: () => void
}

/** When the visit was, as typed: for one that was left open, noted on paper, or noted wrongly. */
export const TimesForm = ({ view, onClose }: TimesFormProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const { id, observed, plannedFor, at } = view.state
  const [draft, setDraft] = useState<TimesDraft>({
    on: observed?.on ?? plannedFor,
    start: observed?.start ?? at ?? '',
    end: observed?.end ?? '',
  })
  const [problem, setProblem] = useState<TimesProblem | null>(null)
  const errors = useMemo<readonly FieldError[]>(
    () => (problem === null ? [] : [{ id: FIELD[problem], message: say(`observations.times.problem.${problem}`) }]),
    [problem, say],
  )
  const errorOf = (field: string): string | undefined => errors.find((error) => error.id === field)?.message
  const on = PlainDate.safeParse(draft.on)
  const press = async () => {
    const outcome = timesOf(draft, device.now())
    setProblem('problem' in outcome ? outcome.problem : null)
    if ('problem' in outcome) return
    const saved = await save(async () => {
      await device.act({ recordId: id, kind: 'observation', type: 'observation.observe', payload: outcome.visit })
    })
    if (saved) onClose?.()
  }
  return (
    <>
      <ErrorSummary errors={errors} />
      <DateField
        id={FIELD['date-missing']}
        label={say('observations.times.on')}
        value={draft.on}
        error={errorOf(FIELD['date-missing'])}
        onChange={(value) => setDraft({ ...draft, on: value })}
      />
      <div className="cs-times">
        <TimeField
          id={FIELD.start}
          label={say('observations.times.start')}
          value={draft.start}
          error={errorOf(FIELD.start)}
          onChange={(start) => setDraft({ ...draft, start })}
        />
        <TimeField
          id={FIELD.end}
          label={say('observations.times.end')}
          value={draft.end}
          error={errorOf(FIELD.end)}
          onChange={(end) => setDraft({ ...draft, end })}
        />
      </div>
      <output className="cs-undo">
        {on.success && endsNextDay(draft) && say('observations.times.nextDay', { day: words.day(addDays(on.data, 1)) })}
      </output>
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button kind="secondary" busy={busy} onClick={press}>
          {say('observations.times.save')}
        </Button>
        {onClose && (
          <Button kind="quiet" onClick={onClose}>
            {say('common.cancel')}
          </Button>
        )}
      </div>
    </>
  )
}
