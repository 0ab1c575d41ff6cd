/** Log a shift: the worker says what they worked and the home confirms it; the home's own entry counts at once. */
// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './shifts.scss'
import { useState } from 'react'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { type PostId } from '../../domain/ids.ts'
import { type PostState, type SettingState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { entryFor, logActFor, manages } from '../../queries/roster.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { shifts } from '../../words/en/shifts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { whenOf } from './entry-words.ts'
import { type DraftEntry, type DraftProblem, entryOf, type ShiftDraft } from './shift-draft.ts'
import { draftErrors, ShiftFields } from './shift-fields.tsx'
import { managedHomes, nameOf, placeOf, usualTimes } from './shifts-view.ts'

addArea('shifts', { en: shifts })

interface DayChoiceProps {
  draft: ShiftDraft
  asOf: PlainDate
  problem: DraftProblem | undefined
  onChange: (on: ShiftDraft['on']) => void
}

/** Today, yesterday, or another day in three boxes. */
const DayChoice = ({ draft, asOf, problem, onChange }: DayChoiceProps) => {
  const { say } = useWords()
  const yesterday = addDays(asOf, -1)
  const [other, setOther] = useState(false)
  const choose = (on: ShiftDraft['on'], boxes: boolean) => {
    setOther(boxes)
    onChange(on)
  }
  return (
    <>
      <p className="govuk-label govuk-label--s" aria-hidden="true">
        {say('shifts.log.when')}
      </p>
      <QuickChoices label={say('shifts.log.when')}>
        <QuickChoice pressed={!other && draft.on === asOf} onChange={() => choose(asOf, false)}>
          {say('shifts.log.today')}
        </QuickChoice>
        <QuickChoice pressed={!other && draft.on === yesterday} onChange={() => choose(yesterday, false)}>
          {say('shifts.log.yesterday')}
        </QuickChoice>
        <QuickChoice pressed={other} onChange={() => choose('', true)}>
          {say('shifts.log.otherDay')}
        </QuickChoice>
      </QuickChoices>
      {(other || problem) && (
        <DateField
          id="shift-on"
          label={say('shifts.field.day')}
          value={draft.on}
          error={problem && say(`shifts.draft.${problem.code}`)}
          onChange={onChange}
        />
      )}
    </>
  )
}

interface FormProps {
  post: PostState
  snapshot: Snapshot
  /** The reader manages the home: what they log counts. */
  manager: boolean
  homes: readonly SettingState[]
  onSaved: (entry: DraftEntry) => void
}

const LogForm = ({ post, snapshot, manager, homes, onSaved }: FormProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const asOf = device.asOf()
  const { save, busy, failed } = useSave()
  const [draft, setDraft] = useState<ShiftDraft>({ on: asOf, start: '', end: '', home: post.setting, status: 'worked', units: '' })
  const [problems, setProblems] = useState<readonly DraftProblem[]>([])
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const usual = usualTimes(snapshot.shifts, post.person)
  const change = (changed: Partial<ShiftDraft>) => setDraft((before) => ({ ...before, ...changed }))

  const submit = async (): Promise<void> => {
    const read = entryOf(draft, { now: device.now(), post })
    const found = 'problems' in read ? read.problems : []
    setProblems(found)
    setErrors(draftErrors(found, words))
    if ('problems' in read) return
    const entry = { ...read.entry, post: post.id, person: post.person, claimed: !manager }
    const before = entryFor(snapshot.shifts, entry)
    if (before && !before.claimed && !before.voided && !manager) {
      setErrors([{ id: null, message: say('shifts.log.onRoster') }])
      return
    }
    const saved = await save(async () => {
      await device.act(logActFor(entry, snapshot.shifts, device.me))
    })
    if (saved) onSaved(read.entry)
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
      <ShiftFields
        draft={draft}
        onChange={change}
        problems={problems}
        homes={homes}
        whole={false}
        day={<DayChoice draft={draft} asOf={asOf} problem={problems.find(({ field }) => field === 'on')} onChange={(on) => change({ on })} />}
        beforeTimes={
          usual.length > 0 && (
            <>
              <p className="govuk-label govuk-label--s" aria-hidden="true">
                {say('shifts.log.usual')}
              </p>
              <QuickChoices label={say('shifts.log.usual')}>
                {usual.map((times) => (
                  <QuickChoice
                    key={`${times.start} ${times.end}`}
                    pressed={draft.start === times.start && draft.end === times.end}
                    onChange={(pressed) => change(pressed ? times : { start: '', end: '' })}
                  >
                    {say('shifts.times', { start: times.start, end: times.end })}
                  </QuickChoice>
                ))}
              </QuickChoices>
            </>
          )
        }
      />
      <Inset>{manager ? say('shifts.log.counts') : say('shifts.log.claim', { place: placeOf(snapshot, draft.home) })}</Inset>
      <SaveFailed failed={failed} />
      <Button type="submit" busy={busy}>
        {say('shifts.log.save')}
      </Button>
    </form>
  )
}

interface SavedProps {
  entry: DraftEntry
  manager: boolean
  snapshot: Snapshot
  back: string
  onAnother: () => void
}

const Saved = ({ entry, manager, snapshot, back, onAnother }: SavedProps) => {
  const words = useWords()
  const { say } = words
  const asOf = useDevice().asOf()
  const what = { when: whenOf(entry, asOf, words), place: placeOf(snapshot, entry.setting) }
  return (
    <>
      <Panel title={say('shifts.log.saved')} takeFocus>
        {manager ? say('shifts.log.savedCounts', what) : say('shifts.log.savedClaim', what)}
      </Panel>
      <ButtonGroup>
        <Button kind="secondary" onClick={onAnother}>
          {say('shifts.log.another')}
        </Button>
        <LinkButton kind="secondary" href={back}>
          {say('common.done')}
        </LinkButton>
      </ButtonGroup>
    </>
  )
}

/** The homes a shift can be logged in: the reader's own where they bring in the roster, else every one of the service. */
const homesFor = (snapshot: Snapshot, post: PostState, manager: boolean, me: PostState['person']): readonly SettingState[] => {
  const homes = manager ? managedHomes(snapshot, me) : [...snapshot.settings.values()].sort((a, b) => a.name.localeCompare(b.name))
  return [...homes.filter(({ id }) => id === post.setting), ...homes.filter(({ id }) => id !== post.setting)]
}

export const LogShiftPage = ({ postId }: { postId: PostId }) => {
  const { say } = useWords()
  const device = useDevice()
  const me = device.me.person
  const { data: snapshot, error, refetch } = useSnapshot()
  const [saved, setSaved] = useState<DraftEntry | null>(null)
  const post = snapshot?.posts.get(postId)
  const own = post?.person === me
  const manager = post !== undefined && snapshot !== undefined && manages(snapshot.settings, post.setting, me)
  const back = own || !manager ? hrefOf('today') : hrefOf('shifts')
  if (!snapshot) {
    return (
      <Page title={say('shifts.log.title')} back={{ href: hrefOf('today') }}>
        {error ? (
          <EmptyState icon="failed" title={say('shifts.failed')} actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>} />
        ) : (
          <Loading />
        )}
      </Page>
    )
  }
  if (!post || (!own && !manager)) {
    return (
      <Page title={say('shifts.log.notFound')} back={{ href: hrefOf('today') }}>
        <p className="govuk-body">{say('shifts.log.notFoundText')}</p>
      </Page>
    )
  }
  return (
    <Page
      title={say('shifts.log.title')}
      heading={own ? say('shifts.log.title') : say('shifts.log.for', { name: nameOf(snapshot, post.person) })}
      caption={`${post.title}, ${placeOf(snapshot, post.setting)}`}
      back={{ href: back }}
    >
      {saved ? (
        <Saved entry={saved} manager={manager} snapshot={snapshot} back={back} onAnother={() => setSaved(null)} />
      ) : (
        <LogForm post={post} snapshot={snapshot} manager={manager} homes={homesFor(snapshot, post, manager, me)} onSaved={setSaved} />
      )}
    </Page>
  )
}
