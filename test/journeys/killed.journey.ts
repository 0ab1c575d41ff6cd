/**
 * The browser is killed with SIGKILL while it saves and while it sends, at random moments, again and again on one profile:
 * what said "On this device" is there afterwards, and once it is sent the service has it exactly once (V1, V3, P4).
 * `COUNTERSIGN_KILLS` says how often each; five times unless it does.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

const TIMES = Number(process.env['COUNTERSIGN_KILLS'] ?? 5)
/** A start of the browser, unlocking and what is done takes some seconds, several times that on a busy machine. */
const EACH_MS = 60_000
/** From before the save has begun until after it, and the same for sending. */
const WITHIN_MS = 400

let service: Service
let dana: Person
let record: string

interface Text {
  readonly field: string
  readonly text: string
  /** It had said so before the kill; else it may be there or not. */
  readonly said: boolean
}
const texts: Text[] = []

/** Each text in another topic, as long as there are some: nothing replaces it. */
const nextField = (): string => `topic.${(texts.length % 11) + 1}`
const box = (field: string) => dana.page.locator(`[data-field="${field}"]`).getByRole('textbox')
const note = (field: string) => dana.page.locator(`[data-field="${field}"] .cs-saved`).filter({ hasText: 'On this device' })

/** What was last written in the field and said so is in it, or what was written after that. */
const isThere = async (field: string): Promise<void> => {
  const written = texts.filter((each) => each.field === field)
  const last = written.findLastIndex(({ said }) => said)
  const after = written.slice(Math.max(last, 0)).map(({ text }) => text)
  const value = await box(field).inputValue()
  expect([value, last < 0 && value === '' ? '' : after.find((text) => text === value)]).toEqual([value, value])
}

/** After each kill: what was written before it is looked for. */
const opensAgain = async (): Promise<void> => {
  await dana.opens(`/sessions/${record}?section=topic.1`)
  await unlocks(dana, 'Dana')
  await box('topic.1').waitFor()
  for (const field of new Set(texts.map((each) => each.field))) await isThere(field)
}

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  await dana.opens('/')
  await signsIn(dana, 'dana')
  await startsSessionWith(dana, 'Sam')
  record = new URL(dana.page.url()).pathname.split('/')[2] ?? ''
  await sendsEverything(dana)
  await dana.isKilled()
})
stepsGoInOrder(() => ({ dana }))
afterAll(async () => {
  await dana.leaves()
  await service.remove()
})

it(`V1: killed while saving, ${TIMES} times: whatever said "On this device" is there`, async () => {
  for (let time = 0; time < TIMES; time += 1) {
    await opensAgain()
    const [field, text] = [nextField(), `Saved or not, number ${time}.`]
    await box(field).fill(text)
    const said = note(field).waitFor().then(() => true, () => false)
    await Promise.all([box(field).blur().catch(() => undefined), wait(randomInt(WITHIN_MS))])
    const before = await Promise.race([said, wait(0, false)])
    await dana.isKilled()
    texts.push({ field, text, said: before })
  }
  await opensAgain()
  expect(texts).toHaveLength(TIMES)
  await dana.isKilled()
}, EACH_MS * TIMES)

it(`V3: killed while sending, ${TIMES} times: it is there, sent or not`, async () => {
  for (let time = 0; time < TIMES; time += 1) {
    await opensAgain()
    await dana.setOffline(true)
    const [field, text] = [nextField(), `Sent or not, number ${time}.`]
    await box(field).fill(text)
    await box(field).blur()
    await note(field).waitFor()
    texts.push({ field, text, said: true })
    await dana.setOffline(false)
    await Promise.all([dana.page.getByRole('button', { name: 'Send now' }).click({ timeout: 2000 }).catch(() => undefined), wait(randomInt(WITHIN_MS))])
    await dana.isKilled()
  }
  expect(texts).toHaveLength(2 * TIMES)
}, EACH_MS * TIMES)

it('P4: once it is all sent the service has each of them exactly once', async () => {
  await opensAgain()
  await sendsEverything(dana)
  const { acts } = HistoryAnswer.parse(await (await elsewhere(service.url, 'dana')).ask('GET', `/api/records/${record}/acts`))
  expect(new Set(acts.map(({ act }) => act.actId)).size).toBe(acts.length)
  expect(acts.filter(({ outcome }) => outcome !== 'applied')).toEqual([])
  for (const [index, { field, text, said }] of texts.entries()) {
    const times = acts.filter(({ act }) => JSON.stringify(act.patch ?? null).includes(JSON.stringify(text))).length
    // What was not sent yet, a later text of the same field may have replaced (V8).
    const replaced = texts.slice(index + 1).some((later) => later.field === field)
    expect({ text, times }).toEqual({ text, times: said && !replaced ? 1 : Math.min(times, 1) })
  }
  await dana.page.getByRole('link', { name: 'Waiting' }).first().click()
  await dana.sees('Nothing is waiting.')
  await dana.doesNotSee('There is a problem')
  console.log(`${texts.length} kills, of which ${texts.filter(({ said }) => said).length} after "On this device" was said`)
}, EACH_MS)
