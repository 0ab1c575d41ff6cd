/** The commands a person types, as processes of their own. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TotpBegun } from '../../src/protocol/security.ts'
import { configFrom } from '../../sync/config.ts'
import { startServer } from '../../sync/server.ts'
import { cookieOf, send, signInAs } from '../sync/house.ts'

const root = path.resolve(import.meta.dirname, '../..')
let data: string
beforeAll(() => {
  data = mkdtempSync(path.join(tmpdir(), 'countersign-commands-'))
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

const run = (command: string, args: readonly string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`sync/commands/${command}.ts`, ...args], {
    cwd: root, env: { ...process.env, COUNTERSIGN_DATA: data, ...env }, encoding: 'utf8', input: '',
  })
  return { status, said: stdout + stderr }
}
const FLAGS = ['--service', 'Rowan Care', '--home', 'Rowan House', '--policy', 'sefton', '--residential', 'yes', '--name', 'Jo Example', '--username', 'jo']
const PASSWORD = { COUNTERSIGN_PASSWORD: 'a long enough password' }

test('setup makes an empty service whose first person administers it and manages its home; once', { timeout: 60_000 }, async () => {
  expect(run('setup', ['--service', 'X'])).toMatchObject({ status: 1, said: expect.stringContaining('--home') })
  expect(run('setup', FLAGS, { COUNTERSIGN_PASSWORD: 'short' })).toMatchObject({ status: 1, said: expect.stringContaining('at least 12') })
  expect(run('setup', FLAGS, { COUNTERSIGN_PASSWORD: 'Password2026!' })).toMatchObject({ status: 1, said: expect.stringContaining('too easy to guess') })
  expect(run('setup', FLAGS.map((flag) => (flag === 'sefton' ? 'no-such' : flag)), PASSWORD)).toMatchObject({ status: 1, said: expect.stringContaining('no-such') })
  expect(run('setup', FLAGS, PASSWORD)).toMatchObject({ status: 0, said: expect.stringContaining('second factor') })
  expect(run('setup', FLAGS, PASSWORD)).toMatchObject({ status: 1, said: expect.stringContaining('Rowan Care') })

  const server = await startServer(configFrom({ COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(data, 'none') }))
  try {
    expect(server.loadedDemonstration).toBe(false)
    const service = (await send(server.address, 'GET', '/api/service', {})).body
    expect(service).toMatchObject({ name: 'Rowan Care', setUp: true, demonstration: null })
    const jo = await signInAs(server.address, 'jo', PASSWORD.COUNTERSIGN_PASSWORD)
    expect(jo.body).toMatchObject({ name: 'Jo Example', knownAs: 'Jo', administrator: true, secondFactor: 'to-set' })
    const ask = (cookie: string, url: string, body: object) =>
      send(server.address, 'POST', url, { cookie, 'x-principal': jo.body.person, 'content-type': 'application/json' }, JSON.stringify(body))
    const nothing = { cursors: {}, unsent: { count: 0, oldest: null } }
    // A1: a service that was set up asks for a second factor before anything else.
    expect((await ask(cookieOf(jo), '/api/changes', nothing)).status).toBe(403)
    const begun = await send(server.address, 'POST', '/api/security/totp/begin', { cookie: cookieOf(jo), 'x-principal': jo.body.person })
    const { secret } = TotpBegun.parse(begun.body)
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
    const changes = await ask(cookieOf(await ask(cookieOf(jo), '/api/security/totp', { code })), '/api/changes', nothing)
    expect((changes.body as { scopes: { scope: string }[] }).scopes.map(({ scope }) => scope.split(':', 1)[0])).toEqual(['org', 'mine', 'facts', 'cases'])
    expect(changes.text).toContain('Rowan House')
    expect(changes.text).toContain('"kind":"pack"')
  } finally {
    await server.stop()
  }
})

test('an administrator who can’t sign in is let in by a link that the machine itself makes, written down as made by the service', { timeout: 60_000 }, async () => {
  expect(run('setup', ['--recover', 'nobody'])).toMatchObject({ status: 1, said: expect.stringContaining('Nothing was changed') })
  const { status, said } = run('setup', ['--recover', 'Jo'])
  expect(status).toBe(0)
  const token = /^\/invitation#([\w-]{43})$/m.exec(said)?.[1]
  const server = await startServer(configFrom({ COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(data, 'none') }))
  try {
    const body = JSON.stringify({ token, username: null, password: 'a kettle on the step' })
    const taken = await send(server.address, 'POST', '/api/invitations/take', { 'content-type': 'application/json' }, body)
    // A1: the link sets the password, and goes round no second factor.
    expect(taken.body).toMatchObject({ signedIn: null })
    expect((await signInAs(server.address, 'jo', PASSWORD.COUNTERSIGN_PASSWORD)).body).toMatchObject({ error: { code: 'sign-in-wrong' } })
    expect((await signInAs(server.address, 'jo', 'a kettle on the step')).body).toMatchObject({ error: { code: 'code-needed' } })
    const written = await server.ports.storage.snapshot((tx) => tx.selectFrom('audit').select(['what', 'actor']).where('what', 'like', '%invit%').orderBy('n').execute())
    expect(written).toEqual([{ what: 'account-invited', actor: 'service' }, { what: 'invitation-taken', actor: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
  } finally {
    await server.stop()
  }
})

test('who has lost the phone and the recovery codes sets a second factor anew, written down as let by the service', { timeout: 60_000 }, async () => {
  expect(run('setup', ['--lost-phone', 'nobody'])).toMatchObject({ status: 1, said: expect.stringContaining('Nothing was changed') })
  expect(run('setup', ['--lost-phone', 'jo'])).toMatchObject({ status: 0, said: expect.stringContaining('set a second factor anew') })
  expect(run('setup', ['--lost-phone', 'jo'])).toMatchObject({ status: 1, said: expect.stringContaining('Nothing was changed') })
  const server = await startServer(configFrom({ COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(data, 'none') }))
  try {
    expect(await server.ports.storage.snapshot((tx) => tx.selectFrom('sign_ins').select('id').execute())).toEqual([])
    const jo = await signInAs(server.address, 'jo', 'a kettle on the step')
    expect(jo.body).toMatchObject({ name: 'Jo Example', secondFactor: 'to-set' })
    const written = await server.ports.storage.snapshot((tx) => tx.selectFrom('audit').select(['what', 'actor']).where('what', '=', 'credential-removed').execute())
    expect(written).toEqual([{ what: 'credential-removed', actor: 'service' }])
  } finally {
    await server.stop()
  }
})

test('K6: how long devices show records without a connection is set from 1 to 30 days, and written down', { timeout: 60_000 }, () => {
  for (const wrong of ['0', '31', 'a week']) {
    expect(run('setup', ['--read-days', wrong])).toMatchObject({ status: 1, said: expect.stringContaining('from 1 to 30. Nothing was changed') })
  }
  expect(run('setup', ['--read-days', '14'])).toMatchObject({ status: 0, said: expect.stringContaining('for 14 days') })
  const database = new DatabaseSync(path.join(data, 'countersign.db'))
  expect(database.prepare('select read_days from orgs').all()).toEqual([{ read_days: 14 }])
  expect(database.prepare("select actor, details from audit where what = 'read-days-set'").all()).toEqual([{ actor: 'service', details: '{"days":14}' }])
  database.close()
})

test('WAL-6a: setup under a policy that leaves things open asks for them, and refuses to go on without', { timeout: 60_000 }, async () => {
  const wales = FLAGS.map((flag) => (flag === 'sefton' ? 'wales-model' : flag === 'yes' ? 'no' : flag))
  const elsewhere = { ...PASSWORD, COUNTERSIGN_DATA: path.join(data, 'wales') }
  expect(run('setup', wales, elsewhere)).toMatchObject({ status: 1, said: expect.stringContaining('Say --every') })
  expect(run('setup', [...wales, '--every', 'often'], elsewhere)).toMatchObject({ status: 1, said: expect.stringContaining('not a length of time') })
  expect(run('setup', [...wales, '--every', 'P3M'], elsewhere)).toMatchObject({ status: 1, said: expect.stringContaining('Say --citation') })
  const cited = [...wales, '--every', 'P3M', '--citation', 'The regulations, 36']
  expect(run('setup', cited, elsewhere)).toMatchObject({ status: 1, said: expect.stringContaining('Say --retention') })
  expect(run('setup', [...cited, '--retention', 'P7Y'], elsewhere)).toMatchObject({ status: 0 })
})

test('demo:reset refuses to delete a real service, unless forced, and then loads the demonstration', { timeout: 60_000 }, () => {
  expect(run('demo-reset', [])).toMatchObject({ status: 1, said: expect.stringContaining('Nothing was changed') })
  expect(run('demo-reset', ['--force'])).toMatchObject({ status: 0 })
  expect(run('demo-reset', [])).toMatchObject({ status: 0, said: expect.stringContaining('as new') })
})

test('start says what is wrong in a sentence', () => {
  expect(run('start', ['--port', '99999'], { COUNTERSIGN_APP: path.join(root, 'src') })).toMatchObject({ status: 1, said: expect.stringContaining('did not start') })
})
