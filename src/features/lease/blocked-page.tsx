/** In place of every page that shows records, once this device was too long without contact: writing goes on (K6). */
import { type PersonId } from '../../domain/ids.ts'
import { isCurrent } from '../../domain/records/policy-input.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { useLease } from '../../queries/use-lease.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { lease as leaseWords } from '../../words/en/lease.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Notebook } from '../shared/kept-note.tsx'
import { isBlocked } from './blocked.ts'
import { Connect } from './connect.tsx'

addArea('lease', { en: leaseWords })

/** The people one supervises: sessions begun since can be carried on, and others begun. */
const Sessions = () => {
  const { me, asOf } = useDevice()
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  if (!snapshot) return null
  const today = asOf()
  const knownAs = (person: PersonId): string => snapshot.people.get(person)?.knownAs ?? '—'
  const posts = [...snapshot.posts.values()].filter((post) => post.supervisor === me.person && isCurrent(post, today))
  const begun = [...snapshot.sessions.values()].filter(({ supervisor }) => supervisor === me.person)
  if (posts.length === 0 && begun.length === 0) return null
  return (
    <Card heading={say('lease.write.title')}>
      <p className="govuk-body">{say('lease.write.text')}</p>
      <ul className="cs-people-choice">
        {begun.map(({ id, supervisee }) => (
          <li key={id}>
            <LinkButton href={hrefOf('session', { recordId: id })}>{say('lease.write.carryOn', { name: knownAs(supervisee) })}</LinkButton>
          </li>
        ))}
        {posts.map(({ id, person }) => (
          <li key={id}>
            <LinkButton kind="secondary" href={hrefOf('start', { postId: id })}>
              {say('lease.write.start', { name: knownAs(person) })}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export const BlockedPage = () => {
  const { say } = useWords()
  const lease = useLease()
  return (
    <Page title={say('lease.title')}>
      <p className="govuk-body">{say(`lease.${isBlocked(lease) ? lease : 'reading-blocked'}`)}</p>
      <Connect kind="primary" />
      <Sessions />
      <Notebook />
    </Page>
  )
}
