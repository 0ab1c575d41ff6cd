/** The real server as a process of its own, killed in the middle of pushes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { demonstrationSignIns, personOf, postOf } from '../../sync/services/demonstration/people.ts'
import { HOME } from '../../sync/services/demonstration/people.ts'
import { Client, PINS, send, signInAs } from '../sync/house.ts'

const root = path.resolve(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-killed-'))
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const start = async (): Promise<{ readonly child: ChildProcess; readonly address: string }> => {
  const child = spawn(process.execPath, ['sync/server.ts'], {
    cwd: root,
    env: { ...process.env, COUNTERSIGN_DATA: folder, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(folder, 'none'), COUNTERSIGN_RATE: '1000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      const said = /listens at (http:\S+)/.exec(output)
      if (said?.[1]) resolve(said[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => reject(new Error(`the server ended: ${output}`)))
  })
  return { child, address }
}

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child.on('exit', (code) => {
      running.delete(child)
      resolve(code)
    })
    child.kill(signal)
  })

class Manager extends Client {
  override get headers(): Record<string, string> {
    return { ...super.headers, 'x-principal': personOf('dana') }
  }

  planSam(id: string) {
    return this.act(id, 'session.plan', {
      post: postOf('sam'), setting: HOME, supervisee: personOf('sam'), supervisor: personOf('dana'), plannedFor: '2030-01-01', pins: PINS,
    })
  }
}

const signIn = async (address: string): Promise<Manager> => {
  const [dana] = demonstrationSignIns
  const answer = await signInAs(address, dana!.username, dana!.password)
  expect(answer.status).toBe(200)
  return new Manager('dana', address, answer.headers.get('set-cookie')!.split(';', 1)[0]!, () => '2026-06-02T10:00:00.000Z' as Instant)
}

test('I1, P4: killed in the middle of pushes and started again, the server has everything it gave a receipt for, whole', { timeout: 60_000 }, async () => {
  let { child, address } = await start()
  const told = new Map<string, Receipt>()
  const sent = new Map<string, readonly ReturnType<Manager['planSam']>[]>()

  for (let round = 0; round < 3; round += 1) {
    const dana = await signIn(address)
    const state = { alive: true }
    const pushing = Array.from({ length: 4 }, async () => {
      while (state.alive) {
        const id = v7()
        const acts = [dana.planSam(id), dana.edit(id, { feeling: `kept ${id}` })]
        sent.set(id, acts)
        try {
          for (const receipt of await dana.push(...acts)) told.set(receipt.actId, receipt)
        } catch {
          return
        }
      }
    })
    await new Promise((resolve) => setTimeout(resolve, 150 + 70 * round))
    const dead = end(child, 'SIGKILL')
    state.alive = false
    await Promise.all([dead, ...pushing])
    ;({ child, address } = await start())
  }
  expect(told.size).toBeGreaterThan(20)

  const dana = await signIn(address)
  const files = (await dana.everything()).get(`file:${postOf('sam')}`)!
  const wrong: string[] = []
  for (const [id, [plan, edit]] of sent) {
    const row = files.get(id) as { revision: number; fields: Record<string, { value: string }> } | undefined
    // A request is whole or not there: never a plan without its edit.
    const whole = row?.revision === 2 && row.fields['feeling']?.value === `kept ${id}`
    if (row && !whole) wrong.push(`half of ${id}`)
    if (told.has(edit!.actId) && !row) wrong.push(`a receipt was given for ${id}, and it is gone`)
    // Sent again, as a device does that heard nothing: the first answer where there was one.
    const again = await dana.push(plan!, edit!)
    const outcomes = again.map(({ outcome }) => outcome).join()
    if (outcomes !== (row ? 'duplicate,duplicate' : 'applied,applied')) wrong.push(`${id} again: ${outcomes}`)
    const first = told.get(plan!.actId)
    if (first && JSON.stringify((again[0] as { first?: unknown }).first) !== JSON.stringify(first)) wrong.push(`another answer for ${id}`)
  }
  expect(wrong).toEqual([])
  expect((await send(address, 'GET', '/api/health', {})).status).toBe(200)
  expect(await end(child, 'SIGTERM')).toBe(0)
})
