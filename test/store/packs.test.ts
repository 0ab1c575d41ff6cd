/** What comes in bulk is stored in packs of rows; what is read is the same as row by row (L1, V6, W4). */
import * as fc from 'fast-check'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { placeOf } from '../../src/store/entry.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { moveVault } from '../../src/store/move-vault.ts'
import { type HeldRow, openRows, type PersonRows } from '../../src/store/person-rows.ts'
import { type DeviceStorage, type OpaqueRow, type RowsPort, type VaultRow } from '../../src/store/ports.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { type Cipher } from '../../src/vault/cipher.ts'
import { DANA, fakeKdf } from '../outbox/sim.ts'
import { plainCipher } from '../outbox/tab-parts.ts'
import { firstCipher } from '../vault/first-cipher.ts'

const FILE = 'file:00000000-0000-4000-8000-000000000022'
const FACTS = 'facts:00000000-0000-4000-8000-000000000031'

let storage: DeviceStorage
let cipher: Cipher
let here: PersonRows

const rowOf = (n: number, seq: number, scope = FILE, words = `words ${n} at ${seq}`): HeldRow => ({ scope, row: { id: `r${n}`, seq, revision: 1, body: { kind: 'x', words } } })
const many = (from: number, to: number, seq: (n: number) => number = (n) => n, scope = FILE): readonly HeldRow[] =>
  Array.from({ length: to - from }, (_, i) => rowOf(from + i, seq(from + i), scope))
const open = async (): Promise<PersonRows> => openRows(cipher, await storage.openRows('rows'))
const disk = async (): Promise<readonly OpaqueRow[]> => (await (await storage.openRows('rows')).load()).rows
const diskText = async (): Promise<string> => (await disk()).map(({ body }) => new TextDecoder().decode(body)).join('\n')
const apply = async (put: readonly HeldRow[], remove: readonly { scope: string; id: string }[] = [], on = here): Promise<void> => {
  while ((await on.apply({ put, remove, state: { ...on.state(), cursors: { [FILE]: 1 } } })) === 'stale') await on.refresh()
}
const wordsOf = (rows: Pick<PersonRows, 'rows'>): readonly string[] => [...rows.rows.values()].map(({ scope, row }) => `${scope} ${row.id} ${JSON.stringify(row.body)}`).sort()

beforeEach(async () => {
  storage = memoryStorage()
  cipher = plainCipher()
  here = await open()
})

describe('packs', () => {
  it('many rows of a scope lie under few names, and are there when it is opened again', async () => {
    await apply([...many(1, 251), ...many(1, 6, (n) => n, FACTS)])
    expect(await disk()).toHaveLength(3 + 5)
    expect(wordsOf(await open())).toEqual(wordsOf(here))
    expect(here.rows.size).toBe(255)
  })

  it('a row that changes is written alone, and stands over the one in its pack', async () => {
    await apply(many(1, 101))
    const [before] = await disk()
    await apply([rowOf(7, 500, FILE, 'newer')])
    const now = await disk()
    expect(now).toHaveLength(2)
    expect(now).toContainEqual(before)
    expect((await open()).rows.get(placeOf(FILE, 'r7'))?.row.body).toEqual({ kind: 'x', words: 'newer' })
  })

  it('W4: a row that goes is taken out of every pack it was ever in', async () => {
    await apply(many(1, 101))
    await apply(many(1, 31, (n) => 1000 + n))
    await apply([rowOf(7, 5000, FILE, 'CANARY')])
    expect(await diskText()).toContain('"id":"r7"')
    await apply([], [{ scope: FILE, id: 'r7' }])
    expect(await diskText()).not.toContain('"id":"r7"')
    expect(await diskText()).not.toContain('CANARY')
    expect(wordsOf(await open())).toEqual(wordsOf(here))
    expect(here.rows.size).toBe(99)
  })

  it('L3: a scope that is dropped leaves no pack behind', async () => {
    await apply([...many(1, 251), ...many(1, 51, (n) => n, FACTS)])
    await apply([], many(1, 251).map(({ scope, row: { id } }) => ({ scope, id })))
    expect(await disk()).toHaveLength(1)
    expect(await diskText()).not.toContain(FILE)
  })

  it('a row that comes again as it was before, from a server that was restored, does not give way to its packed copy', async () => {
    await apply(many(1, 101, (n) => 1000 + n))
    await apply([rowOf(7, 12, FILE, 'as restored')])
    expect((await open()).rows.get(placeOf(FILE, 'r7'))?.row.body).toEqual({ kind: 'x', words: 'as restored' })
  })

  it('what all comes again takes the place of what was there', async () => {
    await apply(many(1, 101))
    await apply([rowOf(7, 500)])
    await apply(many(1, 101, (n) => (n === 7 ? 500 : n)))
    expect(await disk()).toHaveLength(1)
  })

  it('a pack of which less than half counts is written again without the rest', async () => {
    await apply(many(1, 101))
    for (let n = 1; n <= 51; n += 1) await apply([rowOf(n, 1000 + n)])
    expect(await diskText()).not.toContain('words 1 at 1"')
    expect((await diskText()).match(/"id":/g)).toHaveLength(100)
  })

  it('V6: a pack that does not open is asked for again, with everything; nothing else is lost', async () => {
    await apply([...many(1, 201), ...many(1, 3, (n) => n, FACTS)])
    const rows = await storage.openRows('rows')
    const { rows: all, state } = await rows.load()
    const broken = all.find(({ body }) => body.length > 5000)!
    await rows.apply({ expect: state!.rev, put: [{ ...broken, body: utf8('not JSON') }], remove: [], state: state! })
    const again = await open()
    expect(again.rows.size).toBe(102)
    expect(again.state().cursors).toEqual({})
    await apply([rowOf(999, 999)], [], again)
    expect((await disk()).some(({ key }) => key === broken.key)).toBe(false)
  })

  it('V6: a pack that the browser has lost is missed', async () => {
    await apply(many(1, 201))
    const rows = await storage.openRows('rows')
    const { rows: all, state } = await rows.load()
    await rows.apply({ expect: state!.rev, put: [], remove: [all[0]!.key], state: state! })
    expect((await open()).state().cursors).toEqual({})
  })

  it('rows that were each stored alone, as before there were packs, go on as they are', async () => {
    const port = await storage.openRows('rows')
    const state = { key: await cipher.nameOf('state'), rev: 's', body: utf8(JSON.stringify({ ...here.state(), rowsRev: 's', rowCount: 40 })) }
    const put = await Promise.all(many(1, 41).map(async (each, i) => ({ key: await cipher.nameOf('row', FILE, each.row.id), rev: `${i}`, body: utf8(JSON.stringify(each)) })))
    await port.apply({ expect: null, put, remove: [], state })
    here = await open()
    expect(here.rows.size).toBe(40)
    await apply([rowOf(3, 100, FILE, 'newer')], [{ scope: FILE, id: 'r4' }])
    expect(await disk()).toHaveLength(39)
    // All of them anew: packed, and nothing alone is left.
    await apply(many(1, 41, (n) => 200 + n))
    expect(await disk()).toHaveLength(1)
    expect(wordsOf(await open())).toEqual(wordsOf(here))
  })

  it('V6: a database that was taken away is put back from memory', async () => {
    let port = await storage.openRows('rows')
    const through: RowsPort = { load: () => port.load(), state: () => port.state(), apply: (change) => port.apply(change), close: () => port.close() }
    here = await openRows(cipher, through)
    await apply([...many(1, 251), rowOf(999, 999, FACTS)])
    const before = wordsOf(here)
    await storage.removeRows('rows')
    port = await storage.openRows('rows')
    await here.refresh()
    expect(wordsOf(here)).toEqual(before)
    expect(wordsOf(await open())).toEqual(before)
  })

  it('a vault that moves takes its packs along', async () => {
    storage = dexieStorage({ indexedDB: new IDBFactory(), IDBKeyRange })
    const owner = { org: '00000000-0000-4000-8000-000000000099', person: DANA, username: 'dana', name: 'Dana', knownAs: 'Dana', administrator: false, duties: [] }
    const cipherFor = async (vault: string): Promise<Cipher> => (await firstCipher({ vault, owner, password: vault }, fakeKdf)).cipher
    const vault = (id: string): VaultRow => ({ id, database: `db-${id}`, owner: 'o', knownAs: 'Dana', state: 'current', envelope: {} })
    const [old, fresh] = [await cipherFor('old'), await cipherFor('new')]
    await storage.vaults.put([vault('old')])
    here = await openRows(old, await storage.openRows('db-old'))
    await apply([...many(1, 151), ...many(1, 4, (n) => n, FACTS)])
    await apply([rowOf(7, 500, FILE, 'newer')])
    await moveVault(storage, { earlier: { row: vault('old'), cipher: old }, next: { row: vault('new'), cipher: fresh }, seal: null })
    const moved = await openRows(fresh, await storage.openRows('db-new'))
    expect(wordsOf(moved)).toEqual(wordsOf(here))
    expect(moved.state().cursors).toEqual({ [FILE]: 1 })
  })
})

interface Step {
  readonly tab: 0 | 1
  readonly what: 'newer' | 'older' | 'remove' | 'drop'
  readonly from: number
  readonly count: number
  readonly facts: boolean
}
const STEP: fc.Arbitrary<Step> = fc.record({
  tab: fc.constantFrom(0, 1),
  what: fc.constantFrom('newer', 'newer', 'newer', 'older', 'remove', 'remove', 'drop'),
  from: fc.integer({ min: 1, max: 40 }),
  count: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 18, max: 130 })),
  facts: fc.boolean(),
})

it('L1, V5, W4: whatever two tabs write, in bulk and one by one, each reads what there is, and nothing that went is on the disk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 16 }), async (steps) => {
      storage = memoryStorage()
      const tabs = [await open(), await open()] as const
      const model = new Map<string, HeldRow>()
      let seq = 10_000
      for (const { tab, what, from, count, facts } of steps) {
        const scope = facts ? FACTS : FILE
        const remove: { scope: string; id: string }[] = []
        const put: HeldRow[] = []
        const ids = what === 'drop' ? [] : Array.from({ length: count }, (_, i) => from + i)
        if (what === 'drop') remove.push(...[...model.values()].filter((each) => each.scope === scope).map(({ row: { id } }) => ({ scope, id })))
        for (const n of ids) {
          seq += 1
          if (what === 'remove') remove.push({ scope, id: `r${n}` })
          else put.push(rowOf(n, what === 'older' ? seq - 10_000 : seq, scope))
        }
        await apply(put, remove, tabs[tab])
        for (const { scope: of, id } of remove) model.delete(placeOf(of, id))
        for (const each of put) model.set(placeOf(each.scope, each.row.id), each)
        const expected = wordsOf({ rows: model })
        expect(wordsOf(tabs[tab])).toEqual(expected)
        expect(wordsOf(await open())).toEqual(expected)
        // The other tab looks now and then: it may have several writings to catch up with.
        const looks = count % 2 === 0 ? tabs[1 - tab]! : tabs[tab]
        await looks.refresh()
        expect(wordsOf(looks)).toEqual(expected)
        for (const { body } of await disk()) {
          const sealed = JSON.parse(new TextDecoder().decode(body)) as { scope: string; row?: { id: string }; rows?: { id: string }[] }
          for (const { id } of sealed.rows ?? [sealed.row!]) expect(model.has(placeOf(sealed.scope, id))).toBe(true)
        }
      }
    }),
    { numRuns: 100 },
  )
})
