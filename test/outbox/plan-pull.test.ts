import { expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { planPull } from '../../src/outbox/plan-pull.ts'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { NO_STATE, type SyncState } from '../../src/store/state.ts'

const carriedIn = (scope: string): SyncState['carried'][number] => ({
  row: { scope, row: { id: `record of ${scope}`, seq: 3, revision: 2, body: { kind: 'session' } } }, acts: [], until: 9,
}) as unknown as SyncState['carried'][number]

test('L3: what was handed over of a file that is lost goes with it, and of no other', () => {
  const state: SyncState = { ...NO_STATE, cursors: { 'file:lost': 4, 'file:mine': 4 }, carried: [carriedIn('file:lost'), carriedIn('file:mine')] }
  const answer: ChangesAnswer = {
    head: 5, scopes: [], gone: ['file:lost'], backedUpThrough: 0, protocol: { min: 1, max: 5 }, serverTime: '2026-06-02T10:00:00Z' as Instant,
  }
  const plan = planPull({ rows: new Map(), entries: [], state }, answer, state.cursors, { clock: 0, offsetMs: 0 }, new Set())
  expect(plan.state.carried.map(({ row }) => row?.scope)).toEqual(['file:mine'])
  expect(plan.state.cursors).toEqual({ 'file:mine': 4 })
})
