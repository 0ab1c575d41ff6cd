/** Two real devices on the house's server: how long a saved change takes from one to the other. */
import { IDBFactory } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { PINS, person, post, HOME } from '../sync/house.ts'
import { comesIn, world } from '../sync/world.ts'
import { type Served } from './served.ts'

const SAVES = 100
/** Between two saves: what a person needs for a field at least. */
const BETWEEN_MS = 400

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Resolves once a session is readable on a device. */
const readable = (device: OpenDevice, record: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      if (!(await device.snapshot()).sessions.has(record as never)) return
      stop()
      resolve()
    }
    const stop = device.subscribe(() => {
      look().catch(reject)
    })
    look().catch(reject)
  })

/** @returns milliseconds, one for each save */
export const measurePokes = async (served: Pick<Served, 'address' | 'now'>): Promise<readonly number[]> => {
  const open = async (key: string): Promise<OpenDevice> => {
    const { device } = await comesIn(world(served, new IDBFactory(), { pokes: true }), key, `pw-${key}`)
    return device
  }
  const [dana, sam] = [await open('dana'), await open('sam')]
  // Both have pulled, and are told of changes from now on.
  await pause(2000)
  const took: number[] = []
  for (let n = 0; n < SAVES; n += 1) {
    const record = v7()
    const there = readable(sam, record)
    const from = performance.now()
    await dana.act({
      recordId: record as never, kind: 'session', type: 'session.plan',
      payload: { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: '2026-06-10', pins: PINS } as never,
    })
    await there
    took.push(performance.now() - from)
    await pause(BETWEEN_MS)
  }
  await dana.lock()
  await sam.lock()
  return took
}
