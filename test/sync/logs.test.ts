/**
 * Logs hold no content (A9): a canary is written into every field of every form that ships, every deed there is, and
 * everything else that a request is made of; faults are made to quote it; then every line is looked through.
 */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Json } from '../../src/domain/json.ts'
import { type Field, type Form } from '../../src/domain/policy/form.ts'
import { packOf, shippedPacks } from '../../src/domain/policy/packs.ts'
import { DEEDS, type DeedType } from '../../src/domain/records/acts.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { createApp } from '../../sync/app.ts'
import { servicesOf } from '../../sync/services/services.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { ask, CANARY, expectRefusal, speak } from './asking.ts'
import { agreementAnswers, applied, edit, openFile, planObservation, signedAgreement } from './deeds.ts'
import { KINDS, MAKES, type Parts, PAYLOADS } from './every-deed.ts'
import { type Client, heldSession, HOME, type House, lockedSession, openHouse, ORG, person, post, signInAs } from './house.ts'

/** The lines that hold what no log may: the canary, however it is written, a name, a password. */
const leaksIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => /canary|Example|pw-|larkfield/i.test(line) || line.includes(Buffer.from(CANARY).toString('base64').slice(0, 12)) || line.includes(Buffer.from(CANARY).toString('hex')))

/** A value for each name that a field of a form has in a record. */
const namesOf = (field: Field): Readonly<Record<string, Json>> => {
  const row = v7()
  const rows = (name: string, parts: readonly string[]): Record<string, Json> => Object.fromEntries(parts.map((part) => [`${name}.${row}.${part}`, CANARY]))
  switch (field.type) {
    case 'table':
      return { [field.key]: CANARY, ...rows(field.key, field.columns.map(({ key }) => key)) }
    case 'actions':
      return { [field.key]: CANARY, ...rows('actions', ['what', 'who', 'by', 'about']) }
    case 'action-updates':
      return { [field.key]: CANARY, ...rows('updates', ['state', 'note']) }
    case 'consents':
      return { [field.key]: CANARY, ...rows('consent', ['who', 'role', 'how', 'on']) }
    case 'notes':
      return { [field.key]: CANARY, ...rows('notes', ['text', 'at']) }
    case 'references':
      return { [field.key]: CANARY, ...rows('refs', ['section', 'title', 'reference', 'held']) }
    case 'topic':
      return { [field.key]: { state: 'note', note: CANARY } }
    case 'manager':
      return { [field.key]: { person: null, name: CANARY } }
    case 'dates':
      return { [field.key]: [{ on: CANARY, at: CANARY }] }
    case 'computed':
    case 'line':
    case 'text':
    case 'date':
    case 'number':
    case 'choice':
    case 'interval':
    case 'minutes':
      return { [field.key]: CANARY }
    default:
      return field satisfies never
  }
}

const makesRecord = (dana: Client, id: string, { record }: Form, pins: Pins) => {
  const pair = { post: post('sam'), setting: HOME, supervisee: person('sam') }
  switch (record) {
    case 'session':
      return dana.act(id, 'session.plan', { ...pair, supervisor: person('dana'), plannedFor: '2026-06-01', pins })
    case 'agreement':
      return dana.act(id, 'agreement.draw-up', { ...pair, supervisor: person('dana'), follows: null, on: '2026-06-01', pins }, 'agreement')
    case 'observation':
      return dana.act(id, 'observation.plan', { ...pair, observer: person('dana'), plannedFor: '2026-06-01', at: null, pins }, 'observation')
    case 'file':
      return dana.act(id, 'file.open', { post: post('sam'), setting: HOME, person: person('sam'), pins }, 'file')
    // Of these a policy has forms, and the service no records yet: what is sent of one is kept as it came.
    case 'case-supervision':
    case 'group-session':
    case 'audit':
    case 'evaluation':
    case 'reflective-log':
      return null
    default:
      return record satisfies never
  }
}

describe.each(['info', 'trace'] as const)('A9: at the level %s', (log) => {
  let house: House
  let dana: Client
  let sam: Client
  let kofi: Client
  beforeAll(async () => {
    house = await openHouse({ log, administrator: 'kofi' })
    ;[dana, sam, kofi] = await Promise.all(['dana', 'sam', 'kofi'].map((key) => house.signIn(key))) as [Client, Client, Client]
  })
  afterAll(() => house.close())

  /** What was logged while this was done: something, and nothing that no log may hold. */
  const logged = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const from = house.logs.length
    await work()
    const lines = house.logs.slice(from)
    expect(lines.length).toBeGreaterThan(0)
    expect(leaksIn(lines)).toEqual([])
    return lines
  }

  test('every field of every form of every policy that ships', async () => {
    const written = new Set<string>()
    const all = shippedPacks.flatMap((pack) => pack.forms.map((form) => [pack, form] as const))
    expect(all.length).toBeGreaterThan(10)
    await logged(async () => {
      for (const [{ id: pack, version }, form] of all) {
        const id = v7()
        const making = makesRecord(dana, id, form, { pack, packVersion: version, form: form.id, formVersion: form.version })
        if (making) applied(await dana.push(making))
        const names = form.sections.flatMap(({ fields }) => fields.flatMap((field) => Object.entries(namesOf(field))))
        const isWritten = (name: string): boolean => written.has(`${pack} ${form.id} ${name}`)
        // One by one, and by Sam what is his alone to write: it was refused to Dana, and kept with what it said.
        for (const client of [dana, sam]) {
          const left = names.filter(([name]) => !isWritten(name))
          for (let from = 0; from < left.length; from += 100) {
            const some = left.slice(from, from + 100)
            const receipts = await client.push(...some.map(([name, value]) => edit(client, id, form.record, { [name]: value })))
            receipts.forEach(({ outcome }, at) => {
              if (outcome !== 'quarantined') written.add(`${pack} ${form.id} ${some[at]![0]}`)
            })
          }
        }
        const unwritten = names.filter(([name]) => !isWritten(name))
        expect([pack, form.id, unwritten.length]).toEqual([pack, form.id, making ? 0 : names.length])
      }
    })
    expect(written.size).toBeGreaterThan(300)
  })

  test('everything that any deed says, applied or not', async () => {
    const records: Readonly<Record<string, string>> = {
      session: await heldSession(dana), agreement: await signedAgreement(dana, sam, '2026-06-02', agreementAnswers([{ on: '2026-07-01', at: null }])),
      observation: v7(), file: v7(), post: post('sam'), setting: HOME, person: person('sam'), shift: v7(), policy: v7(),
    }
    applied(await dana.push(planObservation(dana, 'sam', 'dana', records['observation']!, '2026-06-02'), openFile(dana, 'sam', records['file']!)))
    const outcomes = new Map<string, string>()
    const everyDeed = (client: Client, yes: boolean): readonly WireAct[] =>
      (Object.keys(DEEDS) as DeedType[]).flatMap((type) => {
        const parts: Parts = {
          post: { id: post('sam'), person: person('sam'), setting: HOME, supervisor: person('dana') }, text: CANARY, on: '2026-06-02', id: v7, act: v7, record: v7, yes,
          // Another supervisor would end what Dana may do next.
          person: person(type === 'post.supervise' ? 'dana' : 'olu'),
          signed: { content: { [CANARY]: { salt: 'A'.repeat(22), value: CANARY } }, contentHash: '0'.repeat(64), previous: null, role: 'supervisor', formVersion: 1 },
        }
        return KINDS[type].map((kind) => client.act(MAKES.has(type) ? v7() : records[kind]!, type, PAYLOADS[type](parts), kind))
      })
    await logged(async () => {
      for (const client of [dana, sam, kofi]) {
        for (const yes of [true, false]) {
          const acts = everyDeed(client, yes)
          const receipts = await client.push(...acts)
          receipts.forEach(({ outcome }, at) => {
            const { type } = acts[at]!
            if (outcome === 'applied' || !outcomes.has(type)) outcomes.set(type, outcome)
          })
        }
      }
      const locked = await lockedSession(dana, sam)
      await dana.push(
        dana.act(locked, 'record.addendum', { text: CANARY, on: '2026-06-03' }), dana.edit(locked, { feeling: CANARY }), dana.act(v7(), CANARY, { [CANARY]: CANARY }, CANARY),
        dana.act(locked, 'record.addendum', { [CANARY]: 1 }), dana.act(locked, 'fields.edit', { [CANARY]: { value: 1, from: null } }),
      )
    })
    expect([...outcomes.keys()].sort()).toEqual(Object.keys(DEEDS).sort())
    expect([...outcomes.values()].filter((outcome) => outcome === 'applied').length).toBeGreaterThan(20)
  })

  test('user names and passwords, right and wrong', async () => {
    await house.server.ports.storage.write((tx) => addAccount(tx, { org: ORG, person: person('ade2'), username: `${CANARY}-name`, passwordHash: `${CANARY}-password`, administrator: false, at: house.server.ports.clock() }))
    await logged(async () => {
      expect((await signInAs(house.address, `${CANARY}-name`, `${CANARY}-password`)).status).toBe(200)
      expect((await signInAs(house.address, `${CANARY}-name`, `${CANARY}-wrong`)).status).toBe(401)
      for (let n = 0; n < 7; n += 1) await signInAs(house.address, `${CANARY}-nobody`, CANARY)
      expect((await signInAs(house.address, CANARY.repeat(30), CANARY)).status).toBe(400)
    })
  })

  test('every header, with every route: addresses, their ids and queries, cookies, bodies that are none', async () => {
    // Those for which a request is refused are sent one by one, or nobody would come to the next.
    const together = [
      'user-agent', 'referer', 'host', 'authorization', 'proxy-authorization', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'from', 'accept', 'accept-language', 'if-none-match',
      'x-request-id', 'request-id', 'x-correlation-id', 'traceparent', 'x-countersign-protocol', 'x-countersign-witness', 'sec-fetch-mode', 'x-http-method-override',
    ]
    const sets = [together, ...['origin', 'accept-encoding', 'accept-version', 'content-type', 'content-encoding', 'range', 'x-principal', 'sec-fetch-site', 'cookie'].map((name) => [name])]
    const statuses = new Set<number>()
    await logged(async () => {
      for (const { method, url, body } of house.server.routes) {
        const path = `${url.replaceAll(/:\w+|\*/g, CANARY)}?${CANARY}=${CANARY}&q=${CANARY}#${CANARY}`
        for (const names of sets) {
          const headers = { ...dana.headers, ...Object.fromEntries(names.map((name) => [name, name === 'cookie' ? `countersign=${CANARY}; ${CANARY}=1` : CANARY])) }
          statuses.add((await ask(house.address, method, path, headers, body === undefined ? undefined : JSON.stringify({ [CANARY]: CANARY }))).status)
        }
        statuses.add((await ask(house.address, method, path, dana.headers, `{"${CANARY}`)).status)
      }
      await ask(house.address, 'GET', `/${CANARY}`, {})
      await ask(house.address, 'GET', `/api/%zz${CANARY}`, {})
      await ask(house.address, 'GET', `/calendar/${CANARY}.ics`, {})
      await speak(house.address, `${CANARY}\r\n\r\n`)
      await speak(house.address, `GET /${CANARY} HTTP/1.1\r\nhost: x\r\n${CANARY}: ${CANARY}\0\r\n\r\n`)
    })
    expect([...statuses].filter((status) => status >= 500)).toEqual([])
    expect(statuses.size).toBeGreaterThan(4)
  })

  /** Errors as libraries make them, each with the canary wherever it can be. */
  const faults: readonly (readonly [string, () => unknown])[] = [
    ['an error', () => new Error(CANARY)],
    ['an error of several lines that look like places in code', () => new Error(`${CANARY}\n    at ${CANARY} (${CANARY}.ts:1:1)\n    at ${CANARY}`)],
    ['an error whose message was changed', () => Object.assign(new Error(`x\n    at ${CANARY}`), { message: 'other' })],
    ['an error with more in it', () => Object.assign(new Error('x', { cause: new Error(CANARY) }), { code: `${CANARY} 1`, name: CANARY, errors: [CANARY], statusCode: CANARY, [CANARY]: CANARY, req: CANARY, body: CANARY })],
    ['an error that is many', () => new AggregateError([new Error(CANARY)], CANARY)],
    ['an error of a schema', () => z.strictObject({ a: z.literal(CANARY) }).safeParse({ [CANARY]: CANARY }).error],
    ['an error of a parser', () => { try { return JSON.parse(`{${CANARY}`) as unknown } catch (error) { return error } }],
    ['a text', () => CANARY],
    ['an object', () => ({ message: CANARY, stack: CANARY, toString: () => CANARY, toJSON: () => CANARY })],
  ]
  test.each(faults)('a database that throws %s: what was asked is answered as a fault, and the line says where and not what', async (_name, fault) => {
    const { storage } = house.server.ports
    const { write, snapshot } = storage
    const id = v7()
    const failing = (): Promise<never> => Promise.reject(fault())
    const lines = await logged(async () => {
      try {
        Object.assign(storage, { write: failing })
        expectRefusal(await ask(house.address, 'POST', '/api/acts', dana.headers, JSON.stringify({ acts: [dana.plan(id, 'sam')] })), { status: 500, code: 'server-error' })
        Object.assign(storage, { snapshot: failing })
        expectRefusal(await ask(house.address, 'GET', '/api/me', dana.headers), { status: 500, code: 'server-error' })
        expect((await ask(house.address, 'GET', '/api/health', {})).status).toBe(503)
      } finally {
        Object.assign(storage, { write, snapshot })
      }
    })
    expect(lines.filter((line) => line.includes('"err"')).length).toBeGreaterThanOrEqual(3)
    expect((await ask(house.address, 'GET', '/api/me', dana.headers)).status).toBe(200)
  })

  test('what is broken in the database itself, and what of it the code quotes', async () => {
    const { storage } = house.server.ports
    const [torn, odd] = [await heldSession(dana), await heldSession(dana)]
    const state = (id: string, text: string): Promise<unknown> => storage.write((tx) => tx.updateTable('records').set({ state: text }).where('id', '=', id).execute())
    await state(torn, `{"${CANARY}`)
    await state(odd, JSON.stringify({ kind: 'session', id: odd, post: post('sam'), setting: HOME, pins: { pack: 'sefton', packVersion: packOf('sefton')!.version, form: 'welfare-supervision', formVersion: 1 }, supervisor: person('dana'), referrals: [], locked: true, addenda: { [CANARY]: CANARY } }))
    const lines = await logged(async () => {
      expectRefusal(await ask(house.address, 'POST', '/api/acts', dana.headers, JSON.stringify({ acts: [dana.edit(torn, { feeling: CANARY })] })), { status: 500, code: 'server-error' })
      const [receipt] = await dana.push(dana.act(odd, 'record.addendum', { text: CANARY, on: '2026-06-02' }))
      expect(receipt?.outcome).toBe('retry')
      await expect(storage.write((tx) => tx.insertInto('accounts').values({ [CANARY]: CANARY } as never).execute())).rejects.toThrow(CANARY)
    })
    expect(lines.filter((line) => line.includes('"err"')).length).toBe(2)
    for (const id of [torn, odd]) await storage.write((tx) => tx.deleteFrom('records').where('id', '=', id).execute())
  })

  test('what code, or a library, says in so many words', async () => {
    const { app, ports } = house.server
    const lines = await logged(async () => {
      app.log.info(CANARY)
      app.log.error(new Error(CANARY))
      app.log.warn({ err: new Error(CANARY), body: CANARY, [CANARY]: CANARY }, CANARY)
      app.log.info({ req: { method: 'GET', url: CANARY, headers: CANARY, routeOptions: { url: '/api/me' } }, msg: CANARY }, '%s', CANARY)
      app.log.child({}).fatal(CANARY)
      for (const [, fault] of faults) ports.onFault(fault())
    })
    expect(lines.length).toBe(5 + faults.length)
  })

  test('and the line of a fault is of use: its kind, and where it was', async () => {
    const from = house.logs.length
    house.server.ports.onFault(Object.assign(new TypeError(CANARY), { code: 'SQLITE_BUSY' }))
    const line = JSON.parse(house.logs.slice(from).join('')) as { err: { type: string; code: string; stack: string } }
    expect(line.err).toMatchObject({ type: 'TypeError', code: 'SQLITE_BUSY' })
    expect(line.err.stack).toContain('logs.test.ts')
  })

  test('in all that was logged since the house was opened there is none of it, nor any cookie', () => {
    expect(house.logs.length).toBeGreaterThan(500)
    expect(leaksIn(house.logs)).toEqual([])
    for (const { cookie } of [dana, sam, kofi]) expect(house.logs.join('')).not.toContain(cookie.split('=')[1])
  })
})

test('what looks for the canary finds it: in a line, and in what the logger would say by itself', async () => {
  const house = await openHouse()
  try {
    expect(leaksIn([`{"msg":"${CANARY}"}`, '{"msg":"x"}', `{"msg":"${Buffer.from(CANARY).toString('base64')}"}`])).toHaveLength(2)
    const lines: string[] = []
    const { ports } = house.server
    const bare = await createApp(servicesOf(ports), {
      secure: false, proxies: 0, limits: { address: 100, person: 100, device: 100 }, version: '0', appFolder: null,
      logger: { level: 'trace', stream: { write: (line: string) => void lines.push(line) } },
    })
    await bare.app.inject({ method: 'GET', url: `/api/me?${CANARY}` })
    bare.app.log.error(new Error(CANARY))
    await bare.stop()
    expect(leaksIn(lines).length).toBeGreaterThanOrEqual(2)
  } finally {
    await house.close()
  }
})
