/** The files of those who have left, as who decides about them sees them: dates and counts, and no word of what they hold. */
import { addMonths, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { dutiesIn } from '../../src/domain/duties.ts'
import { type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type PersonState, type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { fileTimeOf } from '../../src/domain/retention.ts'
import { type Hold, type KeepingAnswer, type LeaversFile } from '../../src/protocol/keeping.ts'
import { type Clock } from '../clock.ts'
import { type Disposal, disposalsOf } from '../storage/disposals.ts'
import { idsOfFile } from '../storage/erasing.ts'
import { holdsOf, type StandingHold } from '../storage/holds.ts'
import { ofKinds, policiesOf, recordsOf } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'
import { copiesWaiting } from '../storage/copies.ts'
import { type SignedIn } from './judge.ts'
import { packsOf } from './packs.ts'

/** How long before its day a file is shown. */
const SHOWN_MONTHS = 3
const ERASED_SHOWN = 20

/** Who decides about files in a setting: administrators, and who does human resources there. */
export const keepsFilesIn = ({ administrator, duties }: SignedIn, setting: SettingId): boolean =>
  administrator || dutiesIn(duties, setting).includes('human-resources')

/** Who decides about files anywhere. */
export const keepsFiles = ({ administrator, duties }: SignedIn): boolean =>
  administrator || duties.some(({ duty }) => duty === 'human-resources')

/** Whether they decide about what concerns somebody: anywhere, or where that one has a post. */
export const keepsFilesOf = (who: SignedIn, person: PersonId, posts: readonly PostState[]): boolean =>
  who.administrator ||
  who.duties.some(({ duty, setting }) => duty === 'human-resources' && setting === null) ||
  posts.some((post) => post.person === person && keepsFilesIn(who, post.setting))

/** Everything that deciding needs, of one moment. */
export interface Leavers {
  readonly today: PlainDate
  readonly posts: readonly PostState[]
  readonly holds: readonly StandingHold[]
  readonly disposals: readonly Disposal[]
  readonly nameOf: (person: string) => string
  readonly postOf: (id: string) => PostState | undefined
  /** A leaver's file; null while the person has not left, or where the policy says nothing of keeping. */
  readonly fileOf: (post: PostState) => Promise<LeaversFile | null>
}

/** Whether a person's name is needed by what is kept beside this post: their other posts, and the files of others. */
const isNeeded = (person: PersonId, post: PostState, posts: readonly PostState[], settings: Iterable<SettingState>, administrators: ReadonlySet<string>): boolean =>
  administrators.has(person) ||
  [...settings].some(({ managers }) => managers.includes(person)) ||
  posts.some(
    (other) =>
      (other.person === person && other.id !== post.id) ||
      (other.person !== person && (other.supervisor === person || other.earlierSupervisors.some(({ supervisor }) => supervisor === person))),
  )

const competingIn = (states: readonly RecordState[]): number =>
  states.filter((state) => 'competing' in state && Object.values(state.competing).some((versions) => versions.length > 0)).length

/** Reads what deciding needs. */
export const readLeavers = async (tx: Tx, org: OrgId, clock: Clock, shipped: readonly PolicyPack[]): Promise<Leavers> => {
  const today = londonDay(clock())
  const states = await ofKinds(tx, org, ['setting', 'post', 'person'])
  const posts = states.filter((state): state is PostState => state.kind === 'post')
  const settings = new Map(states.flatMap((state): [SettingId, SettingState][] => (state.kind === 'setting' ? [[state.id, state]] : [])))
  const people = new Map(states.flatMap((state): [string, PersonState][] => (state.kind === 'person' ? [[state.id, state]] : [])))
  const packs = [...shipped, ...packsOf(await policiesOf(tx, org))]
  const disposals = await disposalsOf(tx, org)
  const holds = await holdsOf(tx, org)
  const accounts = await tx.selectFrom('accounts').select('person').where('org', '=', org).where('administrator', '=', 1).where('disabled_at', 'is', null).execute()
  const administrators = new Set(accounts.map(({ person }) => person))
  const nameOf = (person: string): string => people.get(person)?.name ?? ''

  const unresolved = async (post: PostState): Promise<Pick<LeaversFile, 'quarantined' | 'competing'>> => {
    const ids = (await idsOfFile(tx, org, post.id)).map(({ id }) => id)
    const kept = await tx.selectFrom('quarantine').select('record_id').where('org', '=', org).where('withdrawn_at', 'is', null).execute()
    const its = new Set(ids)
    return { quarantined: kept.filter(({ record_id }) => its.has(record_id)).length, competing: competingIn(await recordsOf(tx, org, ids)) }
  }

  const fileOf = async (post: PostState): Promise<LeaversFile | null> => {
    const time = fileTimeOf(post, posts.filter(({ person }) => person === post.person), settings, packs, today)
    if (!time) return null
    const its = disposals.filter((each) => each.post === post.id)
    const keptUntil = its.find(({ outcome }) => outcome === 'kept')?.keepUntil ?? null
    const due = time.due === null || keptUntil === null || keptUntil < time.due ? time.due : keptUntil
    const open = its.find(({ outcome }) => outcome === 'open')
    return {
      post: post.id,
      person: post.person,
      name: nameOf(post.person),
      title: post.title,
      setting: post.setting,
      place: settings.get(post.setting)?.name ?? '',
      leftOn: time.leftOn,
      due,
      rule: time.rule,
      keep: time.keep,
      state: due === null ? 'not-set-up' : due <= today ? 'due' : due <= addMonths(today, SHOWN_MONTHS) ? 'soon' : 'later',
      keptUntil,
      held: holds.some(({ person }) => person === post.person),
      ...(await unresolved(post)),
      copyOpen: await copiesWaiting(tx, org, post.person, clock()),
      last: !isNeeded(post.person, post, posts, settings.values(), administrators),
      proposal: open
        ? {
            id: open.id, what: open.what, keepUntil: open.keepUntil, reason: open.reason ?? '', withPerson: open.withPerson,
            by: open.proposedBy, byName: nameOf(open.proposedBy), at: open.proposedAt,
          }
        : null,
    }
  }
  return { today, posts, holds, disposals, nameOf, postOf: (id) => posts.find((post) => post.id === id), fileOf }
}

const holdIn = (hold: StandingHold, { nameOf }: Leavers): Hold => ({
  id: hold.id,
  person: hold.person,
  name: nameOf(hold.person),
  reason: hold.reason,
  reference: hold.reference,
  by: hold.setBy,
  byName: nameOf(hold.setBy),
  at: hold.setAt,
})

/** Everything this person may decide about. */
export const keepingAnswerOf = async (who: SignedIn, leavers: Leavers, clock: Clock): Promise<KeepingAnswer> => {
  const files: LeaversFile[] = []
  for (const post of leavers.posts) {
    // Most people have not left; what that costs to find out is one comparison.
    if (post.until === null || post.until >= leavers.today || !keepsFilesIn(who, post.setting)) continue
    const file = await leavers.fileOf(post)
    if (file && (file.state !== 'later' || file.held || file.proposal)) files.push(file)
  }
  files.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.name.localeCompare(b.name))
  return {
    files,
    holds: leavers.holds.filter(({ person }) => keepsFilesOf(who, person, leavers.posts)).map((hold) => holdIn(hold, leavers)),
    erased: leavers.disposals
      .filter(({ outcome }) => outcome === 'erased')
      .slice(0, ERASED_SHOWN)
      .map(({ id, decidedAt, proposedAt, rule, proposedBy, decidedBy }) => ({
        id, at: decidedAt ?? proposedAt, rule, proposedBy: leavers.nameOf(proposedBy), agreedBy: leavers.nameOf(decidedBy ?? ''),
      })),
    serverTime: clock(),
  }
}
