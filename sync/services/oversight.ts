/** What a person may look up online: their acts in quarantine, a record's history, what devices have not sent. */
import { fileScope, type Scope, scopesOf } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type PersonId, type PostId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { isDeedType } from '../../src/domain/records/acts.ts'
import { RecordKind } from '../../src/domain/records/deeds/common.ts'
import { type RecordState } from '../../src/domain/records/record.ts'
import { type QuarantineAnswer, type QuarantineItem } from '../../src/protocol/changes.ts'
import { type DevicesAnswer } from '../../src/protocol/devices.ts'
import { type HistoryAnswer } from '../../src/protocol/history.ts'
import { type SignatureKeysAnswer } from '../../src/protocol/signature-keys.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { devicesOf } from '../storage/devices.ts'
import { actsOf } from '../storage/ledger.ts'
import { personKeysOf } from '../storage/person-keys.ts'
import { quarantineBy, quarantineIn, type QuarantineRow, withdraw } from '../storage/quarantine.ts'
import { concerning, postsIn, recordsOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Principal } from './judge.ts'
import { kidOf } from './signatures.ts'

export interface Oversight {
  /** The author's own, whole; for those who manage a setting also that others' exist (P8). */
  readonly quarantine: (principal: Principal) => Promise<QuarantineAnswer>
  /** Null when the person has no such act there. */
  readonly withdraw: (principal: Principal, actId: string) => Promise<QuarantineAnswer | null>
  /** Null when there is no such record or it is not this person's to read (I4). */
  readonly history: (principal: Principal, recordId: string) => Promise<HistoryAnswer | null>
  /** What became of the keys that signed it; null as of its history. */
  readonly signatureKeys: (principal: Principal, recordId: string) => Promise<SignatureKeysAnswer | null>
  readonly devices: (principal: Principal) => Promise<DevicesAnswer>
}

const about = (row: QuarantineRow): Pick<QuarantineItem, 'actId' | 'recordId' | 'author' | 'at' | 'withdrawnAt'> => ({
  actId: row.wire.actId,
  recordId: row.wire.recordId,
  author: row.author,
  at: row.at,
  withdrawnAt: row.withdrawnAt,
})

const whole = (row: QuarantineRow): QuarantineItem => ({
  ...about(row),
  kind: row.wire.kind,
  type: row.wire.type,
  reason: row.reason,
  act: row.wire as unknown as Json,
})

/** That it exists, and the code of the reason: names of fields, kinds and types nobody knows could say what was written. */
const existence = (row: QuarantineRow): QuarantineItem => {
  const kind = RecordKind.safeParse(row.wire.kind)
  const { type } = row.wire
  return {
    ...about(row),
    kind: kind.success ? kind.data : 'unknown',
    type: type === 'fields.edit' || isDeedType(type) ? type : 'unknown',
    reason: { code: row.reason.code },
    act: null,
  }
}

/** Whether a record is of a file the person is half of, or an observation that they make. */
const inTheirs = (record: RecordState & { readonly post: PostId }, scopes: readonly Scope[], person: PersonId): boolean =>
  scopes.includes(fileScope(record.post)) || (record.kind === 'observation' && record.supervisor === person)

/** A record that is this person's to read whole, and whom it is about; null where there is none such. */
export const recordOfTheirs = async (tx: Tx, { org, person }: Pick<Principal, 'org' | 'person'>, recordId: string) => {
  const [record] = await recordsOf(tx, org, [recordId])
  if (!record || !('post' in record)) return null
  const { posts } = await concerning(tx, org, person)
  if (!inTheirs(record, scopesOf(person, posts, []), person)) return null
  return { record, subject: posts.find(({ id }) => id === record.post)?.person ?? null }
}

/** Before the views of an observation are revealed, what each wrote is read by who wrote it (SEF-App2.3). */
export const mayRead = (record: RecordState, person: PersonId, actor: string, type: string): boolean =>
  record.kind !== 'observation' || record.revealed !== null || actor === person || type === 'observation.plan'

export interface OversightPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
}

export const oversightService = ({ storage, clock, random }: OversightPorts): Oversight => {
  const quarantine = (principal: Principal): Promise<QuarantineAnswer> =>
    storage.snapshot(async (tx) => {
      const { org, person } = principal
      const { settings } = await concerning(tx, org, person)
      const managed = settings.filter(({ managers }) => managers.includes(person)).map(({ id }) => id)
      const own = await quarantineBy(tx, org, person)
      const others = await quarantineIn(tx, org, managed, person)
      return { items: [...own.map(whole), ...others.map(existence)], serverTime: clock() }
    })

  return {
    quarantine,
    withdraw: async (principal, actId) => {
      const at: Instant = clock()
      const done = await storage.write((tx) => withdraw(tx, principal.org, principal.person, actId, at))
      return done ? quarantine(principal) : null
    },
    history: async (principal, recordId) => {
      const { org, person } = principal
      const found = await storage.snapshot(async (tx) => {
        const theirs = await recordOfTheirs(tx, principal, recordId)
        if (!theirs) return null
        const { record } = theirs
        const acts = (await actsOf(tx, org, recordId)).filter(({ actor, wire }) => mayRead(record, person, actor, wire.type))
        return { ...theirs, acts }
      })
      if (!found) return null
      const at: Instant = clock()
      const { record, acts, subject } = found
      // Nothing is answered that is not written down (A8).
      await storage.write((tx) => appendAudit(tx, org, [{ at, actor: person, what: 'history', subject, record: record.id, details: null }], random))
      return {
        recordId: record.id,
        acts: acts.map(({ seq, actor, receivedAt, receipt, wire }) => ({
          seq,
          actor: actor as PersonId,
          receivedAt,
          outcome: receipt.outcome === 'competing' ? 'competing' : 'applied',
          act: wire,
        })),
        serverTime: at,
      }
    },
    signatureKeys: (principal, recordId) =>
      storage.snapshot(async (tx) => {
        const theirs = await recordOfTheirs(tx, principal, recordId)
        if (!theirs || !('signatures' in theirs.record)) return null
        const { signatures, unsetSignatures } = theirs.record
        const signed = [...signatures, ...unsetSignatures].flatMap(({ act, sign }) => {
          const kid = kidOf(sign)
          return kid === null ? [] : [{ act, kid }]
        })
        const keys = new Map((await personKeysOf(tx, principal.org, signed.map(({ kid }) => kid))).map((key) => [key.kid, key]))
        return {
          signatures: signed.flatMap(({ act, kid }) => {
            const key = keys.get(kid)
            return key ? [{ act, until: key.until, revokedAt: key.revokedAt }] : []
          }),
          serverTime: clock(),
        }
      }),
    devices: ({ org, person }) =>
      storage.snapshot(async (tx) => {
        const { settings } = await concerning(tx, org, person)
        const managed = settings.filter(({ managers }) => managers.includes(person)).map(({ id }) => id)
        const posts = await postsIn(tx, org, managed)
        const people = [...new Set([person, ...posts.map((post) => post.person)])]
        return { devices: [...(await devicesOf(tx, org, people))], serverTime: clock() }
      }),
  }
}
