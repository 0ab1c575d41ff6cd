/** What somebody's joining changes, in sentences: what the policy will ask, who sees what, what becomes of other posts. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type Reason } from '../../domain/policy/obligation.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Joining, whatJoiningAsks } from '../../queries/home.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { postTitle } from '../shared/post-title.ts'
import { professionalLines } from './professional-lines.ts'

const ruleLine = ({ rule, says, due, of }: Reason, asOf: PlainDate, { say, day, lang }: Words): string => {
  if (of !== undefined) return say('posts.changes.count', { of, rule })
  const policy = inLanguage(says, lang)
  return due === null
    ? say('posts.changes.noDate', { because: policy, rule })
    : say('posts.changes.first', { day: day(due, asOf), because: policy, rule })
}

export interface JoiningAround {
  readonly snapshot: Snapshot
  readonly me: PersonId
  readonly asOf: PlainDate
  /** Of the person who joins. */
  readonly name: string
  readonly posts: readonly PostState[]
}

export const joiningLines = (joining: Joining, { snapshot, me, asOf, name, posts }: JoiningAround, words: Words): readonly string[] => {
  const { say, day } = words
  const { post, ends, person } = joining
  const placeOf = (other: Pick<PostState, 'setting'>): string => snapshot.settings.get(other.setting)?.name ?? '—'
  const { oneToOne, agreement } = whatJoiningAsks(snapshot, joining, asOf)
  const lines: string[] = []
  if (!oneToOne) lines.push(say('posts.changes.noPolicy', { place: placeOf(post) }))
  else if (oneToOne.state === 'not-set-up') lines.push(say('posts.changes.notSetUp'))
  else lines.push(...oneToOne.reasons.map((reason) => ruleLine(reason, asOf, words)))
  if (agreement?.due) lines.push(say('posts.changes.agreement', { day: day(agreement.due, asOf), rule: agreement.rule }))
  if (post.line === 'professional') lines.push(...professionalLines(snapshot, post.setting, asOf, words))
  if (post.supervisor === null) lines.push(say('posts.changes.unsupervised', { name }))
  else if (post.supervisor === me) lines.push(say('posts.changes.fileYou', { name }))
  else {
    const supervisor = snapshot.people.get(post.supervisor)?.name ?? '—'
    lines.push(say('posts.changes.fileOther', { name, supervisor }))
  }
  lines.push(say('posts.changes.managers', { place: placeOf(post) }))
  for (const other of posts) {
    const over = other.until !== null && other.until < asOf
    const words_ = { title: postTitle(other, words), place: placeOf(other) }
    if (other.id === ends) lines.push(say('posts.changes.ends', words_), say('posts.changes.anew', { day: day(post.from, asOf) }))
    else if (over && other.until) lines.push(say('posts.changes.earlier', { ...words_, day: day(other.until, asOf) }))
    else lines.push(say('posts.changes.also', { ...words_, name }))
  }
  if (typeof person !== 'string') lines.push(say('posts.changes.signIn', { name }))
  return lines
}
