import { type PlainDate } from '../../domain/dates.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { postTitle } from '../shared/post-title.ts'
import { addPostHref } from './add-post-href.ts'
import { factRows } from './fact-rows.ts'
import { type PersonView } from './person-view.ts'
import { SupervisorAsks } from './supervisor-asks.tsx'

export const employmentInWords = ({ employment, hours }: Pick<PostState, 'employment' | 'hours'>, { say }: Words): string => {
  const words = say(`people.employment.${employment}`)
  return hours
    ? say('people.employmentAndHours', { employment: words, hours: say(`people.hours.${hours}`).toLowerCase() })
    : words
}

/** "Since Mon 8 January 2024", "Mon 8 January to Fri 3 July". */
export const spanOf = ({ from, until }: Pick<PostState, 'from' | 'until'>, asOf: PlainDate, { say, day }: Words): string => {
  if (until !== null) return say('common.date.range', { from: day(from, asOf), until: day(until, asOf) })
  return say(from > asOf ? 'people.posts.from' : 'people.posts.since', { day: day(from, asOf) })
}

/** The post, and what a manager may do with it; under it the person's other posts, each with a file of its own. */
export const AboutCard = ({ view, snapshot, asOf }: { view: PersonView; snapshot: Snapshot; asOf: PlainDate }) => {
  const words = useWords()
  const { say, day } = words
  const { post, setting, supervisor, otherPosts, iAm } = view
  return (
    <Card heading={say('people.about')}>
      <SummaryList
        rows={[
          { key: say('people.post'), value: post.title },
          { key: say('people.setting'), value: setting?.name },
          { key: say('people.employmentLabel'), value: employmentInWords(post, words) },
          { key: say('people.employedOn'), value: day(post.employedOn, asOf) },
          ...factRows(post.facts, asOf, words),
          { key: say('people.supervisor'), value: supervisor ?? say('people.noSupervisor') },
          ...(post.line === 'professional' ? [{ key: say('people.line'), value: say('people.line.professional') }] : []),
          ...(post.until ? [{ key: say('people.lastDay'), value: day(post.until, asOf) }] : []),
        ]}
      />
      <SupervisorAsks view={view} snapshot={snapshot} asOf={asOf} />
      {otherPosts.length > 0 && (
        <>
          <h3 className="govuk-heading-s">{say('people.posts.title')}</h3>
          <RowList label={say('people.posts.title')}>
            {otherPosts.map((other) => (
              <Row
                key={other.id}
                title={postTitle(other, words)}
                href={hrefOf('person', { postId: other.id })}
                meta={say('people.posts.at', {
                  place: snapshot.settings.get(other.setting)?.name ?? '—',
                  when: spanOf(other, asOf, words),
                })}
              />
            ))}
          </RowList>
        </>
      )}
      {iAm.manager && (
        <ButtonGroup>
          <LinkButton kind="secondary" href={hrefOf('changePost', { postId: post.id })}>
            {say('people.changePost')}
          </LinkButton>
          <LinkButton kind="quiet" href={addPostHref(post.id)}>
            {say('people.addPost')}
          </LinkButton>
          <LinkButton kind="quiet" href={hrefOf('personAccount', { personId: post.person })}>
            {say('people.account')}
          </LinkButton>
        </ButtonGroup>
      )}
    </Card>
  )
}
