/** Measures the vault inside a real browser's page. */
import { Instant } from '../../src/domain/dates.ts'
import { ActId, DeviceId, OrgId, PersonId, RecordId } from '../../src/domain/ids.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { base64url, randomBytes, utf8 } from '../../src/vault/bytes.ts'
import { addPasskey } from '../../src/vault/change.ts'
import { COSTS } from '../../src/vault/kdf.ts'
import { kdfInWorker } from '../../src/vault/kdf-in-worker.ts'
import { keep } from '../../src/vault/keeper.ts'
import { keptInWorker } from '../../src/vault/kept-in-worker.ts'
import { beginPin, unlockWithPasskey, unlockWithPhrase } from '../../src/vault/unlock.ts'
import { pageService } from './certified.ts'
import { type Measured } from './vault-measured.ts'

const TIMES = 9
const ACTS = 1000
const PHRASE = 'abacus drop-down yo-yo zoom'
const PIN = '804915'
const vault = base64url(new Uint8Array(16))
const fixed = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const owner = { org: OrgId.parse(fixed(1)), person: PersonId.parse(fixed(12)), username: 'sam', name: 'Sam Oyelaran', knownAs: 'Sam', administrator: false, duties: [] }

const timed = async <T>(work: () => Promise<T>): Promise<readonly [number, T]> => {
  const from = performance.now()
  const value = await work()
  return [performance.now() - from, value]
}

const times = async (count: number, work: (n: number) => Promise<unknown>): Promise<readonly number[]> => {
  const all: number[] = []
  for (let n = 0; n < count; n += 1) all.push((await timed(() => work(n)))[0])
  return all
}

/** The page's clock ticks in tenths of a millisecond: what is quicker is timed in tens. */
const BATCH = 10
const inTens = async (count: number, work: (n: number) => Promise<unknown>): Promise<readonly number[]> => {
  const batches = await times(count / BATCH, async (batch) => {
    for (let n = 0; n < BATCH; n += 1) await work(batch * BATCH + n)
  })
  return batches.map((each) => each / BATCH)
}

const acts = Array.from({ length: ACTS }, (_, n) =>
  sealAct({
    actId: ActId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`),
    recordId: RecordId.parse('00000000-0000-7000-8000-000000000072'),
    kind: 'session',
    type: 'fields.edit',
    patch: { 'topic.1': { value: `${n} ${'typed words '.repeat(50)}`, from: null } },
    deviceId: DeviceId.parse(fixed(41)),
    deviceTime: Instant.parse('2026-06-10T09:00:00Z'),
  }),
)

const measure = async (): Promise<Measured> => {
  const { pepper, sealing, enrol: enrolled } = await pageService()
  const [enrol, { envelope, open }] = await timed(() => enrolled({ vault, owner, phrase: PHRASE, pin: PIN }, fixed(41)))
  const prf = (): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(7)
  const stored = await addPasskey({ vault, stored: envelope, phrase: PHRASE, credential: 'c', salt: randomBytes(16), prf: prf() }, kdfInWorker)

  // In turns, so that what else the machine does falls on each alike.
  const derive: number[] = []
  const phrase: number[] = []
  const pin: number[] = []
  const passkey: number[] = []
  const kept: number[] = []
  for (let n = 0; n < TIMES; n += 1) {
    derive.push((await timed(() => kdfInWorker(PHRASE, randomBytes(16), COSTS[0])))[0])
    phrase.push((await timed(() => unlockWithPhrase({ vault, stored, phrase: PHRASE }, kdfInWorker)))[0])
    pin.push((await timed(async () => (await beginPin({ vault, stored, pin: PIN }, kdfInWorker)).finish(pepper)))[0])
    const [took, opened] = await timed(() => unlockWithPasskey({ vault, stored, credential: 'c', prf: prf() }))
    passkey.push(took)
    const keeper = keep(opened, keptInWorker)
    const [tried, answer] = await timed(() => keeper.tryPin(PIN, stored))
    if (answer.kind !== 'open') throw new Error(answer.kind)
    kept.push(tried)
  }

  const { signer, cipher } = open
  if (!signer) throw new Error('no signer')
  const first = acts[0]
  if (!first) throw new Error('no act')
  const sealedBytes = (await signer.seal(first)).length
  const plain = acts.map((act) => utf8(JSON.stringify(act)))
  const sealTimes = await inTens(ACTS, (n) => signer.seal(acts[n] ?? first))
  const own = await inTens(ACTS, (n) => cipher.seal({ store: 'outbox', id: 'e', rev: '1' }, plain[n] ?? plain[0]!))

  const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const ecdsa = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const
  const encrypt = (n: number): Promise<ArrayBuffer> => crypto.subtle.encrypt({ name: 'AES-GCM', iv: randomBytes(12) }, aes, plain[n] ?? plain[0]!)
  const sign = (n: number): Promise<ArrayBuffer> => crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, ecdsa.privateKey, plain[n] ?? plain[0]!)
  const bareAes = await inTens(ACTS, encrypt)
  const bareSign = await inTens(ACTS, sign)
  // What sealing to somebody's key cannot do without: a key made for it, agreed, and both of the above.
  const bareBoth = await inTens(ACTS, async (n) => {
    await sign(n)
    const ephemeral = await crypto.subtle.generateKey(ecdh, true, ['deriveBits'])
    await crypto.subtle.deriveBits({ name: 'ECDH', public: sealing.publicKey }, ephemeral.privateKey, 256)
    await encrypt(n)
  })
  return { derive, phrase, pin, kept, passkey, enrol, seal: sealTimes, own, bareAes, bareSign, bareBoth, bytes: plain[0]?.length ?? 0, sealedBytes }
}

Object.assign(globalThis, { measureVault: measure })
