/**
 * What the screens need of the device, as a port: `app` implements it over vault, store and outbox, tests over memory.
 * Nothing here knows how rows are encrypted or sent.
 */
import { type Instant, type PlainDate } from '../domain/dates.ts'
import { type Duty } from '../domain/duties.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../domain/facts.ts'
import { type PersonName, type RecoveredBody, type ReferralBody } from '../domain/projections.ts'
import { type ActId, type OrgId, type PersonId, type PostId, type RecordId, type SettingId } from '../domain/ids.ts'
import { type Json } from '../domain/json.ts'
import { type PolicyPack } from '../domain/policy/pack.ts'
import { type Deed, type Edit } from '../domain/records/acts.ts'
import { type RecordKind } from '../domain/records/deeds/common.ts'
import { type SendAnswer } from '../outbox/send-answer.ts'
import { type Shape } from '../protocol/shape.ts'
import { type HandOver } from './hand-over.ts'
import { type KeepsNothing } from './keeps-nothing.ts'
import { type ToSign } from '../protocol/signature.ts'
import { type UnsentFiles } from './unsent-work.ts'
import { type VaultHere } from './vault-here.ts'
import {
  type AgreementState,
  type CaseListState,
  type FileState,
  type ObservationState,
  type PostState,
  type SessionState,
  type SettingState,
  type ShiftState,
} from '../domain/records/record.ts'

/** The three sync words (ux.md): On this device · Sending · Sent 14:32. */
export interface RecordSync {
  readonly word: 'on-device' | 'sending' | 'sent'
  /** When the server confirmed the last of it; null while something is unsent and nothing was ever confirmed. */
  readonly sentAt: Instant | null
  readonly unsent: number
}

/** An act of this person's that the server has in quarantine, whole (P8). */
export interface QuarantinedAct {
  readonly actId: ActId
  readonly recordId: RecordId
  readonly kind: string
  readonly type: string
  readonly body: Json
  readonly at: Instant
  readonly code: string
  readonly fields: readonly string[]
}

/** The state of sync as a whole, shown in one fixed place (T5). */
export interface DeviceSync {
  readonly word: 'on-device' | 'sending' | 'sent'
  /** Judged by the last real request, never by `navigator.onLine`. */
  readonly connection: 'online' | 'offline' | 'not-tried'
  readonly unsent: number
  /** Of those, how many can't be read on this device any more: kept, and never sent from here. */
  readonly unreadable?: number
  readonly oldestUnsent: Instant | null
  /** When the last pull was answered and applied. */
  readonly lastVerified: Instant | null
  /** Why this device could not save, where a person can do something about it (V6, V7). */
  readonly failed?: 'storage-full' | 'storage-broken' | 'vault-gone'
  readonly trouble: 'none' | 'sign-in-needed' | 'update-needed' | 'server' | 'no-room' | 'local-save-failed'
}

/** "Send now" always answers, offline too. */
export type SendNowAnswer = SendAnswer

/** A policy of the service: one that ships, or its own, which is a record. */
export interface KnownPack {
  readonly pack: PolicyPack
  /** Null of a policy that ships. */
  readonly record: RecordId | null
}

/** Everything this person has on this device: the server's copy with the unsent acts folded over it (V2). */
export interface Snapshot {
  readonly settings: ReadonlyMap<SettingId, SettingState>
  readonly people: ReadonlyMap<PersonId, PersonName>
  /** The policies in use here: those that a setting works by or will, and those that records are pinned to. */
  readonly packs: readonly PolicyPack[]
  /** Every policy of the service; those not in use are read when this is first asked. The same list while it is the same. */
  readonly allPacks: () => readonly KnownPack[]
  readonly posts: ReadonlyMap<PostId, PostState>
  /** The records of the files this person is half of, whole; of an observation, what this person may see of it. */
  readonly files: ReadonlyMap<PostId, FileState>
  readonly agreements: ReadonlyMap<RecordId, AgreementState>
  readonly sessions: ReadonlyMap<RecordId, SessionState>
  readonly observations: ReadonlyMap<RecordId, ObservationState>
  /** Observations revealed here whose other view comes with the server's answer to that: nobody signs them before. */
  readonly awaited: ReadonlySet<RecordId>
  /** The facts of all such records known here; those of whole ones are computed from them, so they change at once. */
  readonly sessionFacts: ReadonlyMap<RecordId, SessionFacts>
  readonly agreementFacts: ReadonlyMap<RecordId, AgreementFacts>
  readonly observationFacts: ReadonlyMap<RecordId, ObservationFacts>
  /** Disagreements referred to this person (SEF-8.4), by the record they are about. */
  readonly referrals: ReadonlyMap<RecordId, ReferralBody>
  readonly shifts: readonly ShiftState[]
  /** The case lists that the guard works with (W6), by their own ids. */
  readonly caseLists: ReadonlyMap<RecordId, CaseListState>
  readonly syncOf: ReadonlyMap<RecordId, RecordSync>
  readonly quarantined: readonly QuarantinedAct[]
  /** Copies of records from before the service was restored (T2), of each scope that has one. */
  readonly recovered: readonly RecoveredBody[]
}

/** `at` is when an act says that it was done, where its author's key has signed that; else it is when it is saved. */
export type NewAct = { readonly recordId: RecordId; readonly kind: RecordKind; readonly at?: Instant } & (Edit | Deed)

/** What a key of the person's made of what is signed (G1). */
export interface SignedWithKey {
  readonly method: 'key' | 'link'
  /** The JWS that goes with the signature. */
  readonly proof: string
  /** When, as the JWS says: the act says the same. */
  readonly at: Instant
}

/** An edit of one record's fields; `from` of each field is filled in from what the screen shows. */
export interface FieldEdits {
  readonly recordId: RecordId
  readonly kind: RecordKind
  readonly values: Readonly<Record<string, Json>>
  /**
   * The act whose value was on the screen when the person began to write, null for none. Where another's has come since,
   * both are kept (P6); without it, `from` is what is current now.
   */
  readonly seen?: Readonly<Record<string, ActId | null>>
  /** The person has left the field: it is sent now, not after 10 s of stillness (V8). */
  readonly left?: boolean
}

export type SignInAgainCode =
  | 'offline'
  | 'sign-in-wrong'
  | 'account-closed'
  | 'code-needed'
  | 'code-wrong'
  | 'other-way-needed'
  | 'second-factor-to-set'
  | 'passkey-stopped'
  | 'sign-in-throttled'
  | 'server-trouble'
  | 'other-person'

/** With what somebody signs in again. */
export type SignInProof =
  | {
      readonly by: 'password'
      readonly password: string
      readonly code?: string
      /** The service is to be shown the password itself, and not only that this device is unlocked. */
      readonly fresh?: boolean
    }
  | { readonly by: 'passkey' }

/** The private address of one's calendar. Only with a connection. @throws DeviceError offline, sign-in-needed, server-trouble */
export interface CalendarAddress {
  /** Whether there is one, since when, and when a calendar last read it. */
  readonly feed: () => Promise<{ readonly since: Instant; readonly lastRead: Instant | null } | null>
  /** Makes one; the one before it is dead. @returns it whole, once */
  readonly make: () => Promise<{ readonly address: string; readonly since: Instant }>
  readonly end: () => Promise<void>
}

/** What is asked of the service and of nobody else: only with a connection (K8). */
export interface Question {
  readonly path: `/api/${string}`
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
}

/** Texts begun and not sent, for their writer alone: sealed on this device, they outlive a page, a lock and a restart. */
export interface BegunTexts {
  /** What was begun under a name, or ''. */
  readonly of: (name: string) => string
  /** Resolves once it is on the disk; '' lets go of it. @throws DeviceError local-save-failed, locked */
  readonly keep: (name: string, text: string) => Promise<void>
}

/** The unlocked device of one person. */
export interface Device {
  readonly me: {
    readonly org: OrgId
    readonly person: PersonId
    readonly name: string
    readonly knownAs: string
    readonly administrator: boolean
    /** What they may look at beside their own, as of the last sign-in (W2): `dutiesIn` says which count where. */
    readonly duties: readonly Duty[]
  }
  /** The device's clock corrected by the last server offset. */
  readonly now: () => Instant
  /** The London day of `now` (semantics: `asOf`). */
  readonly asOf: () => PlainDate
  readonly newId: () => string
  /** 128 random bits, base64url, for the salts of a signed content (G1). */
  readonly newSalt: () => string
  /**
   * Signs with the person's own key, which is here only while this device is unlocked (G2).
   *
   * @returns null where this vault has none yet, or its year is over
   */
  readonly signWithKey: (recordId: RecordId, toSign: ToSign) => Promise<SignedWithKey | null>
  readonly snapshot: () => Promise<Snapshot>
  /** Saves on this device. Resolves when the transaction is complete (V1); rejects when the local save failed. */
  readonly act: (act: NewAct) => Promise<ActId>
  /** Several acts in one transaction, in order: all saved or none. */
  readonly acts: (acts: readonly NewAct[]) => Promise<readonly ActId[]>
  /** Saves an edit of fields; an unsent one not in flight is replaced by the union of both (V8). */
  readonly edit: (edits: FieldEdits) => Promise<void>
  readonly texts: BegunTexts
  /** Set in a window that keeps nothing: what is there can be read, and every save rejects `reads-only-here` (V7). */
  readonly keepsNothing?: KeepsNothing
  readonly sync: () => DeviceSync
  readonly sendNow: () => Promise<SendNowAnswer>
  /** Takes a quarantined act back: it stays in the server's quarantine, marked withdrawn, and leaves this list. */
  readonly withdraw: (actId: ActId) => Promise<void>
  /** What is not sent as a file, and handing one in (T5). */
  readonly unsentFiles?: UnsentFiles
  readonly calendar?: CalendarAddress
  /**
   * Asks the service, as this person. Nothing of the answer is kept on the device.
   *
   * @param shape what a success says; loaded by the page that asks
   * @throws DeviceError offline, sign-in-needed, server-trouble, or the service's own refusal
   */
  readonly ask: <T>(question: Question, shape: Shape<T>) => Promise<T>
  /** Called with what changed: rows (this tab, another tab or the server) or only the sync state. */
  readonly subscribe: (listener: (changed: 'rows' | 'sync') => void) => () => void
  /** Has what is being typed saved before the keys go (K5). @returns what takes the request back */
  readonly beforeLock?: (save: () => Promise<void>) => () => void
  /** Signs in to the service after `sign-in-needed`. @returns null, or why not */
  readonly signInAgain?: (proof: SignInProof) => Promise<SignInAgainCode | null>
  /** This person's vault here; none under the first cipher, which a password opens. */
  readonly here?: VaultHere
  /** Not in a vault of the first cipher, which has no PIN to come back by. */
  readonly handOver?: HandOver
  /** Drops keys and records. Rejects `unsaved-text`, unlocked still, when what is typed could not be saved. */
  readonly lock: () => void | Promise<void>
  /** Hides everything behind the PIN, which then does offline too (K5). Rejects as `lock` does. */
  readonly lockScreen?: () => Promise<void>
  readonly signOut: () => Promise<void>
}
