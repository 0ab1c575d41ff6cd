import { beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { type OutboxPort } from '../../src/store/ports.ts'
import { actOf, newRecord, newSim, planOf, SAM, settle, type Sim, type Tab } from './sim.ts'

let sim: Sim
let tab: Tab
let record: RecordId

const edit = (field: string, value: string, on = tab): Promise<void> =>
  on.device.edit({ recordId: record, kind: 'session', values: { [field]: value } })
const shown = async (field: string, on = tab): Promise<unknown> =>
  (await on.device.snapshot()).sessions.get(record)?.fields[field]?.value

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
  record = newRecord()
  await tab.device.act({ recordId: record, kind: 'session', type: 'session.plan', payload: planOf() })
})

describe('saving on this device', () => {
  it('V1: a save resolves when the act is in the outbox, and the screen shows it with no connection', async () => {
    await edit('topic.1', 'Settling in')
    expect((await sim.outbox()).map(({ act, state }) => [act.type, state])).toEqual([
      ['session.plan', 'unsent'],
      ['fields.edit', 'unsent'],
    ])
    expect(await shown('topic.1')).toBe('Settling in')
    expect(sim.requests).toEqual([])
    expect(tab.device.sync()).toMatchObject({ word: 'on-device', unsent: 2, connection: 'not-tried', trouble: 'none' })
  })

  it('V1: a save whose transaction does not complete is refused, says so in red, and the next that does clears it', async () => {
    const { outbox } = sim.storage
    let full = true
    const storage = {
      ...sim.storage,
      outbox: {
        ...outbox,
        append: (...args: Parameters<OutboxPort['append']>) =>
          full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : outbox.append(...args),
      },
    }
    const other = await sim.openTab({ storage })
    await expect(edit('topic.1', 'Settling in', other)).rejects.toEqual(new DeviceError('local-save-failed'))
    expect(other.device.sync().trouble).toBe('local-save-failed')
    expect(await sim.outbox()).toHaveLength(1)
    full = false
    await edit('topic.1', 'Settling in', other)
    expect(other.device.sync().trouble).toBe('none')
  })

  it('V1: several acts are saved all or none', async () => {
    const hold = {
      recordId: record,
      kind: 'session',
      type: 'session.hold',
      payload: { on: '2026-06-10', start: '09:00', end: '10:00', place: 'office', mode: 'in-person' },
    } as const
    const plan = { recordId: record, kind: 'session', type: 'session.plan', payload: planOf() } as const
    const acts = [hold, plan] as unknown as Parameters<typeof tab.device.acts>[0]
    await expect(tab.device.acts(acts)).rejects.toEqual(new DeviceError('record-exists'))
    expect(await sim.outbox()).toHaveLength(1)
  })

  it('V2: a save in one tab shows in the other, which has not asked the server anything', async () => {
    const other = await sim.openTab()
    const changes: string[] = []
    other.device.subscribe((what) => changes.push(what))
    await edit('topic.1', 'Settling in')
    await settle()
    expect(await shown('topic.1', other)).toBe('Settling in')
    expect(changes).toContain('rows')
    expect(sim.requests).toEqual([])
  })

  it('V2: what is stored of a record is the server’s copy alone', async () => {
    await sim.wait(tab.device.sendNow())
    await edit('topic.1', 'Not sent yet')
    const { rows } = await (await sim.storage.openRows('rows')).load()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ body }) => new TextDecoder().decode(body)).join('')).not.toContain('Not sent yet')
  })

  it('V8: edits of one record that are unsent become one act, with the first `from` of each field', async () => {
    await sim.wait(tab.device.sendNow())
    await edit('topic.1', 'First')
    await sim.wait(tab.device.sendNow())
    const first = sim.server.log.at(-1)?.actId
    await edit('topic.1', 'Second')
    await edit('topic.2', 'Other')
    await edit('topic.1', 'Third')
    const unsent = (await sim.outbox()).filter(({ state }) => state === 'unsent')
    expect(unsent.map(({ act }) => act.patch)).toEqual([
      { 'topic.1': { value: 'Third', from: first }, 'topic.2': { value: 'Other', from: null } },
    ])
  })

  it('V8: an edit does not coalesce across a deed, nor with another record’s', async () => {
    await edit('topic.1', 'Before')
    await tab.device.act({
      recordId: record,
      kind: 'session',
      type: 'session.hold',
      payload: { on: '2026-06-10', start: '09:00', end: '10:00', place: 'office', mode: 'in-person' } as never,
    })
    await edit('topic.1', 'After')
    const acts = (await sim.outbox()).map(({ act }) => act)
    expect(acts.map(({ type }) => type)).toEqual(['session.plan', 'fields.edit', 'session.hold', 'fields.edit'])
    expect(acts[3]?.patch).toEqual({ 'topic.1': { value: 'After', from: acts[1]?.actId } })
  })

  it('V8: two tabs typing into the same field at once never make two acts over the same one', async () => {
    const other = await sim.openTab()
    await Promise.all([edit('topic.1', 'one'), edit('topic.1', 'two', other), edit('topic.2', 'three', other)])
    await sim.wait(tab.device.sendNow())
    expect(sim.server.session(record).competing).toEqual({})
  })

  it('V4: an edit made while its predecessor is being sent stays unsent when the receipt comes', async () => {
    await sim.wait(tab.device.sendNow())
    await edit('topic.1', 'sent')
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    sim.rewrite = async (reply) => {
      await answered
      return reply
    }
    const sending = tab.device.sendNow()
    await settle()
    expect((await sim.outbox()).at(-1)?.state).toBe('sending')
    await edit('topic.1', 'typed meanwhile')
    const [sent, later] = (await sim.outbox()).slice(-2)
    expect([sent?.state, later?.state]).toEqual(['sending', 'unsent'])
    expect(later?.act.patch).toEqual({ 'topic.1': { value: 'typed meanwhile', from: sent?.act.actId } })
    // The receipt of the first comes, then the network goes.
    sim.faults.push('drop-request')
    answer()
    await sim.wait(sending)
    expect((await sim.outbox()).slice(-2).map(({ state }) => state)).toEqual(['confirmed', 'unsent'])
    await sim.wait(tab.device.sendNow())
    expect(sim.server.session(record).fields['topic.1']?.value).toBe('typed meanwhile')
    expect(sim.server.session(record).competing).toEqual({})
  })

  it('P5: a second offline edit of a field names the first, though the first was sent and its answer lost', async () => {
    await sim.wait(tab.device.sendNow())
    await edit('topic.1', 'one')
    sim.faults.push('drop-response')
    await sim.wait(tab.device.sendNow())
    await edit('topic.1', 'two')
    await edit('topic.1', 'three')
    await sim.wait(tab.device.sendNow())
    expect(sim.server.session(record).competing).toEqual({})
    expect(sim.server.session(record).fields['topic.1']?.value).toBe('three')
  })

  it('P6: an edit begun before another’s change came keeps both', async () => {
    await edit('topic.1', 'mine')
    await sim.wait(tab.device.sendNow())
    const seen = (await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.act
    if (!seen) throw new Error('nothing shown')
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value: 'theirs', from: seen } } }))
    await sim.wait(tab.device.sendNow())
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'mine too' }, seen: { 'topic.1': seen } })
    await sim.wait(tab.device.sendNow())
    const { fields, competing } = sim.server.session(record)
    expect(fields['topic.1']?.value).toBe('theirs')
    expect(competing['topic.1']?.map(({ value }) => value)).toEqual(['mine too'])
    // Their next edit replaces their own competing version, and nothing else.
    await edit('topic.1', 'mine, again')
    await sim.wait(tab.device.sendNow())
    expect(sim.server.session(record).competing['topic.1']?.map(({ value }) => value)).toEqual(['mine, again'])
  })

  it('an edit that changes nothing saves nothing', async () => {
    await edit('topic.1', 'Settling in')
    await edit('topic.1', 'Settling in')
    expect(await sim.outbox()).toHaveLength(2)
  })

  it('P7: an edit of a locked record is refused with the reason, so that the screen can offer an addendum', async () => {
    await tab.device.act({
      recordId: record,
      kind: 'session',
      type: 'record.void',
      payload: { reason: 'wrong-person', note: '', on: '2026-06-10' } as never,
    })
    await expect(edit('topic.1', 'late')).rejects.toEqual(new DeviceError('record-void'))
    expect(tab.device.sync().trouble).toBe('none')
  })

  it('K5: once locked nothing can be read or saved, and what was saved is still there', async () => {
    await edit('topic.1', 'Settling in')
    await tab.device.lock()
    await expect(tab.device.snapshot()).rejects.toEqual(new DeviceError('locked'))
    await expect(edit('topic.2', 'more')).rejects.toEqual(new DeviceError('locked'))
    expect(await sim.outbox()).toHaveLength(2)
  })

  it('K5: what is being typed is saved before the keys go, and a text that can’t be saved keeps the device open', async () => {
    const take = tab.device.beforeLock(() => edit('topic.1', 'half a sen'))
    const refuse = tab.device.beforeLock(() => Promise.reject(new Error('full')))
    await expect(sim.wait(tab.device.lock())).rejects.toEqual(new DeviceError('unsaved-text'))
    expect(await shown('topic.1')).toBe('half a sen')
    refuse()
    await tab.device.lock()
    take()
    await expect(tab.device.snapshot()).rejects.toEqual(new DeviceError('locked'))
    expect(await sim.outbox()).toHaveLength(2)
  })
})
