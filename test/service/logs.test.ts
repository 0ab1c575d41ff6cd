/** The service as a process of its own: what it says on its standard outputs holds no content (A9). */
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { HOME, personOf, postOf } from '../../sync/services/demonstration/people.ts'
import { ask, CANARY, speak } from '../sync/asking.ts'
import { type Answer, Client, PINS, signInAs } from '../sync/house.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-logs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Process {
  readonly address: string
  /** Both outputs so far. */
  readonly said: () => string
  readonly end: () => Promise<void>
}

const started = async (script: string, data: string, app: string): Promise<Process> => {
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'info', COUNTERSIGN_APP: app },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /(?:listens at|is at) (http:\S+)\n/.exec(said)
      if (found?.[1]) resolve(found[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => reject(new Error(`the service ended: ${said}`)))
  })
  return {
    address,
    said: () => said,
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Everything that can be said to the service, right and wrong, with a canary in it. */
const talk = async (address: string, data: string): Promise<readonly number[]> => {
  const statuses: number[] = []
  const note = ({ status }: Answer): void => void statuses.push(status)
  const answer = await signInAs(address, 'dana', 'larkfield-dana-1')
  note(answer)
  const cookie = answer.headers.get('set-cookie')!.split(';', 1)[0]!
  const dana = new Client('dana', address, cookie, () => answer.body.serverTime)
  const headers = { cookie, 'x-principal': personOf('dana'), 'content-type': 'application/json', 'user-agent': CANARY, referer: `${address}/${CANARY}`, 'x-forwarded-for': CANARY }
  const push = async (...acts: readonly unknown[]): Promise<void> => note(await ask(address, 'POST', '/api/acts', headers, JSON.stringify({ acts })))
  const id = v7()
  const plan = dana.act(id, 'session.plan', { post: postOf('sam'), setting: HOME, supervisee: personOf('sam'), supervisor: personOf('dana'), plannedFor: '2030-01-01', pins: PINS })
  await push(plan, dana.edit(id, { feeling: CANARY }), dana.act(id, CANARY, { [CANARY]: CANARY }, CANARY))
  await push({ [CANARY]: CANARY })
  note(await ask(address, 'POST', '/api/acts', headers, `{"${CANARY}`))
  note(await ask(address, 'POST', '/api/acts', { ...headers, 'content-type': CANARY }, CANARY))
  note(await signInAs(address, CANARY, CANARY))
  for (const to of [`/api/records/${CANARY}/acts?${CANARY}=${CANARY}`, `/${CANARY}`, `/api/%zz${CANARY}`, `/calendar/${CANARY}.ics`]) note(await ask(address, 'GET', to, headers))
  await speak(address, `${CANARY}\r\n\r\n`)
  await speak(address, `GET /${CANARY} HTTP/1.1\r\n${CANARY}\0: ${CANARY}\r\n\r\n`)
  // A record that is torn: reading it is a fault, of which the parser quotes the record.
  const database = new DatabaseSync(path.join(data, 'countersign.db'))
  database.prepare('update records set state = ? where id = ?').run(`{"${CANARY}`, id)
  database.close()
  note(await ask(address, 'GET', `/api/records/${id}/acts`, headers))
  return statuses
}

/** Each request is a line when it comes and one when it is answered. */
const LINES = 20

test('A9: neither output of the service holds a word that was written, a name, a password, a cookie or an address', async () => {
  const data = path.join(folder, 'service')
  const service = await started('sync/server.ts', data, path.join(folder, 'none'))
  try {
    const statuses = await talk(service.address, data)
    expect(new Set(statuses)).toEqual(new Set([200, 400, 401, 404, 415, 500]))
  } finally {
    await service.end()
  }
  const said = service.said()
  expect(said.split('\n').length).toBeGreaterThan(LINES)
  expect(said).toContain('SyntaxError')
  expect(said).not.toMatch(/canary|larkfield-|Larkfield|dana|countersign=/i)
})

test('A9: `npm start` says the demonstration’s sign-ins, which are for everybody, and after that nothing of anybody', async () => {
  const data = path.join(folder, 'start')
  const app = path.join(folder, 'app')
  mkdirSync(app)
  writeFileSync(path.join(app, 'index.html'), '<!doctype html><title>Countersign</title>')
  // As if built just now, so that it is not built again.
  utimesSync(path.join(app, 'index.html'), new Date(2 ** 42), new Date(2 ** 42))
  const service = await started('sync/commands/start.ts', data, app)
  try {
    await expect.poll(() => service.said()).toContain('Ctrl+C')
    const before = service.said().length
    expect(service.said()).toContain('larkfield-dana-1')
    expect(new Set(await talk(service.address, data))).toContain(500)
    await expect.poll(() => service.said()).toContain('SyntaxError')
    expect(service.said().slice(before)).not.toMatch(/canary|larkfield-|Larkfield|dana|countersign=/i)
  } finally {
    await service.end()
  }
})
