import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { tidyEarlier, vaultsOnDevice } from '../../src/app/vaults.ts'
import { type RecordId } from '../../src/domain/ids.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { comesIn, olderVault, openOf, PHRASE } from '../sync/world.ts'
import { actOf, DANA, newRecord, newSim, ORG, planOf, SAM, type Sim } from '../outbox/sim.ts'

let sim: Sim
let indexedDB: IDBFactory
let world: DeviceWorld

const idb = () => ({ indexedDB, IDBKeyRange })
const opened = async (answer: Promise<OpenAnswer>): Promise<OpenDevice> => openOf(await answer).device
/** Signs in, enrolled the first time, later by the words. */
const comesAs = async (username: string): Promise<OpenDevice> => (await comesIn(world, username, 'correct horse')).device
const enter = (): Promise<OpenDevice> => comesAs('dana')
const BY_WORDS = { by: 'phrase', phrase: PHRASE } as const
const real = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
/** These tests stand on real cryptography and a database, which take real time. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 500; i += 1) {
    if (await holds()) return
    sim.time.step(sim.time.now() + 1000)
    await real(2)
  }
  throw new Error('it never came')
}
const plan = async (device: OpenDevice): Promise<RecordId> => {
  const recordId = newRecord()
  await device.act({ recordId, kind: 'session', type: 'session.plan', payload: planOf() })
  return recordId
}

/** Every byte of every database, as text in each way it could be read. */
const everything = async (): Promise<string> => {
  const parts: string[] = []
  const walk = (value: unknown): void => {
    if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
      const bytes = value instanceof Uint8Array ? value : new Uint8Array(value)
      parts.push(new TextDecoder('utf-8').decode(bytes), new TextDecoder('utf-16le').decode(bytes), Buffer.from(bytes).toString('latin1'))
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        parts.push(key)
        walk(each)
      }
    } else parts.push(String(value))
  }
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(name)))
    })
    parts.push(name, ...db.objectStoreNames)
    for (const store of db.objectStoreNames) {
      for (const read of ['getAll', 'getAllKeys'] as const) {
        walk(
          await new Promise((resolve) => {
            const request = db.transaction(store).objectStore(store)[read]()
            request.addEventListener('success', () => resolve(request.result))
          }),
        )
      }
    }
    db.close()
  }
  return parts.join('\n')
}

beforeEach(() => {
  sim = newSim()
  indexedDB = new IDBFactory()
  world = { ...sim.world(), storage: dexieStorage(idb()) }
})

describe('one person’s store on IndexedDB, sealed', () => {
  it('K2: canaries in every field, an unsent act, a receipt and the sign-in are nowhere to be read', async () => {
    const device = await enter()
    const record = await plan(device)
    const values = Object.fromEntries(['topic.1', 'reflection', 'actions.a1.what'].map((field, i) => [field, `CANARY${i}`]))
    await device.edit({ recordId: record, kind: 'session', values })
    await device.sendNow()
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.9': { value: 'CANARYX', from: null } } }))
    await device.sendNow()
    await device.edit({ recordId: record, kind: 'session', values: { 'topic.2': 'CANARY unsent' } })
    expect((await device.snapshot()).sessions.get(record)?.fields['topic.9']?.value).toBe('CANARYX')
    const bytes = await everything()
    const words = ['CANARY', 'session', 'topic', 'fields.edit', 'file:', 'facts:', 'Whitlock', 'dana', 'correct horse', record, DANA, SAM]
    expect(words.filter((word) => bytes.includes(word))).toEqual([])
    // What may be read: the first name on the lock screen.
    expect(bytes).toContain('Dana')
  })

  it('V1: what was saved is there after everything was closed, unlocked with no connection', async () => {
    const device = await enter()
    const record = await plan(device)
    await device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'offline words' } })
    await device.lock()
    const [known] = await vaultsOnDevice(world.storage)
    expect(known).toMatchObject({ knownAs: 'Dana', waiting: 2 })
    sim.faults.push('drop-request', 'drop-request', 'drop-request')
    world = { ...world, storage: dexieStorage(idb()) }
    const again = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    expect(again.me).toMatchObject({ person: DANA, knownAs: 'Dana' })
    expect((await again.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('offline words')
  })

  it('a text begun and not sent is there after a lock, and nowhere to be read; pulling does not take it', async () => {
    const device = await enter()
    const record = await plan(device)
    await device.texts.keep(`comment|${record}`, 'CANARY I was not tired')
    await device.sendNow()
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.9': { value: 'new', from: null } } }))
    await device.sendNow()
    await device.lock()
    const bytes = await everything()
    expect(['CANARY', 'tired', 'comment', record].filter((word) => bytes.includes(word))).toEqual([])
    await expect(device.texts.keep('later', 'x')).rejects.toMatchObject({ code: 'locked' })
    const [known] = await vaultsOnDevice(world.storage)
    const again = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    expect(again.texts.of(`comment|${record}`)).toBe('CANARY I was not tired')
    await again.texts.keep(`comment|${record}`, '')
    await again.lock()
    const last = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    expect(last.texts.of(`comment|${record}`)).toBe('')
  })

  it('the records pulled are here after unlocking, before anything is asked of the server', async () => {
    const device = await enter()
    const record = newRecord()
    sim.server.actAs(SAM, actOf(record, { type: 'session.plan', payload: planOf() }))
    await device.sendNow()
    await device.lock()
    const [known] = await vaultsOnDevice(world.storage)
    sim.faults.push('drop-request')
    const again = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    expect((await again.snapshot()).sessions.has(record)).toBe(true)
  })

  it('K3: wrong words and a wrong PIN are refused and open nothing', async () => {
    await (await enter()).lock()
    const [known] = await vaultsOnDevice(world.storage)
    expect(await unlock(world, known?.id ?? '', { by: 'phrase', phrase: 'acorn basil cedar dahlias' })).toEqual({ ok: false, code: 'phrase-wrong' })
    expect(await unlock(world, known?.id ?? '', { by: 'pin', pin: '111111' })).toEqual({ ok: false, code: 'pin-wrong', left: 4 })
    expect(await unlock(world, 'nobody', BY_WORDS)).toEqual({ ok: false, code: 'not-here' })
  })

  it('signing in says why it does not: offline, wrong, a captive portal', async () => {
    sim.faults.push('drop-request')
    expect(await signIn(world, 'dana', 'correct horse')).toEqual({ ok: false, code: 'offline' })
    expect(await signIn(world, 'dana', 'wrong')).toEqual({ ok: false, code: 'sign-in-wrong' })
    sim.faults.push('html')
    expect(await signIn(world, 'dana', 'correct horse')).toEqual({ ok: false, code: 'offline' })
    sim.faults.push(429)
    expect(await signIn(world, 'dana', 'correct horse')).toEqual({ ok: false, code: 'sign-in-throttled', retryAfterMs: 7000 })
    expect(await vaultsOnDevice(world.storage)).toEqual([])
  })

  it('a browser that keeps nothing is told as such', async () => {
    const broken = { ...world.storage.vaults, deviceId: () => Promise.reject(new DOMException('no', 'InvalidStateError')) }
    const none = { ...world, storage: { ...world.storage, vaults: broken } }
    expect(await signIn(none, 'dana', 'correct horse')).toEqual({ ok: false, code: 'no-storage' })
  })

  it('K4: two people on one device have a vault each, and neither sees the other’s', async () => {
    const dana = await enter()
    await plan(dana)
    await dana.lock()
    const sam = await comesAs('sam')
    expect(sam.sync().unsent).toBe(0)
    expect((await sam.snapshot()).sessions.size).toBe(0)
    const known = await vaultsOnDevice(world.storage)
    expect(known.map(({ knownAs, waiting }) => [knownAs, waiting]).sort((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ['Dana', 1],
      ['Sam', 0],
    ])
  })

  it('A3: A locks offline, B unlocks, the network returns: nothing of A’s is sent, and nothing as A', async () => {
    const dana = await enter()
    await plan(dana)
    await dana.lock()
    const sam = await comesAs('sam')
    await until(() => sam.sync().lastVerified !== null)
    expect(sim.server.log).toEqual([])
    expect(sim.server.signedIn).toBe(SAM)
  })

  it('K3: signing in in full where they have a vault asks for what opens it, and it is the same', async () => {
    const device = await enter()
    await plan(device)
    await device.lock()
    expect(await signIn(world, 'dana', 'correct horse')).toMatchObject({ ok: false, code: 'known', person: { id: device.vault } })
    const again = await enter()
    expect(again.vault).toBe(device.vault)
    expect(await vaultsOnDevice(world.storage)).toHaveLength(1)
  })

  describe('a vault of before, whose password was changed elsewhere', () => {
    const me = { org: ORG, person: DANA, username: 'dana', knownAs: 'Dana' }
    const before = async (): Promise<OpenDevice> => {
      const { id } = await olderVault(world, me, 'correct horse')
      sim.server.password.value = 'new password'
      return opened(unlock(world, id, { by: 'password', password: 'correct horse' }))
    }

    it('V3: gives way to a new one; what it had not sent is kept, told of and taken in', async () => {
      const device = await before()
      const record = await plan(device)
      await device.lock()
      const { device: next, keptEarlier } = await comesIn(world, 'dana', 'new password')
      expect(keptEarlier).toBe(1)
      expect(await vaultsOnDevice(world.storage)).toMatchObject([{ knownAs: 'Dana', waiting: 1 }])
      expect(await next.adoptEarlier('nonsense')).toBeNull()
      expect(await next.adoptEarlier('correct horse')).toBe(1)
      expect((await next.snapshot()).sessions.has(record)).toBe(true)
      await next.sendNow()
      expect(sim.server.record(record)).toBeDefined()
      expect((await world.storage.vaults.all()).map(({ state }) => state)).toEqual(['current'])
    })

    it('V3: goes with its records where it had nothing unsent', async () => {
      await (await before()).lock()
      expect((await comesIn(world, 'dana', 'new password')).keptEarlier).toBe(0)
      expect(await world.storage.vaults.all()).toHaveLength(1)
      expect(await tidyEarlier(world.storage, (await world.storage.vaults.all())[0]?.owner ?? '')).toBe(0)
    })
  })

  it('what the service says of the person now is what the vault says after', async () => {
    await (await enter()).lock()
    const { handle } = sim.server
    Object.assign(sim.server, {
      handle: async (path: string, headers: Record<string, string>, body: string | undefined) => {
        const reply = await handle(path, headers, body)
        return { ...reply, text: async () => (await reply.text()).replaceAll('Dana', 'Daniella') }
      },
    })
    const device = await enter()
    await until(async () => (await vaultsOnDevice(world.storage))[0]?.knownAs === 'Daniella')
    await device.lock()
    sim.faults.push('drop-request')
    const [known] = await vaultsOnDevice(world.storage)
    expect((await opened(unlock(world, known?.id ?? '', BY_WORDS))).me.name).toBe('Daniella Whitlock')
  })

  it('A1: unlocking signs in to the service by the vault’s key, so that nobody is asked for a password', async () => {
    const device = await enter()
    await device.lock()
    sim.server.signedIn = null
    const [known] = await vaultsOnDevice(world.storage)
    const again = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    await plan(again)
    await until(() => again.sync().unsent === 0)
    expect(sim.server.signedIn).toBe(DANA)
  })

  it('signing out ends the sign-in and keeps what is unsent', async () => {
    const device = await enter()
    await plan(device)
    sim.faults.push('none')
    await device.signOut()
    expect(sim.server.signedIn).toBeNull()
    expect(await vaultsOnDevice(world.storage)).toMatchObject([{ waiting: 1 }])
  })
})
