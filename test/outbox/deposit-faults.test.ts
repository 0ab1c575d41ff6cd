/**
 * The tests of delivering are tested (sync-protocol.md §6): each fault is switched on alone, at a port, and what holds for
 * the real device fails.
 */
import { describe, expect, it } from 'vitest'
import { type DepositRequest } from '../../src/protocol/deposits.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { type DeviceStorage, type OutboxPort } from '../../src/store/ports.ts'
import { wipeVault } from '../../src/store/wipe.ts'
import { actOf, DANA, newRecord, newSim, planOf, SAM, type Sim, type Tab } from './sim.ts'
import { reply } from './tiny-server.ts'

interface Mutant {
  readonly storage?: (storage: DeviceStorage) => DeviceStorage
  readonly network?: Sim['rewrite']
}

const withOutbox = (change: (outbox: OutboxPort) => Partial<OutboxPort>): Mutant => ({
  storage: (storage) => ({ ...storage, outbox: { ...storage.outbox, ...change(storage.outbox) } }),
})

interface Scene {
  readonly sim: Sim
  readonly storage: DeviceStorage
  readonly record: ReturnType<typeof newRecord>
  readonly open: (person: typeof DANA) => Promise<Tab>
}

/** Dana has planned a session with no connection, and locked. */
const stage = async (mutant: Mutant): Promise<Scene> => {
  const sim = newSim()
  if (mutant.network) sim.rewrite = mutant.network
  const storage = mutant.storage?.(sim.storage) ?? sim.storage
  const open = (person: typeof DANA): Promise<Tab> => {
    sim.server.signedIn = person
    return sim.openTab({ storage, person, seal: 'works' })
  }
  const record = newRecord()
  const dana = await open(DANA)
  await dana.device.act({ recordId: record, kind: 'session', type: 'session.plan', payload: planOf() })
  await dana.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'first' }, left: true })
  await dana.device.lock()
  return { sim, storage, record, open }
}

const send = ({ sim }: Scene, tab: Tab) => sim.wait(tab.device.sendNow())

/** The words are on the server, or wait on the device in a row that its author or anybody can still send. */
const kept = async ({ sim, storage, record }: Scene): Promise<boolean> => {
  if (sim.server.record(record) !== undefined) return true
  const open = (await storage.vaults.all()).some(({ id, state }) => id === 'v' && state === 'current')
  return (await storage.outbox.of('v')).some((row) => !row.deposited && (open || row.sealed !== null))
}

const allTaken = (body: string | undefined): string => {
  const { sealed } = JSON.parse(body ?? '{"sealed":[]}') as DepositRequest
  return JSON.stringify({ receipts: sealed.map((text) => ({ digest: sha256Hex(text), outcome: 'taken' })), serverTime: '2026-06-10T09:00:00.000Z' })
}

const CHECKS: readonly { readonly fault: string; readonly mutant: Mutant; readonly holds: (mutant: Mutant) => Promise<boolean> }[] = [
  {
    fault: 'T5: a deposit counts without the digest of what was sent',
    // What a device that does not look at digests would see: one that fits.
    mutant: { network: (answer, path, body) => (path === '/api/deposits' ? reply(200, allTaken(body)) : answer) },
    holds: async (mutant) => {
      const scene = await stage({})
      // The service answers for another text, and has taken none.
      scene.sim.server.postponed.add((await scene.sim.outbox())[0]?.act.actId ?? '')
      scene.sim.rewrite =
        mutant.network ??
        (async (answer, path) => {
          const text = await answer.text()
          return path === '/api/deposits' ? { ...answer, text: async () => text.replaceAll(/"digest":"[0-9a-f]{64}"/g, `"digest":"${'0'.repeat(64)}"`) } : { ...answer, text: async () => text }
        })
      await send(scene, await scene.open(SAM))
      return (await scene.storage.outbox.waiting()).get('v')?.items === 2
    },
  },
  {
    fault: 'P9: a signature does not wait for the record it is on',
    mutant: withOutbox((outbox) => ({ append: (vault, planned) => outbox.append(vault, { ...planned, behind: false }) })),
    holds: async (mutant) => {
      const scene = await stage(mutant)
      const sam = await scene.open(SAM)
      const patch = { 'topic.9': { value: 'I agree', from: null } }
      await sam.store.save(() => ({ replace: null, acts: [actOf(scene.record, { type: 'fields.edit', patch })], behind: true }))
      await send(scene, sam)
      return scene.sim.server.quarantine.length === 0
    },
  },
  {
    fault: 'K7: a wipe takes sealed rows',
    mutant: {
      storage: (storage) => ({
        ...storage,
        vaults: {
          ...storage.vaults,
          wipe: async (id) => {
            const seqs = (await storage.outbox.of(id)).map(({ seq }) => seq)
            await storage.outbox.settle(id, seqs.map((seq) => ({ seq, state: 'confirmed', confirmedSeq: 1, receipt: new Uint8Array() })))
            await storage.vaults.wipe(id)
          },
        },
      }),
    },
    holds: async (mutant) => {
      const scene = await stage(mutant)
      await wipeVault(scene.storage, 'v')
      return kept(scene)
    },
  },
  {
    fault: 'V3: what a service refused as a whole is let go of',
    mutant: withOutbox((outbox) => ({ endDeposit: ({ taken, left }) => outbox.endDeposit({ taken: [...taken, ...left], left: [] }) })),
    holds: async (mutant) => {
      const scene = await stage(mutant)
      scene.sim.faults.push(403)
      await send(scene, await scene.open(SAM))
      return kept(scene)
    },
  },
  {
    fault: 'V8: an act that was in a deposit is replaced',
    mutant: withOutbox((outbox) => ({
      of: async (vault) => (await outbox.of(vault)).map((row) => ({ ...row, attempts: 0 })),
      // One that forgets that it was in a request.
      append: async (vault, planned) => {
        const replaced = planned.replace
        if (replaced !== null) {
          await outbox.settle(vault, [{ seq: replaced, state: 'confirmed', confirmedSeq: 1, receipt: new Uint8Array() }])
          await outbox.forget(vault, [replaced])
        }
        return outbox.append(vault, { ...planned, replace: null })
      },
    })),
    holds: async (mutant) => {
      const scene = await stage(mutant)
      const sam = await scene.open(SAM)
      scene.sim.faults.push('drop-response')
      await send(scene, sam)
      await sam.device.lock()
      const dana = await scene.open(DANA)
      await dana.device.edit({ recordId: scene.record, kind: 'session', values: { 'topic.1': 'second' }, left: true })
      await send(scene, dana)
      return Object.keys(scene.sim.server.session(scene.record).competing).length === 0
    },
  },
]

describe('faults of delivering, each switched on alone, are caught', () => {
  it.each(CHECKS)('$fault', async ({ mutant, holds }) => {
    expect({ real: await holds({}), mutant: await holds(mutant) }).toEqual({ real: true, mutant: false })
  })
})
