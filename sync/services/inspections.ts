/**
 * Packs for inspections (W3): who manages a setting makes one, looks through it, hands it over on a screen, as a file or by
 * a link, and ends it. Everything that is answered is written down first, for each worker whose supervision is in it (W2).
 */
import { setImmediate as othersTurn } from 'node:timers/promises'
import { v4 } from 'uuid'
import { addDays, addMonths, ClockTime, type Instant, londonDay, londonInstant } from '../../src/domain/dates.ts'
import { InspectionId, type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { findIdentifiers } from '../../src/domain/guard/find-identifiers.ts'
import { findPlainIdentifiers } from '../../src/domain/inspection/identifiers.ts'
import { makePack, type PackInput } from '../../src/domain/inspection/make.ts'
import { type InspectionPack } from '../../src/domain/inspection/pack.ts'
import { referenceNames, referencesIn } from '../../src/domain/inspection/references.ts'
import { type Json } from '../../src/domain/json.ts'
import { PolicyPack } from '../../src/domain/policy/pack.ts'
import { formOf } from '../../src/domain/records/forms.ts'
import { type SettingState } from '../../src/domain/records/record.ts'
import { hashOf } from '../../src/protocol/hash.ts'
import {
  type InspectionAnswer, type InspectionItem, type InspectionLink, type InspectionMade, type InspectionMake, type InspectionOpen,
  type InspectionReadAnswer, type InspectionsAnswer, OPEN_DAYS_MOST, YEARS_MOST,
} from '../../src/protocol/inspections.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { appendAudit, type AuditDoing, auditHeadOf } from '../storage/audit.ts'
import { peopleOf, receivedAtOf, shiftsOf, signableIn, withReferences } from '../storage/inspection-records.ts'
import {
  addInspection, dropInspection, inspectionOf, inspectionsIn, inspectionsOver, inspectionWithToken, type KeptInspection, packOfInspection,
  putInspectionLink, type Subjects, touchInspection,
} from '../storage/inspections.ts'
import { orgsOf } from '../storage/orgs.ts'
import { concerning, ofKinds, policiesOf, postsIn, recordsOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Principal } from './judge.ts'
import { throttle } from './throttle.ts'

/** What can be wrong with the dates of a pack: the field that is. */
export interface DatesWrong {
  readonly wrong: 'from' | 'until' | 'lastDay'
}

type ReadOutcome =
  | { readonly ok: true; readonly answer: InspectionReadAnswer }
  | { readonly ok: false; readonly code: 'not-found' }
  | { readonly ok: false; readonly code: 'too-many-requests'; readonly retryAfter: number }

/** Null throughout: there is no such setting or pack, or it is not this person's to open. */
export interface Inspections {
  readonly make: (principal: Principal, asked: InspectionMake) => Promise<InspectionMade | DatesWrong | null>
  /** Those of the settings one manages; of every setting for an administrator. */
  readonly list: (principal: Principal) => Promise<InspectionsAnswer>
  /** The pack for who made it, to look through before it is handed over. */
  readonly review: (principal: Principal, id: InspectionId) => Promise<InspectionAnswer | null>
  /** The same for the inspector’s eyes. */
  readonly open: (principal: Principal, id: InspectionId, how: InspectionOpen['how']) => Promise<InspectionAnswer | null>
  readonly link: (principal: Principal, id: InspectionId) => Promise<InspectionLink | null>
  readonly end: (principal: Principal, id: InspectionId) => Promise<InspectionsAnswer | null>
  /** What a link answers, with no sign-in. @param address where on the network the request comes from (A7) */
  readonly read: (token: string, address: string) => Promise<ReadOutcome>
  /** Takes away the packs whose time is over. */
  readonly sweep: () => Promise<void>
}

export interface InspectionPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  /** The policies that ship. */
  readonly packs: readonly PolicyPack[]
}

type How = 'review' | InspectionOpen['how'] | 'link'

const TOKEN_BYTES = 32
const ID_BYTES = 16
const MIDNIGHT = ClockTime.parse('00:00')
const MINUTE_MS = 60_000
/** Wrong tries of links from one address of the network; a guess has one chance in 2^256, so this only keeps the noise down. */
const TRIES = { tries: 20, windowMs: 5 * MINUTE_MS }
/** Readings by one link: each is written down for every worker. */
const READINGS = { tries: 60, windowMs: 60 * MINUTE_MS }
const PAGE = 200

const datesWrong = ({ from, until, lastDay }: InspectionMake, now: Instant): DatesWrong | null => {
  const today = londonDay(now)
  if (until > today) return { wrong: 'until' }
  if (from > until || from < addMonths(today, -12 * YEARS_MOST)) return { wrong: 'from' }
  if (lastDay !== undefined && (lastDay < today || lastDay > addDays(today, OPEN_DAYS_MOST - 1))) return { wrong: 'lastDay' }
  return null
}

const itemOf = (kept: KeptInspection): InspectionItem => {
  const { id, setting, from, until, madeBy, madeAt, opensUntil, concerns, hash, opened, lastOpened, link } = kept
  return { id, setting, from, until, for: kept.for, madeBy, madeAt, opensUntil, concerns, hash, opened, lastOpened, link }
}

/** One entry of the audit for each worker whose supervision is in the pack; one for nobody where it is empty. */
const doings = (
  kept: Pick<KeptInspection, 'from' | 'until' | 'for' | 'hash' | 'subjects'>,
  done: { readonly what: 'inspection-made' | 'inspection-opened' | 'inspection-ended'; readonly at: Instant; readonly actor: string; readonly how: How | null },
): readonly AuditDoing[] => {
  const { what, at, actor, how } = done
  const details = (sections: readonly string[]): Json => ({
    reader: 'inspector', name: kept.for.name, organisation: kept.for.organisation, purpose: 'inspection', sections: [...sections],
    from: kept.from, until: kept.until, pack: kept.hash, ...(how === null ? {} : { how }),
  })
  const subjects: readonly (readonly [PersonId | null, readonly string[]])[] = kept.subjects.length > 0 ? kept.subjects : [[null, []]]
  return subjects.map(([subject, sections]) => ({ at, actor, what, subject, record: null, details: details(sections) }))
}

/** Who opens a pack by its link is nobody of the service. */
const INSPECTOR = 'inspector'
const SERVICE = 'service'

export const inspectionsService = ({ storage, clock, random, packs }: InspectionPorts): Inspections => {
  const byAddress = throttle(TRIES)
  const byLink = throttle(READINGS)

  /** The setting, where it is one this person manages, or they administer the service. */
  const settingFor = async (tx: Tx, { org, person, administrator }: Principal, id: SettingId): Promise<SettingState | null> => {
    const [state] = await recordsOf(tx, org, [id])
    return state?.kind === 'setting' && (administrator || state.managers.includes(person)) ? state : null
  }

  const packsOf = async (tx: Tx, org: OrgId): Promise<readonly PolicyPack[]> => [
    ...packs,
    ...(await policiesOf(tx, org)).flatMap(({ published }) => PolicyPack.safeParse(published.pack).data ?? []),
  ]

  /** References of children in the whole service, a page at a time: others' requests have their turn between. */
  const referencesOf = async (org: OrgId, all: readonly PolicyPack[]): Promise<ReadonlySet<string>> => {
    const names = referenceNames(all)
    const formByPins = (pins: { readonly pack: string; readonly packVersion: number; readonly form: string; readonly formVersion: number }) => {
      const pack = all.find(({ id, version }) => id === pins.pack && version === pins.packVersion)
      return pack && formOf(pack, pins)
    }
    const found = new Set<string>()
    let after = ''
    for (;;) {
      const page = await storage.snapshot((tx) => withReferences(tx, org, names, { after, limit: PAGE }))
      for (const state of page) {
        const form = formByPins(state.pins)
        for (const reference of form ? referencesIn(state, form) : []) found.add(reference)
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return found
      after = last.id
      await othersTurn()
    }
  }

  const inputFor = async (principal: Principal, asked: InspectionMake, madeAt: Instant): Promise<PackInput | null> => {
    const { org, person } = principal
    const allPacks = await storage.snapshot((tx) => packsOf(tx, org))
    const references = await referencesOf(org, allPacks)
    return storage.snapshot(async (tx) => {
      const setting = await settingFor(tx, principal, asked.setting)
      if (!setting) return null
      const posts = await postsIn(tx, org, [setting.id])
      const records = await signableIn(tx, org, setting.id)
      const cases = (await ofKinds(tx, org, ['case-list'])).flatMap((state) => (state.kind === 'case-list' ? state.cases : []))
      return {
        service: (await orgsOf(tx)).find((each) => each.org === org)?.name ?? '',
        setting,
        packs: allPacks,
        from: asked.from,
        until: asked.until,
        madeAt,
        madeBy: person,
        for: asked.for,
        opensUntil: londonInstant(addDays(asked.lastDay ?? addDays(londonDay(madeAt), 1), 1), MIDNIGHT),
        concerns: asked.concerns ?? null,
        alsoHide: asked.alsoHide ?? [],
        people: await peopleOf(tx, org),
        posts,
        records,
        shifts: await shiftsOf(tx, org, posts.map(({ id }) => id)),
        references: [...references, ...cases.map(({ reference }) => reference)],
        // What looks like it whoever it is about, and whom the case lists name (W6).
        identify: (text) => [...findPlainIdentifiers(text), ...findIdentifiers(text, cases)],
        receivedAt: await receivedAtOf(tx, org, records.flatMap(({ signatures }) => signatures.map(({ act }) => act))),
        audit: await auditHeadOf(tx, org),
      }
    })
  }

  /** A pack that is this person's to hand over: they made it, and still answer for its setting. */
  const theirs = async (tx: Tx, principal: Principal, id: InspectionId, now: Instant): Promise<KeptInspection | null> => {
    const kept = await inspectionOf(tx, principal.org, id, now)
    return kept && kept.madeBy === principal.person && (await settingFor(tx, principal, kept.setting)) ? kept : null
  }

  const listFor = async (principal: Principal): Promise<InspectionsAnswer> => {
    const now = clock()
    const { org, person, administrator } = principal
    const kept = await storage.snapshot(async (tx) => {
      const { settings } = await concerning(tx, org, person)
      const managed = settings.filter(({ managers }) => managers.includes(person)).map(({ id }) => id)
      return inspectionsIn(tx, org, administrator ? null : managed, now)
    })
    return { inspections: kept.map(itemOf), serverTime: now }
  }

  /** Writes an opening down, and only then gives the pack. Null where it was ended meanwhile. */
  const opened = async (
    find: (tx: Tx, now: Instant) => Promise<KeptInspection | null>,
    { actor, how }: { readonly actor: string; readonly how: How },
  ): Promise<{ readonly kept: KeptInspection; readonly pack: InspectionPack; readonly at: Instant } | null> => {
    const at = clock()
    return storage.write(async (tx) => {
      const kept = await find(tx, at)
      if (!kept) return null
      // Looking through it before it is handed over is no opening for the inspector, but it is a reading all the same.
      if (how !== 'review' && !(await touchInspection(tx, kept, at))) return null
      await appendAudit(tx, kept.org, doings(kept, { what: 'inspection-opened', at, actor, how }), random)
      return { kept, pack: await packOfInspection(tx, kept), at }
    })
  }

  const openedBy = async (principal: Principal, id: InspectionId, how: How): Promise<InspectionAnswer | null> => {
    const found = await opened((tx, now) => theirs(tx, principal, id, now), { actor: principal.person, how })
    if (!found) return null
    const { kept, pack, at } = found
    const item = itemOf(how === 'review' ? kept : { ...kept, opened: kept.opened + 1, lastOpened: at })
    return { inspection: item, pack, hash: kept.hash, written: kept.written, serverTime: at }
  }

  return {
    list: listFor,
    make: async (principal, asked) => {
      const madeAt = clock()
      const { org, person } = principal
      if (!(await storage.snapshot((tx) => settingFor(tx, principal, asked.setting)))) return null
      const wrong = datesWrong(asked, madeAt)
      if (wrong) return wrong
      const input = await inputFor(principal, asked, madeAt)
      if (!input) return null
      const made = makePack(input)
      // As it is kept and sent: what the hash is over is what everybody reads.
      const pack = JSON.parse(JSON.stringify(made.pack)) as InspectionPack
      const hash = hashOf(pack as unknown as Json)
      const subjects: Subjects = [...made.subjects]
      const id = InspectionId.parse(v4({ random: Buffer.from(random(ID_BYTES), 'base64url') }))
      const fixed = {
        org, id, setting: asked.setting, madeBy: person, madeAt, opensUntil: pack.opensUntil, from: asked.from, until: asked.until, for: asked.for,
        concerns: asked.concerns !== undefined, hash, subjects,
      }
      const kept = await storage.write(async (tx): Promise<KeptInspection | null> => {
        const heads = await appendAudit(tx, org, doings(fixed, { what: 'inspection-made', at: madeAt, actor: person, how: null }), random)
        const written = heads.at(-1)
        if (!written) return null
        await addInspection(tx, { ...fixed, written }, pack)
        return { ...fixed, written, opened: 0, lastOpened: null, link: false }
      })
      return kept && { inspection: itemOf(kept), serverTime: madeAt }
    },
    review: (principal, id) => openedBy(principal, id, 'review'),
    open: openedBy,
    link: async (principal, id) => {
      const now = clock()
      const token = random(TOKEN_BYTES)
      const kept = await storage.write(async (tx) => {
        const found = await theirs(tx, principal, id, now)
        if (found) await putInspectionLink(tx, found, tokenHash(token))
        return found
      })
      return kept && { path: `/inspection#${token}`, opensUntil: kept.opensUntil, serverTime: now }
    },
    end: async (principal, id) => {
      const at = clock()
      const ended = await storage.write(async (tx) => {
        const kept = await inspectionOf(tx, principal.org, id, at)
        if (!kept || !(await settingFor(tx, principal, kept.setting)) || !(await dropInspection(tx, kept))) return false
        await appendAudit(tx, kept.org, doings(kept, { what: 'inspection-ended', at, actor: principal.person, how: null }), random)
        return true
      })
      return ended ? listFor(principal) : null
    },
    read: async (token, address) => {
      const now = clock()
      // Looked up by its hash, whatever it is: how long that takes says nothing of how near a guess came.
      const hash = tokenHash(token)
      const wait = byAddress.admit(address, now)
      if (wait !== null) return { ok: false, code: 'too-many-requests', retryAfter: wait }
      const known = await storage.snapshot((tx) => inspectionWithToken(tx, hash, now))
      if (!known) return { ok: false, code: 'not-found' }
      byAddress.refund(address)
      const busy = byLink.admit(hash, now)
      if (busy !== null) return { ok: false, code: 'too-many-requests', retryAfter: busy }
      const found = await opened((tx, at) => inspectionWithToken(tx, hash, at), { actor: INSPECTOR, how: 'link' })
      if (!found) return { ok: false, code: 'not-found' }
      const { kept, pack, at } = found
      return { ok: true, answer: { pack, hash: kept.hash, written: kept.written, serverTime: at } }
    },
    sweep: async () => {
      const at = clock()
      await storage.write(async (tx) => {
        for (const kept of await inspectionsOver(tx, at)) {
          await dropInspection(tx, kept)
          // It ended when its time was over; that is written down when it is noticed.
          await appendAudit(tx, kept.org, doings(kept, { what: 'inspection-ended', at, actor: SERVICE, how: null }), random)
        }
      })
    },
  }
}
