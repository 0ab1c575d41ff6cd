import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { DayAndTime, type DayAndTimeValue, plannedFrom } from './day-and-time.tsx'
import { type ObservationView } from './observation-view.ts'

const WhenForm = ({ view, today, onClose }: { view: ObservationView; today: PlainDate; onClose: () => void }) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const { state } = view
  const [when, setWhen] = useState<DayAndTimeValue>({ on: state.plannedFor, at: state.at ?? '' })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const press = async () => {
    const planned = plannedFrom(when, words)
    setErrors('errors' in planned ? planned.errors : [])
    if ('errors' in planned) return
    const saved = await save(async () => {
      const { post, setting, supervisee, supervisor: observer, pins } = state
      const payload = { post, setting, supervisee, observer, pins, ...planned }
      await device.act({ recordId: state.id, kind: 'observation', type: 'observation.plan', payload })
    })
    if (saved) onClose()
  }
  return (
    <>
      <DayAndTime value={when} onChange={setWhen} errors={errors} today={today} />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button kind="secondary" busy={busy} onClick={press}>
          {say('observations.when.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {say('common.cancel')}
        </Button>
      </div>
    </>
  )
}

/** The day it is planned for, which the observer moves until the visit begins. */
export const WhenCard = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const today = useDevice().asOf()
  const [open, setOpen] = useState(false)
  const { plannedFor, at } = view.state
  const day = words.longDay(plannedFor)
  return (
    <Card heading={say('observations.when')}>
      {open ? (
        <WhenForm view={view} today={today} onClose={() => setOpen(false)} />
      ) : (
        <SummaryList
          rows={[
            {
              key: say('observations.when.plannedFor'),
              value: at ? say('observations.dayAt', { day, at }) : day,
              onChange: () => setOpen(true),
              changeOf: say('observations.when.change'),
            },
          ]}
        />
      )}
    </Card>
  )
}
