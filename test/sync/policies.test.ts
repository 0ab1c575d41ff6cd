/** Policies over HTTP: a service's own brought in, taken up in a setting with what it asks for, used by records from then on. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Client, HOME, type House, openHouse, post } from './house.ts'

let house: House
let olu: Client
let dana: Client
beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
  olu = await house.signIn('olu')
  dana = await house.signIn('dana')
})
afterAll(() => house.close())

const ON = '2026-06-02'
const own = (change: Record<string, Json> = {}): Json => ({ ...(JSON.parse(JSON.stringify(packOf('sefton'))) as Record<string, Json>), id: 'our-own', version: 1, ...change })
const publish = (client: Client, pack: Json, id = v7()): WireAct => client.act(id, 'policy.publish', { pack, on: ON }, 'policy')
const adopt = (client: Client, change: Record<string, Json> = {}): WireAct =>
  client.act(HOME, 'setting.adopt', { pack: 'our-own', packVersion: 1, settings: {}, readings: {}, from: '2026-06-08', reason: 'Agreed by the management team.', on: ON, ...change }, 'setting')
const outcome = async (client: Client, ...acts: WireAct[]) =>
  (await client.push(...acts)).map((receipt) => ('reason' in receipt ? [receipt.outcome, receipt.reason.code, receipt.reason.where ?? receipt.reason.fields ?? null] : [receipt.outcome]))

describe('a policy of the service’s own', () => {
  test('is brought in by who administers the service, once for each version, under an id that no policy that ships has', async () => {
    expect(await outcome(dana, publish(dana, own()))).toEqual([['quarantined', 'not-allowed', null]])
    expect(await outcome(olu, publish(olu, own({ id: 'sefton', version: 9 })))).toEqual([['quarantined', 'pack-id-taken', 'payload.pack.id']])
    expect(await outcome(olu, publish(olu, own({ tracks: { record: 7 } })))).toEqual([['quarantined', 'pack-invalid', 'payload.pack.tracks.record']])
    expect(await outcome(olu, publish(olu, own()))).toEqual([['applied']])
    expect(await outcome(olu, publish(olu, own({ name: { en: 'Another text' } })))).toEqual([['quarantined', 'pack-exists', 'payload.pack.version']])
    expect(await outcome(olu, publish(olu, own({ version: 2 })))).toEqual([['applied']])
  })

  test('reaches every device, and records can be pinned to it', async () => {
    const org = (await dana.everything()).get('org')!
    const packs = [...org.values()].flatMap((body) => ((body as { kind: string }).kind === 'pack' ? [body as { pack: { id: string; version: number } }] : []))
    expect(packs.map(({ pack }) => `${pack.id}@${pack.version}`)).toEqual(expect.arrayContaining(['our-own@1', 'our-own@2', 'havering@1']))
    const pins = { pack: 'our-own', packVersion: 1, form: 'welfare-supervision', formVersion: 1 }
    expect(await outcome(dana, dana.plan(v7(), 'sam', pins))).toEqual([['applied']])
    expect(await outcome(dana, dana.plan(v7(), 'sam', { ...pins, packVersion: 3 }))).toEqual([['quarantined', 'pack-unknown', 'payload.pins']])
  })
})

describe('taking up a policy', () => {
  test('is the administrator’s, of a policy that is here', async () => {
    expect(await outcome(dana, adopt(dana))).toEqual([['quarantined', 'not-allowed', null]])
    expect(await outcome(olu, adopt(olu, { packVersion: 7 }))).toEqual([['quarantined', 'pack-unknown', 'payload.pack']])
    expect(await outcome(olu, adopt(olu))).toEqual([['applied']])
    const state = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('records').select('state').where('id', '=', HOME).executeTakeFirst())
    expect((JSON.parse(state!.state) as { policies: { pack: string; from: string }[] }).policies).toMatchObject([{ pack: 'our-own', from: '2026-06-08' }])
  })

  test('a setting or a reading that the policy does not know is refused with its place', async () => {
    expect(await outcome(olu, adopt(olu, { settings: { oneToOne: 'often' } }))).toEqual([['quarantined', 'payload-invalid', 'payload.settings.oneToOne']])
    const readings = { 'SEF-AMB-99': { reading: 'x', reason: 'y', on: ON } }
    expect(await outcome(olu, adopt(olu, { readings }))).toEqual([['quarantined', 'reading-unknown', 'payload.readings.SEF-AMB-99']])
  })
})

describe('two readings that do not go together', () => {
  const question = (id: string, change: Json): Json => ({
    id, says: { en: 'How?' }, rules: ['SEF-4.9'], reading: 'so',
    readings: [{ key: 'so', says: { en: 'so' } }, { key: 'other', says: { en: 'otherwise' }, changes: [change] }],
  })
  const ambiguities = [
    question('OWN-AMB-1', { op: 'remove', path: '/tracks/appraisal' }),
    question('OWN-AMB-2', { op: 'replace', path: '/tracks/appraisal/every', value: 'P6M' }),
  ]
  const chosen = (...ids: string[]): Json => Object.fromEntries(ids.map((id) => [id, { reading: 'other', reason: 'y', on: ON }]))

  test('are refused together and taken one by one', async () => {
    const shipped = JSON.parse(JSON.stringify(packOf('sefton')!.ambiguities)) as Json[]
    expect(await outcome(olu, publish(olu, own({ version: 4, ambiguities: [...shipped, ...ambiguities] })))).toEqual([['applied']])
    const by = (...ids: string[]): WireAct => adopt(olu, { packVersion: 4, readings: chosen(...ids), from: '2026-06-09' })
    expect(await outcome(olu, by('OWN-AMB-1', 'OWN-AMB-2'))).toEqual([['quarantined', 'readings-conflict', 'payload.readings']])
    expect(await outcome(olu, by('OWN-AMB-1'), by('OWN-AMB-2'))).toEqual([['applied'], ['applied']])
  })
})

describe('what happened beside sessions', () => {
  test('is written down by supervisor or manager and comes to whoever manages the home, by the day only', async () => {
    const happened = v7()
    const deed = (client: Client, on: string, withdrawn = false) =>
      client.act(post('kofi'), 'post.happened', { happened, event: { type: 'training', on }, withdrawn, on: ON }, 'post')
    const priya = await house.signIn('priya')
    expect(await outcome(olu, deed(olu, '2026-05-01'))).toEqual([['quarantined', 'not-allowed', null]])
    expect(await outcome(priya, deed(priya, '2026-05-01'), deed(priya, '2026-05-04'))).toEqual([['applied'], ['applied']])
    const events = async () => {
      const row = (await dana.everything()).get(`facts:${HOME}`)!.get(post('kofi'))
      return (row as { happened: { event: Json }[] }).happened.map(({ event }) => event)
    }
    expect(await events()).toEqual([{ type: 'training', on: '2026-05-04' }])
    expect(await outcome(dana, deed(dana, '2026-05-04', true))).toEqual([['applied']])
    expect(await events()).toEqual([])
  })
})

