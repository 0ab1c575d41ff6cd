/** Who has looked at somebody's records, and why (W2, section 5 F); and telling them later, which takes two (WOK-9.5). */
import { addDays, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { PersonId, PostId, type RecordId } from '../../src/domain/ids.ts'
import { partsOf } from '../../src/domain/reads.ts'
import { type Delay, type DelayAsk, type DelaysAnswer, type LogAnswer, LogEntry } from '../../src/protocol/readings.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit, type Audited, auditAbout, type AuditEntry } from '../storage/audit.ts'
import { addDelay, agreedAbout, decideDelay, delayNamed, delaysIn } from '../storage/delays.ts'
import { postsOf, recordsOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type SignedIn } from './judge.ts'
import { type Shipped } from './packs.ts'
import { overseenBy } from './overseen.ts'

export interface AccessLog {
  /** One's own, or of somebody one manages or oversees; null where it is not one's to see. */
  readonly log: (signedIn: SignedIn, person: PersonId | undefined) => Promise<LogAnswer | null>
  /** The delays asked for where one has a part. */
  readonly delays: (signedIn: SignedIn) => Promise<DelaysAnswer>
  /** Asks for one; null where the post is not one whose records one may read, `refused` where it may not be. */
  readonly ask: (signedIn: SignedIn, asked: DelayAsk) => Promise<DelaysAnswer | 'refused' | null>
  /** Agrees to a delay, or refuses it: never the one who asked, nor the one it is about. */
  readonly decide: (signedIn: SignedIn, delay: string, agree: boolean) => Promise<DelaysAnswer | 'refused' | null>
}

/** What of the audit is shown to the person it is about: what was looked at, and by whom. */
const LOOKED: readonly Audited[] = ['read', 'file-received', 'log-read', 'inspection-made', 'inspection-opened', 'copy-opened', 'sign-link-made', 'sign-link-opened']
const MOST_ENTRIES = 1000
/** The longest that somebody is not told, in days: an end that is far away is none. */
const LONGEST_DELAY = 90

const ID_BYTES = 16

/** The purpose as a reading writes it down; anything else has none in the policy's words. */
const Purpose = LogEntry.shape.purpose

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

interface Said {
  readonly reader?: unknown
  readonly role?: unknown
  readonly name?: unknown
  readonly organisation?: unknown
  readonly purpose?: unknown
  readonly reason?: unknown
  readonly sections?: unknown
  readonly brokeGlass?: unknown
  readonly toldFrom?: unknown
}

const saidIn = ({ details }: AuditEntry): Said => (typeof details === 'object' && details !== null && !Array.isArray(details) ? (details as Said) : {})

/** The delay a reading was made under: it was agreed before, by its reader, and ends when the reading said. */
const delayOf = (entry: AuditEntry, delays: readonly Delay[]): Delay | null => {
  const until = text(saidIn(entry).toldFrom)
  if (until === null) return null
  return delays.find((each) => each.reader === entry.actor && each.until === until && each.agreedAt !== null && each.agreedAt <= entry.at) ?? null
}

const entryOf = (entry: AuditEntry, delays: readonly Delay[]): LogEntry => {
  const said = saidIn(entry)
  const delay = delayOf(entry, delays)
  const by = PersonId.safeParse(entry.actor).data ?? null
  const reader = text(said.reader)
  const { success, data: purpose } = Purpose.safeParse(said.purpose)
  return {
    at: entry.at,
    what: entry.what,
    by,
    name: [said.name, said.organisation].filter((each) => typeof each === 'string').join(', ') || null,
    // What a manager does for an inspector is done as a manager.
    as: text(said.role) ?? (by !== null && reader === 'inspector' ? null : reader),
    record: entry.record as RecordId | null,
    purpose: success ? purpose : null,
    reason: text(said.reason),
    sections: Array.isArray(said.sections) ? said.sections.filter((each) => typeof each === 'string') : [],
    brokeGlass: said.brokeGlass === true,
    delayed: delay?.agreedBy ? { why: delay.why, by: delay.reader, agreedBy: delay.agreedBy, until: delay.until } : null,
  }
}

/** Whether the person it is about is not told of it yet (W2): two people agreed to that. */
export const isHeldBack = (entry: AuditEntry, today: PlainDate): boolean => {
  const until = text(saidIn(entry).toldFrom)
  return until !== null && until >= today
}

export const accessLogService = ({
  storage,
  clock,
  random,
  shipped,
}: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly shipped: Shipped
}): AccessLog => {
  const places = (tx: Tx, signedIn: SignedIn) => overseenBy(tx, signedIn, shipped, londonDay(clock()))

  const delays = (signedIn: SignedIn): Promise<DelaysAnswer> =>
    storage.snapshot(async (tx) => {
      const settings = (await places(tx, signedIn)).map(({ setting }) => setting.id)
      // Whom it is about does not see it here either.
      const found = (await delaysIn(tx, signedIn.org, settings)).filter(({ subject }) => subject !== signedIn.person)
      return { delays: [...found], serverTime: clock() }
    })

  return {
    delays,
    log: async (signedIn, asked) => {
      const { org, person } = signedIn
      const subject = asked ?? person
      const own = subject === person
      const at = clock()
      const today = londonDay(at)
      const found = await storage.snapshot(async (tx) => {
        if (!own) {
          const settings = new Set((await places(tx, signedIn)).map(({ setting }) => setting.id))
          const posts = await postsOf(tx, org, subject)
          if (!posts.some(({ setting }) => settings.has(setting))) return null
        }
        return { entries: await auditAbout(tx, org, subject, LOOKED, MOST_ENTRIES), delays: await agreedAbout(tx, org, subject) }
      })
      if (!found) return null
      // Nobody looks at it unseen either.
      if (!own) await storage.write((tx) => appendAudit(tx, org, [{ at, actor: person, what: 'log-read', subject, record: null, details: null }], random))
      const shown = found.entries
        // What a person did with their own records is not somebody looking.
        .filter(({ actor }) => actor !== subject)
        .filter((entry) => !own || !isHeldBack(entry, today))
      return { person: subject, entries: shown.map((entry) => entryOf(entry, found.delays)), serverTime: at }
    },
    ask: async (signedIn, { post: id, why, until }) => {
      const { org, person } = signedIn
      const at = clock()
      const today = londonDay(at)
      const outcome = await storage.write(async (tx) => {
        const [post] = await recordsOf(tx, org, [PostId.parse(id)])
        if (post?.kind !== 'post' || post.person === person) return null
        if (!(await places(tx, signedIn)).some(({ setting, standing }) => setting.id === post.setting && partsOf(standing).length > 0)) return null
        if (until < today || until > addDays(today, LONGEST_DELAY)) return 'refused' as const
        const delay = { id: random(ID_BYTES), setting: post.setting, subject: post.person, reader: person, why, until, askedAt: at }
        await addDelay(tx, org, delay)
        await appendAudit(tx, org, [{ at, actor: person, what: 'delay-asked', subject: null, record: null, details: { delay: delay.id, until } }], random)
        return 'done' as const
      })
      return outcome === 'done' ? delays(signedIn) : outcome
    },
    decide: async (signedIn, id, agree) => {
      const { org, person } = signedIn
      const at = clock()
      const outcome = await storage.write(async (tx) => {
        const delay = await delayNamed(tx, org, id)
        const here = delay && (await places(tx, signedIn)).some(({ setting }) => setting.id === delay.setting)
        if (!delay || !here || delay.subject === person) return null
        // Two people: whoever reads does not agree to it themselves.
        if (delay.reader === person || delay.until < londonDay(at)) return 'refused' as const
        if (!(await decideDelay(tx, org, id, person, agree, at))) return 'refused' as const
        await appendAudit(tx, org, [{ at, actor: person, what: agree ? 'delay-agreed' : 'delay-refused', subject: null, record: null, details: { delay: id } }], random)
        return 'done' as const
      })
      return outcome === 'done' ? delays(signedIn) : outcome
    },
  }
}
