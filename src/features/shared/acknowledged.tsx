/** A name typed on the supervisor's device by who has no key there (G4): shown as not yet confirmed, and never as a signature. */
import { useState } from 'react'
import { objectionToSigning, unconfirmedOf } from '../../domain/records/signed.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { personIn, type SignedView } from './record-view.ts'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'

const NAME_ID = 'acknowledge-name'
const NAME_LONGEST = 200

const AcknowledgeForm = ({ view, onClose }: { view: SignedView; onClose: () => void }) => {
  const { say, longDay } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const { state, supervisee, supervisor } = view
  const words = say('sign.acknowledge.statement', { other: supervisor.name, day: longDay(device.asOf()) })
  const press = async (): Promise<void> => {
    const typed = name.trim().slice(0, NAME_LONGEST)
    setMissing(typed === '')
    if (typed === '') return
    const saved = await save(async () => {
      const payload = { name: typed, role: 'supervisee' as const, words, on: device.asOf() }
      await device.act({ recordId: state.id, kind: state.kind, type: 'record.acknowledge', payload })
    })
    if (saved) onClose()
  }
  return (
    <Card heading={say('sign.acknowledge.title', { name: supervisee.knownAs })}>
      <p className="govuk-body">{say('sign.acknowledge.explain', { name: supervisee.knownAs })}</p>
      <blockquote className="cs-statement">{words}</blockquote>
      <TextField
        id={NAME_ID}
        label={say('sign.acknowledge.name')}
        value={name}
        onChange={setName}
        autoComplete="off"
        error={missing ? say('sign.acknowledge.missing', { name: supervisee.knownAs }) : undefined}
      />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button kind="secondary" busy={busy} onClick={press}>
          {say('sign.acknowledge.keep')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {say('common.cancel')}
        </Button>
      </div>
    </Card>
  )
}

/** What was typed so far; for the supervisor of a record that waits for the other's signature, the way to it. */
export const Acknowledged = ({ view }: { view: SignedView }) => {
  const { say, dayAndTime } = useRecordWords()
  const device = useDevice()
  const [open, setOpen] = useState(false)
  const { state, role, rules, supervisee } = view
  const typed = state.voided ? null : unconfirmedOf(state)
  const signed = state.signatures.some(({ sign }) => sign.role === 'supervisee')
  const mayKeep = role === 'supervisor' && !signed && objectionToSigning(state, rules, device.asOf()) === null
  return (
    <>
      {typed && (
        <Card heading={say('sign.acknowledged.title')}>
          <p className="govuk-body">
            <Tag tone="amber">{say('sign.notConfirmed')}</Tag> <bdi>{typed.name}</bdi>
          </p>
          <p className="govuk-body">
            {say('sign.acknowledged.text', { device: personIn(view, typed.by).name, when: dayAndTime(typed.at), name: supervisee.knownAs })}
          </p>
          {typed.changedSince && <p className="govuk-body">{say('sign.acknowledged.changed')}</p>}
          <p className="cs-quiet">{typed.words}</p>
        </Card>
      )}
      {mayKeep && !open && (
        <p className="cs-no-print cs-quiet-door">
          <button type="button" className="cs-link-button" onClick={() => setOpen(true)}>
            {say('sign.acknowledge.open', { name: supervisee.knownAs })}
          </button>
        </p>
      )}
      {mayKeep && open && <AcknowledgeForm view={view} onClose={() => setOpen(false)} />}
    </>
  )
}
