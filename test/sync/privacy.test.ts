/** Canaries: a unique word in every field of everybody; then every answer is searched for words it may not hold. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Client, EVERYBODY, type House, heldSession, HOME, openHouse, OTHER_HOME, post, POSTS } from './house.ts'

let house: House
const clients = new Map<string, Client>()
const sessions = new Map<string, string>()
const client = (key: string): Client => clients.get(key)!

/** The word of one worker's field: `canary-sam-A-feeling-x`. */
const canary = (worker: string, privacy: string, field: string): string => `canary-${worker}-${privacy}-${field.replaceAll('.', '-')}-x`
const CANARY = /canary-([a-z]+)-([A-F])-/g
/** Whose canaries a text holds, and of which classes. */
const found = (text: string): { readonly owners: Set<string>; readonly classes: Set<string> } => {
  const all = [...text.matchAll(CANARY)]
  return { owners: new Set(all.map((match) => match[1]!)), classes: new Set(all.map((match) => match[2]!)) }
}

const fields = packOf('sefton')!.forms[0]!.sections.flatMap((section) => section.fields)

/** Every field of the form, actions, updates and the draft of when it was held, each with the worker's canary. */
const everyField = (worker: string): Record<string, Json> => {
  const values: Record<string, Json> = {}
  for (const field of fields) {
    const word = canary(worker, field.class, field.key)
    if (field.type === 'topic') values[field.key] = { state: 'note', note: word }
    else if (field.type !== 'computed' && field.type !== 'actions' && field.type !== 'action-updates') values[field.key] = word
  }
  values[`actions.${v7()}.what`] = canary(worker, 'B', 'action')
  values[`updates.${v7()}.note`] = canary(worker, 'B', 'update')
  values['next.on'] = canary(worker, 'A', 'next-on')
  values['when.place'] = canary(worker, 'C', 'place')
  return values
}

beforeAll(async () => {
  house = await openHouse()
  for (const key of EVERYBODY) clients.set(key, await house.signIn(key))
  for (const { key, supervisor } of POSTS) {
    const id = await heldSession(client(supervisor), key, everyField(key))
    sessions.set(key, id)
    await client(supervisor).push(client(supervisor).share(id))
    await client(supervisor).push(await client(supervisor).sign(id, 'supervisor', { answer: 'agree-with-comment', comment: canary(key, 'B', 'comment') }))
    const worker = client(key)
    await worker.push(await worker.sign(id, 'supervisee'))
    await worker.push(
      worker.act(id, 'record.addendum', { text: canary(key, 'B', 'addendum'), on: '2026-06-03' }),
      worker.edit(id, { feeling: canary(key, 'A', 'quarantined') }),
      worker.act(v7(), canary(key, 'A', 'type').slice(0, 60), { [canary(key, 'A', 'key')]: 1 }),
    )
  }
})
afterAll(() => house.close())

/** Everything the API answers this person: all routes, all scopes, every record's history, every file asked for by name. */
const everyAnswer = async (key: string): Promise<string> => {
  const me = client(key)
  const texts: string[] = []
  for (const url of ['/api/service', '/api/health', '/api/openapi.json', '/api/me', '/api/quarantine', '/api/devices']) {
    texts.push((await me.request('GET', url)).text)
  }
  for (const id of sessions.values()) {
    texts.push((await me.request('GET', `/api/records/${id}/acts`)).text)
    texts.push((await me.request('GET', `/api/records/${id}/signatures`)).text)
    texts.push((await me.request('GET', `/api/sign-links/${id}`)).text)
    texts.push((await me.request('POST', `/api/records/${id}/export`, { withhold: [] })).text)
  }
  texts.push(JSON.stringify([...(await me.everything())].map(([scope, rows]) => [scope, [...rows]])))
  const named = Object.fromEntries([...POSTS.map(({ key }) => `file:${post(key)}`), `facts:${HOME}`, `facts:${OTHER_HOME}`, 'org'].map((scope) => [scope, 0]))
  texts.push(JSON.stringify(await me.changes(named)))
  return texts.join('\n')
}

test('W1: an agency worker’s answers hold their own words and nobody else’s', async () => {
  const { owners, classes } = found(await everyAnswer('ade'))
  expect([...owners]).toEqual(['ade'])
  expect([...classes].sort()).toEqual(['A', 'B', 'C'])
})

test.each([
  ['sam', ['sam']],
  ['kofi', ['kofi']],
  ['una', ['una']],
  ['priya', ['kofi', 'priya']],
  ['dana', ['ade', 'priya', 'sam']],
  ['olu', ['una']],
])('W1: what %s is answered holds the words of the files they are half of, and no other’s', async (key, expected) => {
  expect([...found(await everyAnswer(key)).owners].sort()).toEqual(expected)
})

test('W1: the facts of a setting hold no words of class A or B, of anybody', async () => {
  for (const [key, setting] of [['dana', HOME], ['olu', OTHER_HOME]] as const) {
    const facts = (await client(key).everything()).get(`facts:${setting}`)!
    expect(facts.size).toBeGreaterThan(1)
    const { classes } = found(JSON.stringify([...facts]))
    expect(classes.has('A') || classes.has('B')).toBe(false)
  }
})

test('W1: what is in quarantine reaches a manager without a word of it', async () => {
  const { body, text } = await client('dana').request<{ items: { author: string; act: unknown }[] }>('GET', '/api/quarantine')
  expect(body.items.length).toBeGreaterThan(0)
  expect([...found(text).owners].filter((owner) => owner !== 'dana')).toEqual([])
})
