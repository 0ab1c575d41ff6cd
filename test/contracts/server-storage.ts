/** What every adapter of the server's storage must do: one suite, run on each (SQLite in a file and in memory, PostgreSQL). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { DeviceId, OrgId, PersonId } from '../../src/domain/ids.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { dropFeed, feedOf, feedWithToken, putFeed, touchFeed } from '../../sync/storage/calendar-feeds.ts'
import { headOf, takeSeqs } from '../../sync/storage/ledger.ts'
import { addOrg, orgsOf, removeOrg } from '../../sync/storage/orgs.ts'
import { addPersonKey, personKeysNamed, personKeysOf } from '../../sync/storage/person-keys.ts'
import { putScopeRows, scopeRowsAfter, scopeRowsNamed } from '../../sync/storage/records.ts'
import { type Storage } from '../../sync/storage/storage.ts'
import { addVault, countTry, dropPepper, vaultNamed } from '../../sync/storage/vaults.ts'

const ORG = OrgId.parse('01890000-0000-7000-8000-000000000001')
const OTHER = OrgId.parse('01890000-0000-7000-8000-000000000002')
const PERSON = PersonId.parse('01890000-0000-7000-8000-000000000011')
const DEVICE = DeviceId.parse('01890000-0000-7000-8000-000000000021')
const AT = '2026-06-01T10:00:00.000Z' as Instant

export interface StorageAdapter {
  readonly name: string
  readonly open: () => Promise<Storage>
  /** Opens what `open` made once more, as after a restart; null where nothing outlives the process. */
  readonly reopen: (() => Promise<Storage>) | null
  /** Whether a snapshot can be open while another connection writes. */
  readonly readsBesideWrites: boolean
  readonly remove: () => void | Promise<void>
}

const row = (seq: number, body: unknown = { n: seq }) => ({ scope: 'org', id: `r${seq}`, seq, revision: 1, body: body as never })

export const serverStorageContract = ({ name, open, reopen, readsBesideWrites, remove }: StorageAdapter): void => {
  describe(`server storage: ${name}`, () => {
    let storage: Storage
    beforeEach(async () => {
      storage = await open()
      await storage.write(async (tx) => {
        await addOrg(tx, { org: ORG, name: 'One', demonstration: false, secondFactor: 'required' }, AT)
        await addOrg(tx, { org: OTHER, name: 'Other', demonstration: true, secondFactor: 'optional' }, AT)
      })
    })
    afterEach(async () => {
      await storage.close()
      await remove()
    })

    test('a transaction that fails leaves nothing behind, and the next one works', async () => {
      const failing = storage.write(async (tx) => {
        await takeSeqs(tx, ORG, 3, AT, 't')
        await putScopeRows(tx, ORG, [row(1)])
        throw new Error('cut short')
      })
      await expect(failing).rejects.toThrow('cut short')
      expect(await storage.snapshot((tx) => headOf(tx, ORG))).toBe(0)
      expect(await storage.snapshot((tx) => scopeRowsAfter(tx, ORG, 'org', 0, 99, 9))).toEqual([])
      expect(await storage.write((tx) => takeSeqs(tx, ORG, 1, AT, 't'))).toBe(1)
    })

    test('L2: writers at the same time take seqs one after the other, each organisation its own', async () => {
      const taken = await Promise.all(
        Array.from({ length: 40 }, (_, n) => storage.write((tx) => takeSeqs(tx, n % 4 === 0 ? OTHER : ORG, 2, AT, `t${n}`))),
      )
      const of = (org: OrgId): readonly number[] => taken.filter((_, n) => (n % 4 === 0 ? OTHER : ORG) === org).sort((a, b) => a - b)
      expect(of(ORG)).toEqual(Array.from({ length: 30 }, (_, n) => 2 * (n + 1)))
      expect(of(OTHER)).toEqual(Array.from({ length: 10 }, (_, n) => 2 * (n + 1)))
    })

    test('K3: tries of a PIN at the same time are counted each, and none once the pepper is gone', async () => {
      const vault = { org: ORG, id: 'a-vault', person: PERSON, device: DEVICE, kind: 'shared', kid: 'a-key', pinHash: 'hash', pepper: 'sealed' } as const
      await storage.write((tx) => addVault(tx, vault, AT))
      const counted = await Promise.all(Array.from({ length: 20 }, () => storage.write(async (tx) => (await countTry(tx, 'a-vault'))?.tries)))
      expect(counted.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
      expect(await storage.write((tx) => countTry(tx, 'another'))).toBeNull()
      await storage.write(async (tx) => dropPepper(tx, (await vaultNamed(tx, 'a-vault'))!))
      expect(await storage.write((tx) => countTry(tx, 'a-vault'))).toBeNull()
      expect(await storage.snapshot((tx) => vaultNamed(tx, 'a-vault'))).toMatchObject({ pepper: null, pinHash: '', tries: 20 })
    })

    test('G2: a key is one person’s in the whole service, and found by its name in its organisation alone', async () => {
      const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const
      const own = { org: ORG, kid: 'a-key', person: PERSON, vault: null, device: DEVICE, method: 'key', record: null, key, certificate: 'a.b.c', from: AT, until: AT } as const
      expect(await storage.write((tx) => addPersonKey(tx, own))).toBe(true)
      expect(await storage.write((tx) => addPersonKey(tx, own))).toBe(false)
      expect(await storage.write((tx) => addPersonKey(tx, { ...own, org: OTHER }))).toBe(false)
      expect(await storage.snapshot((tx) => personKeysOf(tx, ORG, ['a-key', 'b-key']))).toEqual([{ ...own, revokedAt: null }])
      expect(await storage.snapshot((tx) => personKeysOf(tx, OTHER, ['a-key']))).toEqual([])
      expect((await storage.snapshot((tx) => personKeysNamed(tx, ['a-key']))).map(({ org }) => org)).toEqual([ORG])
      expect(await storage.snapshot((tx) => personKeysOf(tx, ORG, []))).toEqual([])
    })

    test('a row put again replaces the one of that scope, and only that', async () => {
      await storage.write((tx) => putScopeRows(tx, ORG, [row(1, { text: 'old' }), row(2)]))
      await storage.write((tx) => putScopeRows(tx, OTHER, [row(1, { text: 'another service' })]))
      await storage.write((tx) => putScopeRows(tx, ORG, [{ ...row(1, null), seq: 7, revision: 2 }]))
      const rows = await storage.snapshot((tx) => scopeRowsAfter(tx, ORG, 'org', 0, 99, 9))
      expect(rows.map(({ id, seq, revision, body }) => [id, seq, revision, body])).toEqual([['r2', 2, 1, '{"n":2}'], ['r1', 7, 2, null]])
      expect(await storage.snapshot((tx) => scopeRowsAfter(tx, ORG, 'org', 2, 6, 9))).toEqual([])
    })

    test('rows are found by their names, in their scope and organisation alone', async () => {
      await storage.write((tx) => putScopeRows(tx, ORG, [row(1), { ...row(2), revision: 4 }]))
      await storage.write((tx) => putScopeRows(tx, OTHER, [row(3)]))
      const found = await storage.snapshot((tx) => scopeRowsNamed(tx, ORG, 'org', ['r2', 'r3', 'r9']))
      expect(found.map(({ id, revision, body }) => [id, revision, body])).toEqual([['r2', 4, '{"n":2}']])
      expect(await storage.snapshot((tx) => scopeRowsNamed(tx, ORG, 'org', []))).toEqual([])
      expect(await storage.snapshot((tx) => scopeRowsNamed(tx, ORG, 'file:x', ['r1']))).toEqual([])
    })

    test('a person has one calendar address: a new one takes the place of the old, and it goes with the account or the organisation', async () => {
      const account = (org: OrgId, username: string) => ({ org, person: PERSON, username, passwordHash: 'x', administrator: false, at: AT })
      const feed = (org: OrgId, token: string) => ({ org, person: PERSON, tokenHash: token, at: AT })
      await storage.write(async (tx) => {
        await addAccount(tx, account(ORG, 'one'))
        await addAccount(tx, account(OTHER, 'other'))
        await putFeed(tx, feed(ORG, 'old'))
        await touchFeed(tx, 'old', AT)
        await putFeed(tx, feed(OTHER, 'elsewhere'))
      })
      expect(await storage.snapshot((tx) => feedOf(tx, ORG, PERSON))).toEqual({ org: ORG, person: PERSON, createdAt: AT, lastReadAt: AT })
      await storage.write((tx) => putFeed(tx, feed(ORG, 'new')))
      const withToken = (token: string) => storage.snapshot((tx) => feedWithToken(tx, token, AT))
      expect(await withToken('old')).toBeNull()
      expect(await withToken('new')).toEqual({ org: ORG, person: PERSON, createdAt: AT, lastReadAt: null })
      expect((await withToken('elsewhere'))?.org).toBe(OTHER)

      await expect(storage.write((tx) => putFeed(tx, feed(OTHER, 'new')))).rejects.toThrow(/unique/i)
      await storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: AT }).where('org', '=', ORG).execute())
      expect(await withToken('new')).toBeNull()
      expect(await storage.snapshot((tx) => feedOf(tx, ORG, PERSON))).not.toBeNull()
      await storage.write((tx) => dropFeed(tx, ORG, PERSON))
      expect(await storage.snapshot((tx) => feedOf(tx, ORG, PERSON))).toBeNull()
      await storage.write((tx) => removeOrg(tx, OTHER))
      expect(await withToken('elsewhere')).toBeNull()
    })

    test('text of every kind comes back as it was', async () => {
      const text = 'Ŵŷ ’“” \u0000 \u2028 😀 \\ " \ud800'
      await storage.write((tx) => putScopeRows(tx, ORG, [row(1, { text })]))
      const [stored] = await storage.snapshot((tx) => scopeRowsAfter(tx, ORG, 'org', 0, 9, 9))
      expect(JSON.parse(stored!.body!)).toEqual({ text })
    })

    test('P8: so does text that is no JSON, with a character 0 in it', async () => {
      const label = 'a\0b \uFDD0 \uFDD00000 ’😀'
      await storage.write(async (tx) => {
        await addAccount(tx, { org: ORG, person: PERSON, username: 'one', passwordHash: label, administrator: false, at: AT })
      })
      const found = await storage.snapshot((tx) => tx.selectFrom('accounts').select('username').where('password_hash', '=', label).execute())
      expect(found).toEqual([{ username: 'one' }])
      expect((await storage.snapshot((tx) => tx.selectFrom('accounts').select('password_hash').execute()))[0]?.password_hash).toBe(label)
    })

    test.runIf(readsBesideWrites)('L1: a snapshot sees one moment, whatever is written beside it, and waits for nobody', async () => {
      await storage.write((tx) => takeSeqs(tx, ORG, 1, AT, 'a'))
      const seen = await storage.snapshot(async (tx) => {
        const before = await headOf(tx, ORG)
        await storage.write((other) => takeSeqs(other, ORG, 5, AT, 'b'))
        return [before, await headOf(tx, ORG)]
      })
      expect(seen).toEqual([1, 1])
      expect(await storage.snapshot((tx) => headOf(tx, ORG))).toBe(6)
    })

    test.runIf(readsBesideWrites)('a snapshot cannot write', async () => {
      await expect(storage.snapshot((tx) => takeSeqs(tx, ORG, 1, AT, 'c'))).rejects.toThrow(/readonly|read-only/i)
    })

    test.runIf(reopen !== null)('what was written is there after a restart, and the schema is made once', async () => {
      await storage.write((tx) => takeSeqs(tx, ORG, 4, AT, 'd'))
      await storage.close()
      storage = await reopen!()
      expect(await storage.snapshot((tx) => headOf(tx, ORG))).toBe(4)
      expect(await storage.snapshot(orgsOf)).toEqual([
        { org: ORG, name: 'One', demonstration: false, secondFactor: 'required' },
        { org: OTHER, name: 'Other', demonstration: true, secondFactor: 'optional' },
      ])
    })
  })
}
