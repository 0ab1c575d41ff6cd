/** Somebody joins a home this person manages: who, in what post, and what it changes, before it is confirmed. */
import { useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type PersonId } from '../../domain/ids.ts'
import { Group } from '../../domain/policy/facts.ts'
import { type PostState, type SettingState } from '../../domain/records/record.ts'
import { alike, joiningActs, type Joining, postsOf } from '../../queries/home.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { posts } from '../../words/en/posts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { employmentInWords } from './about-card.tsx'
import { postInSearch } from './add-post-href.ts'
import { AddPersonForm } from './add-person-form.tsx'
import { ChangesCard } from './changes-card.tsx'
import { joiningLines } from './joining-lines.ts'
import { NoPerson } from './no-person.tsx'
import { checkDraft, type DraftAround, type PostDraft } from './post-draft.ts'
import { factRows } from './fact-rows.ts'
import { traitsAsked } from './traits-asked.ts'
import { NOTHING_TICKED } from './typed-traits.ts'

addArea('people', { en: people })
addArea('posts', { en: posts })

const BACK = { href: hrefOf('people') }

/** The form before anything is typed; for another post, as the person's latest post was. */
const firstDraft = (me: PersonId, homes: readonly SettingState[], like: PostState | null): PostDraft => ({
  person: like?.person ?? null,
  name: '',
  knownAs: null,
  staffNumber: like?.staffNumber ?? '',
  setting: homes.length === 1 ? (homes[0]?.id ?? '') : '',
  title: '',
  group: Group.safeParse(like?.group).data ?? 'residential',
  employment: '',
  hours: like?.hours ?? '',
  traits: NOTHING_TICKED,
  line: 'managerial',
  supervisor: like?.person === me ? '' : me,
  from: '',
  employedOn: '',
  supervisedSince: '',
  ends: true,
  somebodyElse: false,
})

interface CheckProps {
  joining: Joining
  around: DraftAround
  snapshot: Snapshot
  name: string
  onChange: () => void
}

/** What is about to be saved, and what it changes. Nothing is saved before the button. */
const CheckJoining = ({ joining, around, snapshot, name, onChange }: CheckProps) => {
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const [, navigate] = useLocation()
  const { save, busy, failed } = useSave()
  const { post, person } = joining
  const { asOf, posts } = around
  const me = device.me.person
  const place = snapshot.settings.get(post.setting)?.name ?? '—'
  const supervisor = post.supervisor ? (snapshot.people.get(post.supervisor)?.name ?? '—') : say('people.noSupervisor')
  const confirm = () =>
    save(async () => {
      const { acts, postId } = joiningActs(joining, device)
      await device.acts(acts)
      navigate(hrefOf('person', { postId }), { replace: true })
    })
  return (
    <Page title={say('posts.add.check')} back={BACK}>
      <Card heading={say('posts.add.details')} beside={
          <button type="button" className="cs-link-button" onClick={onChange}>
            {say('posts.add.change')}
          </button>
        }>
        <SummaryList
          rows={[
            { key: say('posts.add.name'), value: <bdi>{name}</bdi> },
            ...(typeof person === 'string' ? [] : [{ key: say('posts.add.knownAs'), value: <bdi>{person.knownAs}</bdi> }]),
            { key: say('posts.add.staffNumber'), value: joining.staffNumber },
            { key: say('people.setting'), value: place },
            { key: say('posts.add.title'), value: post.title },
            { key: say('posts.add.group'), value: say(`posts.group.${Group.parse(post.group)}`) },
            { key: say('people.employmentLabel'), value: employmentInWords(post, words) },
            ...factRows(post.facts, asOf, words),
            ...(post.line === 'professional' ? [{ key: say('people.line'), value: say('people.line.professional') }] : []),
            { key: say('posts.add.from'), value: day(post.from, asOf) },
            ...(post.employedOn === post.from ? [] : [{ key: say('people.employedOn'), value: day(post.employedOn, asOf) }]),
            ...(post.supervisedSince && post.supervisedSince !== post.from
              ? [{ key: say('posts.add.supervisedSince'), value: day(post.supervisedSince, asOf) }]
              : []),
            { key: say('people.supervisor'), value: supervisor },
          ]}
        />
      </Card>
      <ChangesCard heading={say('posts.changes.title')} lines={joiningLines(joining, { snapshot, me, asOf, name, posts }, words)} />
      <SaveFailed failed={failed} />
      <ButtonGroup>
        <Button busy={busy} onClick={confirm}>
          {say('posts.add.confirm', { name, place })}
        </Button>
        <Button kind="quiet" onClick={onChange}>
          {say('common.back')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}

interface AddingProps {
  snapshot: Snapshot
  homes: readonly SettingState[]
  like: PostState | null
}

const Adding = ({ snapshot, homes, like }: AddingProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const me = device.me.person
  const [draft, setDraft] = useState(() => firstDraft(me, homes, like))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [checking, setChecking] = useState<Joining | null>(null)
  const { person } = draft
  const around: DraftAround = {
    asOf: device.asOf(),
    posts: person === null ? [] : postsOf(snapshot, person),
    alike: person === null ? alike(snapshot, draft) : [],
    managed: homes.map(({ id }) => id),
    traits: traitsAsked(snapshot, draft.setting === '' ? null : draft.setting, device.asOf()),
  }
  const known = person === null ? null : snapshot.people.get(person)
  const name = known?.name ?? draft.name.trim()
  if (checking) {
    return <CheckJoining joining={checking} around={around} snapshot={snapshot} name={name} onChange={() => setChecking(null)} />
  }
  const change = (part: Partial<PostDraft>): void => {
    // Whoever is here already may be the one who was to supervise.
    const self = part.person !== undefined && part.person === draft.supervisor
    // Another home may have another policy, and what is ticked would say something else there.
    const elsewhere = part.setting !== undefined && part.setting !== draft.setting
    setDraft({ ...draft, ...part, ...(self ? { supervisor: '' } : {}), ...(elsewhere ? { traits: NOTHING_TICKED } : {}) })
  }
  const submit = (): void => {
    const checked = checkDraft(draft, around, words)
    setErrors(checked.errors ?? [])
    if (checked.joining) setChecking(checked.joining)
  }
  return (
    <Page
      title={say(person === null ? 'people.add' : 'people.addPost')}
      heading={known ? say('posts.add.postFor', { name: known.name }) : undefined}
      back={BACK}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <AddPersonForm
        draft={draft}
        onChange={change}
        around={around}
        errors={errors}
        snapshot={snapshot}
        me={me}
        homes={homes}
        onSubmit={submit}
      />
    </Page>
  )
}

export const AddPersonPage = () => {
  const device = useDevice()
  const { say } = useWords()
  const of = postInSearch(useSearch())
  const { data: snapshot, error, refetch } = useSnapshot()
  const me = device.me.person
  const homes = useMemo(
    () => [...(snapshot?.settings.values() ?? [])].filter(({ managers }) => managers.includes(me)).sort((a, b) => a.name.localeCompare(b.name)),
    [snapshot, me],
  )
  if (!snapshot) return <NoPerson reading failed={Boolean(error)} onRetry={refetch} back={BACK} />
  if (homes.length === 0) {
    return (
      <Page title={say('people.add')} back={BACK}>
        <p className="govuk-body">{say('people.managersOnly')}</p>
      </Page>
    )
  }
  return <Adding key={of ?? ''} snapshot={snapshot} homes={homes} like={(of && snapshot.posts.get(of)) ?? null} />
}
