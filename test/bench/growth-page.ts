/** What `growth.ts` measures, inside a real browser's page, signed in to a real service. */
import { browserWorld } from '../../src/app/device-browser.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { unlock } from '../../src/app/device.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { type Grown } from './growth-measured.ts'
import { until } from './until.ts'

declare const editElsewhere: (value: string) => Promise<void>

const TIMES = 20
const OPENINGS = 7

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const measure = async (session: string): Promise<Grown> => {
  const browser = browserWorld()
  let deriving = 0
  const world: typeof browser = {
    ...browser,
    kdf: async (...said) => {
      const from = performance.now()
      try {
        return await browser.kdf(...said)
      } finally {
        deriving += performance.now() - from
      }
    },
  }
  const answer = await signIn(world, 'dana', 'pw-dana')
  if (answer.ok || answer.code !== 'enrol') throw new Error('not to be enrolled')
  const phrase = await answer.enrolment.newPhrase()
  const enrolled = await answer.enrolment.finish({ kind: 'shared', phrase, pin: '483920', passkey: false })
  if (enrolled.kind !== 'open') throw new Error(enrolled.kind)
  let { device } = enrolled
  await until(device, () => device.sync().lastVerified !== null)
  const recordId = RecordId.parse(session)
  const grown = { saves: [] as number[], confirmed: [] as number[], pulls: [] as number[], opens: [] as number[] }
  for (let n = 0; n < TIMES; n += 1) {
    grown.saves.push(await timed(() => device.edit({ recordId, kind: 'session', values: { feeling: `mine ${n}` } })))
    grown.confirmed.push(await timed(() => device.sendNow()))
    await editElsewhere(`theirs ${n}`)
    grown.pulls.push(
      await timed(async () => {
        await device.sendNow()
        const value = (await device.snapshot()).sessions.get(recordId)?.fields['topic.1']?.value
        if (value !== `theirs ${n}`) throw new Error(`${n}: ${JSON.stringify(value)} was pulled`)
      }),
    )
  }
  if (device.sync().unsent > 0) throw new Error('not everything was sent')
  const id = device.vault
  for (let n = 0; n < OPENINGS; n += 1) {
    await device.lock()
    deriving = 0
    const whole = await timed(async () => {
      const opened = await unlock(world, id, { by: 'phrase', phrase })
      if (!opened.ok) throw new Error(opened.code)
      ;({ device } = opened)
      if (!(await device.snapshot()).sessions.has(recordId)) throw new Error('the session is not there')
    })
    grown.opens.push(whole - deriving)
  }
  await device.lock()
  return grown
}

Object.assign(globalThis, { measureGrowth: measure })
