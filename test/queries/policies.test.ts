/** What a setting works by and will, and the acts that change it. */
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../src/domain/dates.ts'
import { SettingAdopt } from '../../src/domain/records/deeds/policy.ts'
import { type SettingState } from '../../src/domain/records/record.ts'
import { adoptAct, packAt, policySince, publishAct, readingChosen, readingsFor, settingsFor, stageOn, stagesOf, takenBy, withReading } from '../../src/queries/policies.ts'
import { like, seftonAsking, shipped } from '../domain/policy/own.ts'
import { DANA, HOME, memoryDevice, SAM } from '../memory-device.ts'

const day = (text: string) => text as PlainDate
const chosen = (reading: string, on: string) => ({ reading, reason: 'Because', on: day(on) })
const adoption = (from: string, change: object = {}) => ({ pack: 'sefton', packVersion: 1, settings: {}, readings: {}, from, reason: '', on: from, act: `act-${from}`, by: 'olu', at: `${from}T09:00:00Z`, ...change })
const setting = (...policies: object[]): SettingState =>
  ({ kind: 'setting', id: HOME, revision: 1, name: 'Home', residentialHome: true, pack: 'sefton', packVersion: 1, settings: { closureDays: ['2026-12-24'] }, managers: [DANA], roster: null, policies }) as unknown as SettingState

describe('what a setting works by', () => {
  test('is a stage of its own for each day on which something was taken up', () => {
    const home = setting(adoption('2026-06-01'), adoption('2026-07-01', { pack: 'havering' }))
    expect(stagesOf(home).map(({ pack, from, said }) => [pack, from, said?.by ?? null])).toEqual([
      ['sefton', null, null], ['sefton', '2026-06-01', 'olu'], ['havering', '2026-07-01', 'olu'],
    ])
    const on = (text: string) => {
      const { now, coming, until } = stageOn(home, day(text))
      return [now.from, coming.map(({ from }) => from), until]
    }
    expect(on('2026-05-31')).toEqual([null, ['2026-06-01', '2026-07-01'], '2026-05-31'])
    expect(on('2026-06-01')).toEqual(['2026-06-01', ['2026-07-01'], '2026-06-30'])
    expect(on('2026-07-01')).toEqual(['2026-07-01', [], null])
  })

  test('a policy is in force since its version was taken up, whatever was chosen or read otherwise since', () => {
    const home = setting(adoption('2026-06-01', { settings: { recordWithin: 'P5D' } }), adoption('2026-07-01', { pack: 'havering' }), adoption('2026-08-01', { pack: 'havering', readings: { 'HAV-AMB-6': chosen('x', '2026-07-20') } }))
    const since = (text: string) => policySince(home, stageOn(home, day(text)).now)
    expect([since('2026-05-31'), since('2026-06-15'), since('2026-07-15'), since('2026-08-15')]).toEqual([null, null, '2026-07-01', '2026-07-01'])
  })

  test('who chose a reading is who said it first, though every later change says it again', () => {
    const readings = { 'SEF-AMB-1': chosen('weekly', '2026-06-01') }
    const home = setting(adoption('2026-06-01', { readings, by: 'dana' }), adoption('2026-07-01', { readings, settings: { recordWithin: 'P5D' } }))
    const { now } = stageOn(home, day('2026-07-02'))
    expect(readingChosen(home, now, { id: 'SEF-AMB-1' })).toMatchObject({ reading: 'weekly', by: 'dana' })
    expect(readingChosen(home, now, { id: 'SEF-AMB-2' })).toBeNull()
  })

  test('a reading is changed with everything else that is in force on that day', () => {
    const home = setting(adoption('2026-06-01', { settings: { recordWithin: 'P5D' }, readings: { 'SEF-AMB-5': chosen('x', '2026-06-01') } }))
    const { now } = stageOn(home, day('2026-06-20'))
    const candidate = withReading(now, 'SEF-AMB-1', chosen('weekly', '2026-06-10'), day('2026-06-20'))
    expect(candidate).toEqual({
      pack: 'sefton', packVersion: 1, settings: { recordWithin: 'P5D' }, from: '2026-06-20',
      readings: { 'SEF-AMB-5': chosen('x', '2026-06-01'), 'SEF-AMB-1': chosen('weekly', '2026-06-10') },
    })
    const act = adoptAct(HOME, candidate, 'Because', day('2026-06-10'))
    expect([act.recordId, act.kind, act.type]).toEqual([HOME, 'setting', 'setting.adopt'])
    expect('payload' in act && SettingAdopt.safeParse(act.payload).success).toBe(true)
  })

  test('another version keeps the readings it still has, another policy none', () => {
    const { now } = stageOn(setting(adoption('2026-06-01', { readings: { 'SEF-AMB-1': chosen('weekly', '2026-06-01'), 'SEF-AMB-9': chosen('gone', '2026-06-01') } })), day('2026-06-02'))
    expect(Object.keys(readingsFor({ ...seftonAsking, version: 2 }, now))).toEqual(['SEF-AMB-1'])
    expect(readingsFor(like('havering', {}), now)).toEqual({})
  })

  test('is the administrator’s to read everywhere, a manager’s in their own home, nobody else’s', async () => {
    const snapshot = await memoryDevice().snapshot()
    const names = (person: typeof DANA, administrator: boolean) => settingsFor(snapshot, { ...memoryDevice(person).me, administrator }).map(({ name }) => name)
    expect([names(DANA, false), names(SAM, true), names(SAM, false)]).toEqual([['Larkfield House'], ['Larkfield House'], []])
  })
})

describe('a service’s own policy', () => {
  const here = [{ pack: shipped('sefton'), record: null }, { pack: like('sefton', { id: 'our-own', version: 3 }), record: HOME }]

  test('is not brought in under the id of one that ships, nor twice under one version', () => {
    expect(takenBy(like('sefton', { version: 9 }), here)).toEqual({ kind: 'id-ships' })
    expect(takenBy(like('sefton', { id: 'our-own', version: 3 }), here)).toEqual({ kind: 'version-here', next: 4 })
    expect(takenBy(like('sefton', { id: 'our-own', version: 2 }), here)).toBeNull()
    expect(takenBy(like('sefton', { id: 'another' }), here)).toBeNull()
  })

  test('is a record of its own, and is there as soon as it is saved', async () => {
    const olu = memoryDevice(DANA, undefined, [], undefined, { administrator: DANA })
    const own = like('sefton', { id: 'our-own' })
    const act = publishAct(own, olu)
    await olu.act(act)
    const { allPacks } = await olu.snapshot()
    expect(packAt(allPacks(), 'our-own@1')).toEqual({ pack: own, record: act.recordId })
    expect(packAt(allPacks(), 'sefton@1')?.record).toBeNull()
    expect(packAt(allPacks(), 'our-own@2')).toBeUndefined()
  })

  test('somebody who does not administer the service cannot bring one in', async () => {
    const dana = memoryDevice()
    await expect(dana.act(publishAct(like('sefton', { id: 'our-own' }), dana))).rejects.toThrow('not-allowed')
  })
})
