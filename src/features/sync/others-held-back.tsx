/** For those who manage a setting: that something their people wrote is held back, and no more of it (P8). */
import { londonDay } from '../../domain/dates.ts'
import { PersonId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type HeldBackItem, useHeldBack } from '../../queries/held-back.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'

const byAuthor = (items: readonly HeldBackItem[]): ReadonlyMap<string, readonly HeldBackItem[]> => {
  const all = new Map<string, HeldBackItem[]>()
  for (const item of items) all.set(item.author, [...(all.get(item.author) ?? []), item])
  return all
}

const Known = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const { say, day } = useWords()
  const { value } = useHeldBack()
  const others = (value?.items ?? []).filter(({ author }) => author !== device.me.person)
  if (others.length === 0) return null
  const nameOf = (author: string): string => {
    const person = PersonId.safeParse(author)
    return (person.success && snapshot.people.get(person.data)?.name) || '—'
  }
  return (
    <Card heading={say('sync.others.title')}>
      <p className="govuk-body">{say('sync.others.text')}</p>
      <RowList label={say('sync.others.title')}>
        {[...byAuthor(others)].map(([author, items]) => {
          const last = items.map(({ at }) => at).toSorted().at(-1)
          return <Row key={author} title={nameOf(author)} meta={last && say('sync.others.came', { count: items.length, day: day(londonDay(last), device.asOf()) })} />
        })}
      </RowList>
    </Card>
  )
}

export const OthersHeldBack = ({ snapshot }: { snapshot: Snapshot }) => {
  const { me } = useDevice()
  const manages = [...snapshot.settings.values()].some(({ managers }) => managers.includes(me.person))
  return manages && <Known snapshot={snapshot} />
}
