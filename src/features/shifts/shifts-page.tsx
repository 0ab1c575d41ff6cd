/** Shifts and roster: how far shifts are known, claims to confirm, the roster brought in, its entries put right. */
// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './shifts.scss'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { type PlainDate } from '../../domain/dates.ts'
import { type PostId, type RecordId } from '../../domain/ids.ts'
import { type SettingState, type ShiftState } from '../../domain/records/record.ts'
import { type RosterFile } from '../../domain/roster.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { shifts } from '../../words/en/shifts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { postTitle } from '../shared/post-title.ts'
import { CheckImport } from './check-import.tsx'
import { ChooseFile } from './choose-file.tsx'
import { ClaimsCard } from './claims-card.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { EntriesCard } from './entries-card.tsx'
import { Saving } from './saving.tsx'
import { claimsFor, entriesFor, managedHomes, nameOf, postsToLogFor } from './shifts-view.ts'
import { useImport } from './use-import.ts'

addArea('people', { en: people })
addArea('shifts', { en: shifts })

const KnownCard = ({ homes, asOf }: { homes: readonly SettingState[]; asOf: PlainDate }) => {
  const { say, dayAndTime } = useWords()
  return (
    <Card heading={say('shifts.known.title')}>
      <SummaryList
        rows={homes.map(({ id, name, roster }) => ({
          id,
          key: name,
          value: roster ? say('shifts.known.upTo', { when: dayAndTime(roster.through, asOf) }) : say('shifts.known.never'),
        }))}
      />
    </Card>
  )
}

const AddCard = ({ snapshot, asOf }: { snapshot: Snapshot; asOf: PlainDate }) => {
  const { say } = useWords()
  const { me } = useDevice()
  const [chosen, setChosen] = useState<PostId | ''>('')
  const posts = useMemo(() => postsToLogFor(snapshot, me.person, asOf), [snapshot, me, asOf])
  return (
    <Card heading={say('shifts.add.title')}>
      <Select
        label={say('shifts.add.person')}
        options={posts.map(({ post, name }) => ({ value: post.id, label: `${name}, ${postTitle(post, { say })}` }))}
        value={chosen}
        onChange={setChosen}
      />
      {chosen !== '' && (
        <LinkButton kind="secondary" icon="plus" href={hrefOf('logShift', { postId: chosen })}>
          {say('shifts.add.go')}
        </LinkButton>
      )}
    </Card>
  )
}

interface OverviewProps {
  snapshot: Snapshot
  homes: readonly SettingState[]
  asOf: PlainDate
  onFile: (file: RosterFile) => void
}

const Overview = ({ snapshot, homes, asOf, onFile }: OverviewProps) => {
  const { say } = useWords()
  const me = useDevice().me.person
  const search = useSearch()
  const [correcting, setCorrecting] = useState<RecordId | null>(null)
  const [corrected, setCorrected] = useState(false)
  const claims = useMemo(() => claimsFor(snapshot, me), [snapshot, me])
  const entries = useMemo(() => entriesFor(snapshot, me, asOf), [snapshot, me, asOf])
  const asked = snapshot.posts.get(new URLSearchParams(search).get('post') as PostId)
  const correct = ({ id }: ShiftState) => {
    setCorrected(false)
    setCorrecting(id)
  }
  return (
    <>
      <KnownCard homes={homes} asOf={asOf} />
      <ClaimsCard claims={claims} snapshot={snapshot} asOf={asOf} onCorrect={correct} />
      <ChooseFile onFile={onFile} />
      <AddCard snapshot={snapshot} asOf={asOf} />
      <output className="govuk-body">{corrected && say('shifts.correct.saved')}</output>
      <EntriesCard {...entries} snapshot={snapshot} asOf={asOf} places={homes.length > 1} find={asked ? nameOf(snapshot, asked.person) : ''} onCorrect={correct} />
      <CorrectDialog
        shift={snapshot.shifts.find(({ id }) => id === correcting) ?? null}
        snapshot={snapshot}
        homes={homes}
        asOf={asOf}
        onClose={() => setCorrecting(null)}
        onSaved={() => {
          setCorrecting(null)
          setCorrected(true)
        }}
      />
    </>
  )
}

/** The page of one who manages a home: bringing a roster in takes the page's place until it is done. */
const Managed = ({ snapshot, homes, asOf }: Omit<OverviewProps, 'onFile'>) => {
  const { say } = useWords()
  const { step, check, bringIn, goOn, leave } = useImport()
  // What is checked is checked against what was known when the file was read: a sync in between would move it about.
  const [read, setRead] = useState(snapshot)
  const onFile = (file: RosterFile) => {
    setRead(snapshot)
    check(file)
  }
  const part = useRef<HTMLElement>(null)
  const shown = useRef(step.at)
  useEffect(() => {
    // What takes the place of what was tapped takes the focus with it; once it is in, that is the panel's own.
    if (shown.current !== step.at && step.at !== 'done') part.current?.focus()
    shown.current = step.at
  }, [step.at])
  return (
    <section ref={part} className="cs-roster-step" tabIndex={-1} aria-label={say(step.at === 'choose' ? 'shifts.title' : 'shifts.import.title')}>
      {step.at === 'choose' && <Overview snapshot={snapshot} homes={homes} asOf={asOf} onFile={onFile} />}
      {step.at === 'check' && (
        <CheckImport file={step.file} snapshot={read} homes={homes} asOf={asOf} onImport={bringIn} onOther={leave} />
      )}
      {step.at !== 'choose' && step.at !== 'check' && <Saving step={step} onGoOn={goOn} onLeave={leave} />}
    </section>
  )
}

export const ShiftsPage = () => {
  const { say } = useWords()
  const device = useDevice()
  const { data: snapshot, error, refetch } = useSnapshot()
  const asOf = device.asOf()
  const homes = snapshot ? managedHomes(snapshot, device.me.person) : []
  return (
    <Page title={say('shifts.title')} back={{ href: hrefOf('people'), label: say('people.title') }}>
      {snapshot && homes.length > 0 && <Managed snapshot={snapshot} homes={homes} asOf={asOf} />}
      {snapshot && homes.length === 0 && (
        <EmptyState icon="clock" title={say('shifts.notManager')} text={say('shifts.notManagerText')} />
      )}
      {!snapshot && error && (
        <EmptyState icon="failed" title={say('shifts.failed')} actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>} />
      )}
      {!snapshot && !error && <Loading />}
    </Page>
  )
}
