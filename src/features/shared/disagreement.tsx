import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { type NamedManager } from '../../domain/policy/answer.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice, useSelected } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OneReferral } from './one-referral.tsx'
import { otherOf, personIn, personNamed, type SignedView } from './record-view.ts'
import { ResolveForm } from './resolve-form.tsx'
import { Routes } from './routes.tsx'
import { SaveFailed } from './save-failed.tsx'
import { useNamedManager } from './use-named-manager.ts'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'
import { GuardedTextArea } from './guarded-field.tsx'

const referAs = ({ state }: SignedView): string => `refer|${state.id}`

interface ReferFormProps {
  view: SignedView
  named: NamedManager | null
  /** What was said in signing, to begin with. */
  reasons: string
  /** It was opened here and now, not found begun. */
  takeFocus: boolean
  onDone: () => void
}

const ReferForm = ({ view, named, reasons, takeFocus, onDone }: ReferFormProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const id = useId()
  const begun = useBegunText(referAs(view))
  const [untouched, setUntouched] = useState(begun.text === '')
  const about = untouched ? reasons : begun.text
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (takeFocus) box.current?.focus()
  }, [takeFocus])
  const known = named?.person ?? null
  const whom = named?.name ?? name.trim()
  const write = (next: string) => {
    setUntouched(false)
    begun.type(next)
  }
  const close = () => {
    begun.drop()
    onDone()
  }
  const press = async () => {
    setTried(true)
    const lacking = about.trim() === '' ? `${id}-about` : whom === '' ? `${id}-name` : null
    if (lacking !== null) {
      document.getElementById(lacking)?.focus()
      return
    }
    const saved = await save(async () => {
      const payload = { about, to: known, name: whom, on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'record.refer', payload })
    })
    if (saved) close()
  }
  return (
    <>
      <GuardedTextArea
        ref={box}
        id={`${id}-about`}
        label={say('responses.refer.about')}
        hint={say('responses.refer.aboutHint')}
        value={about}
        error={tried && about.trim() === '' ? say('responses.refer.aboutMissing') : undefined}
        onChange={write}
      />
      {named === null && (
        <TextField
          id={`${id}-name`}
          label={say('responses.refer.name')}
          hint={say('responses.refer.nameHint')}
          value={name}
          error={tried && name.trim() === '' ? say('responses.refer.nameMissing') : undefined}
          onChange={setName}
        />
      )}
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button busy={busy} onClick={press}>
          {named ? say('responses.refer.send', { name: named.name }) : say('responses.refer.sendOther')}
        </Button>
        <Button kind="quiet" onClick={close}>
          {say('common.cancel')}
        </Button>
      </div>
    </>
  )
}

/** The referrals of a record; the supervisor writes down how one was resolved by somebody who has no place here. */
const Referrals = ({ view }: { view: SignedView }) => {
  const { say } = useRecordWords()
  const { referrals } = view.state
  const names = useCallback(
    (snapshot: Snapshot) => new Map(referrals.flatMap(({ resolved }) => (resolved ? [[resolved.by, personNamed(snapshot, resolved.by).name] as const] : []))),
    [referrals],
  )
  const resolvers = useSelected(names)
  const nameOf = (person: PersonId): string =>
    person === view.supervisor.id || person === view.supervisee.id ? personIn(view, person).name : (resolvers?.get(person) ?? '')
  return referrals.map((referral) => (
    <OneReferral key={referral.act} referral={referral} nameOf={nameOf}>
      {referral.to === null && view.role === 'supervisor' ? (
        <ResolveForm
          record={view.state}
          referral={referral}
          hint={say('responses.resolve.hintFor', { name: view.supervisee.knownAs })}
        />
      ) : (
        <p className="cs-quiet">{say('responses.refer.waits', { name: referral.to === null ? view.supervisor.knownAs : referral.name })}</p>
      )}
    </OneReferral>
  ))
}

/**
 * When the two can't agree (SEF-8.4): either refers it to the senior manager that their agreement names, at any time,
 * also when the record is locked; what was decided stays on the record. One quiet line while nobody disagrees.
 */
export const Disagreement = ({ view }: { view: SignedView }) => {
  const { say } = useRecordWords()
  const named = useNamedManager(view)
  const { texts } = useDevice()
  const [open, setOpen] = useState<'now' | 'begun' | null>(() => (texts.of(referAs(view)) === '' ? null : 'begun'))
  const { state, role } = view
  const against = state.signatures.find(({ sign }) => sign.answer === 'disagree')
  const standing = state.referrals.some(({ resolved }) => !resolved)
  const mayRefer = role !== 'reader' && !state.voided && !standing
  const mine = against !== undefined && otherOf(view).id !== against.by
  if (!against && state.referrals.length === 0 && !mayRefer) return null
  const disagreedIs = against && (mine ? say('responses.refer.youDisagreed') : say('responses.refer.disagreed', { name: personIn(view, against.by).knownAs }))
  if (!open && !against && state.referrals.length === 0) {
    return (
      <p className="cs-quiet-door cs-no-print">
        <button type="button" className="cs-link-button" onClick={() => setOpen('now')}>
          {say('responses.refer.door')}
        </button>
      </p>
    )
  }
  return (
    <Card heading={say('responses.refer.title')}>
      {disagreedIs && state.referrals.length === 0 && <p>{disagreedIs}</p>}
      <Referrals view={view} />
      <Routes view={view} />
      {mayRefer && (
        <div className="cs-no-print">
          {(open || against) && state.referrals.length === 0 && <p>{say('responses.refer.explain')}</p>}
          {open ? (
            <ReferForm view={view} named={named} reasons={(mine ? against.sign.comment : null) ?? ''} takeFocus={open === 'now'} onDone={() => setOpen(null)} />
          ) : (
            <Button kind="secondary" onClick={() => setOpen('now')}>
              {named ? say('responses.refer.open', { name: named.name }) : say('responses.refer.openOther')}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}
