/**
 * A device in memory for component tests and for looking at screens: the real fold, access table and policy, and no
 * storage or server. Nothing is ever sent unless `confirm()` is called, which plays the server's part.
 */
import { v7 as newId } from 'uuid'
import { objectionToAct } from '../src/domain/access.ts'
import { epochOf, type Instant, instantOf, londonDay, type PlainDate } from '../src/domain/dates.ts'
import { type ActId, DeviceId, OrgId, PersonId, PostId, type RecordId, SettingId } from '../src/domain/ids.ts'
import { type Json } from '../src/domain/json.ts'
import { type PolicyPack } from '../src/domain/policy/pack.ts'
import { PACK_SHAPE } from '../src/domain/policy/pack-shape.ts'
import { packOf } from '../src/domain/policy/packs.ts'
import { caseScopesOf, type PersonName, projectionsOf, scopesOf } from '../src/domain/projections.ts'
import { type RecordAct } from '../src/domain/records/acts.ts'
import { type Patch, type Pins } from '../src/domain/records/deeds/common.ts'
import { type ShiftLog } from '../src/domain/records/deeds/home.ts'
import { fold, type FormLookup, pinsOf, postIdOf } from '../src/domain/records/fold.ts'
import { recordFormOf } from '../src/domain/records/forms.ts'
import { factsOf } from '../src/domain/records/policy-input.ts'
import { type PostState, type RecordState, type SettingState, type ShiftState } from '../src/domain/records/record.ts'
import { packFor } from '../src/domain/adopted.ts'
import { type Device, type DeviceSync, type FieldEdits, type NewAct, type QuarantinedAct, type Question, type RecordSync, type Snapshot } from '../src/queries/device.ts'
import { DeviceError } from '../src/queries/device-error.ts'
import { folding } from '../src/queries/folding.ts'
import { createSnapshots } from '../src/queries/snapshot.ts'
import { type HeldRow } from '../src/store/person-rows.ts'
import { NO_STATE } from '../src/store/state.ts'
import { TYP } from '../src/protocol/keys.ts'
import { signaturePayloadOf } from '../src/protocol/signature.ts'
import { newTestKey, type TestKey } from './test-key.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const ORG = OrgId.parse(uuid(99))
const DEVICE = DeviceId.parse(uuid(98))
export const HOME = SettingId.parse(uuid(1))
export const DANA = PersonId.parse(uuid(11))
export const SAM = PersonId.parse(uuid(12))
export const ADE = PersonId.parse(uuid(13))
export const SAM_POST = PostId.parse(uuid(22))
export const ADE_POST = PostId.parse(uuid(23))
export const DANA_POST = PostId.parse(uuid(21))

const sefton = packOf('sefton')
if (!sefton) throw new Error('the Sefton pack ships')

const home = (pack: PolicyPack): SettingState => ({
  kind: 'setting', id: HOME, revision: 1, name: 'Larkfield House', residentialHome: true,
  pack: pack.id, packVersion: pack.version, settings: {}, managers: [DANA], roster: null, policies: [],
})
const name = (id: PersonId, full: string): PersonName => ({ kind: 'person-name', id, revision: 1, name: full, knownAs: full.split(' ')[0] ?? full })
export const PEOPLE = [name(DANA, 'Dana Whitlock'), name(SAM, 'Sam Oyelaran'), name(ADE, 'Ade Brightwell')]

const post = (id: PostId, person: PersonId, change: Partial<PostState>): PostState => ({
  kind: 'post', id, revision: 1, person, setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent',
  hours: 'full-time', line: 'managerial', supervisor: DANA, employedOn: '2024-01-08' as PlainDate, supervisedSince: '2024-01-08' as PlainDate,
  from: '2024-01-08' as PlainDate, until: null, facts: {}, supervisorSince: null, earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [], ...change,
})
const POSTS: readonly PostState[] = [
  post(DANA_POST, DANA, { title: 'Registered manager', group: 'practitioner-manager', supervisor: null }),
  post(SAM_POST, SAM, {}),
  post(ADE_POST, ADE, { title: 'Agency residential worker', employment: 'agency' }),
]

export interface MemoryDevice extends Device {
  /** Plays the server: confirms everything unsent. */
  readonly confirm: () => void
  /** Sets the state of sync that the screen shows. */
  readonly setSync: (change: Partial<DeviceSync>) => void
  readonly setQuarantined: (acts: readonly QuarantinedAct[]) => void
  /** Plays the service for what is asked online: an answer, or what is thrown. Until then there is no connection. */
  readonly setAnswers: (answers: (question: Question) => unknown) => void
  /** Makes the next local saves fail. */
  readonly failSaves: (fail: boolean) => void
  /** The same records seen by another person: what Dana wrote, Sam opens. */
  readonly as: (person: PersonId) => MemoryDevice
  /** Whose key it signs with: null for a vault from before there were keys. */
  readonly setKey: (key: TestKey | null) => void
  /** Moves the device's clock; the next act is a second later. */
  readonly setClock: (to: Instant) => void
  readonly log: readonly RecordAct[]
}

export interface MemoryService {
  /** Who administers the service; nobody unless said. */
  readonly administrator?: PersonId
  /** Policies that ship beside the home's. */
  readonly packs?: readonly PolicyPack[]
  /** Changes the home it begins with. */
  readonly change?: Partial<SettingState>
}

/**
 * @param at     the device's clock
 * @param shifts roster entries to begin with
 * @param policy of the home
 */
export const memoryDevice = (
  person: PersonId = DANA,
  at: Instant = '2026-06-10T13:30:00Z' as Instant,
  shifts: readonly ShiftLog[] = [],
  policy: PolicyPack = sefton,
  { administrator, packs = [], change = {} }: MemoryService = {},
): MemoryDevice => {
  const shipped = [policy, ...packs]
  const setting = { ...home(policy), ...change }
  const records = new Map<RecordId, RecordState>([setting, ...POSTS].map((state) => [state.id, state]))
  for (const { id, name: full, knownAs } of PEOPLE) {
    records.set(id, { kind: 'person', id, revision: 1, name: full, knownAs, staffNumber: null })
  }
  const log: RecordAct[] = []
  const texts = new Map<string, string>()
  const keys = new Map<PersonId, TestKey | null>()
  const unsent = new Map<RecordId, number>()
  const listeners = new Set<(changed: 'rows' | 'sync') => void>()
  let quarantined: readonly QuarantinedAct[] = []
  let answers: (question: Question) => unknown = () => {
    throw new DeviceError('offline')
  }
  let failing = false
  let version = 0
  let clock = epochOf(at)
  let sync: DeviceSync = { word: 'sent', connection: 'online', unsent: 0, oldestUnsent: null, lastVerified: at, trouble: 'none' }
  for (const shift of shifts) {
    const id = newId() as RecordId
    const state: ShiftState = { ...shift, kind: 'shift', id, revision: 1, logged: null, earlier: [], voided: null }
    records.set(id, state)
  }
  const all = <K extends RecordState['kind']>(kind: K, from: ReadonlyMap<RecordId, RecordState> = records) =>
    [...from.values()].filter((state): state is Extract<RecordState, { kind: K }> => state.kind === kind)
  const tell = (): void => {
    version += 1
    listeners.forEach((listen) => listen('rows'))
  }

  /** Judges and folds one act as the server does. */
  const judged = (act: RecordAct, next: ReadonlyMap<RecordId, RecordState>, me: PersonId): RecordState => {
    const state = next.get(act.recordId) ?? null
    const about = all('post', next).find(({ id }) => id === postIdOf(state, act)) ?? null
    const own = all('policy', next).map(({ published }) => published.pack as unknown as PolicyPack)
    const pack = (pins: Pins) => packFor([...shipped, ...own], pins)
    const named = act.type === 'cases.list' ? act.payload.setting : act.recordId
    const place = all('setting', next).find(({ id }) => id === (about?.setting ?? named)) ?? setting
    const formOf: FormLookup = (pins) => {
      const found = pack(pins)
      return found && about ? recordFormOf(found, pins, factsOf(about, place)) : undefined
    }
    const pins = pinsOf(state, act)
    const objection = objectionToAct(act, state, { person: me, administrator: me === administrator, post: about, setting: place, form: pins ? formOf(pins) : undefined })
    if (objection) throw new Error(objection.code)
    const folded = fold(state, act, formOf)
    if (!folded.ok) throw new Error(folded.refusal.code)
    return folded.state
  }

  /** What arrives with the service has its time (G3). */
  const receive = (receivedAt: Instant): void => {
    for (const [id, state] of records) {
      if ('signatures' in state) records.set(id, { ...state, signatures: state.signatures.map((each) => ({ receivedAt, ...each })) })
    }
  }

  const open = (me: PersonId): MemoryDevice => {
    const snapshots = createSnapshots(() => folding)
    const now = (): Instant => instantOf((clock += 1000))
    const acts = async (many: readonly NewAct[]): Promise<readonly ActId[]> => {
      if (failing) throw new Error('local-save-failed')
      const made = many.map(({ at: said, ...act }): RecordAct => ({ ...act, actId: newId() as ActId, actor: me, deviceTime: said ?? now() }))
      const next = new Map(records)
      for (const act of made) next.set(act.recordId, judged(act, next, me))
      for (const [id, state] of next) records.set(id, state)
      for (const act of made) unsent.set(act.recordId, (unsent.get(act.recordId) ?? 0) + 1)
      log.push(...made)
      sync = { ...sync, word: 'on-device', unsent: [...unsent.values()].reduce((a, b) => a + b, 0), oldestUnsent: sync.oldestUnsent ?? now() }
      tell()
      return made.map(({ actId }) => actId)
    }
    const packRows = shipped.map((pack): [string, HeldRow] => {
      const id = `pack:${pack.id}@${pack.version}`
      return [`org|${id}`, { scope: 'org', row: { id, seq: 1, revision: 1, body: { kind: 'pack', id: pack.id, revision: 1, shape: PACK_SHAPE, pack: pack as unknown as Json } } }]
    })
    /** The rows of this person's scopes, as the server would have sent them. */
    const rows = (): ReadonlyMap<string, HeldRow> => {
      const today = londonDay(instantOf(clock))
      const scopes = new Set([...scopesOf(me, all('post'), all('setting')), ...caseScopesOf(me, all('post'), all('setting'), today)])
      const held = new Map<string, HeldRow>(packRows)
      for (const state of records.values()) {
        const about = 'post' in state ? (all('post').find(({ id }) => id === state.post) ?? null) : null
        for (const { scope, body } of projectionsOf(state, about)) {
          if (!scopes.has(scope)) continue
          held.set(`${scope}|${state.id}`, { scope, row: { id: state.id, seq: version + 1, revision: state.revision, body: body as unknown as Json } })
        }
      }
      return held
    }
    const snapshot = async (): Promise<Snapshot> => ({
      ...snapshots({ person: me, rows: rows(), rowsVersion: version, entries: [], state: NO_STATE, inFlight: new Set(), skipped: new Map() }),
      syncOf: new Map([...records.keys()].map((id): [RecordId, RecordSync] => [id, { word: unsent.get(id) ? 'on-device' : 'sent', sentAt: at, unsent: unsent.get(id) ?? 0 }])),
      quarantined,
    })
    const edit = async ({ recordId, kind, values }: FieldEdits): Promise<void> => {
      const state = records.get(recordId)
      const fields = state && 'fields' in state ? state.fields : {}
      const patch: Patch = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: fields[field]?.act ?? null }]))
      await acts([{ recordId, kind, type: 'fields.edit', patch }])
    }
    const me_ = PEOPLE.find(({ id }) => id === me)
    return {
      me: { org: ORG, person: me, name: me_?.name ?? '', knownAs: me_?.knownAs ?? '', administrator: me === administrator, duties: [] },
      now, asOf: () => londonDay(instantOf(clock)), newId, newSalt: () => newId().replaceAll('-', '').slice(0, 22),
      signWithKey: async (recordId, toSign) => {
        if (!keys.has(me)) keys.set(me, await newTestKey())
        const key = keys.get(me)
        if (!key) return null
        const deviceTime = now()
        const payload = signaturePayloadOf(recordId, toSign, { signer: me, deviceId: DEVICE, deviceTime, method: 'key' })
        return { method: 'key', proof: await key.sign(TYP.signature, payload), at: deviceTime }
      },
      snapshot, acts, edit,
      act: async (act) => (await acts([act]))[0] as ActId,
      texts: {
        of: (text) => texts.get(`${me}|${text}`) ?? '',
        keep: async (text, value) => {
          if (failing) throw new Error('local-save-failed')
          texts.set(`${me}|${text}`, value)
        },
      },
      sync: () => sync,
      sendNow: async () => (sync.connection === 'offline' ? { kind: 'offline', unsent: sync.unsent } : { kind: 'nothing-to-send', at: now() }),
      withdraw: async (actId) => { quarantined = quarantined.filter((act) => act.actId !== actId); tell() },
      ask: async (question, shape) => shape.parse(await answers(question)),
      subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener) },
      lock: () => undefined,
      signOut: async () => undefined,
      confirm: () => { receive(now()); unsent.clear(); sync = { ...sync, word: 'sent', unsent: 0, oldestUnsent: null, lastVerified: now() }; tell() },
      setSync: (change) => { sync = { ...sync, ...change }; listeners.forEach((listen) => listen('sync')) },
      setQuarantined: (many) => { quarantined = many; tell() },
      setAnswers: (give) => { answers = give },
      failSaves: (fail) => { failing = fail },
      setKey: (key) => { keys.set(me, key) },
      setClock: (to) => { clock = epochOf(to); tell() },
      as: (other) => open(other),
      log,
    }
  }
  return open(person)
}
