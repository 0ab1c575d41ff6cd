/** The two agree that what was said may go to the managers above (SEF-5.7, SSWB-4.14): nothing goes until both have. */
import { useState } from 'react'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { SaveFailed } from './save-failed.tsx'
import { otherOf, personIn, type SignedView } from './record-view.ts'
import { useSave } from './use-save.ts'
import { useRecordWords } from './use-record-words.ts'

const WHY_ID = 'pass-on-why'

const PassOnForm = ({ view, onClose }: { view: SignedView; onClose: () => void }) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const { text: why, type, drop } = useBegunText(`pass-on|${view.state.id}`)
  const [error, setError] = useState<string | undefined>()
  const other = otherOf(view)
  const press = async (): Promise<void> => {
    if (why.trim() === '') {
      setError(say('records.passOn.missing'))
      return
    }
    const { id, kind } = view.state
    const done = await save(async () => {
      await device.act({ recordId: id, kind, type: 'record.pass-on', payload: { why: why.trim(), on: device.asOf() } })
    })
    if (!done) return
    drop()
    onClose()
  }
  return (
    <>
      <p className="govuk-body">{say('records.passOn.explain', { name: other.knownAs })}</p>
      <TextArea id={WHY_ID} label={say('records.passOn.why')} rows={2} value={why} onChange={type} error={error} />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button kind="secondary" busy={busy} onClick={press}>
          {say('records.passOn.agree')}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            drop()
            onClose()
          }}
        >
          {say('common.cancel')}
        </Button>
      </div>
    </>
  )
}

export const PassOn = ({ view }: { view: SignedView }) => {
  const { say, dayAndTime } = useRecordWords()
  const { person } = useDevice().me
  const [open, setOpen] = useState(false)
  const { state } = view
  const pair = [state.supervisee, state.supervisor]
  const agreed = state.passedOn.filter(({ by }) => pair.includes(by))
  const mine = agreed.some(({ by }) => by === person)
  if (state.shared === null || state.voided || (!pair.includes(person) && agreed.length === 0)) return null
  const mayAgree = pair.includes(person) && !mine
  if (agreed.length === 0 && !open) {
    return (
      <p className="cs-no-print cs-quiet-door">
        <button type="button" className="cs-link-button" onClick={() => setOpen(true)}>
          {say('records.passOn.open')}
        </button>
      </p>
    )
  }
  const both = pair.every((each) => agreed.some(({ by }) => by === each))
  return (
    <Card heading={say('records.passOn.title')}>
      {agreed.map(({ act, by, at, why }) => (
        <p key={act} className="govuk-body" dir="auto">
          {say('records.passOn.agreed', { name: personIn(view, by).name, when: dayAndTime(at), why })}
        </p>
      ))}
      {agreed.length > 0 && <p className="govuk-body">{say(both ? 'records.passOn.both' : 'records.passOn.one')}</p>}
      {mayAgree && open && <PassOnForm view={view} onClose={() => setOpen(false)} />}
      {mayAgree && !open && (
        <Button kind="secondary" onClick={() => setOpen(true)}>
          {say('records.passOn.agreeToo')}
        </Button>
      )}
    </Card>
  )
}
