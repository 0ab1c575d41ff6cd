/**
 * People's own copies of their records (W5): asked for with one click, looked through by somebody else so that it gives away
 * nobody else, then theirs to have. Who looks through reads what section 5 does not give them: because the person asked, and
 * written down where the person sees it.
 */
import { addMonths, epochOf, type Instant, instantOf, londonDay } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { findIdentifiers } from '../../src/domain/guard/find-identifiers.ts'
import { covered, fits, type Identify, writtenIn } from '../../src/domain/own-copy.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { isCurrent } from '../../src/domain/records/policy-input.ts'
import { type FormState, type PersonState, type PostState, type SettingState } from '../../src/domain/records/record.ts'
import { type CopiesAnswer, type CopyRefusal, type CopyRelease, type CopyReleased, type CopyTaken, type ReviewOpened } from '../../src/protocol/copies.ts'
import { redacted } from '../../src/protocol/redacted.ts'
import { keeping } from '../../src/words/en/keeping.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit, type Audited } from '../storage/audit.ts'
import { addCopy, bundleOf, copiesOf, type CopyRow, dropOldCopies, releaseCopy, takeCopy } from '../storage/copies.ts'
import { ofKinds, policiesOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { isHeldBack } from './access-log.ts'
import { type SignedIn } from './judge.ts'
import { keepsFiles, keepsFilesOf } from './leavers.ts'
import { childTexts, coverable, type CopyBundle, gather, proposeCovers, sectionsOfRecord } from './own-copy.ts'
import { ownCopyPage } from './own-copy-page.ts'
import { shippedOf, withOwn } from './packs.ts'

export interface CopiesPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly packs: readonly PolicyPack[]
  readonly newId: () => string
}

/** Finds who a child is in a text, as the guard of notes does, by the case lists of the whole service (W6). */
const guardFor = async (tx: Tx, org: OrgId): Promise<Identify> => {
  const cases = (await ofKinds(tx, org, ['case-list'])).flatMap((state) => (state.kind === 'case-list' ? state.cases : []))
  return (text) => findIdentifiers(text, cases).map(({ from, to }) => ({ start: from, end: to, why: 'child' }))
}

export interface Copies {
  readonly list: (who: SignedIn) => Promise<CopiesAnswer>
  /** Asks for one; where one is under way, that is it. */
  readonly ask: (who: SignedIn) => Promise<CopiesAnswer>
  /** Null of this and the next two: not there, or not this person's. */
  readonly review: (who: SignedIn, id: string) => Promise<ReviewOpened | null>
  readonly release: (who: SignedIn, id: string, release: CopyRelease) => Promise<CopyReleased | null>
  readonly take: (who: SignedIn, id: string) => Promise<CopyTaken | null>
}

/** How long a copy waits to be downloaded. */
const READY_MS = 30 * 24 * 60 * 60_000

/** The people, posts and settings there are, to say who looks through whose copy. */
interface Place {
  readonly people: ReadonlyMap<string, PersonState>
  readonly posts: readonly PostState[]
  readonly settings: ReadonlyMap<SettingId, SettingState>
}

const readPlace = async (tx: Tx, org: OrgId): Promise<Place> => {
  const states = await ofKinds(tx, org, ['person', 'post', 'setting'])
  return {
    people: new Map(states.flatMap((state): [string, PersonState][] => (state.kind === 'person' ? [[state.id, state]] : []))),
    posts: states.filter((state): state is PostState => state.kind === 'post'),
    settings: new Map(states.flatMap((state): [SettingId, SettingState][] => (state.kind === 'setting' ? [[state.id, state]] : []))),
  }
}

/** Why somebody who decides about files does not look through this copy; null where they may. */
const notTheirs = (who: SignedIn, person: PersonId, { posts }: Place, now: Instant): 'about-you' | 'supervisor' | null => {
  if (who.person === person) return 'about-you'
  return posts.some((post) => post.person === person && post.supervisor === who.person && isCurrent(post, londonDay(now))) ? 'supervisor' : null
}

export const copiesService = (ports: CopiesPorts): Copies => {
  const { storage, clock, random, newId } = ports
  const shipped = shippedOf(ports.packs)
  const masks = { name: keeping['keeping.mask.name'], child: keeping['keeping.mask.child'], added: keeping['keeping.mask.added'] }

  const audit = (tx: Tx, { org, person: actor }: SignedIn, what: Audited, subject: PersonId, copy: string) =>
    appendAudit(tx, org, [{ at: clock(), actor, what, subject, record: null, details: { copy } }], random)

  const answerOf = async (tx: Tx, who: SignedIn): Promise<CopiesAnswer> => {
    const now = clock()
    const place = await readPlace(tx, who.org)
    const nameOf = (person: string): string => place.people.get(person)?.name ?? ''
    const stateOf = ({ state, readyUntil }: CopyRow) => (state === 'asked' ? 'asked' : state === 'released' && readyUntil !== null && readyUntil >= now ? 'ready' : 'over')
    const all = await copiesOf(tx, who.org, keepsFiles(who) ? null : who.person)
    return {
      mine: all
        .filter(({ person }) => person === who.person)
        .map((copy) => ({
          id: copy.id, askedAt: copy.askedAt, due: copy.due, state: stateOf(copy),
          reviewedBy: copy.reviewedBy && nameOf(copy.reviewedBy), reviewedAt: copy.reviewedAt, readyUntil: copy.readyUntil,
        })),
      toReview: keepsFiles(who)
        ? all
            .filter(({ state, person }) => state === 'asked' && keepsFilesOf(who, person, place.posts))
            .map(({ id, person, askedAt, due }) => ({ id, person, name: nameOf(person), askedAt, due, notYours: notTheirs(who, person, place, now) }))
        : null,
      serverTime: now,
    }
  }

  /** A copy that waits to be looked through, with what it is made of, or why it is not this person's. */
  const opened = async (tx: Tx, who: SignedIn, id: string): Promise<{ row: CopyRow; bundle: CopyBundle; place: Place } | CopyRefusal | null> => {
    const row = (await copiesOf(tx, who.org, null)).find((each) => each.id === id)
    const place = await readPlace(tx, who.org)
    if (!row || !keepsFiles(who) || !keepsFilesOf(who, row.person, place.posts)) return null
    const refused = notTheirs(who, row.person, place, clock())
    if (refused) return refused
    const bundle = row.state === 'asked' ? await bundleOf(tx, who.org, id) : null
    return bundle ? { row, bundle: bundle as unknown as CopyBundle, place } : 'not-open'
  }

  const sectionsIn = async (tx: Tx, org: OrgId, { posts }: CopyBundle, { settings }: Place) => {
    const own = await policiesOf(tx, org)
    const packOf = withOwn(shipped, () => own)
    return (state: FormState) => sectionsOfRecord(state, posts.find(({ id }) => id === state.post), settings.get(state.setting), packOf)
  }

  return {
    list: (who) => storage.snapshot((tx) => answerOf(tx, who)),

    ask: (who) =>
      storage.write(async (tx) => {
        const at = clock()
        await dropOldCopies(tx, who.org, at)
        const before = await copiesOf(tx, who.org, who.person)
        if (!before.some(({ state }) => state === 'asked')) {
          const id = newId()
          // Written down first, so that the copy says of itself that it was asked for.
          await audit(tx, who, 'copy-asked', who.person, id)
          const bundle = await gather(tx, who.org, who.person, at, (entry) => !isHeldBack(entry, londonDay(at)))
          if (bundle) await addCopy(tx, who.org, { id, person: who.person, at, due: addMonths(londonDay(at), 1), bundle: JSON.parse(JSON.stringify(bundle)) as Json })
        }
        return answerOf(tx, who)
      }),

    review: (who, id) =>
      storage.write(async (tx) => {
        const found = await opened(tx, who, id)
        if (found === null) return null
        if (typeof found === 'string') return { refused: found, review: null }
        const { row, bundle, place } = found
        await audit(tx, who, 'copy-opened', row.person, id)
        const texts = writtenIn(coverable(bundle))
        const pair = new Set<string>([row.person, ...bundle.posts.flatMap(({ supervisor, earlierSupervisors }) => [...(supervisor ? [supervisor] : []), ...earlierSupervisors.map((each) => each.supervisor)])])
        const others = [...place.people.values()].filter((person) => !pair.has(person.id)).flatMap(({ name, knownAs }) => [name, knownAs])
        const children = childTexts(bundle.records, await sectionsIn(tx, who.org, bundle, place))
        const covers = proposeCovers(texts, { others, children, identify: await guardFor(tx, who.org) })
        return {
          refused: null,
          review: {
            id, name: place.people.get(row.person)?.name ?? '', serverTime: clock(),
            texts: texts.map((text, index) => ({ text, covers: (covers[index] ?? []).map((cover) => ({ ...cover })) })),
          },
        }
      }),

    release: (who, id, { covers }) =>
      storage.write(async (tx) => {
        const found = await opened(tx, who, id)
        if (found === null) return null
        const at = clock()
        if (typeof found === 'string') return { refused: found, serverTime: at }
        const { row, bundle, place } = found
        const part = coverable(bundle)
        const texts = writtenIn(part)
        const said = new Map<string, string>()
        for (const { text: index, covers: its } of covers) {
          const text = texts[index]
          if (text === undefined || !fits(text, its)) return { refused: 'spans', serverTime: at }
          if (its.length > 0) said.set(text, covered(text, its, masks))
        }
        const clean = { ...bundle, ...(redacted(part, said) as unknown as Pick<CopyBundle, 'posts' | 'records' | 'history' | 'heldBack' | 'log'>) }
        const reviewer = place.people.get(who.person)?.name ?? ''
        const making = { bundle: clean, sectionsFor: await sectionsIn(tx, who.org, bundle, place), covered: said.size, reviewedBy: reviewer, at }
        const file = ownCopyPage(making, JSON.parse(JSON.stringify({ ...clean, reviewedBy: reviewer, reviewedAt: at })) as Json)
        await releaseCopy(tx, who.org, id, { by: who.person, at, until: instantOf(epochOf(at) + READY_MS), file })
        await audit(tx, who, 'copy-reviewed', row.person, id)
        return { refused: null, serverTime: at }
      }),

    take: (who, id) =>
      storage.write(async (tx) => {
        const at = clock()
        const html = await takeCopy(tx, who.org, id, who.person, at)
        if (html === null) return null
        await audit(tx, who, 'copy-taken', who.person, id)
        return { file: `countersign-records-${londonDay(at)}.html`, html, serverTime: at }
      }),
  }
}
