/** What changes elsewhere is on an open tablet without anybody's asking (L6): through a real browser and its service worker. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ActId, DeviceId, RecordId } from '../../src/domain/ids.ts'
import { instantOf } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { PushAnswer } from '../../src/protocol/push.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type Elsewhere, elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { givesUp, signsIn } from './steps.ts'
import { type Asked } from './watch.ts'

const PATIENCE = { timeout: 60_000, interval: 200 }

let service: Service
let tablet: Person
let dana: Elsewhere
let sam: Elsewhere

const to = (path: string): readonly Asked[] => tablet.asked.filter(({ url }) => new URL(url).pathname === path)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

beforeAll(async () => {
  service = await startService()
  tablet = new Person(service.url, TABLET)
  dana = await elsewhere(service.url, 'dana')
  sam = await elsewhere(service.url, 'sam')
})
stepsGoInOrder(() => ({ tablet }))
afterAll(async () => {
  await tablet.leaves()
  await service.remove()
})

/** A session of Sam's as Dana has it: what another is planned like. */
const oneOfSams = async (): Promise<Record<string, Json>> => {
  for await (const { scopes } of dana.pages()) {
    const found = scopes.flatMap(({ rows }) => rows).map(({ body }) => body as Record<string, Json> | null).find((body) => body?.['kind'] === 'session' && body['supervisee'] === sam.person)
    if (found) return found
  }
  throw new Error('Sam has no session')
}

const plans = async (): Promise<void> => {
  const { post, setting, supervisee, supervisor, pins } = await oneOfSams()
  const act = sealAct({
    actId: ActId.parse(v7()), recordId: RecordId.parse(v7()), kind: 'session', type: 'session.plan', payload: { post: post!, setting: setting!, supervisee: supervisee!, supervisor: supervisor!, pins: pins!, plannedFor: '2036-06-10' },
    deviceId: DeviceId.parse(v7()), deviceTime: instantOf(performance.timeOrigin + performance.now()),
  })
  const { receipts } = PushAnswer.parse(await dana.ask('POST', '/api/acts', { acts: [act] as unknown as Json }))
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied'])
}

describe('an open tablet', () => {
  it('L6: has one stream open once it has all there is, past the service worker, as it comes and not compressed', async () => {
    await tablet.opens('/')
    await signsIn(tablet, 'sam')
    await vi.waitFor(() => expect(to('/api/pokes').at(-1)?.answer?.status).toBe(200), PATIENCE)
    const { headers } = to('/api/pokes').at(-1)!.answer!
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(headers['content-encoding']).toBeUndefined()
    expect(await tablet.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  })

  it('L6: asks what changed as soon as something did, and for nothing while nothing does', async () => {
    await pause(3000)
    const before = to('/api/changes').length
    await pause(3000)
    expect(to('/api/changes')).toHaveLength(before)
    await plans()
    await vi.waitFor(() => expect(to('/api/changes').length).toBeGreaterThan(before), PATIENCE)
  })

  it('is told of nothing once it is locked', async () => {
    await givesUp(tablet)
    const before = tablet.asked.length
    await plans()
    await pause(2000)
    expect(tablet.asked.slice(before).filter(({ url }) => new URL(url).pathname.startsWith('/api/'))).toEqual([])
  })
})
