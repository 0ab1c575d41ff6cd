/**
 * The vault in a real browser: what is written is nowhere in the closed profile (K2), nowhere in memory once it is locked (K5);
 * the screen locks by itself and loses nothing; a passkey opens a phone with no connection (K3).
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heapHolds } from './heap.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, givesUp, locksScreen, sendsEverything, signsIn, startsSessionWith, unlocksByPin } from './steps.ts'

let service: Service
let dana: Person
let sam: Person
/** The address of the session they write. */
let record = ''

/** Words that stand nowhere else: letters alone, so that no guard takes them for a number, and long enough not to be met by chance. */
const canary = (): string => Array.from({ length: 24 }, () => 'bcdfghjklmnpqrstvwxz'[randomInt(20)]).join('')
const written: string[] = []
const next = (): string => {
  written.push(canary())
  return written.at(-1) ?? ''
}

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
})
stepsGoInOrder(() => ({ dana, sam }))
afterAll(async () => {
  await Promise.all([dana.leaves(), sam.leaves()])
  await service.remove()
})

/** A canary into every box of the page that takes words; a row is added first wherever rows can be. */
const fillsEveryBox = async ({ page }: Person): Promise<void> => {
  for (const add of await page.getByRole('main').getByRole('button', { name: /^Add (an|something)/ }).all()) await add.click()
  const boxes = page.locator('main textarea, main input[type="text"]:not([inputmode="numeric"], .govuk-input--width-5)')
  for (let index = 0; index < (await boxes.count()); index += 1) {
    await boxes.nth(index).fill(next())
    await boxes.nth(index).blur()
  }
}

describe('what is written', () => {
  it('stands in every field of a session', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await startsSessionWith(dana, 'Sam')
    record = new URL(dana.page.url()).pathname
    const parts = await dana.page.locator('a[href*="?section="]:not([href*="updates."])').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
    console.log(parts)
    for (const href of parts) {
      await dana.page.locator(`a[href="${href}"]`).first().click()
      await dana.page.waitForTimeout(300)
      const before = written.length
      await fillsEveryBox(dana)
      console.log(href, written.length - before)
      for (const soon of await dana.page.getByRole('button', { name: /^In two weeks/ }).all()) await soon.click()
    }
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    console.log((await dana.page.locator('main').innerText()).slice(0, 600))
    await dana.tapsButton('Share with Sam without signing yet')
    await dana.sees(/Shared with Sam on/)
    await sendsEverything(dana)
    console.log(written.length)
  })
  it('heap', async () => {
    await dana.page.waitForTimeout(1000)
    let t = Date.now()
    console.log('before', (await heapHolds(dana.page, written)).length, Date.now() - t)
    await locksScreen(dana)
    await dana.page.waitForTimeout(1000)
    t = Date.now()
    process.env['COUNTERSIGN_RETAINERS'] = '1'
    console.log('screen', (await heapHolds(dana.page, written.slice(5, 7))).length, Date.now() - t)
    delete process.env['COUNTERSIGN_RETAINERS']
    await unlocksByPin(dana, 'Dana')
    await dana.page.waitForTimeout(1000)
    await givesUp(dana)
    await dana.page.waitForTimeout(1000)
    console.log('full', (await heapHolds(dana.page, written)).length)
  })
})
