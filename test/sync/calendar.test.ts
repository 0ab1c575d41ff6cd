import ICAL from 'ical.js'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agreedSessionId } from '../../src/protocol/derived-ids.ts'
import { type RecordId } from '../../src/domain/ids.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { CalendarFeed, CalendarFeedMade } from '../../src/protocol/calendar-feed.ts'
import { agreementAnswers, applied, signedAgreement } from './deeds.ts'
import { type Answer, type Client, HOME, type House, openHouse, ORG, person, PINS, post, send } from './house.ts'

let house: House
let dana: Client
let sam: Client
let ade: Client
beforeAll(async () => {
  house = await openHouse()
  ;[dana, sam, ade] = (await Promise.all(['dana', 'sam', 'ade'].map((key) => house.signIn(key)))) as [Client, Client, Client]
})
afterAll(() => house.close())

const make = async (client: Client): Promise<string> => CalendarFeedMade.parse((await client.request('POST', '/api/calendar')).body).path
const read = (path: string): Promise<Answer> => send(house.address, 'GET', path, {})
const statusOf = async (path: string): Promise<number> => (await read(path)).status

interface Entry {
  readonly uid: string
  readonly summary: string
  readonly start: string
  readonly status: string
  readonly sequence: number
}
/** What another program reads at an address. */
const entriesAt = async (path: string): Promise<readonly Entry[]> => {
  const calendar = new ICAL.Component(ICAL.parse((await read(path)).text) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, sequence } = new ICAL.Event(component)
    return { uid, summary, start: startDate.toString(), status: String(component.getFirstPropertyValue('status')), sequence }
  })
}

describe('having a private address', () => {
  test('there is none until one is made; then it says since when, and not what it is', async () => {
    expect(CalendarFeed.parse((await dana.request('GET', '/api/calendar')).body).feed).toBeNull()
    const path = await make(dana)
    const answer = await dana.request('GET', '/api/calendar')
    expect(CalendarFeed.parse(answer.body).feed).toEqual({ since: expect.any(String), lastRead: null })
    expect(answer.text).not.toContain(path.slice(10, 53))
    await read(path)
    expect(CalendarFeed.parse((await dana.request('GET', '/api/calendar')).body).feed?.lastRead).toEqual(expect.any(String))
  })

  test('a new one replaces it: the old address is dead; ended, both are', async () => {
    const old = await make(sam)
    expect(await statusOf(old)).toBe(200)
    const fresh = await make(sam)
    expect([await statusOf(old), await statusOf(fresh)]).toEqual([404, 200])
    expect(CalendarFeed.parse((await sam.request('DELETE', '/api/calendar')).body).feed).toBeNull()
    expect([await statusOf(old), await statusOf(fresh)]).toEqual([404, 404])
  })

  test('it is one’s own: nobody signed in, or another than expected, makes none', async () => {
    expect((await send(house.address, 'POST', '/api/calendar', {})).status).toBe(401)
    expect((await send(house.address, 'POST', '/api/calendar', { cookie: sam.cookie, 'x-principal': person('dana') })).status).toBe(409)
    expect((await send(house.address, 'POST', '/api/calendar', { ...sam.headers, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  test('A1: the database holds no address, and no log line either', async () => {
    const path = await make(sam)
    const token = path.slice('/calendar/'.length, -'.ics'.length)
    expect(token).toHaveLength(43)
    await read(path)
    await read(`${path}?x=1`)
    await read(path.replace('.ics', '.txt'))
    await send(house.address, 'POST', path, {})
    const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('calendar_feeds').selectAll().execute())
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
    const logs = house.logs.join('\n')
    expect(logs).toContain('/calendar/:file')
    expect(logs).not.toContain(token)
  })
})

describe('what an address answers', () => {
  test('needs no sign-in, is kept by nobody, and anything else is not there', async () => {
    const path = await make(sam)
    const answer = await read(path)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/calendar; charset=utf-8', 'no-store'])
    expect(answer.text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const other of [path.replace(/.\.ics$/, '.ics'), '/calendar/x.ics', '/calendar/.ics', `/calendar/${'x'.repeat(43)}.ics`, path.replace('.ics', ''), `/calendar/${'y'.repeat(90)}.ics`]) {
      const refused = await read(other)
      expect([refused.status, refused.headers.get('cache-control')]).toEqual([404, 'no-store'])
      expect(refused.text).not.toContain(path.slice(10, 30))
    }
  })

  test('A7: too many readings from one place are refused', async () => {
    const busy = await openHouse({ limits: { address: 3 } })
    try {
      const answers = await Promise.all([1, 2, 3, 4].map(() => send(busy.address, 'GET', `/calendar/${'x'.repeat(43)}.ics`, {})))
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([404, 404, 404, 429])
    } finally {
      await busy.close()
    }
  })

  test('a disabled account’s address is not there', async () => {
    const una = await house.signIn('una')
    const path = await make(una)
    expect(await statusOf(path)).toBe(200)
    await house.server.ports.storage.write((tx) =>
      tx.updateTable('accounts').set({ disabled_at: '2026-06-02T10:00:00.000Z' }).where('org', '=', ORG).where('person', '=', person('una')).execute(),
    )
    expect(await statusOf(path)).toBe(404)
  })
})

describe('whose sessions, and what of them', () => {
  let paths: { dana: string; sam: string; ade: string }
  beforeEach(async () => {
    paths = { dana: await make(dana), sam: await make(sam), ade: await make(ade) }
  })

  test('agreed dates are there before anybody touches them, under the id their session will have', async () => {
    const dates = [{ on: '2026-06-24', at: '14:00' }, { on: '2026-07-22', at: null }]
    const agreement = await signedAgreement(dana, sam, '2026-06-02', agreementAnswers(dates))
    const idOn = (on: string) => agreedSessionId(agreement as RecordId, on as PlainDate)
    const expected = [
      { uid: idOn('2026-06-24'), summary: 'Supervision', start: '2026-06-24T13:00:00Z', status: 'CONFIRMED', sequence: 0 },
      { uid: idOn('2026-07-22'), summary: 'Supervision', start: '2026-07-22', status: 'CONFIRMED', sequence: 0 },
    ]
    expect(await entriesAt(paths.sam)).toEqual(expected)
    expect(await entriesAt(paths.dana)).toEqual(expected)
    expect(await entriesAt(paths.ade)).toEqual([])

    // Called off, then rebooked: the same entry, with a higher sequence each time.
    const id = idOn('2026-06-24')
    applied(await sam.push(
      sam.act(id, 'session.plan', { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: '2026-06-24', at: '14:00', agreed: { agreement, on: '2026-06-24' }, pins: PINS }),
      sam.act(id, 'session.cancel', { plannedFor: '2026-06-24', reason: 'planned-leave', note: 'canary-note away', on: '2026-06-02' }),
    ))
    const off = (await entriesAt(paths.sam)).find(({ uid }) => uid === id)
    expect(off).toEqual({ uid: id, summary: 'Supervision', start: '2026-06-24T13:00:00Z', status: 'CANCELLED', sequence: 2 })
    applied(await dana.push(dana.act(id, 'session.rebook', { plannedFor: '2026-06-26', at: '09:30', on: '2026-06-02' })))
    const moved = (await entriesAt(paths.dana)).filter(({ uid }) => uid === id)
    expect(moved).toEqual([{ uid: id, summary: 'Supervision', start: '2026-06-26T08:30:00Z', status: 'CONFIRMED', sequence: 3 }])
  })

  test('no name, place, note or id of a person is in it', async () => {
    const id = v7()
    applied(await dana.push(dana.plan(id, 'sam'), dana.edit(id, { feeling: 'canary-feeling', 'when.place': 'canary-place', 'agenda.x.text': 'canary-agenda' })))
    for (const path of [paths.dana, paths.sam]) {
      const { text } = await read(path)
      expect(text).toContain(id)
      expect(text).not.toMatch(/canary|Example|Dana|Sam|LOCATION|DESCRIPTION|ATTENDEE|ORGANIZER/i)
      expect(text).not.toContain(person('sam'))
    }
    expect((await read(paths.ade)).text).not.toContain(id)
  })

  test('a session held is no longer planned; one taken back is cancelled', async () => {
    const [held, taken] = [v7(), v7()]
    applied(await dana.push(dana.plan(held, 'ade'), dana.plan(taken, 'ade')))
    expect((await entriesAt(paths.ade)).map(({ uid }) => uid).sort()).toEqual([held, taken].sort())
    applied(await dana.push(dana.hold(held), dana.act(taken, 'record.void', { reason: 'made-by-mistake', note: '', on: '2026-06-02' })))
    expect((await entriesAt(paths.ade)).map(({ uid, status }) => [uid, status])).toEqual([[taken, 'CANCELLED']])
  })

  test('after another supervisor took over, the earlier one’s calendar is rid of it', async () => {
    const id = v7()
    applied(await dana.push(dana.plan(id, 'ade')))
    expect((await entriesAt(paths.dana)).some(({ uid }) => uid === id)).toBe(true)
    applied(await dana.push(dana.act(post('ade'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-02' }, 'post')))
    expect((await entriesAt(paths.dana)).some(({ uid }) => uid === id)).toBe(false)
  })

  test('a post that has ended has no sessions ahead', async () => {
    expect((await entriesAt(paths.sam)).length).toBeGreaterThan(0)
    applied(await dana.push(dana.act(post('sam'), 'post.end', { until: '2026-06-01', reason: 'moved', on: '2026-06-02' }, 'post')))
    expect(await entriesAt(paths.sam)).toEqual([])
  })
})
