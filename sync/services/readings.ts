/**
 * Reading records that are not one's own (W1, W2): only for a purpose of the policy or by breaking the glass, with a reason,
 * of what the table of readers opens, and never without an entry in the audit that the supervisee sees.
 */
import { londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { factsScope } from '../../src/domain/projections.ts'
import { type Json } from '../../src/domain/json.ts'
import { readingOf, type RecordReading } from '../../src/domain/reading.ts'
import { glassPartOf, isOpenToOthers, openingOf, type Opening, partsOf, purposesFor, type ReadingPart } from '../../src/domain/reads.ts'
import { formOf, sectionsFor } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type PostState, type SignableState } from '../../src/domain/records/record.ts'
import { type AccessPurpose } from '../../src/domain/policy/governance.ts'
import { type OverseenAnswer, type OverseenFacts, type ReadingAnswer, type ReadingRequest } from '../../src/protocol/readings.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { agreedAbout } from '../storage/delays.ts'
import { policiesOf, recordsOf, scopeRowsAfter } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type SignedIn } from './judge.ts'
import { type Shipped, withOwn } from './packs.ts'
import { type OverseenPlace, overseenBy } from './overseen.ts'

export interface Readings {
  /** The settings one oversees, with the purposes for which records can be asked for. */
  readonly overseen: (signedIn: SignedIn) => Promise<OverseenAnswer>
  /** The dates of a setting's people (class C); null where it is not one's to see. */
  readonly facts: (signedIn: SignedIn, setting: string) => Promise<OverseenFacts | null>
  /** A record as the reading opens it; null where there is none one might ask for, `refused` where it is not open for that. */
  readonly read: (signedIn: SignedIn, request: ReadingRequest) => Promise<ReadingAnswer | 'refused' | null>
}

export interface ReadingsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly shipped: Shipped
}

const isSignable = (state: { readonly kind: string } | undefined): state is SignableState =>
  state?.kind === 'session' || state?.kind === 'agreement' || state?.kind === 'observation'

/** What a person may be told later of, and until when; the last day is the latest of the delays that cover a reading now. */
const toldFrom = async (tx: Tx, { org, person }: SignedIn, subject: PersonId, today: PlainDate): Promise<PlainDate | null> => {
  const covering = (await agreedAbout(tx, org, subject)).filter(({ reader, until }) => reader === person && until >= today)
  return covering.map(({ until }) => until).sort().at(-1) ?? null
}

/** What was shown of which section: what the access log says was read. */
const sectionsOf = ({ sections }: RecordReading): readonly string[] =>
  sections.filter(({ answers }) => answers.some(({ shown }) => shown === 'whole')).map(({ title }) => title.en)

interface Opened {
  readonly part: ReadingPart
  readonly purpose: AccessPurpose | null
}

/** By which part, and for which purpose, the request may be answered; null where it may not. */
const opened = ({ pack, standing }: OverseenPlace, { purpose: key, breakGlass }: ReadingRequest): Opened | null => {
  if (breakGlass) {
    const part = glassPartOf(standing)
    return part && key === null ? { part, purpose: null } : null
  }
  const found = pack && purposesFor(pack, standing).find(({ purpose }) => purpose.key === key)
  return found ?? null
}

/** How many rows of a setting's dates are answered at once. */
const MOST_FACTS = 20_000

interface Found {
  readonly state: SignableState
  readonly place: OverseenPlace
  readonly post: PostState
}

export const readingsService = ({ storage, clock, random, shipped }: ReadingsPorts): Readings => {
  const found = async (tx: Tx, signedIn: SignedIn, record: RecordId, today: PlainDate): Promise<Found | null> => {
    const [state] = await recordsOf(tx, signedIn.org, [record])
    if (!isSignable(state)) return null
    const place = (await overseenBy(tx, signedIn, shipped, today)).find(({ setting }) => setting.id === state.setting)
    const [post] = await recordsOf(tx, signedIn.org, [state.post])
    if (!place || post?.kind !== 'post') return null
    // The two, and whoever supervises now, have it in their own file.
    const { person } = signedIn
    const theirs = state.supervisee === person || post.supervisor === person || (state.kind === 'observation' && state.supervisor === person)
    return theirs ? null : { state, place, post }
  }

  /** The reading itself, under the form the record is pinned to. */
  const built = async (tx: Tx, { org, person }: SignedIn, { state, place, post }: Found, by: Opened, breakGlass: boolean) => {
    const own = await policiesOf(tx, org)
    const pinned = withOwn(shipped, () => own)(state.pins)
    const form = pinned && formOf(pinned, state.pins)
    if (!form) return null
    const redactions = [...pinned.redactions, ...(place.pack?.redactions ?? [])]
    const opening: Opening = openingOf(state, { redactions }, person, { ...by, breakGlass, requested: false })
    return readingOf(state, sectionsFor(form, pinned, factsOf(post, place.setting)), opening)
  }

  return {
    overseen: async (signedIn) => {
      const at = clock()
      const places = await storage.snapshot((tx) => overseenBy(tx, signedIn, shipped, londonDay(at)))
      const settings = places.map(({ setting, standing, pack }) => ({
        id: setting.id,
        name: setting.name,
        parts: [...partsOf(standing)],
        purposes: pack ? [...purposesFor(pack, standing)] : [],
        glass: glassPartOf(standing) !== null,
      }))
      return { settings, serverTime: at } as OverseenAnswer
    },
    facts: async (signedIn, setting) => {
      const at = clock()
      const { org, person } = signedIn
      const answer = await storage.snapshot(async (tx) => {
        const place = (await overseenBy(tx, signedIn, shipped, londonDay(at))).find((each) => each.setting.id === setting)
        if (!place) return null
        const rows = await scopeRowsAfter(tx, org, factsScope(place.setting.id), 0, Number.MAX_SAFE_INTEGER, MOST_FACTS)
        return { place, bodies: rows.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as Json])) }
      })
      if (!answer) return null
      const { id } = answer.place.setting
      await storage.write((tx) =>
        appendAudit(tx, org, [{ at, actor: person, what: 'facts-read', subject: null, record: id, details: { parts: partsOf(answer.place.standing).map(({ reader, role }) => role ?? reader) } }], random),
      )
      return { setting: id, bodies: answer.bodies, serverTime: at }
    },
    read: async (signedIn, request) => {
      const at = clock()
      const today = londonDay(at)
      const { org, person } = signedIn
      const asked = await storage.snapshot(async (tx) => {
        const there = await found(tx, signedIn, request.record, today)
        if (!there) return null
        const by = opened(there.place, request)
        if (!by || !isOpenToOthers(there.state)) return 'refused' as const
        const reading = await built(tx, signedIn, there, by, request.breakGlass)
        return reading ? { there, by, reading, until: await toldFrom(tx, signedIn, there.state.supervisee, today) } : ('refused' as const)
      })
      if (asked === null || asked === 'refused') return asked
      const { there, by, reading, until } = asked
      // A purpose of which the policy says that the person is always told is never told late.
      const late = by.purpose?.told === 'always' ? null : until
      const details = {
        reader: by.part.reader,
        role: by.part.role,
        purpose: by.purpose ? { rule: by.purpose.rule, says: by.purpose.says } : null,
        reason: request.reason,
        sections: [...sectionsOf(reading)],
        opening: reading.opening,
        brokeGlass: request.breakGlass,
        toldFrom: late,
      }
      // Nothing is answered that is not written down (A8).
      await storage.write((tx) =>
        appendAudit(tx, org, [{ at, actor: person, what: 'read', subject: there.state.supervisee, record: there.state.id, details: JSON.parse(JSON.stringify(details)) as Json }], random),
      )
      return { reading: JSON.parse(JSON.stringify(reading)) as Json, toldFrom: late, serverTime: at }
    },
  }
}

