/**
 * Every route × person × state, on the real server, against cells written by hand (access-cells.ts): what is answered, and
 * which classes' words stand in it (A5, W1, W2, section 5).
 */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { giveDuty } from '../../sync/storage/duties.ts'
import { BY_GLASS, type Cells, DATES, FILES, IN_FILES, SEND_LINKS, WAITS_FOR_THE_WORKER, HAVE_A_PART, HISTORY, IN_THE_FORM, LOG, ON_DEVICES, PURPOSES, type State, STATES, WHO, type Who } from './access-cells.ts'
import { applied } from './deeds.ts'
import { classesIn, everyAnswer } from './every-answer.ts'
import { type Answer, type Client, HOME, type House, openHouse, ORG, OTHER_HOME, person, post, send } from './house.ts'

const everybody = Object.keys(WHO) as Who[]
const signedIn = everybody.filter((who) => who !== 'nobody')
const SETTINGS: Readonly<Record<string, Record<string, Json>>> = {
  'wales-model': { oneToOne: { every: 'P2M', citation: 'Regulation 36' }, retention: 'P7Y' }, sswb: { retention: 'P7Y' }, wokingham: { retention: 'P7Y' },
}
let cells = 0

describe.each(Object.keys(PURPOSES))('under the policy %s', (policy) => {
  const pack = packOf(policy)!
  const form = pack.forms.find(({ record }) => record === 'session')!
  const pins: Pins = { pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version }
  let house: House
  const clients = new Map<Who, Client>()
  const records = new Map<State, string>()
  const as = (who: Who): Client => clients.get(who)!

  /** A request as somebody; one that nobody signed in sends has no cookie and names nobody. */
  const request = (who: Who, method: string, url: string, body?: unknown): Promise<Answer> =>
    who === 'nobody'
      ? send(house.address, method, url, body === undefined ? {} : { 'content-type': 'application/json' }, body === undefined ? undefined : JSON.stringify(body))
      : as(who).request(method, url, body)

  /** A record with a word of each class in every field, brought as far as a state. */
  const inState = async (state: State): Promise<string> => {
    const [dana, sam] = [as('dana'), as('sam')]
    const id = v7()
    applied(await dana.push(dana.plan(id, 'sam', pins), dana.edit(id, everyAnswer(form))))
    if (state === 'planned') return id
    applied(await dana.push(dana.act(id, 'session.hold', { on: '2026-06-01', start: '14:00', end: '15:30', place: 'canary-C-place', mode: 'in-person' })))
    if (state === 'held') return id
    applied(await dana.push(dana.share(id)))
    if (state === 'void') applied(await dana.push(dana.act(id, 'record.void', { reason: 'wrong-date', note: 'canary-A-void', on: '2026-06-02' })))
    if (state === 'referred') {
      applied(await sam.push(sam.act(id, 'record.refer', { about: 'canary-E-about', to: person('rex'), name: 'Rex Example', on: '2026-06-02' })))
    }
    if (state === 'passed-on') for (const one of [sam, dana]) applied(await one.push(one.act(id, 'record.pass-on', { why: 'canary-A-why', on: '2026-06-02' })))
    if (state === 'part-signed' || state === 'locked') {
      applied(await dana.push(await dana.sign(id, 'supervisor', { answer: 'agree-with-comment', comment: 'canary-A-comment', formVersion: form.version })))
    }
    // Words of no field, so as personal as any.
    if (state === 'part-signed' || state === 'locked') {
      applied(await dana.push(dana.act(id, 'record.acknowledge', { name: 'canary-A-typed', role: 'supervisee', words: 'canary-A-shown', on: '2026-06-02' })))
    }
    if (state === 'locked') {
      applied(await sam.push(await sam.sign(id, 'supervisee', { formVersion: form.version })))
      applied(await sam.push(sam.act(id, 'record.addendum', { text: 'canary-A-addendum', on: '2026-06-03' })))
    }
    return id
  }

  beforeAll(async () => {
    const others = ['eve', 'max', 'abe', 'sid', 'quinn', 'ines', 'ivan', 'otto', 'hana', 'ada', 'rex', 'dee']
    house = await openHouse({ others, managers: ['max'], administrator: 'ada', policy: { id: policy, settings: SETTINGS[policy] ?? {} } })
    const { storage, clock } = house.server.ports
    const duty = (who: Who, name: 'manager-above' | 'senior-manager' | 'quality-assurance' | 'investigating-officer' | 'human-resources', setting: SettingId | null, until: string | null = null) =>
      storage.write((tx) => giveDuty(tx, ORG, { person: person(who), duty: name, setting, until: until as never, givenBy: person('ada'), givenAt: clock() }))
    await duty('abe', 'manager-above', HOME)
    await duty('sid', 'senior-manager', HOME)
    await duty('quinn', 'quality-assurance', null)
    await duty('ines', 'investigating-officer', HOME, '2026-06-30')
    await duty('ivan', 'investigating-officer', HOME, '2026-06-01')
    await duty('otto', 'senior-manager', OTHER_HOME)
    await duty('hana', 'human-resources', HOME)
    await duty('dee', 'senior-manager', HOME)
    for (const who of signedIn) clients.set(who, await house.signIn(who))
    // Eve supervised Sam before Dana did.
    const ada = as('ada')
    applied(await ada.push(ada.act(post('sam'), 'post.supervise', { supervisor: person('eve'), on: '2026-01-01' }, 'post')))
    applied(await ada.push(ada.act(post('sam'), 'post.supervise', { supervisor: person('dana'), on: '2026-02-01' }, 'post')))
    for (const state of STATES) records.set(state, await inState(state))
    await storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: clock() }).where('username', '=', 'dee').execute())
  })
  afterAll(() => house.close())

  test('each field of the form has a word of its class, so that nothing is missed', () => {
    expect(classesIn(JSON.stringify(everyAnswer(form)))).toBe(IN_THE_FORM[policy])
  })

  const column = (state: State): keyof Cells & number => (state === 'referred' ? 1 : state === 'passed-on' ? 2 : 0)
  const isOpen = (state: State): boolean => !['planned', 'held', 'void'].includes(state)

  /** What the answer to a reading should be: the classes, or the status of a refusal. */
  const expected = (who: Who, state: State, row: Partial<Record<Who, Cells>>): string => {
    if (who === 'nobody' || who === 'dee') return '401'
    const allowed = row[who]
    if (allowed && isOpen(state)) return allowed[column(state)] ?? ''
    return HAVE_A_PART.includes(who) ? '403' : '404'
  }

  const reading = async (who: Who, state: State, purpose: string | null): Promise<string> => {
    cells += 1
    const answer = await request(who, 'POST', '/api/readings', {
      record: records.get(state), purpose, reason: 'Looking into what was agreed', breakGlass: purpose === null,
    })
    return answer.status === 200 ? classesIn(answer.text) : String(answer.status)
  }

  test('the cells name every purpose of the policy, and no other', () => {
    expect(Object.keys(PURPOSES[policy]!).sort()).toEqual(pack.access.map(({ key }) => key).sort())
  })

  test.each(Object.entries(PURPOSES[policy]!))('W2: for the purpose %s each has what the cells say, in every state', async (purpose, row) => {
    for (const state of STATES) {
      const found = Object.fromEntries(await Promise.all(everybody.map(async (who) => [who, await reading(who, state, purpose)])))
      expect({ state, ...found }).toEqual({ state, ...Object.fromEntries(everybody.map((who) => [who, expected(who, state, row)])) })
    }
  })

  test('A5: breaking the glass opens personal matters to oversight, unless the policy takes them out', async () => {
    for (const state of STATES) {
      const found = Object.fromEntries(await Promise.all(everybody.map(async (who) => [who, await reading(who, state, null)])))
      expect({ state, ...found }).toEqual({ state, ...Object.fromEntries(everybody.map((who) => [who, expected(who, state, BY_GLASS[policy]!)])) })
    }
  })

  test('K8: a device receives what the cells say, whichever scopes it names', async () => {
    const named = Object.fromEntries([`file:${post('sam')}`, `facts:${HOME}`, `facts:${OTHER_HOME}`, 'org', ...everybody.map((who) => `mine:${person(who)}`)].map((scope) => [scope, 0]))
    for (const who of everybody) {
      const answer = await request(who, 'POST', '/api/changes', { cursors: named, unsent: { count: 0, oldest: null } })
      expect([who, answer.status]).toEqual([who, who === 'nobody' || who === 'dee' ? 401 : 200])
      const rows = ((answer.body as { scopes?: { rows: { id: string; body: Json }[] }[] }).scopes ?? []).flatMap((scope) => scope.rows)
      for (const state of STATES) {
        cells += 1
        const bodies = rows.filter(({ id }) => id === records.get(state)).map(({ body }) => body)
        const classes = classesIn(JSON.stringify(bodies))
        const found = bodies.length === 0 ? '-' : classes === '' ? 'dates' : classes
        const wanted = ON_DEVICES[who](state, IN_THE_FORM[policy]!)
        expect([who, state, found]).toEqual([who, state, wanted])
      }
    }
  })

  test('I4: the history of a record is the two’s', async () => {
    for (const who of everybody) {
      for (const state of STATES) {
        cells += 1
        const { status, text } = await request(who, 'GET', `/api/records/${records.get(state)}/acts`)
        const found = status === 200 ? classesIn(text).slice(0, IN_THE_FORM[policy]!.length) : String(status)
        const wanted = HISTORY.includes(who) ? IN_THE_FORM[policy] : who === 'nobody' || who === 'dee' ? '401' : '404'
        expect([who, state, found]).toEqual([who, state, wanted])
      }
    }
  })

  test('G6: a record as a file is the two’s, once it is signed, and without what is personal holds no word of it', async () => {
    for (const who of everybody) {
      for (const state of STATES) {
        for (const withhold of [[], 'personal'] as const) {
          cells += 1
          const { status, text } = await request(who, 'POST', `/api/records/${records.get(state)}/export`, { withhold })
          const found = status === 200 ? classesIn(text) : String(status)
          const may = FILES.includes(who) && IN_FILES.includes(state)
          const words = IN_THE_FORM[policy]!.replace(withhold === 'personal' ? 'A' : '', '')
          expect([who, state, withhold, found]).toEqual([who, state, withhold, may ? words : who === 'nobody' || who === 'dee' ? '401' : '404'])
        }
      }
    }
  })

  test('G4: a link to sign with is sent by who supervises and who manages, while the record waits for the worker', async () => {
    for (const who of everybody) {
      for (const state of STATES) {
        cells += 1
        const { status, text } = await request(who, 'POST', '/api/sign-links', { record: records.get(state) })
        const may = WAITS_FOR_THE_WORKER.includes(state) ? 200 : 409
        expect([who, state, status]).toEqual([who, state, SEND_LINKS.includes(who) ? may : who === 'nobody' || who === 'dee' ? 401 : 404])
        expect(classesIn(text)).toBe('')
      }
    }
  })

  test('the dates of the setting hold no words, and only who has a part in it sees them', async () => {
    for (const who of everybody) {
      cells += 1
      const { status, text } = await request(who, 'GET', `/api/overseen/${HOME}`)
      const found = status === 200 ? `dates${classesIn(text)}` : String(status)
      expect([who, found]).toEqual([who, DATES.includes(who) ? 'dates' : who === 'nobody' || who === 'dee' ? '401' : '404'])
    }
  })

  test('section 5 F: the access log is the person’s, and of who manages or oversees them', async () => {
    for (const who of everybody) {
      cells += 1
      const { status, text } = await request(who, 'POST', '/api/access-log', { person: person('sam') })
      const found = status === 200 ? `log${classesIn(text)}` : String(status)
      expect([who, found]).toEqual([who, LOG.includes(who) ? 'log' : who === 'nobody' || who === 'dee' ? '401' : '404'])
    }
  })

  test('no other route says a word of any record to anybody', async () => {
    for (const who of everybody) {
      for (const [method, url, body] of [
        ['GET', '/api/me'], ['GET', '/api/service'], ['GET', '/api/health'], ['GET', '/api/openapi.json'], ['GET', '/api/quarantine'], ['GET', '/api/devices'],
        ['GET', '/api/calendar'], ['GET', '/api/overseen'], ['GET', '/api/delays'], ['POST', '/api/access-log', {}],
      ] as const) {
        cells += 1
        const { text } = await request(who, method, url, body)
        expect([who, url, classesIn(text)]).toEqual([who, url, ''])
      }
    }
  })
})

afterAll(() => {
  console.log(`access matrix: ${cells} cells`)
})
