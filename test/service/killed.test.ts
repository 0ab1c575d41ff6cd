/**
 * The real server as a process of its own, killed with SIGKILL under load from several people's clients, again and again
 * (`COUNTERSIGN_KILLS`, 5 unless said): every act it gave a receipt for is there, whole and once.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { demonstrationSignIns, HOME, personOf, postOf } from '../../sync/services/demonstration/people.ts'
import { verifyAudit } from '../../sync/services/audit-check.ts'
import { orgsOf } from '../../sync/storage/orgs.ts'
import { openStorage } from '../../sync/storage/storage.ts'
import { Client, PINS, send, signInAs } from '../sync/house.ts'
import { end, killAll, startProcess } from './server-process.ts'

const KILLS = Number(process.env['COUNTERSIGN_KILLS'] ?? 5)

const folder = mkdtempSync(path.join(tmpdir(), 'countersign-killed-'))
afterEach(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

class Person extends Client {
  override get headers(): Record<string, string> {
    return { ...super.headers, 'x-principal': personOf(this.key) }
  }

  planFor(id: string, worker: string, supervisor: string): WireAct {
    return this.act(id, 'session.plan', {
      post: postOf(worker), setting: HOME, supervisee: personOf(worker), supervisor: personOf(supervisor), plannedFor: '2030-01-01', pins: PINS,
    })
  }
}

const signIn = async (address: string, key: string): Promise<Person> => {
  const { username, password } = demonstrationSignIns.find((each) => each.username === key)!
  const answer = await signInAs(address, username, password)
  expect(answer.status).toBe(200)
  return new Person(key, address, answer.headers.get('set-cookie')!.split(';', 1)[0]!, () => '2026-06-02T10:00:00.000Z' as Instant)
}

/** Who writes, and two requests at once each. Both may plan a session of Sam's. */
const WRITERS = ['dana', 'sam', 'dana', 'sam'] as const

test('I1, P4: killed under load and started again, the server has everything it gave a receipt for, whole and once', { timeout: 60_000 + KILLS * 20_000 }, async () => {
  let server = await startProcess(folder)
  const told = new Map<string, Receipt>()
  const sent = new Map<string, { readonly by: string; readonly acts: readonly WireAct[] }>()
  const fruitful: number[] = []

  for (let round = 0; round < KILLS; round += 1) {
    const people = { dana: await signIn(server.address, 'dana'), sam: await signIn(server.address, 'sam') }
    const before = told.size
    const state = { alive: true }
    const pushing = WRITERS.map(async (key) => {
      const person = people[key]
      while (state.alive) {
        const id = v7()
        const acts = [person.planFor(id, 'sam', 'dana'), person.edit(id, { feeling: `kept ${id}` })]
        sent.set(id, { by: key, acts })
        try {
          for (const receipt of await person.push(...acts)) told.set(receipt.actId, receipt)
        } catch {
          return
        }
      }
    })
    // Never at the same point: once in the first writes, then in the middle of many, while the log is folded in, too.
    await new Promise((resolve) => setTimeout(resolve, 60 + ((round * 97) % 400)))
    const dead = end(server, 'SIGKILL')
    state.alive = false
    await Promise.all([dead, ...pushing])
    fruitful.push(told.size - before)
    server = await startProcess(folder)
  }
  expect(told.size).toBeGreaterThan(4 * KILLS)
  expect(fruitful.filter((count) => count > 0).length).toBeGreaterThan(KILLS / 2)

  const people = { dana: await signIn(server.address, 'dana'), sam: await signIn(server.address, 'sam') }
  const files = (await people.dana.everything()).get(`file:${postOf('sam')}`)!
  const wrong: string[] = []
  for (const [id, { by, acts }] of sent) {
    const [plan, edit] = acts
    const row = files.get(id) as { revision: number; fields: Record<string, { value: string }> } | undefined
    // A request is whole or not there: never a plan without its edit.
    const whole = row?.revision === 2 && row.fields['feeling']?.value === `kept ${id}`
    if (row && !whole) wrong.push(`half of ${id}`)
    if (told.has(edit!.actId) && !row) wrong.push(`a receipt was given for ${id}, and it is gone`)
    // Sent again, as a device does that heard nothing: the first answer where there was one.
    const again = await people[by as 'dana' | 'sam'].push(plan!, edit!)
    const outcomes = again.map(({ outcome }) => outcome).join()
    if (outcomes !== (row ? 'duplicate,duplicate' : 'applied,applied')) wrong.push(`${id} again: ${outcomes}`)
    const first = told.get(plan!.actId)
    if (first && JSON.stringify((again[0] as { first?: unknown }).first) !== JSON.stringify(first)) wrong.push(`another answer for ${id}`)
  }
  expect(wrong).toEqual([])
  expect((await send(server.address, 'GET', '/api/health', {})).status).toBe(200)
  expect(await end(server, 'SIGTERM')).toBe(0)

  // I5: nothing of the chain is missing or out of order, and each act that was applied is in it.
  const storage = await openStorage(path.join(folder, 'countersign.db'))
  try {
    const faults = await storage.snapshot(async (tx) => {
      const all: unknown[] = []
      for (const { org } of await orgsOf(tx)) all.push(...(await verifyAudit(tx, org, [])).faults)
      return all
    })
    expect(faults).toEqual([])
  } finally {
    await storage.close()
  }
})
