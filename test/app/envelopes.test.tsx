import { describe, expect, it } from 'vitest'
import { changeEnvelope } from '../../src/app/envelopes.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { type VaultRow } from '../../src/store/ports.ts'
import { type Envelope } from '../../src/vault/envelope.ts'

const row: VaultRow = { id: 'v', database: 'd', owner: 'o', knownAs: 'Sam', state: 'current', envelope: { wraps: ['phrase'] } }
const withWrap = (stored: unknown, wrap: string): Envelope =>
  ({ wraps: [...(stored as { readonly wraps: readonly string[] }).wraps, wrap] }) as unknown as Envelope

describe('changing what is kept of a vault', () => {
  it('K3: two tabs that each add a way in at once both have it', async () => {
    const storage = memoryStorage()
    await storage.vaults.put([row])
    await Promise.all(['pin', 'passkey'].map((wrap) => changeEnvelope({ storage }, 'v', async (stored) => withWrap(stored, wrap))))
    expect((await storage.vaults.all())[0]?.envelope).toEqual({ wraps: ['phrase', 'pin', 'passkey'] })
  })

  it('K6: what is wiped while a change is made ready has no wraps again', async () => {
    const storage = memoryStorage()
    await storage.vaults.put([row])
    const changing = changeEnvelope({ storage }, 'v', async (stored) => {
      await storage.vaults.wipe('v')
      return withWrap(stored, 'pin')
    })
    await expect(changing).rejects.toMatchObject({ code: 'envelope-unreadable' })
    expect((await storage.vaults.all())[0]).toMatchObject({ state: 'wiped', envelope: null })
  })
})
