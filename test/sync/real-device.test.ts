/** A real device, vault, store and loop, against the real server: what an agency worker's device holds once decrypted. */
import { IDBFactory } from 'fake-indexeddb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Client, EVERYBODY, type House, heldSession, openHouse, person, POSTS } from './house.ts'
import { comesIn, world } from './world.ts'

let house: House
const clients = new Map<string, Client>()

const fields = packOf('sefton')!.forms[0]!.sections.flatMap((section) => section.fields)

/** Every field of the form with a word that names the worker. */
const wordsOf = (key: string): Record<string, Json> =>
  Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const word = `canary-${key}-${field.key.replaceAll('.', '-')}`
      if (field.type === 'topic') return [[field.key, { state: 'note', note: word }]]
      return field.type === 'text' || field.type === 'line' ? [[field.key, word]] : []
    }),
  )

beforeAll(async () => {
  house = await openHouse()
  for (const key of EVERYBODY) clients.set(key, await house.signIn(key))
  for (const { key, supervisor } of POSTS) await heldSession(clients.get(supervisor)!, key, wordsOf(key))
})
afterAll(() => house.close())

/** Signs in on a device of their own and waits until everything is pulled; what the screens can read, as text. */
const pulled = async (key: string, idb: IDBFactory): Promise<string> => {
  const { device } = await comesIn(world(house, idb), key, `pw-${key}`)
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  const snapshot = await device.snapshot()
  const text = JSON.stringify(snapshot, (_name, value: unknown) => (value instanceof Map ? [...value] : value))
  await device.lock()
  return text
}

const owners = (text: string): readonly string[] => [...new Set([...text.matchAll(/canary-([a-z]+)-/g)].map((match) => match[1]!))].sort()

test('W1, K8: an agency worker’s decrypted store holds their own words and nobody else’s', async () => {
  const text = await pulled('ade', new IDBFactory())
  expect(owners(text)).toEqual(['ade'])
  expect(text).toContain(person('ade'))
})

test('W1, K8: a manager’s decrypted store holds the words of the files they are half of, and facts of the others', async () => {
  const text = await pulled('dana', new IDBFactory())
  const supervised = POSTS.filter(({ key, supervisor }) => supervisor === 'dana' || key === 'dana').map(({ key }) => key)
  expect(owners(text)).toEqual([...supervised].sort())
  expect(text).toContain(person('kofi'))
})

test('a device makes, asks about and ends its private calendar address at the service', async () => {
  vi.stubGlobal('location', { origin: house.address })
  const { device } = await comesIn(world(house, new IDBFactory()), 'kofi', 'pw-kofi')
  const calendar = device.calendar!
  expect(await calendar.feed()).toBeNull()
  const { address } = await calendar.make()
  expect((await (await fetch(address)).text()).startsWith('BEGIN:VCALENDAR')).toBe(true)
  expect(await calendar.feed()).toMatchObject({ since: expect.any(String) })
  await calendar.end()
  expect([await calendar.feed(), (await fetch(address)).status]).toEqual([null, 404])
  await device.signOut()
  await expect(calendar.feed()).rejects.toThrow('locked')
  vi.unstubAllGlobals()
})
