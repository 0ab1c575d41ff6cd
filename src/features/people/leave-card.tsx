import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type Leave } from '../../domain/records/record.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type PersonView } from './person-view.ts'
import { typedDate } from '../shared/typed-date.ts'
import { SaveOrCancel } from './save-or-cancel.tsx'

const FROM = 'leave-from'
const UNTIL = 'leave-until'

interface LeaveFormProps {
  onSave: (from: PlainDate, until: PlainDate) => Promise<boolean>
  onCancel: () => void
  busy: boolean
}

const LeaveForm = ({ onSave, onCancel, busy }: LeaveFormProps) => {
  const words = useWords()
  const { say } = words
  const [from, setFrom] = useState<DateValue>('')
  const [until, setUntil] = useState<DateValue>('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const submit = async (): Promise<void> => {
    const first = typedDate(from, say('people.leave.firstDay'), words)
    const last = typedDate(until, say('people.leave.lastDay'), words)
    const order = first.on && last.on && last.on < first.on ? say('people.leave.order') : null
    const found = [
      ...(first.error ? [{ id: FROM, message: first.error }] : []),
      ...((last.error ?? order) ? [{ id: UNTIL, message: last.error ?? order ?? '' }] : []),
    ]
    setErrors(found)
    if (found.length === 0 && first.on && last.on) await onSave(first.on, last.on)
  }
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        await submit()
      }}
    >
      <ErrorSummary errors={errors} />
      <DateField id={FROM} label={say('people.leave.from')} value={from} onChange={setFrom} error={errorOf(FROM)} />
      <DateField id={UNTIL} label={say('people.leave.until')} hint={say('people.leave.hint')} value={until} onChange={setUntil} error={errorOf(UNTIL)} />
      <SaveOrCancel save={say('people.leave.save')} busy={busy} onCancel={onCancel} />
    </form>
  )
}

/** Planned leave, without a reason; a session planned in it is pointed out. Leave that is over is in the file's timeline. */
export const LeaveCard = ({ view, asOf }: { view: PersonView; asOf: PlainDate }) => {
  const { say, day } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [adding, setAdding] = useState(false)
  const { post, planned } = view
  const ahead = post.leave.filter(({ until }) => until >= asOf)

  const put = (leave: Pick<Leave, 'id' | 'from' | 'until'>, cancelled: boolean): Promise<boolean> =>
    save(async () => {
      const { id, from, until } = leave
      await device.act({ recordId: post.id, kind: 'post', type: 'post.leave', payload: { leave: id, from, until, cancelled } })
    })
  const add = async (from: PlainDate, until: PlainDate): Promise<boolean> => {
    const saved = await put({ id: device.newId(), from, until }, false)
    if (saved) setAdding(false)
    return saved
  }
  const clashOf = ({ from, until }: Leave): string | undefined => {
    const clash = planned.find(({ on }) => from <= on && on <= until)
    return clash && say('people.leave.clash', { day: day(clash.on, asOf) })
  }
  const spanOf = ({ from, until }: Leave): string =>
    from === until ? day(from, asOf) : say('common.date.range', { from: day(from, asOf), until: day(until, asOf) })
  return (
    <Card heading={say('people.leave.title')}>
      {ahead.length === 0 && !adding && <p className="govuk-body">{say('people.leave.none')}</p>}
      {ahead.length > 0 && (
        <RowList label={say('people.leave.title')}>
          {ahead.map((leave) => (
            <Row
              key={leave.id}
              title={spanOf(leave)}
              meta={clashOf(leave)}
              action={
                <Button kind="quiet" busy={busy} onClick={() => put(leave, true)}>
                  {say('people.leave.cancel')} <span className="govuk-visually-hidden">{spanOf(leave)}</span>
                </Button>
              }
            />
          ))}
        </RowList>
      )}
      {adding ? (
        <LeaveForm onSave={add} onCancel={() => setAdding(false)} busy={busy} />
      ) : (
        <Button kind="secondary" onClick={() => setAdding(true)}>
          {say('people.leave.add')}
        </Button>
      )}
      <SaveFailed failed={failed} />
    </Card>
  )
}
