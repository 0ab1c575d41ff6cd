import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type SettingState, type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { correctionActs } from '../../queries/roster.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Details } from '../../ui/details.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { whenOf } from './entry-words.ts'
import { type DraftProblem, draftOf, entryOf } from './shift-draft.ts'
import { ShiftFields } from './shift-fields.tsx'
import { nameOf, placeOf } from './shifts-view.ts'

interface HistoryProps {
  shift: ShiftState
  snapshot: Snapshot
  asOf: PlainDate
}

/** Who logged the entry, and what it said before, the newest first. */
const History = ({ shift, snapshot, asOf }: HistoryProps) => {
  const words = useWords()
  const { say, dayAndTime } = words
  const by = (logged: ShiftState['logged']): string =>
    logged ? say('shifts.loggedBy', { name: nameOf(snapshot, logged.by), when: dayAndTime(logged.at, asOf) }) : ''
  return (
    <>
      {shift.logged && <p className="govuk-body-s">{by(shift.logged)}</p>}
      {shift.earlier.length > 0 && (
        <Details summary={say('shifts.correct.earlier')}>
          <ol className="cs-rows">
            {shift.earlier
              .map((entry, index) => ({ entry, key: `${index} ${entry.logged?.act ?? ''}` }))
              .toReversed()
              .map(({ entry, key }) => (
                <li key={key} className="cs-row">
                  <div className="cs-row__main">
                    {say('shifts.correct.said', {
                      status: say(`shifts.status.${entry.status}`),
                      when: whenOf(entry, asOf, words),
                    })}
                    <span className="cs-row__meta">{by(entry.logged)}</span>
                  </div>
                </li>
              ))}
          </ol>
        </Details>
      )}
    </>
  )
}

export interface CorrectDialogProps {
  /** The entry to put right; null, nothing is shown. */
  shift: ShiftState | null
  snapshot: Snapshot
  homes: readonly SettingState[]
  asOf: PlainDate
  onClose: () => void
  onSaved: () => void
}

const CorrectForm = ({ shift, snapshot, homes, asOf, onClose, onSaved }: CorrectDialogProps & { shift: ShiftState }) => {
  const { say } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  // Of a claim that is put right the home says that it was worked.
  const [draft, setDraft] = useState(() => draftOf(shift))
  const [problems, setProblems] = useState<readonly DraftProblem[]>([])
  const submit = async (): Promise<void> => {
    const read = entryOf(draft, { now: device.now(), was: shift, post: snapshot.posts.get(shift.post) })
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    const acts = correctionActs(shift, read.entry, snapshot.shifts, device.me)
    const saved = await save(async () => {
      await device.acts(acts)
    })
    if (saved) onSaved()
  }
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        await submit()
      }}
    >
      <p className="govuk-body">
        {say('shifts.correct.about', { name: nameOf(snapshot, shift.person), place: placeOf(snapshot, shift.setting) })}
      </p>
      <ShiftFields
        draft={draft}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        problems={problems}
        homes={homes}
        whole
      />
      <p className="govuk-hint">{say('shifts.correct.startHint')}</p>
      <History shift={shift} snapshot={snapshot} asOf={asOf} />
      <SaveFailed failed={failed} />
      <div className="cs-dialog__actions">
        <Button type="submit" busy={busy}>
          {say('shifts.correct.save')}
        </Button>
        <Button kind="secondary" onClick={onClose}>
          {say('common.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** Puts one entry right, over the page. */
export const CorrectDialog = (props: CorrectDialogProps) => {
  const { say } = useWords()
  const { shift, onClose } = props
  return (
    <Dialog open={shift !== null} heading={say('shifts.correct.title')} onClose={onClose}>
      {shift && <CorrectForm key={shift.id} {...props} shift={shift} />}
    </Dialog>
  )
}
