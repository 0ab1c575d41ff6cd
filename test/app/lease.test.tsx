import { expect, test } from 'vitest'
import { standingOf } from '../../src/app/lease.ts'
import { type Lease } from '../../src/protocol/vaults.ts'

const DAY = 24 * 60 * 60_000
const GIVEN = Date.parse('2026-06-01T10:00:00Z')
const lease = (readDays = 7): Lease =>
  ({ v: 1, org: 'o', person: 'p', vault: 'v', at: '2026-06-01T10:00:00Z', readDays, wipeDays: 60 }) as unknown as Lease

test('K6: seven days offline are shown, then nothing is; sixty, and what opens it goes', () => {
  expect(standingOf(lease(), GIVEN, GIVEN)).toEqual({ kind: 'reads', daysLeft: 7 })
  expect(standingOf(lease(), GIVEN + 6 * DAY + 1, GIVEN)).toEqual({ kind: 'reads', daysLeft: 0 })
  expect(standingOf(lease(), GIVEN + 7 * DAY - 1, GIVEN)).toEqual({ kind: 'reads', daysLeft: 0 })
  expect(standingOf(lease(), GIVEN + 7 * DAY, GIVEN)).toEqual({ kind: 'blocked', why: 'too-long' })
  expect(standingOf(lease(), GIVEN + 60 * DAY - 1, GIVEN)).toEqual({ kind: 'blocked', why: 'too-long' })
  expect(standingOf(lease(), GIVEN + 60 * DAY, GIVEN)).toEqual({ kind: 'over' })
  expect(standingOf(lease(30), GIVEN + 29 * DAY, GIVEN).kind).toBe('reads')
})

test('K6: a clock turned back is noticed, by the lease and by the furthest this device has seen', () => {
  expect(standingOf(lease(), GIVEN - 2 * 60 * 60_000, GIVEN)).toEqual({ kind: 'blocked', why: 'clock-back' })
  expect(standingOf(lease(), GIVEN + DAY, GIVEN + 6 * DAY)).toEqual({ kind: 'blocked', why: 'clock-back' })
  // A clock put right by some minutes is no matter.
  expect(standingOf(lease(), GIVEN + DAY, GIVEN + DAY + 20 * 60_000).kind).toBe('reads')
})

test('a vault of the first cipher has no lease, and shows what it shows', () => {
  expect(standingOf(null, GIVEN, GIVEN)).toEqual({ kind: 'reads', daysLeft: Number.POSITIVE_INFINITY })
})
