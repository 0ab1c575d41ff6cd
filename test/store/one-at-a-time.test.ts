/** What is kept of a vault is changed as it is at that moment, whoever changes it at the same time (K3, K6). */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { changeEnvelope } from '../../src/app/envelopes.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { type DeviceStorage } from '../../src/store/ports.ts'
import { wipeVault } from '../../src/store/wipe.ts'
import { type Envelope } from '../../src/vault/envelope.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { vault } from '../contracts/store-kit.ts'

const GONE = new VaultError('envelope-unreadable')

/** What stands in for an envelope: which ways in it has. */
type Ways = readonly string[]
const adds =
  (way: string, meanwhile: () => Promise<unknown> = () => Promise.resolve()) =>
  async (stored: unknown): Promise<Envelope> => {
    await meanwhile()
    return [...(stored as Ways), way] as unknown as Envelope
  }
const waysIn = async ({ vaults }: DeviceStorage): Promise<Ways | undefined> => (await vaults.all())[0]?.envelope as Ways | undefined

describe.each([
  ['in memory', () => memoryStorage()],
  ['in IndexedDB', () => dexieStorage({ indexedDB: new IDBFactory(), IDBKeyRange })],
])('%s', (_name, newStorage) => {
  const placed = async (): Promise<DeviceStorage> => {
    const storage = newStorage()
    await storage.vaults.put([{ ...vault('v'), envelope: ['phrase'] }])
    return storage
  }

  it('of two changes at once neither undoes the other', async () => {
    const storage = await placed()
    await Promise.all([changeEnvelope({ storage }, 'v', adds('pin')), changeEnvelope({ storage }, 'v', adds('passkey'))])
    expect(new Set(await waysIn(storage))).toEqual(new Set(['phrase', 'pin', 'passkey']))
  })

  it('what else of the row is changed meanwhile stays, and does not have it asked again', async () => {
    const storage = await placed()
    let asked = 0
    const meanwhile = async (): Promise<void> => {
      asked += 1
      await storage.vaults.amend('v', (row) => ({ ...row, ends: '2026-08-01T10:00:00Z' }))
    }
    await changeEnvelope({ storage }, 'v', adds('pin', meanwhile))
    expect([asked, await storage.vaults.all()]).toMatchObject([1, [{ ends: '2026-08-01T10:00:00Z', envelope: ['phrase', 'pin'] }]])
  })

  it('K6: a vault that is wiped meanwhile has no way in again', async () => {
    const storage = await placed()
    await expect(changeEnvelope({ storage }, 'v', adds('pin', () => wipeVault(storage, 'v')))).rejects.toEqual(GONE)
    expect(await storage.vaults.all()).toEqual([])
    expect(await storage.vaults.amend('v', (row) => ({ ...row, ends: 'later' }))).toBe(false)
    expect(await storage.vaults.all()).toEqual([])
  })

  it('one that others never leave alone is given up, unchanged by it', async () => {
    const storage = await placed()
    let other = 0
    const meanwhile = (): Promise<unknown> => storage.vaults.amend('v', (row) => ({ ...row, envelope: [`other ${(other += 1)}`] }))
    await expect(changeEnvelope({ storage }, 'v', adds('pin', meanwhile))).rejects.toEqual(GONE)
    expect(await waysIn(storage)).toEqual([`other ${other}`])
  })

  it('a change that fails changes nothing, and the next is made', async () => {
    const storage = await placed()
    await expect(changeEnvelope({ storage }, 'v', () => Promise.reject(new VaultError('secret-wrong')))).rejects.toEqual(new VaultError('secret-wrong'))
    expect(await waysIn(storage)).toEqual(['phrase'])
    await changeEnvelope({ storage }, 'v', adds('pin'))
    expect(await waysIn(storage)).toEqual(['phrase', 'pin'])
  })
})
