/** Packs for inspections on the real server (W3): what is in one, who may make, open and end it, and that it is written down. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { InspectionAnswer, type InspectionMake, type InspectionItem } from '../../src/protocol/inspections.ts'
import { type Clients, classesIn, NAMES, REFERENCES, writeCanaries } from './inspection-canaries.ts'
import { EVERYBODY, HOME, type House, openHouse } from './house.ts'

let house: House
let clients: Clients

const ASKED: InspectionMake = { setting: HOME, from: '2026-05-01' as never, until: '2026-06-02' as never, for: { name: 'Ingrid Vale', organisation: 'Ofsted' } }

beforeAll(async () => {
  house = await openHouse({ administrator: 'una' })
  clients = Object.fromEntries(await Promise.all(EVERYBODY.map(async (key) => [key, await house.signIn(key)]))) as Clients
  await writeCanaries(clients)
})
afterAll(() => house.close())

const made = async (change: Partial<InspectionMake> = {}): Promise<InspectionItem> => {
  const answer = await clients.dana.request<{ inspection: InspectionItem }>('POST', '/api/inspections', { ...ASKED, ...change })
  expect(answer.text).toMatch(/"inspection"/)
  return answer.body.inspection
}
const reviewed = async (change: Partial<InspectionMake> = {}) => {
  const { id } = await made(change)
  const answer = await clients.dana.request('GET', `/api/inspections/${id}`)
  return { id, text: answer.text, body: InspectionAnswer.parse(answer.body) }
}

describe('what is in a pack', () => {
  test('W1, W3, SSWB-4.15: words of classes B and C are there, and none of A, D, E or of what only the two may have', async () => {
    const { text, body } = await reviewed()
    expect(body.pack.records.length).toBeGreaterThan(15)
    expect([...classesIn(text)].sort()).toEqual(['B', 'C'])
    const at = /.{60}\bKES.{60}/i.exec(text)?.[0]
    expect([NAMES.exec(JSON.stringify(body.pack))?.[0], REFERENCES.exec(text)?.[0], at]).toEqual([undefined, undefined, undefined])
  })
})
