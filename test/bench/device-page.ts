/** What `device.ts` measures, inside a real browser's page. Times in milliseconds. */
import { openDevice, type OpenDevice } from '../../src/app/device-open.ts'
import { browserWorld } from '../../src/app/device-browser.ts'
import { UNSIGNED } from '../../src/domain/records/signed.ts'
import { projectionsOf } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type ActId, DeviceId, OrgId, PersonId, PostId, type RecordId, SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type FieldVersion, type SessionState } from '../../src/domain/records/record.ts'
import { folding } from '../../src/queries/folding.ts'
import { createSnapshots } from '../../src/queries/snapshot.ts'
import { type HeldRow } from '../../src/store/person-rows.ts'
import { openPersonStore, type PersonStore } from '../../src/store/person-store.ts'
import { type VaultRow } from '../../src/store/ports.ts'
import { base64url } from '../../src/vault/bytes.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { unlockWithPhrase } from '../../src/vault/unlock.ts'
import { COSTS } from '../../src/vault/kdf.ts'
import { kdfInWorker } from '../../src/vault/kdf-in-worker.ts'
import { pageService } from './certified.ts'
import { type Measured } from './device-measured.ts'

const RECORDS = 2000
const OPENINGS = 7
const SAVES = 300

const ME = PersonId.parse('00000000-0000-4000-8000-000000000011')
const SAM = PersonId.parse('00000000-0000-4000-8000-000000000012')
const POST = PostId.parse('00000000-0000-4000-8000-000000000022')
const HOME = SettingId.parse('00000000-0000-4000-8000-000000000031')
const DEVICE = DeviceId.parse('00000000-0000-4000-8000-000000000041')
const owner = { org: OrgId.parse('00000000-0000-4000-8000-000000000099'), person: ME, username: 'dana', name: 'Dana Whitlock', knownAs: 'Dana', administrator: false, duties: [] }
const PHRASE = 'abacus drop-down yo-yo zoom'
const VAULT = base64url(new Uint8Array(16))

/** Half of them sessions of 3.3 KB, half their facts: what a manager's device holds. */
const session = (n: number): SessionState => {
  const version = (value: string): FieldVersion => ({
    value,
    act: crypto.randomUUID() as ActId,
    by: ME,
    at: '2026-06-10T09:00:00Z' as Instant,
  })
  const fields = Object.fromEntries(
    Array.from({ length: 11 }, (_, i) => [`topic.${i}`, version(`${n} ${'the words of a note '.repeat(7)}`)]),
  )
  return {
    kind: 'session',
    id: crypto.randomUUID() as RecordId,
    revision: 12,
    post: POST,
    setting: HOME,
    supervisee: SAM,
    supervisor: ME,
    plannedFor: '2026-06-10' as SessionState['plannedFor'],
    pins: { pack: 'sefton', packVersion: 1, form: 'f', formVersion: 1 },
    ...UNSIGNED,
    fields,
    at: null,
    agreed: null,
    off: [],
    held: null,
  }
}

const rowsOf = (states: readonly SessionState[]): readonly HeldRow[] =>
  states.flatMap((state, i) =>
    projectionsOf(state, null).map(({ scope, body }) => ({
      scope,
      row: { id: state.id, seq: i + 1, revision: state.revision, body: body as unknown as Json },
    })),
  )

const timed = async <T>(work: () => Promise<T>): Promise<readonly [number, T]> => {
  const from = performance.now()
  const result = await work()
  return [performance.now() - from, result]
}

const barePut = async (): Promise<(bytes: Uint8Array) => Promise<void>> => {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bare', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('s', { autoIncrement: true }))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error('bare')))
  })
  return (bytes) =>
    new Promise((resolve, reject) => {
      const transaction = db.transaction('s', 'readwrite', { durability: 'strict' })
      transaction.objectStore('s').put({ bytes })
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(new Error('aborted')))
    })
}

const measure = async (): Promise<Measured> => {
  const world = browserWorld()
  const kdf: number[] = []
  for (let i = 0; i < OPENINGS; i += 1) {
    const salt = crypto.getRandomValues(new Uint8Array(16))
    kdf.push((await timed(() => kdfInWorker(PHRASE, salt, COSTS[0])))[0])
  }

  const { envelope, open: enrolled } = await (await pageService()).enrol({ vault: VAULT, owner, phrase: PHRASE, pin: '804915' }, DEVICE)
  const states = Array.from({ length: RECORDS / 2 }, (_, n) => session(n))
  const rows = rowsOf(states)
  const bytes = new TextEncoder().encode(JSON.stringify(states[0])).length
  const open = async ({ cipher, signer }: OpenVault): Promise<PersonStore> =>
    openPersonStore({
      vault: VAULT, cipher, rows: await world.storage.openRows('p'), outbox: world.storage.outbox, seal: signer && ((act) => signer.seal(act)),
    })
  const first = await open(enrolled)
  const [pull] = await timed(() =>
    first.applyRows(() => ({ put: rows, remove: [], state: { ...first.state(), cursors: { org: RECORDS }, pulledThrough: RECORDS } })),
  )
  first.close()

  const whole = { unlock: [] as number[], open: [] as number[], snapshot: [] as number[] }
  for (let i = 0; i < OPENINGS; i += 1) {
    const [unlocking, vault] = await timed(() => unlockWithPhrase({ vault: VAULT, stored: envelope, phrase: PHRASE }, kdfInWorker))
    const [opening, store] = await timed(() => open(vault))
    const [showing, size] = await timed(async () =>
      createSnapshots(() => folding)({
        person: ME,
        rows: store.rows,
        rowsVersion: store.rowsVersion(),
        entries: store.entries(),
        state: store.state(),
        inFlight: new Set(),
        skipped: new Map(),
      }).sessionFacts.size,
    )
    if (size !== RECORDS / 2) throw new Error(`${size} sessions`)
    whole.unlock.push(unlocking)
    whole.open.push(opening)
    whole.snapshot.push(showing)
    store.close()
  }

  const vault = await unlockWithPhrase({ vault: VAULT, stored: envelope, phrase: PHRASE }, kdfInWorker)
  const row: VaultRow = { id: VAULT, database: 'p', owner: 'o', knownAs: owner.knownAs, state: 'current', envelope }
  const device: OpenDevice = openDevice({
    world, row, vault, deviceId: DEVICE, store: await open(vault), kind: 'personal', lease: null, said: async () => undefined, again: async () => ({ ok: false, code: 'not-here' }),
  })
  const put = await barePut()
  const record = states[0]?.id as RecordId
  const saves: number[] = []
  const newActs: number[] = []
  const bare: number[] = []
  for (let i = 0; i < SAVES; i += 1) {
    const value = `${i} ${'typed words '.repeat(20)}`
    saves.push((await timed(() => device.edit({ recordId: record, kind: 'session', values: { 'topic.1': value } })))[0])
    const other = states[1 + (i % 500)]?.id as RecordId
    newActs.push((await timed(() => device.edit({ recordId: other, kind: 'session', values: { 'topic.2': value } })))[0])
    const noise = crypto.getRandomValues(new Uint8Array(900))
    bare.push((await timed(() => put(noise)))[0])
  }
  await device.lock()
  return { kdf, ...whole, saves, newActs, bare, bytes, pull }
}

Object.assign(globalThis, { measureDevice: measure })
