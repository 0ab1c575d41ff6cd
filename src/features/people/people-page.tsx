/** People: everybody the reader manages or supervises, and themself, by name. */
import { useDeferredValue, useMemo, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { postTitle } from '../shared/post-title.ts'

addArea('people', { en: people })

interface Entry {
  readonly post: PostState
  readonly name: string
  readonly place: string
  readonly supervisor: string | null
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const hasEnded = ({ until }: PostState, asOf: PlainDate): boolean => until !== null && until < asOf

/** Posts by name: those running or about to start, or those that are over. */
const entriesOf = (snapshot: Snapshot, me: PersonId, asOf: PlainDate, over: boolean): readonly Entry[] => {
  const manages = (post: PostState): boolean => snapshot.settings.get(post.setting)?.managers.includes(me) ?? false
  return [...snapshot.posts.values()]
    .filter((post) => hasEnded(post, asOf) === over && (post.person === me || post.supervisor === me || manages(post)))
    .map((post) => ({
      post,
      name: snapshot.people.get(post.person)?.name ?? '—',
      place: snapshot.settings.get(post.setting)?.name ?? '',
      supervisor: post.supervisor ? (snapshot.people.get(post.supervisor)?.name ?? '—') : null,
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.post.id < b.post.id ? -1 : 1))
}

const Rows = ({ entries, me, asOf, label }: { entries: readonly Entry[]; me: PersonId; asOf: PlainDate; label: string }) => {
  const words = useWords()
  const { say, day } = words
  const lastOf = ({ post, supervisor }: Entry): string => {
    if (post.until) return say('people.lastDayWas', { day: day(post.until, asOf) })
    if (post.from > asOf) return say('people.posts.from', { day: day(post.from, asOf) })
    return supervisor ? say('people.supervisedBy', { name: supervisor }) : say('people.noSupervisor')
  }
  return (
    <RowList label={label}>
      {entries.map((entry) => (
        <Row
          key={entry.post.id}
          href={hrefOf('person', { postId: entry.post.id })}
          title={<bdi>{entry.post.person === me ? `${entry.name} (${say('people.you')})` : entry.name}</bdi>}
          meta={
            <>
              <span className="cs-row__meta">{`${postTitle(entry.post, words)}, ${entry.place}`}</span>
              <span className="cs-row__meta">{lastOf(entry)}</span>
            </>
          }
        />
      ))}
    </RowList>
  )
}

/** Those whose post is over, when somebody asks: their records are kept (SEF-10), and they may come back. */
const Left = ({ entries, me, asOf }: { entries: readonly Entry[]; me: PersonId; asOf: PlainDate }) => {
  const { say } = useWords()
  const [shown, setShown] = useState(false)
  if (entries.length === 0) return null
  return (
    <>
      <Button kind="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {say('people.left.show', { count: entries.length })}
      </Button>
      {shown && <Rows entries={entries} me={me} asOf={asOf} label={say('people.left.title')} />}
    </>
  )
}

const List = ({ entries, left, me, asOf }: { entries: readonly Entry[]; left: readonly Entry[]; me: PersonId; asOf: PlainDate }) => {
  const { say } = useWords()
  const [search, setSearch] = useState('')
  const typed = useDeferredValue(search)
  const found = ({ name, post }: Entry): boolean => ` ${fold(`${name} ${post.title}`)}`.includes(` ${fold(typed)}`.trimEnd())
  const shown = entries.filter(found)
  if (entries.length === 0 && left.length === 0) {
    return <EmptyState icon="people" title={say('people.empty')} text={say('people.emptyText')} />
  }
  return (
    <>
      <TextField label={say('people.find')} type="search" width={20} autoComplete="off" value={search} onChange={setSearch} />
      <output className="cs-answer">{say('people.count', { count: shown.length })}</output>
      {shown.length === 0 ? (
        <EmptyState icon="search" title={say('people.noneFound', { search: typed })} />
      ) : (
        <Rows entries={shown} me={me} asOf={asOf} label={say('people.title')} />
      )}
      <Left entries={left.filter(found)} me={me} asOf={asOf} />
    </>
  )
}

export const PeoplePage = () => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const me = device.me.person
  const asOf = device.asOf()
  const entries = useMemo(() => (snapshot ? entriesOf(snapshot, me, asOf, false) : null), [snapshot, me, asOf])
  const left = useMemo(() => (snapshot ? entriesOf(snapshot, me, asOf, true) : []), [snapshot, me, asOf])
  const manages = [...(snapshot?.settings.values() ?? [])].some(({ managers }) => managers.includes(me))
  return (
    <Page
      title={say('people.title')}
      actions={
        (manages || device.me.administrator) && (
          <ButtonGroup>
            {manages && (
              <>
                <LinkButton kind="secondary" href={hrefOf('shifts')}>
                  {say('people.shiftsAndRoster')}
                </LinkButton>
                <LinkButton kind="secondary" href={hrefOf('cases')}>
                  {say('people.cases')}
                </LinkButton>
                <LinkButton kind="secondary" icon="plus" href={hrefOf('addPerson')}>
                  {say('people.add')}
                </LinkButton>
              </>
            )}
            <LinkButton kind="secondary" href={hrefOf('policies')}>
              {say('people.policy')}
            </LinkButton>
            <LinkButton kind="secondary" href={hrefOf('inspections')}>
              {say('people.forInspector')}
            </LinkButton>
          </ButtonGroup>
        )
      }
    >
      {entries && <List entries={entries} left={left} me={me} asOf={asOf} />}
      {!entries && error && (
        <EmptyState
          icon="failed"
          title={say('people.failed')}
          actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>}
        />
      )}
      {!entries && !error && <Loading />}
    </Page>
  )
}
