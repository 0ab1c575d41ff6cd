import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type RecoveredBody } from '../../../src/domain/projections.ts'
import { ReadPage } from '../../../src/features/sessions/read-page.tsx'
import { SyncPage } from '../../../src/features/sync/sync-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { complete } from '../sessions/seed.ts'

const ignore = () => undefined
const GONE = '00000000-0000-7000-8000-000000000301' as RecordId

/** Dana's device with a copy of a session that is there, as of another record. */
const withCopy = async (as?: RecordId) => {
  const dana = memoryDevice(DANA)
  const record = await complete(dana)
  dana.confirm()
  const state = (await dana.snapshot()).sessions.get(record)!
  const copy = { ...state, id: as ?? record, competing: { feeling: [{ value: 'Better than last week.', act: 'x', by: SAM, at: '2026-06-10T09:00:00Z' }] } } as unknown as Json
  const of = as ?? record
  const body: RecoveredBody = { kind: 'recovered', id: `recovered:${of}`, revision: 9, record: of, by: SAM, at: '2026-06-10T09:12:00Z' as Instant, copy }
  const facts: RecoveredBody = { ...body, revision: 10, copy: { kind: 'session-facts', id: of, revision: 10, supervisee: SAM } }
  const device: Device = { ...dana, snapshot: async () => ({ ...(await dana.snapshot()), recovered: [facts, body] }) }
  return { device, record }
}

test('T2: a copy whose record is not here is on the page of saving and sending, said to be a copy, with whose device had it and its words', async () => {
  const { device } = await withCopy(GONE)
  const { container } = await renderInside(<SyncPage onRewrite={ignore} />, device)
  const card = (await screen.findByRole('heading', { name: 'Copies from before the service was restored' })).closest('section')!
  expect(textOf(card)).toContain('A copy is not the record')
  expect(within(card).getByRole('heading', { level: 3 }).textContent).toMatch(/^Session of Sam Oyelaran, /)
  expect(textOf(card)).toContain('From the device of Sam Oyelaran')
  expect(screen.getByText('Read its words')).toBeTruthy()
  expect(textOf(card)).toContain('Better than last week.')
  await expectAccessible(container, { page: true })
})

test('T2: where the record is here, the copy is on its page, and not in the list', async () => {
  const { device, record } = await withCopy()
  await renderInside(<ReadPage recordId={record} />, device)
  expect(await screen.findByText(/this record was further on/)).toBeTruthy()
  expect(screen.getByText('Better than last week.')).toBeTruthy()
})

test('T2: with none, nothing is said of it', async () => {
  await renderInside(<SyncPage onRewrite={ignore} />, memoryDevice(DANA))
  await screen.findByText('Nothing is waiting.')
  expect(screen.queryByText(/before the service was restored/)).toBeNull()
})
