import { type FormEvent, useState } from 'react'
import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type Hold, type KeepingMatter, type NotDone } from '../../queries/keeping.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { NotDoneNote } from './not-done.tsx'
import { reasonProblem } from './propose-form.tsx'

interface FormProps {
  busy: boolean
  onCancel: () => void
}

/** Whose records, why, and under which number. */
const SetForm = ({ busy, onSet, onCancel }: FormProps & { onSet: (body: { person: string; reason: string; reference: string }) => Promise<unknown> }) => {
  const words = useWords()
  const { say, lang } = words
  const { me } = useDevice()
  const { data: snapshot } = useSnapshot()
  const [person, setPerson] = useState('')
  const [reason, setReason] = useState('')
  const [reference, setReference] = useState('')
  const [errors, setErrors] = useState<{ readonly person?: string; readonly reason?: string }>({})
  const people = [...(snapshot?.people.values() ?? [])].filter(({ id }) => id !== me.person).sort((a, b) => a.name.localeCompare(b.name, lang))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const why = reasonProblem(reason, words)
    setErrors({ ...(person === '' ? { person: say('keeping.hold.missingPerson') } : {}), ...(why ? { reason: why } : {}) })
    if (person !== '' && !why) await onSet({ person, reason, reference })
  }
  return (
    <form noValidate className="cs-row__form" aria-label={say('keeping.hold.open')} onSubmit={submit}>
      <Select
        label={say('keeping.hold.person')}
        options={people.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={person}
        onChange={setPerson}
        error={errors.person}
      />
      <TextArea label={say('keeping.hold.reason')} rows={3} value={reason} onChange={setReason} error={errors.reason} />
      <TextField label={say('keeping.hold.refField')} hint={say('keeping.hold.refHint')} optional value={reference} onChange={setReference} />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {say('keeping.hold.set')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}

/** Why a hold can be lifted, by somebody else than who set it. */
const LiftForm = ({ name, busy, onLift, onCancel }: FormProps & { name: string; onLift: (reason: string) => Promise<unknown> }) => {
  const words = useWords()
  const { say } = words
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const why = reasonProblem(reason, words)
    setError(why)
    if (!why) await onLift(reason)
  }
  return (
    <form noValidate className="cs-row__form" aria-label={say('keeping.lift.of', { name })} onSubmit={submit}>
      <TextArea label={say('keeping.lift.reason')} rows={2} value={reason} onChange={setReason} error={error ?? undefined} />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {say('keeping.lift.yes')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}

export interface HoldsCardProps {
  holds: readonly Hold[]
  asOf: PlainDate
  matter: KeepingMatter
  onDone: (says: string) => void
}

/** The holds that stand, and setting one (W4). */
export const HoldsCard = ({ holds, asOf, matter, onDone }: HoldsCardProps) => {
  const { say, day } = useWords()
  const { me } = useDevice()
  /** The form that is open: of one hold, or of a new one. */
  const [open, setOpen] = useState<string | null>(null)
  const [notDone, setNotDone] = useState<NotDone | null>(null)
  const send = async (path: `/api/${string}`, body: unknown, says: string) => {
    const answer = await matter.send(path, body)
    setNotDone(answer)
    if (answer) return
    setOpen(null)
    onDone(says)
  }
  const close = () => setOpen(null)
  return (
    <Card heading={say('keeping.hold.title')}>
      <p className="govuk-body">{say('keeping.hold.text')}</p>
      <NotDoneNote notDone={notDone} />
      {holds.length === 0 && <p className="govuk-body">{say('keeping.hold.none')}</p>}
      {holds.map(({ id, name, reason, reference, by, byName, at }) => (
        <Card key={id} heading={name} level={3}>
          <p className="govuk-body cs-as-written">{reason}</p>
          <p className="govuk-body-s">
            {say('keeping.hold.by', { by: byName, day: day(londonDay(at), asOf) })}
            {reference !== '' && ` · ${say('keeping.hold.reference', { reference })}`}
          </p>
          {by === me.person && <p className="govuk-body">{say('keeping.lift.yours')}</p>}
          {by !== me.person && open !== id && (
            <Button kind="secondary" onClick={() => setOpen(id)}>
              {say('keeping.lift.open')} <span className="govuk-visually-hidden">{say('keeping.lift.of', { name })}</span>
            </Button>
          )}
          {open === id && (
            <LiftForm name={name} busy={matter.busy} onLift={(why) => send(`/api/holds/${id}/lift`, { reason: why }, say('keeping.lift.done'))} onCancel={close} />
          )}
        </Card>
      ))}
      {open === 'new' ? (
        <SetForm busy={matter.busy} onSet={(body) => send('/api/holds', body, say('keeping.hold.done'))} onCancel={close} />
      ) : (
        <Button kind="secondary" onClick={() => setOpen('new')}>
          {say('keeping.hold.open')}
        </Button>
      )}
    </Card>
  )
}
