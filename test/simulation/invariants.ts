/** The invariants of sync-protocol.md §6, each a function named by its id: what it finds is not as it should be, in words. */
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { sameJson } from '../../src/domain/json.ts'
import { caseScopesOf, projectionsOf, type RecoveredBody, scopesOf } from '../../src/domain/projections.ts'
import { withDefaults } from '../../src/domain/records/defaults.ts'
import { type PostState, type RecordState, type SettingState, type SignableState } from '../../src/domain/records/record.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { contentHash } from '../../src/protocol/signed-content.ts'
import { isUnsent } from '../../src/store/ports.ts'
import { verifyAudit } from '../../sync/services/audit-check.ts'
import { contradictionsOf } from '../../sync/storage/audit.ts'
import { actsIn } from '../../sync/storage/recovered.ts'
import { OF_OTHER_VERSIONS } from './acting.ts'
import { type Browser, type Kept, type Tab } from './browser.ts'
import { type Ledger, type Stored } from './ledger.ts'
import { ALTERED, type Answered } from './network.ts'
import { ORGS, type Person } from './people.ts'
import { auditPlace, type HeldThen, type Restores } from './restores.ts'
import { patchOf, placeOf, type Saved, type SavedAct, type SavedEdit } from './saved.ts'
import { type Service } from './service.ts'

export type Says = (what: string) => void

/** What is unsent in any browser, whoever saved it. */
export const liveIn = async (browsers: readonly Browser[]): Promise<readonly Kept[]> => {
  const all = await Promise.all(browsers.map((browser) => browser.kept()))
  return all.flat().filter((kept) => kept !== null && isUnsent(kept)) as readonly Kept[]
}

/** Whatever is kept in any browser, sent or not. */
export const keptIn = async (browsers: readonly Browser[]): Promise<readonly Kept[]> => {
  const all = await Promise.all(browsers.map((browser) => browser.kept()))
  return all.flat().filter((kept) => kept !== null)
}

const shortly = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

/**
 * Every save that resolved is exactly once in the server's versions, its quarantine or a live outbox, or is contained in a
 * later edit that replaced it (V8). What was found on the server stays there: it is looked for no more, until the service is
 * restored to an earlier point: then all is looked for again, and until the run is at rest what a device keeps is there, sent or
 * not (V9). What its author had taken back by then (P8) is not sent again, and counts as being with them.
 */
export const I1 = (): { readonly saved: (saved: Saved, ledger: Ledger, live: readonly Kept[], say: Says) => void; readonly forget: () => void } => {
  let waiting: (SavedAct | SavedEdit)[] = []
  let taken = 0
  const look = (saved: Saved, ledger: Ledger, live: readonly Kept[], say: Says): void => {
    waiting.push(...saved.all.slice(taken))
    taken = saved.all.length
    const replaced = (item: SavedEdit): boolean => {
      const later = (wire: Kept['act']): boolean => {
        const change = wire.recordId === item.recordId && wire.deviceId === item.device ? patchOf(wire)[item.field] : undefined
        return change !== undefined && change.value !== ALTERED && (item.from === undefined || change.from === item.from)
      }
      return (
        live.some(({ act, person }) => person === item.person.key && later(act)) ||
        ledger.all.some(({ wire, author }) => author === item.person.id && later(wire))
      )
    }
    waiting = waiting.filter((item) => {
      if (item.what === 'act') {
        const there = (ledger.byAct.get(item.actId) ?? []).filter(({ author }) => author === item.person.id)
        if (there.length > 1) say(`act ${item.actId} of ${item.person.key} is on the server ${there.length} times`)
        if (there.length > 0) return false
        if (!live.some(({ act }) => act.actId === item.actId)) say(`act ${item.actId} of ${item.person.key} is nowhere`)
        return true
      }
      const there = (ledger.byPlace.get(placeOf(item.recordId, item.field, item.value)) ?? []).filter(({ author }) => author === item.person.id)
      if (new Set(there.map(({ wire }) => wire.actId)).size > 1) say(`${item.field} ${shortly(item.value)} is on the server in several acts`)
      if (there.length > 0) return false
      const text = canonicalJson(item.value)
      const here = live.some(({ act }) => {
        const change = act.recordId === item.recordId ? patchOf(act)[item.field] : undefined
        return change !== undefined && canonicalJson(change.value) === text
      })
      if (!here && !replaced(item)) say(`${item.field} ${shortly(item.value)} of ${item.person.key} is nowhere`)
      return true
    })
  }
  return {
    saved: look,
    forget: () => {
      waiting = []
      taken = 0
    },
  }
}

/**
 * The same at rest: what a person wrote later on one device stands in the place of what they wrote there before, and never beside
 * it. Of a choice between versions, and of what the service would not apply, that is not said; nor of what it would not apply
 * before it was restored, and is judged once all that its record had is there, after what was written later (T2). Nor of what
 * was written over words of theirs from another device: those competed already, and what is written over them competes on (P6).
 */
export const I1ofOne = async (service: Service, ledger: Ledger, { setAside }: Restores, say: Says): Promise<void> => {
  const rows = await service.read((tx) => tx.selectFrom('records').select(['id', 'state']).where('kind', '=', 'session').execute())
  const storedOf = (act: string | undefined): Stored | undefined => ledger.byAct.get(act ?? '')?.find(({ where }) => where === 'acts')
  const isChoice = (stored: Stored): boolean => stored.wire.type === 'field.settle'
  const follows = ({ wire }: Stored, field: string): boolean => {
    const from = patchOf(wire)[field]?.from ?? null
    // What it was written over never came, or what that was written over: it cannot be parsed (P8).
    return from === null || (ledger.byAct.get(from)?.every((before) => before.where === 'acts' && follows(before, field)) ?? false)
  }
  /** What it was written over, what that was written over, and so on. */
  const beforeOf = (stored: Stored, field: string): readonly Stored[] => {
    const before = storedOf(patchOf(stored.wire)[field]?.from ?? undefined)
    return before ? [before, ...beforeOf(before, field)] : []
  }
  /** Whether one goes on from another device's words that the other does not go on from. */
  const isElsewhere = (one: Stored, other: Stored, field: string): boolean => {
    const shared = new Set([other, ...beforeOf(other, field)])
    return beforeOf(one, field).some((each) => !shared.has(each) && each.wire.deviceId !== one.wire.deviceId)
  }
  for (const { id, state } of rows) {
    const { fields, competing } = JSON.parse(state) as SignableState
    // Where somebody in between has put in words of their own, the author's come as an id used twice.
    if (ledger.all.some(({ wire }) => wire.recordId === id && Object.values(patchOf(wire)).some(({ value }) => value === ALTERED))) continue
    for (const [field, versions] of Object.entries(competing)) {
      // What it is written over no device has chosen.
      if (field === OF_OTHER_VERSIONS) continue
      const current = storedOf(fields[field]?.act)
      if (!current || isChoice(current)) continue
      for (const { act } of versions) {
        const other = storedOf(act)
        if (!other || isChoice(other) || !follows(other, field) || !follows(current, field)) continue
        if (setAside.has(act) || setAside.has(current.wire.actId)) continue
        if (isElsewhere(other, current, field) || isElsewhere(current, other, field)) continue
        if (other.author === current.author && other.wire.deviceId === current.wire.deviceId) say(`${field} of ${id} competes with what the same person wrote on the same device`)
      }
    }
  }
}

/**
 * Of two receipts for the same act the first answer is the same; and a record has been changed once for each act applied. A
 * service that was restored knows nothing of what it answered since the copy: its answers are compared from there on.
 */
export const I2 = (): {
  readonly answered: (answer: Answered, say: Says) => void
  readonly applied: (service: Service, ledger: Ledger, fresh: readonly Stored[], say: Says) => Promise<void>
  readonly forget: () => void
} => {
  const first = new Map<string, string>()
  return {
    forget: () => first.clear(),
    answered: ({ path, status, text }, say) => {
      if (path !== '/api/acts' || status !== 200) return
      for (const receipt of (JSON.parse(text) as { readonly receipts: readonly Receipt[] }).receipts) {
        if (receipt.outcome === 'retry') continue
        const answer = receipt.outcome === 'duplicate' ? receipt.first : receipt
        const key = `${receipt.actId} ${receipt.hash}`
        const said = canonicalJson(answer as unknown as Json)
        const before = first.get(key)
        if (before !== undefined && before !== said) say(`the answer for ${receipt.actId} was ${before}, and is ${said}`)
        first.set(key, before ?? said)
      }
    },
    applied: async (service, ledger, fresh, say) => {
      const touched = [...new Set(fresh.filter(({ where }) => where === 'acts').map(({ wire }) => wire.recordId))]
      if (touched.length === 0) return
      const rows = await service.read((tx) => tx.selectFrom('records').select(['id', 'revision']).where('id', 'in', touched).execute())
      for (const { id, revision } of rows) {
        const acts = ledger.all.filter(({ wire, where }) => where === 'acts' && wire.recordId === id).length
        if (revision !== acts) say(`record ${id} was changed ${revision} times by ${acts} acts`)
      }
    },
  }
}

interface Expected {
  /** By scope, then id. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Json>>
}

/** What a person should have: every scope of theirs, worked out afresh from the records, the packs, and copies that are shown. */
export const expectedFor = async (service: Service, person: Person): Promise<Expected> =>
  service.read(async (tx) => {
    const { org, id } = person
    const states = (await tx.selectFrom('records').select('state').where('org', '=', org).execute()).map(({ state }) => withDefaults(JSON.parse(state) as RecordState))
    const posts = new Map(states.filter((state): state is PostState => state.kind === 'post').map((post) => [post.id, post]))
    const settings = states.filter((state): state is SettingState => state.kind === 'setting')
    const today = londonDay(service.services().clock())
    const scopes = new Set<string>([...scopesOf(id, [...posts.values()], settings), ...caseScopesOf(id, [...posts.values()], settings, today)])
    const rows = new Map<string, Map<string, Json>>([...scopes].map((scope) => [scope, new Map()]))
    for (const state of states) {
      for (const { scope, body } of projectionsOf(state, 'post' in state ? (posts.get(state.post) ?? null) : null)) {
        rows.get(scope)?.set(body.id, JSON.parse(JSON.stringify(body)) as Json)
      }
    }
    const packs = await tx.selectFrom('scope_rows').select(['id', 'body']).where('org', '=', org).where('scope', '=', 'org').where('id', 'like', 'pack:%').execute()
    for (const pack of packs) if (pack.body !== null) rows.get('org')?.set(pack.id, JSON.parse(pack.body) as Json)
    // Copies of what came back with nobody's acts (T2): they are the service's own rows, and nothing folds into them.
    const copies = await tx.selectFrom('recovered').select(['scope', 'record', 'revision', 'by', 'at', 'body']).where('org', '=', org).where('shown', '=', 1).execute()
    for (const { scope, record, revision, by, at, body } of copies) {
      const copy: RecoveredBody = { kind: 'recovered', id: `recovered:${record}`, revision, record: record as RecordId, by: by as PersonId, at: at as Instant, copy: JSON.parse(body) as Json }
      rows.get(scope)?.set(copy.id, JSON.parse(JSON.stringify(copy)) as Json)
    }
    return { rows }
  })

/** At rest, device and server hold the same canonical JSON of every scope's projection. */
export const I3 = ({ rows }: Expected, tab: Tab, say: Says): void => {
  for (const { scope, row } of tab.store.rows.values()) {
    const there = rows.get(scope)?.get(row.id)
    if (there !== undefined && canonicalJson(there) !== canonicalJson(row.body)) {
      say(`${tab.person.key} has ${scope} ${row.id} as ${shortly(row.body)}, the server as ${shortly(there)}`)
    }
  }
}

/** Fields that no form of today has: a later version does. */
const LATER_FIELDS: ReadonlySet<string> = new Set(['later.field', OF_OTHER_VERSIONS])

/** Every text that was ever current can be read: it stands, competes, or was written over by somebody who saw it. */
export const I4 = (service: Service, ledger: Ledger, say: Says): Promise<void> => overwritten(service, ledger, (field) => !LATER_FIELDS.has(field), say)

/** The same of what this version does not know: it survives. */
export const I9 = (service: Service, ledger: Ledger, say: Says): Promise<void> => overwritten(service, ledger, (field) => LATER_FIELDS.has(field), say)

const overwritten = async (service: Service, ledger: Ledger, about: (field: string) => boolean, say: Says): Promise<void> => {
  const rows = await service.read((tx) => tx.selectFrom('records').select(['id', 'state']).where('kind', '=', 'session').execute())
  const states = new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as SignableState]))
  const applied = ledger.all.filter(({ where }) => where === 'acts')
  /** By record, field and act: acts that were written over it knowing it. */
  const seen = new Set<string>()
  for (const { wire } of applied) {
    for (const [field, { from }] of Object.entries(patchOf(wire))) seen.add(`${wire.recordId} ${field} ${from}`)
    if (wire.type !== 'field.settle') continue
    const { field, from, settles } = wire.payload as { readonly field: string; readonly from: string | null; readonly settles: readonly string[] }
    for (const act of [from, ...settles]) seen.add(`${wire.recordId} ${field} ${act}`)
  }
  const said = (wire: Kept['act']): readonly (readonly [string, Json])[] => {
    if (wire.type === 'field.settle') {
      const { field, value } = wire.payload as { readonly field: string; readonly value: Json }
      return [[field, value]]
    }
    return Object.entries(patchOf(wire)).map(([field, { value }]) => [field, value])
  }
  for (const { wire } of applied) {
    const state = states.get(wire.recordId)
    if (!state) continue
    for (const [field, value] of said(wire)) {
      const stands = [state.fields[field], ...(state.competing[field] ?? [])].some((version) => version?.act === wire.actId || sameJson(version?.value, value))
      if (about(field) && !stands && !seen.has(`${wire.recordId} ${field} ${wire.actId}`)) say(`${field} ${shortly(value)} of ${wire.actId} was written over by nobody who saw it`)
    }
  }
}

/** The furthest head of the audit chain that a device has seen (A8). */
export interface Witness {
  readonly person: Person
  readonly head: AuditHead
}

/**
 * Acts and signatures only grow; the chain verifies; a signature's hash is that of the content it carries. Once the service was
 * restored they grow from there, and it is expected, and kept, that devices bear witness to the chain there was before (A8): to
 * that one and no other, and no more once they have pulled everything anew.
 */
export const I5 = async (service: Service, ledger: Ledger, witnesses: readonly Witness[], restores: Restores, say: Says): Promise<void> => {
  await service.read(async (tx) => {
    const rows = await tx.selectFrom('acts').select(['org', 'seq', 'act_id', 'body']).execute()
    const there = new Map(rows.map((row) => [`${row.org} ${row.seq}`, row]))
    const applied = ledger.all.filter(({ where }) => where === 'acts')
    for (const { org, seq, wire } of applied) {
      const row = there.get(`${org} ${seq}`)
      if (row?.act_id !== wire.actId || canonicalJson(JSON.parse(row.body) as Json) !== canonicalJson(JSON.parse(JSON.stringify(wire)) as Json)) say(`act ${wire.actId} at ${seq} is no longer what it was`)
    }
    const states = await tx.selectFrom('records').select(['id', 'state']).where('kind', '=', 'session').execute()
    for (const { id, state } of states) {
      const { signatures, unsetSignatures } = JSON.parse(state) as SignableState
      const all = [...signatures, ...unsetSignatures]
      const acts = applied.filter(({ wire }) => wire.recordId === id && wire.type === 'record.sign')
      for (const { wire } of acts) if (!all.some(({ act }) => act === wire.actId)) say(`the signature ${wire.actId} is gone`)
      for (const { act, sign } of all) if (contentHash(sign.content) !== sign.contentHash) say(`the signature ${act} is not of what it carries`)
    }
    for (const { org } of ORGS) {
      const heads = witnesses.filter(({ person }) => person.org === org).map(({ head }) => head)
      const { faults } = await verifyAudit(tx, org, heads)
      const expected = (await contradictionsOf(tx, org)).filter((each) => restores.audit.has(auditPlace(org, each)))
      for (const fault of faults) {
        const known = fault.kind === 'device-contradicts' ? expected.findIndex(({ n }) => n === fault.n) : -1
        if (known >= 0) expected.splice(known, 1)
        else say(`the audit of ${org}: ${JSON.stringify(fault)}`)
      }
    }
  })
}

/** At rest: no readable row is skipped, and nothing unreadable stays. */
export const I6 = ({ rows }: Expected, tab: Tab, say: Says): void => {
  const here = new Map([...tab.store.rows.values()].map(({ scope, row }) => [`${scope} ${row.id}`, row]))
  for (const [scope, bodies] of rows) {
    for (const id of bodies.keys()) if (!here.has(`${scope} ${id}`)) say(`${tab.person.key} lacks ${scope} ${id}`)
  }
  for (const { scope, row } of tab.store.rows.values()) {
    if (!rows.get(scope)?.has(row.id)) say(`${tab.person.key} has ${scope} ${row.id}, which is not theirs to read`)
  }
  if (tab.store.unreadable() > 0) say(`${tab.store.unreadable()} entries of ${tab.person.key} cannot be read`)
}

/** Requests that a push of so many acts may take; each that cannot be read has to be found among the others. */
const FIND_ONE = 16

/** Without faults the outbox empties within ⌈unsent / 100⌉ + 2 rounds, but for what cannot be read, which delays nobody else. */
export const I7 = (
  { key, unsent, poison, pushes, left }: { readonly key: string; readonly unsent: number; readonly poison: number; readonly pushes: number; readonly left: number },
  say: Says,
): void => {
  const most = Math.ceil(unsent / 100) + 2 + poison * FIND_ONE
  if (pushes > most) say(`${key} took ${pushes} pushes for ${unsent} acts`)
  if (left > 0) say(`${left} of ${unsent} acts of ${key} are left`)
}

/**
 * After a restore to any point, everything still on a device is on the server again: each act that a device had kept is there
 * once, applied or in quarantine, unless its author took it back; each record that a device held, in a scope that is its person's,
 * is there as the record, as far on and with every act that the device's had, or as a copy with what of that is missing.
 */
export const I8 = async (
  service: Service,
  ledger: Ledger,
  { acts, withdrawn, rows }: Restores,
  isTheirs: (held: HeldThen) => boolean,
  say: Says,
): Promise<void> => {
  for (const { act, person } of acts.values()) {
    const there = (ledger.byAct.get(act.actId) ?? []).filter(({ wire }) => wire.hash === act.hash).length
    if (there > 1) say(`act ${act.actId} of ${person} came back ${there} times`)
    if (there === 0 && !withdrawn.has(act.actId)) say(`act ${act.actId} of ${person} did not come back`)
  }
  await service.read(async (tx) => {
    const revisions = new Map((await tx.selectFrom('records').select(['id', 'revision']).execute()).map(({ id, revision }) => [id, revision]))
    const applied = new Set((await tx.selectFrom('acts').select('act_id').execute()).map((row) => row.act_id))
    const copies = await tx.selectFrom('recovered').select(['record', 'scope', 'revision', 'body']).execute()
    for (const held of rows()) {
      const { scope, id, revision, body } = held.copy
      if (!isTheirs(held)) continue
      const as = copies.filter((copy) => copy.record === id && copy.scope === scope)
      const copied = new Set(as.flatMap((copy) => [...actsIn(JSON.parse(copy.body))]))
      const lacking = [...actsIn(body)].filter((act) => !applied.has(act) && !copied.has(act))
      const asFarOn = Math.max(revisions.get(id) ?? 0, ...as.map((copy) => copy.revision)) >= revision
      if (lacking.length > 0 || !asFarOn) say(`${scope} ${id} at ${revision}, which ${held.person} had on browser ${held.browser}, did not come back: ${shortly(lacking)}`)
    }
  })
}

/** At most 2 requests a minute idle. */
export const I10 = (browser: number, minutes: number, requests: number, say: Says): void => {
  if (requests > minutes * 2) say(`browser ${browser} made ${requests} requests in ${minutes} idle minutes`)
}
