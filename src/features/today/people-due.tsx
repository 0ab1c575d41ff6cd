import { type ReactNode, useDeferredValue, useId, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Group, GROUPS } from './group.ts'
import { PostRow } from './post-row.tsx'
import { type PostLine } from './view.ts'

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** Whether every word typed begins a word of the name or the post, accents and case aside. */
export const matches = (line: Pick<PostLine, 'name' | 'title'>, search: string): boolean => {
  const have = ` ${folded(`${line.name} ${line.title}`)}`
  return folded(search).split(/\s+/).every((word) => have.includes(word === '' ? '' : ` ${word}`))
}

/** From this many people on there is a box to find one. */
const ENOUGH_TO_SEARCH = 6

export interface PeopleDueProps {
  /** Whose supervision this is, and how fresh. */
  heading: string
  freshness: ReactNode
  people: readonly PostLine[]
  me: PersonId
  asOf: PlainDate
}

/** Everyone the reader answers for, by how pressing it is; found by name as one types, or by state (SSWB-5.5). */
export const PeopleDue = ({ heading, freshness, people, me, asOf }: PeopleDueProps) => {
  const { say } = useWords()
  const id = useId()
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<Group | null>(null)
  const typed = useDeferredValue(search)
  const count = (group: Group): number => people.filter((line) => line.group === group).length
  const present = GROUPS.filter((group) => count(group) > 0)
  const shown = people.filter((line) => (only === null || line.group === only) && matches(line, typed))
  const places = new Set(people.map(({ place }) => place))
  const clear = () => {
    setSearch('')
    setOnly(null)
  }
  return (
    <section className="cs-people-due" aria-labelledby={id}>
      <div className="cs-people-due__head">
        <div>
          <h2 className="govuk-heading-m" id={id}>
            {heading}
          </h2>
          {freshness}
        </div>
        {people.length >= ENOUGH_TO_SEARCH && (
          <TextField label={say('today.filter')} type="search" width={20} autoComplete="off" value={search} onChange={setSearch} />
        )}
      </div>
      {people.length === 0 && (
        <EmptyState icon="people" title={say('today.list.empty')} text={say('today.list.emptyText')} />
      )}
      {present.length > 1 && (
        <QuickChoices label={say('today.filter.states')}>
          {present.map((group) => (
            <QuickChoice key={group} pressed={only === group} onChange={(pressed) => setOnly(pressed ? group : null)}>
              {say('today.filter.state', { state: say(`today.group.${group}`), count: count(group) })}
            </QuickChoice>
          ))}
        </QuickChoices>
      )}
      <output className="govuk-visually-hidden">
        {(typed !== '' || only !== null) && say('today.filter.shown', { count: shown.length })}
      </output>
      {GROUPS.map((group) => {
        const lines = shown.filter((line) => line.group === group)
        if (lines.length === 0) return null
        return (
          <Card key={group} heading={say(`today.group.${group}`)} level={3} beside={<span className="govuk-body-s govuk-!-margin-bottom-0">{say('today.list.people', { count: lines.length })}</span>}>
            <RowList label={say(`today.group.${group}`)}>
              {lines.map((line) => (
                <PostRow key={line.post} line={line} me={me} asOf={asOf} showPlace={places.size > 1} />
              ))}
            </RowList>
          </Card>
        )
      })}
      {people.length > 0 && shown.length === 0 && (
        <EmptyState
          icon="search"
          title={say('today.filter.none')}
          actions={
            <Button kind="secondary" onClick={clear}>
              {say('today.filter.clear')}
            </Button>
          }
        />
      )}
    </section>
  )
}
