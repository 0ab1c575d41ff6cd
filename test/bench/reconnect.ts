/**
 * 5,000 devices come back after an outage (L6, T4): each is a person of a council with a sign-in of their own, and asks as a
 * device does: `/api/me` by its cookie, a push of three acts, a pull from where it was, then its stream, which stays open.
 * Each on a connection of its own for the requests and one for the stream. They come as their backoff has them after some
 * minutes without an answer: at a random moment of the first minute (T4, full jitter up to 60 s). The load generator is this
 * one process, on the same machine as the server: what it takes of the two cores is in the figures. A small part of them
 * comes all in one moment besides, as devices do that hear `online` together. Run it with `node test/bench/reconnect.ts`.
 */
import { Agent, request } from 'node:http'
import { v7 } from 'uuid'
import { type WireAct } from '../../src/protocol/act.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { backoffMs } from '../../src/outbox/retry.ts'
import { type Member } from './council.ts'
import { serve } from './served.ts'
import { at } from './figures.ts'

const DEVICES = Number(process.env['COUNTERSIGN_RECONNECT'] ?? 5000)
const AT_ONCE = Math.ceil(DEVICES / 50)
/** After some minutes the ceiling of the jitter is 60 s. */
const FAILURES = 8

const mb = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`

interface Answered {
  readonly path: string
  readonly status: number
  readonly ms: number
}

const served = await serve()
const ask = (agent: Agent, { cookie, person }: Member, method: string, path: string, body?: string): Promise<Answered> =>
  new Promise((resolve) => {
    const from = performance.now()
    const done = (status: number): void => resolve({ path, status, ms: performance.now() - from })
    const asked = request(
      `${served.address}${path}`,
      { method, agent, headers: { cookie, 'x-principal': person, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) } },
      (answer) => {
        const status = answer.statusCode ?? 0
        answer.on('error', () => done(0))
        if (answer.headers['content-type']?.startsWith('text/event-stream')) answer.once('data', () => done(status))
        else answer.resume().on('end', () => done(status))
      },
    )
    asked.on('error', () => done(0))
    asked.end(body)
  })

const edits = ({ session, device }: Member): readonly WireAct[] =>
  [1, 2, 3].map((n) =>
    sealAct({
      actId: v7() as never, recordId: session as never, kind: 'session', type: 'fields.edit', patch: { [`agenda.${v7()}.text`]: { value: `what there is to talk about, ${n}`, from: null } },
      deviceId: device as never, deviceTime: served.now(),
    }),
  )

try {
  const { members } = await served.council(DEVICES + AT_ONCE)
  if (process.env['COUNTERSIGN_RECONNECT'] !== undefined) console.log(`the council is there after ${(performance.now() / 1000).toFixed(0)} s`)
  const before = await served.memory()
  const ready = members.map((member) => ({
    member,
    push: JSON.stringify({ acts: edits(member) }),
    pull: JSON.stringify({ cursors: member.cursors, unsent: { count: 0, oldest: null }, deviceId: member.device }),
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    streaming: new Agent({ maxSockets: 1 }),
  }))
  const comeBack = async ({ member, push, pull, agent, streaming }: (typeof ready)[number]): Promise<readonly Answered[]> => {
    const answers = [
      await ask(agent, member, 'GET', '/api/me'),
      await ask(agent, member, 'POST', '/api/acts', push),
      await ask(agent, member, 'POST', '/api/changes', pull),
    ]
    agent.destroy()
    return [...answers, await ask(streaming, member, 'GET', '/api/pokes')]
  }
  const say = (name: string, answers: readonly Answered[], seconds: number): boolean => {
    const times = answers.map(({ ms }) => ms)
    const failed = answers.filter(({ status }) => status !== 200)
    const of = (path: string) => at(answers.filter((answer) => answer.path === path).map(({ ms }) => ms), 0.99).toFixed(0)
    console.log(`${name}: ${answers.length} requests in ${seconds.toFixed(1)} s   not 200: ${failed.length}${failed[0] ? ` (${failed[0].path} ${failed[0].status})` : ''}`)
    console.log(`  median ${at(times, 0.5).toFixed(0)} ms   p99 ${at(times, 0.99).toFixed(0)} ms   most ${at(times, 1).toFixed(0)} ms   p99 of me ${of('/api/me')}, acts ${of('/api/acts')}, changes ${of('/api/changes')}, pokes ${of('/api/pokes')}`)
    return failed.length === 0 && at(times, 0.99) <= 2000
  }
  const from = performance.now()
  const spread = await Promise.all(
    ready.slice(0, DEVICES).map(async (each) => {
      await new Promise((resolve) => setTimeout(resolve, backoffMs(FAILURES, null, Math.random)))
      return comeBack(each)
    }),
  )
  const ok = say(`${DEVICES} devices come back within a minute (budget: no 5xx, p99 ≤ 2 s)`, spread.flat(), (performance.now() - from) / 1000)
  const open = await served.memory()
  const then = performance.now()
  const together = await Promise.all(ready.slice(DEVICES).map(comeBack))
  say(`${AT_ONCE} more in one moment`, together.flat(), (performance.now() - then) / 1000)
  console.log(`server memory: ${mb(before.rss)} before, ${mb(open.rss)} with ${DEVICES} streams open, ${mb(open.peak)} at most`)
  console.log(`server processor time: ${((open.cpu - before.cpu) / 1000 / DEVICES).toFixed(1)} ms a device`)
  process.exitCode = ok ? 0 : 1
} finally {
  await served.stop()
  process.exit()
}
