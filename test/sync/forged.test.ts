/** What only a forged client sends, or one with a wrong clock: nobody's record is in the way of another's, and no count moves. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { shiftId } from '../../src/protocol/derived-ids.ts'
import { applied, openFile } from './deeds.ts'
import { type Client, HOME, type House, openHouse, ORG, person, pinsOf, post } from './house.ts'

let house: House
let dana: Client
let sam: Client
let ade: Client
beforeAll(async () => {
  house = await openHouse()
  ;[dana, sam, ade] = await Promise.all(['dana', 'sam', 'ade'].map((key) => house.signIn(key))) as [Client, Client, Client]
})
afterAll(() => house.close())

const said = (receipts: readonly Receipt[]): readonly unknown[] =>
  receipts.map((receipt) => (receipt as { reason?: { code: string } }).reason?.code ?? receipt.outcome)
const entry = (key: string, startedAt: string, change: Record<string, Json> = {}) =>
  ({ post: post(key), setting: HOME, person: person(key), startedAt, endedAt: null, status: 'worked', units: null, ...change })
const idFor = (key: string, startedAt: string) => shiftId(ORG, person(key), HOME, startedAt as Instant)
const inFacts = async <S>(id: string): Promise<S> => (await dana.everything()).get(`facts:${HOME}`)!.get(id) as S

describe('shifts (SEF-3.18)', () => {
  test('a correction does not move a shift to the post of somebody else, whoever sends it', async () => {
    const at = '2026-06-01T07:00:00Z'
    const id = idFor('sam', at)
    applied(await sam.push(sam.act(id, 'shift.log', entry('sam', at, { claimed: true }), 'shift')))
    expect(said(await sam.push(sam.act(id, 'shift.log', entry('sam', at, { claimed: true, post: post('ade'), status: 'absent' }), 'shift')))).toEqual(['not-allowed'])
    expect(said(await dana.push(dana.act(id, 'shift.log', entry('sam', at, { post: post('ade') }), 'shift')))).toEqual(['post-unknown'])
    expect((await inFacts<ShiftState>(id)).post).toBe(post('sam'))
  })

  test('a claim is put right to another post of one’s own, and to nobody else’s', async () => {
    const at = '2026-06-03T07:00:00Z'
    const second = v7()
    const start = { person: person('sam'), setting: HOME, title: 'Bank', group: 'residential', employment: 'casual', hours: null, line: 'managerial', supervisor: person('dana'), employedOn: '2026-01-05', supervisedSince: null, from: '2026-01-05', until: null, facts: {} }
    applied(await dana.push(dana.act(second, 'post.start', start, 'post')))
    const claim = (to: string) => sam.act(idFor('sam', at), 'shift.log', entry('sam', at, { claimed: true, post: to }), 'shift')
    expect(said(await sam.push(claim(post('sam')), claim(second), claim(post('ade'))))).toEqual(['applied', 'applied', 'not-allowed'])
    expect((await inFacts<ShiftState>(idFor('sam', at))).post).toBe(second)
  })

  test('nobody takes the id that the roster will give to a shift of somebody else', async () => {
    const at = '2026-06-02T07:00:00Z'
    const id = idFor('sam', at)
    const plan = { post: post('ade'), setting: HOME, supervisee: person('ade'), supervisor: person('dana'), plannedFor: '2026-07-01', pins: pinsOf('welfare-supervision') }
    const tries = [ade.act(id, 'shift.log', entry('ade', at, { claimed: true }), 'shift'), ade.act(id, 'session.plan', plan), openFile(ade, 'ade', id)]
    expect(said(await ade.push(...tries))).toEqual(['payload-invalid', 'payload-invalid', 'payload-invalid'])
    applied(await dana.push(dana.act(id, 'shift.log', entry('sam', at), 'shift')))
    expect((await inFacts<ShiftState>(id)).person).toBe(person('sam'))
  })
})

test('a supervision is not recorded on a form that is for something else, which would ask nothing', async () => {
  expect(said(await dana.push(dana.plan(v7(), 'sam', pinsOf('front-sheet'))))).toEqual(['pack-unknown'])
})

test('nobody supervises themselves: one person would sign for both', async () => {
  expect(said(await dana.push(dana.act(post('priya'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-01' }, 'post')))).toEqual(['not-allowed'])
  const own = { person: person('dana'), setting: HOME, title: 'Manager', group: 'team-manager', employment: 'permanent', hours: null, line: 'managerial', employedOn: '2026-01-05', supervisedSince: null, from: '2026-01-05', until: null, facts: {} }
  expect(said(await dana.push(
    dana.act(v7(), 'post.start', { ...own, supervisor: person('dana') }, 'post'),
    dana.act(v7(), 'post.start', { ...own, supervisor: null }, 'post'),
  ))).toEqual(['not-allowed', 'applied'])
})

test('how far shifts are known is never said to be days ahead: it could not be taken back', async () => {
  const roster = (through: string) => dana.act(HOME, 'setting.roster', { through, rows: 1, on: '2026-06-02' }, 'setting')
  expect(said(await dana.push(roster('2062-06-02T08:00:00Z'), roster('2026-06-02T08:00:00Z')))).toEqual(['date-in-future', 'applied'])
  const home = (await dana.everything()).get('org')!.get(HOME) as unknown as SettingState
  expect(home.roster?.through).toBe('2026-06-02T08:00:00Z')
})

test('W1: what is written where the key of a reason belongs does not leave the file', async () => {
  const id = v7()
  const cancel = { plannedFor: '2026-06-01', reason: 'canary: Sam is ill again', note: 'canary', on: '2026-06-01' }
  applied(await dana.push(dana.plan(id, 'sam'), dana.act(id, 'session.cancel', cancel)))
  expect(JSON.stringify(await inFacts(id))).not.toContain('canary')
})
