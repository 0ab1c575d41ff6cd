/** A vault of before that is moved while its person is enrolled, on a device that is killed at any moment of it (V3, K3). */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { type DeviceStorage } from '../../src/store/ports.ts'
import { tidyDevice, vaultsOnDevice } from '../../src/app/vaults.ts'
import { enrolled, olderVault, openOf, PHRASE } from '../sync/world.ts'
import { actOf, DANA, newRecord, newSim, ORG, planOf, SAM, type Sim } from '../outbox/sim.ts'

const PASSWORD = 'correct horse'
/** More calls of the storage than moving makes. */
const MOST_CALLS = 200

interface Before {
  readonly sim: Sim
  readonly indexedDB: IDBFactory
  readonly pulled: RecordId
  readonly acts: readonly ActId[]
  readonly id: string
}

/** A start of the app: a lock that a killed tab held is nobody's. */
const at = ({ sim, indexedDB }: Pick<Before, 'sim' | 'indexedDB'>): DeviceWorld => ({
  ...sim.world(), storage: dexieStorage({ indexedDB, IDBKeyRange }), lock: { run: (_name, _patience, work) => work() },
})

/** Dana’s device of before: a row pulled, a text begun, two acts unsent. */
const before = async (): Promise<Before> => {
  const sim = newSim()
  const indexedDB = new IDBFactory()
  const world = at({ sim, indexedDB })
  const pulled = newRecord()
  sim.server.actAs(SAM, actOf(pulled, { type: 'session.plan', payload: planOf() }))
  const { id } = await olderVault(world, { org: ORG, person: DANA, username: 'dana', knownAs: 'Dana' }, PASSWORD)
  sim.faults.push('drop-request')
  const { device } = openOf(await unlock(world, id, { by: 'password', password: PASSWORD }))
  await device.sendNow()
  sim.server.signedIn = null
  await device.texts.keep('comment', 'begun and not sent')
  const acts: ActId[] = []
  for (let n = 0; n < 2; n += 1) acts.push(await device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() }))
  await device.lock()
  return { sim, indexedDB, pulled, acts, id }
}

/** Every call of the storage is a moment at which the device may be killed: what was called is done or not, and nothing after it. */
const mortal = (storage: DeviceStorage, fatal: number, done: boolean, die: () => void): DeviceStorage => {
  let calls = 0
  const never = new Promise<never>(() => undefined)
  const wrapped = <P extends object>(port: P): P =>
    new Proxy(port, {
      get: (target, key) => {
        const part = Reflect.get(target, key) as unknown
        if (typeof part === 'object' && part !== null) return wrapped(part)
        if (typeof part !== 'function' || key === 'close' || key === 'era') return part
        return (...args: readonly unknown[]): unknown => {
          calls += 1
          if (calls > fatal) return never
          if (calls === fatal) {
            const last = done ? Promise.resolve(Reflect.apply(part, target, args)) : Promise.resolve()
            last.then(die, die)
            return never
          }
          const answer = Reflect.apply(part, target, args) as unknown
          return key === 'openRows' ? (answer as Promise<object>).then(wrapped) : answer
        }
      },
    })
  return wrapped(storage)
}

const moves = async (world: DeviceWorld, id: string): Promise<OpenDevice> =>
  (await enrolled(await unlock(world, id, { by: 'password', password: PASSWORD }))).device

/** What there has to be, whichever vault opens: the row and the text on the device, each act once, here or at the service. */
const isWhole = async (device: OpenDevice, { sim, pulled, acts }: Before): Promise<void> => {
  const snapshot = await device.snapshot()
  expect([snapshot.sessions.has(pulled), device.texts.of('comment')]).toEqual([true, 'begun and not sent'])
  // Signing in goes on beside.
  await vi.waitFor(async () => {
    await device.sendNow()
    expect(device.sync().unsent).toBe(0)
  }, { timeout: 15_000 })
  expect(sim.server.log.filter(({ actId }) => acts.includes(actId)).map(({ actId }) => actId)).toEqual(acts)
}

it('nothing is lost at whichever call of the storage it is killed, that call done or not; and it is moved the next time', { timeout: 120_000 }, async () => {
  let moments = 0
  const outcomes = new Set<string>()
  for (const done of [true, false]) {
    for (let fatal = 1; fatal < MOST_CALLS; fatal += 1) {
      const device = await before()
      const { sim, id } = device
      let die = (): void => undefined
      const died = new Promise<'killed'>((resolve) => {
        die = () => resolve('killed')
      })
      const world = at(device)
      const ended = await Promise.race([died, moves({ ...world, storage: mortal(world.storage, fatal, done, die) }, id)])
      if (ended === 'killed') moments += 1
      else await ended.lock()
      // The next start of the app.
      sim.server.signedIn = null
      const next = at(device)
      await tidyDevice(next.storage, next.now())
      const [there, ...others] = await vaultsOnDevice(next.storage)
      expect(others).toEqual([])
      outcomes.add(there?.state ?? 'none')
      const again = there?.state === 'password' ? await moves(next, id) : openOf(await unlock(next, there!.id, { by: 'phrase', phrase: PHRASE })).device
      await isWhole(again, device)
      await again.lock()
      expect((await next.storage.vaults.all()).map((row) => row.state)).toEqual(['current'])
      const [row] = await next.storage.vaults.all()
      const databases = (await device.indexedDB.databases()).map(({ name }) => name)
      expect(new Set(databases)).toEqual(new Set([row!.database, 'countersign-device']))
      if (ended !== 'killed') break
    }
  }
  expect(moments).toBeGreaterThan(30)
  expect([...outcomes].sort()).toEqual(['enrolled', 'password'])
})
