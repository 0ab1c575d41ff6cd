/**
 * Yesterday's built app, as it was deployed, in a real browser against today's server (T3, P10): it signs in, works with no
 * connection and sends; then today's app takes its place on the same device, with something unsent, and nothing is lost.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackYesterdaysApp } from '../fixtures/versions.ts'
import { type Elsewhere, elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

const built = path.resolve(import.meta.dirname, '..', '..', 'dist')
const app = mkdtempSync(path.join(tmpdir(), 'countersign-yesterday-'))
const SENT = 'Written in yesterday’s app with no connection.'
const UNSENT = 'Not sent yet when today’s app came.'

let service: Service
let dana: Person
let there: Elsewhere
let record: string

const box = (topic: number) => dana.page.locator(`[data-field="topic.${topic}"]`).getByRole('textbox')
const writes = async (topic: number, text: string): Promise<void> => {
  await box(topic).fill(text)
  await box(topic).blur()
  await dana.page.locator(`[data-field="topic.${topic}"] .cs-saved`).filter({ hasText: 'On this device' }).waitFor()
}

beforeAll(async () => {
  unpackYesterdaysApp(app)
  service = await startService({ app })
  dana = new Person(service.url, TABLET)
  there = await elsewhere(service.url, 'dana')
})
stepsGoInOrder(() => ({ dana }))
afterAll(async () => {
  await dana.leaves()
  await service.remove()
  rmSync(app, { recursive: true, force: true })
})

describe('yesterday’s app', () => {
  it('signs in, writes with the server stopped and sends once it is back; nothing tells of a problem', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await startsSessionWith(dana, 'Sam')
    record = new URL(dana.page.url()).pathname.split('/')[2] ?? ''
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    await service.stop()
    await writes(2, SENT)
    await service.start()
    await sendsEverything(dana)
    await expect.poll(() => there.everything()).toContain(SENT)
    await dana.page.getByRole('link', { name: 'Waiting' }).first().click()
    await dana.sees('Everything you wrote is sent.')
    await dana.doesNotSee('There is a problem')
  })

  it('is offered today’s, which takes its place with the server stopped and something unsent', async () => {
    rmSync(app, { recursive: true, force: true })
    cpSync(built, app, { recursive: true })
    await dana.opens(`/sessions/${record}?section=topic.1`)
    await unlocks(dana, 'Dana')
    await dana.sees('A new version is ready', 60_000)
    await service.stop()
    await writes(3, UNSENT)
    await dana.tapsButton('Update now')
    await dana.page.waitForEvent('load')
    await unlocks(dana, 'Dana')
    await expect.poll(() => box(3).inputValue().catch(() => '')).toBe(UNSENT)
    expect(await box(2).inputValue()).toBe(SENT)
    // It is today's: this is said nowhere in yesterday's.
    await dana.page.getByRole('link', { name: 'Waiting' }).first().click()
    await dana.seesHeading('If this device can’t send')
  })

  it('and what it had not sent is sent by today’s, once', async () => {
    await service.start()
    await dana.page.getByRole('link', { name: 'Today' }).first().click()
    await dana.seesHeading('Today')
    await sendsEverything(dana)
    await expect.poll(() => there.everything()).toContain(UNSENT)
    await dana.page.getByRole('link', { name: 'Waiting' }).first().click()
    await dana.sees('Everything you wrote is sent.')
    await dana.doesNotSee('There is a problem')
  })
})
