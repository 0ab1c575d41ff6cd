/**
 * The tests are tested (sync-protocol.md §6): each protocol fault that concerns the device is switched on alone, at a
 * port, and the check that holds for the real device fails.
 */
import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type PushRequest } from '../../src/protocol/push.ts'
import { type Reply } from '../../src/outbox/ports.ts'
import { type DeviceStorage, type OutboxPort, type RowsPort } from '../../src/store/ports.ts'
import { actOf, type Fault, newRecord, newSim, planOf, POST, SAM, settle, type Sim, type Tab } from './sim.ts'
import { reply } from './tiny-server.ts'

interface Mutant {
  readonly storage?: (storage: DeviceStorage) => DeviceStorage
  readonly network?: Sim['rewrite']
}

interface Scene {
  readonly sim: Sim
  readonly tab: Tab
  readonly record: RecordId
  readonly reopen: () => Promise<Tab>
}

const stage = async (mutant: Mutant): Promise<Scene> => {
  const sim = newSim()
  if (mutant.network) sim.rewrite = mutant.network
  const storage = mutant.storage?.(sim.storage) ?? sim.storage
  const reopen = (): Promise<Tab> => sim.openTab({ storage })
  const tab = await reopen()
  const record = newRecord()
  sim.server.actAs(SAM, actOf(record, { type: 'session.plan', payload: planOf() }))
  await sim.wait(tab.device.sendNow())
  return { sim, tab, record, reopen }
}

const edit = ({ record }: Scene, tab: Tab, value: string, field = 'topic.1'): Promise<void> =>
  tab.device.edit({ recordId: record, kind: 'session', values: { [field]: value } })

const kept = async ({ sim }: Scene, value: string): Promise<boolean> => {
  const unsent = (await sim.outbox()).filter(({ state }) => state === 'unsent' || state === 'sending')
  const acts = [...sim.server.log, ...sim.server.quarantine, ...unsent.map(({ act }) => act)]
  return acts.some(({ patch }) => JSON.stringify(patch ?? null).includes(`"${value}"`))
}

const withOutbox = (change: (outbox: OutboxPort, storage: DeviceStorage) => Partial<OutboxPort>): Mutant => ({
  storage: (storage) => ({ ...storage, outbox: { ...storage.outbox, ...change(storage.outbox, storage) } }),
})

/** A storage that lets entries go though the server has not got them. */
const dropping = withOutbox((outbox) => ({
  release: async (vault, seqs) => {
    await outbox.settle(vault, seqs.map((seq) => ({ seq, state: 'confirmed', confirmedSeq: 1, receipt: new Uint8Array() })))
    await outbox.forget(vault, seqs)
  },
}))

const afterFault = async (fault: Fault, mutant: Mutant): Promise<boolean> => {
  const scene = await stage(mutant)
  await edit(scene, scene.tab, 'words')
  scene.sim.faults.push(fault)
  await scene.sim.wait(scene.tab.device.sendNow())
  return kept(scene, 'words')
}

/** Text of an answer to a push in which every act is applied, whatever the server did. */
const allApplied = (body: string | undefined): string => {
  const { acts } = JSON.parse(body ?? '{"acts":[]}') as PushRequest
  const at = '2026-06-10T09:00:00.000Z'
  return JSON.stringify({
    receipts: acts.map(({ actId, hash }) => ({ actId, hash, at, seq: 1, revision: 1, outcome: 'applied' })),
    serverTime: at,
  })
}

/** What holds for the device, and with the fault does not. */
const CHECKS: readonly {
  readonly fault: string
  readonly mutant: Mutant
  readonly holds: (mutant: Mutant) => Promise<boolean>
}[] = [
  {
    fault: 'V1: an entry is taken out and its replacement put in by two transactions',
    mutant: withOutbox((outbox) => ({
      append: async (vault, plan) => {
        if (plan.replace !== null) {
          await outbox.settle(vault, [{ seq: plan.replace, state: 'confirmed', confirmedSeq: 1, receipt: new Uint8Array() }])
          await outbox.forget(vault, [plan.replace])
          await settle()
        }
        return outbox.append(vault, { ...plan, replace: null })
      },
    })),
    // The tab dies while an edit replaces the one before: one of the two has to be there.
    holds: async (mutant) => {
      for (const calls of [1, 2, 3]) {
        const base = newSim()
        const sim = { ...base, storage: base.storage }
        let dying = Number.POSITIVE_INFINITY
        const never = new Promise<never>(() => undefined)
        const mortal: DeviceStorage = {
          ...base.storage,
          outbox: new Proxy(base.storage.outbox, {
            get: (target, key) => {
              const method = Reflect.get(target, key) as (...args: readonly unknown[]) => unknown
              return (...args: readonly unknown[]) => {
                dying -= 1
                return dying < 0 ? never : Reflect.apply(method, target, args)
              }
            },
          }),
        }
        const storage = mutant.storage?.(mortal) ?? mortal
        const tab = await base.openTab({ storage })
        const scene: Scene = { sim, tab, record: newRecord(), reopen: () => base.openTab() }
        await edit(scene, tab, 'first')
        dying = calls - 1
        edit(scene, tab, 'second').catch(() => undefined)
        await settle(40)
        if (!(await kept(scene, 'first')) && !(await kept(scene, 'second'))) return false
      }
      return true
    },
  },
  ...([403, 404, 409, 500] as const).map((status) => ({
    fault: `V3: an entry is deleted on a ${status}`,
    mutant: dropping,
    holds: (mutant: Mutant) => afterFault(status, mutant),
  })),
  {
    fault: 'V3: a receipt is accepted without its hash',
    // What a device that does not look at the hash would see: one that fits.
    mutant: {
      network: (answer, path, body) => (path === '/api/acts' ? reply(200, allApplied(body)) : answer),
    },
    holds: async (mutant) => {
      const scene = await stage({})
      await edit(scene, scene.tab, 'words')
      const wrong = async (answer: Reply, path: string): Promise<Reply> => {
        if (path !== '/api/acts') return answer
        return reply(200, (await answer.text()).replaceAll(/"hash":"[0-9a-f]{64}"/g, `"hash":"${'0'.repeat(64)}"`))
      }
      // The server never had the act: somebody else answers, with a hash that is not the act's.
      const { handle } = scene.sim.server
      Object.assign(scene.sim.server, {
        handle: (path: string, headers: Record<string, string>, body: string | undefined) =>
          path === '/api/acts' ? reply(200, allApplied(body)) : handle(path, headers, body),
      })
      scene.sim.rewrite = mutant.network ?? wrong
      await scene.sim.wait(scene.tab.device.sendNow())
      return kept(scene, 'words')
    },
  },
  {
    fault: 'L1: the cursor is stored before the rows',
    mutant: {
      storage: (storage) => ({
        ...storage,
        openRows: async (name): Promise<RowsPort> => {
          const rows = await storage.openRows(name)
          let pages = 0
          return {
            ...rows,
            apply: async (change) => {
              pages += change.put.length > 0 ? 1 : 0
              if (pages < 2) return rows.apply(change)
              // The tab dies after the cursor and before the rows, of which it has not said how many there are (V6).
              const body = new TextEncoder().encode(new TextDecoder().decode(change.state.body).replace(/"rowCount":\d+/, '"rowCount":null'))
              await rows.apply({ ...change, put: [], remove: [], state: { ...change.state, body } })
              return new Promise<never>(() => undefined)
            },
          }
        },
      }),
    },
    // The tab dies in a pull; opened again, everything has to come that is not here.
    holds: async (mutant) => {
      const scene = await stage(mutant)
      // By its digest the device would find what it skipped, and mend it (L4): here the cursor alone has to be right.
      scene.sim.server.hasDigests = false
      const fresh = newRecord()
      scene.sim.server.actAs(SAM, actOf(fresh, { type: 'session.plan', payload: planOf() }))
      scene.tab.device.sendNow().catch(() => undefined)
      await settle(40)
      scene.tab.killAt(0, false)
      const tab = await scene.sim.openTab()
      await scene.sim.wait(tab.device.sendNow())
      return (await tab.device.snapshot()).sessions.has(fresh)
    },
  },
  {
    fault: 'L7: an HTML 200 is accepted',
    mutant: {
      network: async (answer, path, body) =>
        path === '/api/acts' && (await answer.text()).startsWith('<') ? reply(200, allApplied(body)) : answer,
    },
    holds: (mutant) => afterFault('html', mutant),
  },
  {
    fault: 'V8: a person’s second offline edit competes with the first',
    // A device that forgets that an act was sent replaces it, and the server may have it.
    mutant: withOutbox((outbox) => ({
      of: async (vault) => (await outbox.of(vault)).map((row) => ({ ...row, attempts: 0 })),
      begin: async (vault, seqs) => (await outbox.of(vault)).filter(({ seq }) => seqs.includes(seq)).map(({ seq }) => seq),
      append: async (vault, plan) => outbox.append(vault, plan),
    })),
    holds: async (mutant) => {
      const scene = await stage(mutant)
      await edit(scene, scene.tab, 'one')
      scene.sim.faults.push('drop-response')
      await scene.sim.wait(scene.tab.device.sendNow())
      const again = await scene.reopen()
      await edit(scene, again, 'two')
      await scene.sim.wait(again.device.sendNow())
      return Object.keys(scene.sim.server.session(scene.record).competing).length === 0
    },
  },
  {
    fault: 'P1: a 413 drops',
    mutant: dropping,
    holds: async (mutant) => {
      const scene = await stage(mutant)
      await edit(scene, scene.tab, 'words')
      await scene.tab.device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() })
      scene.sim.server.mostActs = 1
      await scene.sim.wait(scene.tab.device.sendNow())
      return kept(scene, 'words')
    },
  },
  {
    fault: 'P8: a poison act blocks',
    // A device that does not look for the act in an unreadable request only tries again later.
    mutant: { network: (answer) => (answer.status === 400 ? reply(503, { error: { code: 'server-stopping', message: '', requestId: '' } }) : answer) },
    holds: async (mutant) => {
      const scene = await stage(mutant)
      await edit(scene, scene.tab, 'words')
      scene.sim.server.poison.add((await scene.sim.outbox())[0]?.act.actId ?? '')
      const other = newRecord()
      await scene.tab.device.act({ recordId: other, kind: 'session', type: 'session.plan', payload: planOf() })
      scene.tab.device.start()
      await scene.sim.pass(600_000)
      return scene.sim.server.record(other) !== undefined
    },
  },
  {
    fault: 'L3: scope loss drops unsent acts',
    mutant: {
      storage: (storage) => ({
        ...storage,
        openRows: async (name): Promise<RowsPort> => {
          const rows = await storage.openRows(name)
          return {
            ...rows,
            apply: async (change) => {
              const answer = await rows.apply(change)
              const text = JSON.stringify(JSON.parse(new TextDecoder().decode(change.state.body)))
              if (answer === 'applied' && !text.includes(`file:${POST}`)) {
                const seqs = (await storage.outbox.of('v')).map(({ seq }) => seq)
                await storage.outbox.settle('v', seqs.map((seq) => ({ seq, state: 'confirmed', confirmedSeq: 1, receipt: new Uint8Array() })))
                await storage.outbox.forget('v', seqs)
              }
              return answer
            },
          }
        },
      }),
    },
    holds: async (mutant) => {
      const scene = await stage(mutant)
      await edit(scene, scene.tab, 'words')
      scene.sim.server.lost.add(`file:${POST}`)
      // It cannot be sent as the scope goes: the server cannot even read it.
      scene.sim.server.poison.add((await scene.sim.outbox())[0]?.act.actId ?? '')
      await scene.sim.wait(scene.tab.device.sendNow())
      return kept(scene, 'words')
    },
  },
]

describe('protocol faults, each switched on alone, are caught', () => {
  it.each(CHECKS)('$fault', async ({ mutant, holds }) => {
    expect({ real: await holds({}), mutant: await holds(mutant) }).toEqual({ real: true, mutant: false })
  })
})
