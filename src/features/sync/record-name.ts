/** What a record is called in the lists of sync. */
import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'

const nameOf = (snapshot: Snapshot, person: PersonId | undefined): string =>
  (person && snapshot.people.get(person)?.name) ?? '—'

/** The other person of a session, or the person of a post; "—" where neither is known here. */
export const aboutWhom = (snapshot: Snapshot, id: RecordId, me: PersonId): string => {
  const session = snapshot.sessions.get(id)
  if (session) return nameOf(snapshot, session.supervisee === me ? session.supervisor : session.supervisee)
  return nameOf(snapshot, snapshot.posts.get(id as never)?.person)
}

/** "Session with Sam Oyelaran, Wed 10 June", and where it opens. */
export const recordName = (
  snapshot: Snapshot,
  id: RecordId,
  me: PersonId,
  asOf: PlainDate,
  { say, day }: Words,
): { name: string; href: string | undefined } => {
  const session = snapshot.sessions.get(id)
  if (session) {
    const own = session.supervisee === me
    const values = { name: aboutWhom(snapshot, id, me), day: day(session.held?.on ?? session.plannedFor, asOf) }
    return {
      name: own ? say('sync.record.ownSession', values) : say('sync.record.session', values),
      href: hrefOf(own || session.locked || session.voided ? 'read' : 'session', { recordId: id }),
    }
  }
  const shift = snapshot.shifts.find((each) => each.id === id)
  if (shift) {
    return {
      name: say('sync.record.shift', { name: nameOf(snapshot, shift.person), day: day(londonDay(shift.startedAt), asOf) }),
      href: undefined,
    }
  }
  const post = [...snapshot.posts.values()].find((each) => each.id === id)
  if (post) return { name: say('sync.record.post', { name: nameOf(snapshot, post.person) }), href: hrefOf('person', { postId: post.id }) }
  return { name: say('sync.record.other'), href: undefined }
}
