import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { PACK_SHAPE } from '../../src/domain/policy/pack-shape.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type PackBody } from '../../src/domain/projections.ts'
import { publishShippedPacks } from '../../sync/services/services.ts'
import { type Client, type House, openHouse, ORG } from './house.ts'

let house: House
let sam: Client
beforeAll(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
})
afterAll(() => house.close())

const sefton = packOf('sefton')!
const ROW = `pack:sefton@${sefton.version}`

const orgRows = async (cursor: number) => {
  const { head, scopes } = await sam.changes({ org: cursor })
  return { head, rows: scopes.find(({ scope }) => scope === 'org')?.rows ?? [] }
}

test('a pack that says what is published already is not written again', async () => {
  const { head } = await orgRows(0)
  await publishShippedPacks(house.server.ports)
  await publishShippedPacks(house.server.ports)
  expect((await orgRows(0)).head).toBe(head)
})

test('an organisation that has the same version with fewer forms gets the new ones, above every device’s cursor', async () => {
  const { storage } = house.server.ports
  const old = { ...sefton, forms: sefton.forms.slice(0, 1), file: undefined }
  const body: PackBody = { kind: 'pack', id: 'sefton', revision: 1, shape: PACK_SHAPE, pack: JSON.parse(JSON.stringify(old)) as Json }
  await storage.write((tx) =>
    tx.updateTable('scope_rows').set({ body: JSON.stringify(body), revision: 1 }).where('org', '=', ORG).where('id', '=', ROW).execute(),
  )
  const before = await orgRows(0)
  expect((before.rows.find(({ id }) => id === ROW)!.body as unknown as PackBody & { pack: { forms: unknown[] } }).pack.forms).toHaveLength(1)

  await publishShippedPacks(house.server.ports)
  const after = await orgRows(before.head)
  expect(after.rows.map(({ id, revision, seq }) => [id, revision, seq])).toEqual([[ROW, 2, before.head + 1]])
  expect(after.rows[0]!.body).toEqual({ kind: 'pack', id: 'sefton', revision: 2, shape: PACK_SHAPE, pack: JSON.parse(JSON.stringify(sefton)) as Json })

  await publishShippedPacks(house.server.ports)
  expect((await orgRows(after.head)).head).toBe(after.head)
})
