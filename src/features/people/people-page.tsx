/** People: everybody the reader manages or supervises, and themself, by name. */
import { useDeferredValue, useMemo, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { isCurrent } from '../../domain/records/policy-input.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'

addArea('people', { en: people })

interface Entry {
  readonly post: PostState
  readonly name: string
  readonly place: string
  readonly supervisor: string | null
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** Current posts by name; one who has left is not in the list. */
const entriesOf = (snapshot: Snapshot, me: PersonId, asOf: PlainDate): readonly Entry[] => {
  const manages = (post: PostState): boolean => snapshot.settings.get(post.setting)?.managers.includes(me) ?? false
  return [...snapshot.posts.values()]
    .filter((post) => isCurrent(post, asOf) && (post.person === me || post.supervisor === me || manages(post)))
    .map((post) => ({
      post,
      name: snapshot.people.get(post.person)?.name ?? '—',
      place: snapshot.settings.get(post.setting)?.name ?? '',
      supervisor: post.supervisor ? (snapshot.people.get(post.supervisor)?.name ?? '—') : null,
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.post.id < b.post.id ? -1 : 1))
}

const List = ({ entries, me }: { entries: readonly Entry[]; me: PersonId }) => {
  const { say } = useWords()
  const [search, setSearch] = useState('')
  const typed = useDeferredValue(search)
  const shown = entries.filter(({ name, post }) => ` ${fold(`${name} ${post.title}`)}`.includes(` ${fold(typed)}`.trimEnd()))
  if (entries.length === 0) {
    return <EmptyState icon="people" title={say('people.empty')} text={say('people.emptyText')} />
  }
  return (
    <>
      <TextField label={say('people.find')} type="search" width={20} autoComplete="off" value={search} onChange={setSearch} />
      <output className="cs-answer">{say('people.count', { count: shown.length })}</output>
      {shown.length === 0 ? (
        <EmptyState icon="search" title={say('people.noneFound', { search: typed })} />
      ) : (
        <RowList label={say('people.title')}>
          {shown.map(({ post, name, place, supervisor }) => (
            <Row
              key={post.id}
              href={hrefOf('person', { postId: post.id })}
              title={post.person === me ? `${name} (${say('people.you')})` : name}
              meta={
                <>
                  <span className="cs-row__meta">{`${post.title}, ${place}`}</span>
                  <span className="cs-row__meta">
                    {supervisor ? say('people.supervisedBy', { name: supervisor }) : say('people.noSupervisor')}
                  </span>
                </>
              }
            />
          ))}
        </RowList>
      )}
    </>
  )
}

export const PeoplePage = () => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const me = device.me.person
  const asOf = device.asOf()
  const entries = useMemo(() => (snapshot ? entriesOf(snapshot, me, asOf) : null), [snapshot, me, asOf])
  const manager = [...(snapshot?.settings.values() ?? [])].some(({ managers }) => managers.includes(me))
  return (
    <Page
      title={say('people.title')}
      actions={
        manager && (
          <LinkButton kind="secondary" icon="clock" href={hrefOf('shifts')}>
            {say('people.shiftsAndRoster')}
          </LinkButton>
        )
      }
    >
      {entries && <List entries={entries} me={me} />}
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
