/**
 * What becomes of files whose time is over (W4): one person proposes, another agrees, and only then is anything erased. Each
 * step is one transaction that looks at everything again: a hold, a copy asked for, a second sign-in come in between.
 */
import { type PersonId } from '../../src/domain/ids.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import {
  type DisposalPropose, type HoldLift, type HoldSet, type KeepingAnswer, type KeepingDone, type KeepingRefusal, type LeaversFile,
} from '../../src/protocol/keeping.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { appendAudit, type Audited } from '../storage/audit.ts'
import { addDisposal, decideDisposal, type Disposal, disposalsOf } from '../storage/disposals.ts'
import { addHold, holdsOf, liftHold, personOfHold } from '../storage/holds.ts'
import { type Tx } from '../storage/storage.ts'
import { eraseFile, type ErasurePorts, scrub } from './erasure.ts'
import { type SignedIn } from './judge.ts'
import { keepingAnswerOf, keepsFiles, keepsFilesIn, keepsFilesOf, type Leavers, readLeavers } from './leavers.ts'

export interface KeepingPorts extends ErasurePorts {
  readonly packs: readonly PolicyPack[]
  readonly newId: () => string
}

/** Null of each is: not this person's to see or decide, or not there; which of the two is not said. */
export interface Keeping {
  readonly list: (who: SignedIn) => Promise<KeepingAnswer | null>
  readonly propose: (who: SignedIn, proposed: DisposalPropose) => Promise<KeepingDone | null>
  /** Does what was proposed; of a file to be erased, it is gone when this resolves, bytes and all. */
  readonly agree: (who: SignedIn, id: string) => Promise<KeepingDone | null>
  readonly refuse: (who: SignedIn, id: string) => Promise<KeepingDone | null>
  readonly hold: (who: SignedIn, hold: HoldSet) => Promise<KeepingDone | null>
  /** Lifts a hold that somebody else set. */
  readonly lift: (who: SignedIn, id: string, lift: HoldLift) => Promise<KeepingDone | null>
}

/** What stands against erasing a file, whoever asks; null for nothing. */
const objectionTo = (file: LeaversFile | null, unresolvedToo: boolean): KeepingRefusal | null => {
  if (file?.state !== 'due') return 'not-due'
  if (file.held) return 'on-hold'
  if (file.copyOpen) return 'copy-open'
  return file.quarantined + file.competing > 0 && !unresolvedToo ? 'unresolved' : null
}

const objectionToProposing = (file: LeaversFile | null, proposed: DisposalPropose, leavers: Leavers): KeepingRefusal | null => {
  if (file?.proposal) return 'proposed-already'
  if (proposed.what === 'erase') return objectionTo(file, proposed.unresolvedToo)
  if (file?.state !== 'due' && file?.state !== 'soon') return 'not-due'
  return proposed.keepUntil !== null && proposed.keepUntil > leavers.today ? null : 'keep-until-past'
}

/** What an outcome is in the audit. */
const AUDITED = { propose: 'disposal-proposed', agree: 'disposal-agreed', refuse: 'disposal-refused' } as const satisfies Record<string, Audited>

export const keepingService = (ports: KeepingPorts): Keeping => {
  const { storage, clock, random, packs, newId } = ports

  /** Decides in one transaction; what was done or refused is answered with how everything stands after it. */
  const decide = async (who: SignedIn, work: (tx: Tx, leavers: Leavers) => Promise<KeepingRefusal | null | 'unknown'>): Promise<KeepingDone | null> => {
    if (!keepsFiles(who)) return null
    return storage.write(async (tx) => {
      const refused = await work(tx, await readLeavers(tx, who.org, clock, packs))
      if (refused === 'unknown') return null
      return { refused, now: await keepingAnswerOf(who, await readLeavers(tx, who.org, clock, packs), clock) }
    })
  }

  const audit = (tx: Tx, { org, person }: SignedIn, step: keyof typeof AUDITED, { id, what, post, person: subject }: Pick<Disposal, 'id' | 'what' | 'post' | 'person'>) =>
    appendAudit(tx, org, [{ at: clock(), actor: person, what: AUDITED[step], subject, record: post, details: { disposal: id, what } }], random)

  /** An open proposal that is this person's to decide, with its file. */
  const openOne = async (tx: Tx, who: SignedIn, id: string, leavers: Leavers): Promise<{ one: Disposal; post: PostState } | KeepingRefusal | 'unknown'> => {
    const one = (await disposalsOf(tx, who.org)).find((each) => each.id === id)
    if (!one) return 'unknown'
    const post = leavers.postOf(one.post)
    if (post && !keepsFilesIn(who, post.setting)) return 'unknown'
    if (one.outcome !== 'open' || !post) return 'decided-already'
    return one.person === who.person ? 'about-you' : { one, post }
  }

  return {
    list: async (who) =>
      keepsFiles(who) ? storage.snapshot(async (tx) => keepingAnswerOf(who, await readLeavers(tx, who.org, clock, packs), clock)) : null,

    propose: (who, proposed) =>
      decide(who, async (tx, leavers) => {
        const post = leavers.postOf(proposed.post)
        if (!post || !keepsFilesIn(who, post.setting)) return 'unknown'
        if (post.person === who.person) return 'about-you'
        const file = await leavers.fileOf(post)
        const objection = objectionToProposing(file, proposed, leavers)
        if (objection || !file) return objection ?? 'not-due'
        const erases = proposed.what === 'erase'
        const disposal: Disposal = {
          id: newId(),
          post: post.id,
          person: post.person,
          what: proposed.what,
          keepUntil: erases ? null : proposed.keepUntil,
          reason: proposed.reason.trim(),
          withPerson: erases && proposed.withPerson,
          unresolvedToo: erases && proposed.unresolvedToo,
          rule: file.rule,
          due: file.due ?? leavers.today,
          proposedBy: who.person,
          proposedAt: clock(),
          outcome: 'open',
          decidedBy: null,
          decidedAt: null,
        }
        await addDisposal(tx, who.org, disposal)
        await audit(tx, who, 'propose', disposal)
        return null
      }),

    agree: async (who, id) => {
      let erased = false
      const done = await decide(who, async (tx, leavers) => {
        const found = await openOne(tx, who, id, leavers)
        if (typeof found === 'string') return found
        const { one, post } = found
        if (one.proposedBy === who.person) return 'same-person'
        const file = await leavers.fileOf(post)
        const objection = one.what === 'erase' ? objectionTo(file, one.unresolvedToo) : null
        if (objection) return objection
        const outcome = one.what === 'erase' ? 'erased' : 'kept'
        if (!(await decideDisposal(tx, who.org, id, { outcome, by: who.person, at: clock() }))) return 'decided-already'
        await audit(tx, who, 'agree', one)
        if (one.what === 'keep') return null
        await eraseFile(tx, who.org, { post, withPerson: one.withPerson && file?.last === true, disposal: id, by: who.person }, ports)
        erased = true
        return null
      })
      if (erased) await scrub(ports)
      return done
    },

    refuse: (who, id) =>
      decide(who, async (tx, leavers) => {
        const found = await openOne(tx, who, id, leavers)
        if (typeof found === 'string') return found
        // Whoever proposed it may take it back: that erases nothing.
        if (!(await decideDisposal(tx, who.org, id, { outcome: 'refused', by: who.person, at: clock() }))) return 'decided-already'
        await audit(tx, who, 'refuse', found.one)
        return null
      }),

    hold: (who, { person, reason, reference }) =>
      decide(who, async (tx, leavers) => {
        if (leavers.nameOf(person) === '' || !keepsFilesOf(who, person, leavers.posts)) return 'unknown'
        if (person === who.person) return 'about-you'
        const id = newId()
        const at = clock()
        await addHold(tx, who.org, { id, person, reason: reason.trim(), reference: reference.trim(), setBy: who.person, setAt: at })
        await appendAudit(tx, who.org, [{ at, actor: who.person, what: 'hold-set', subject: person, record: null, details: { hold: id } }], random)
        return null
      }),

    lift: (who, id, { reason }) =>
      decide(who, async (tx, leavers) => {
        const person: PersonId | null = await personOfHold(tx, who.org, id)
        if (!person || !keepsFilesOf(who, person, leavers.posts)) return 'unknown'
        const hold = (await holdsOf(tx, who.org)).find((each) => each.id === id)
        if (!hold) return 'lifted-already'
        if (person === who.person) return 'about-you'
        if (hold.setBy === who.person) return 'hold-yours'
        const at = clock()
        await liftHold(tx, who.org, id, { reason: reason.trim(), by: who.person, at })
        await appendAudit(tx, who.org, [{ at, actor: who.person, what: 'hold-lifted', subject: person, record: null, details: { hold: id } }], random)
        return null
      }),
  }
}
