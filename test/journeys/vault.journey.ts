/**
 * The vault in a real browser: what is written is nowhere in memory once it is locked (K5), and nowhere in the closed profile
 * (K2); the screen locks by itself and loses nothing; a passkey opens a phone with no connection (K3).
 */
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChangesAnswer } from '../../src/protocol/changes.ts'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { bundled } from '../contracts/in-chromium.ts'
import { elsewhere } from './elsewhere.ts'
import { heapHolds } from './heap.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { enrols, finishesSession, givesUp, isReady, locksScreen, sendsEverything, signsIn, startsSessionWith, typesPassword, unlocksByPin } from './steps.ts'
import { openSite } from './unguarded-site.ts'
import { type Kept } from './plain-page.ts'

let service: Service
let dana: Person
let sam: Person
let record = ''

/** Words that stand nowhere else: letters alone, so that no guard takes them for a number, and too long to be met by chance. */
const canary = (): string => Array.from({ length: 24 }, () => 'bcdfghjklmnpqrstvwxz'[randomInt(20)]).join('')
/** Those in the fields of the session. */
const written: string[] = []
/** Those of a comment that is begun and not sent. */
const begun = canary()
const half = canary()

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
const fillsEveryBox = async ({ page }: Person): Promise<number> => {
  for (const add of await page.getByRole('main').getByRole('button', { name: /^Add an action/ }).all()) await add.click()
  // A time, a day and a figure take no words.
  const boxes = page.locator('main textarea, main input[type="text"]:not([inputmode="numeric"], .govuk-input--width-5)')
  const count = await boxes.count()
  for (let index = 0; index < count; index += 1) {
    const word = canary()
    written.push(word)
    await boxes.nth(index).fill(word)
    await boxes.nth(index).blur()
  }
  for (const soon of await page.getByRole('button', { name: /^In two weeks/ }).all()) await soon.click()
  return count
}

const comment = () => sam.page.getByLabel('Your comment')

describe('what is written', () => {
  it('stands in every field of a session, on the device of one and of the other', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await startsSessionWith(dana, 'Sam')
    record = new URL(dana.page.url()).pathname
    const parts = [
      [/Actions from last time/, dana.page.getByLabel('What came of it').or(dana.page.locator('[data-field^="updates."]'))],
      [/Reflection and welfare/, dana.page.locator('[data-field="feeling"]')],
      [/The eleven topics/, dana.page.locator('[data-field="topic.11"]')],
      [/New actions/, dana.page.getByRole('button', { name: 'Add an action' })],
      [/When, where/, dana.page.getByLabel('Started at')],
    ] as const
    for (const [part, there] of parts) {
      await dana.tapsOn(dana.page.getByRole('link', { name: part }).first())
      await there.first().waitFor()
      expect([part, (await fillsEveryBox(dana)) > 0]).toEqual([part, true])
    }
    expect(written.length).toBeGreaterThan(25)
    await finishesSession(dana)
    await dana.tapsButton('Share with Sam without signing yet')
    await dana.sees(/Shared with Sam on/)
    await sendsEverything(dana)

    await sam.opens(`${record}/read`)
    await sam.hasAuthenticator()
    await typesPassword(sam, 'sam')
    await enrols(sam, 'Sam', { passkey: true })
    await isReady(sam)
    await sam.page.getByText(written[3] ?? '').first().waitFor()
  })
})

describe('locking', () => {
  it('K5: while it is open the words are in memory: what follows could find them', async () => {
    expect(await heapHolds(dana.page, written)).toEqual(written)
  })

  it('K5: once the screen is locked none of them is', async () => {
    await locksScreen(dana)
    expect(await heapHolds(dana.page, written)).toEqual([])
    await unlocksByPin(dana, 'Dana')
    await dana.sees(/Shared with Sam on/)
  })

  it('K5: nor once all is locked', async () => {
    await givesUp(dana)
    expect(await heapHolds(dana.page, written)).toEqual([])
  })
})

describe('a passkey', () => {
  it('K3: opens a phone with no connection, at the page one was on', async () => {
    await sam.tapsOn(sam.page.getByRole('radio', { name: 'I agree, with a comment' }))
    await comment().pressSequentially(begun)
    // Longer than a pause in typing: by then it is on the device.
    await sam.page.waitForTimeout(1200)
    await service.stop()
    await sam.page.clock.install()
    await sam.reloads()
    await sam.seesHeading('Hello, Sam')
    await sam.findsNothingWrong('a door that knows a passkey')
    sam.countTaps()
    await sam.tapsButton('Use fingerprint or face')
    await sam.sees(written[3] ?? '')
    expect(sam.taps).toBe(1)
    expect(await comment().inputValue()).toBe(begun)
  })
})

describe('the screen locks by itself', () => {
  const isOpen = (person: Person): Promise<boolean> => person.page.getByRole('navigation', { name: 'Main' }).isVisible()
  const isLocked = (person: Person): Promise<void> => person.page.getByRole('heading', { name: /, type your PIN$/ }).waitFor()

  it('K5: a phone of one’s own after five minutes; what was half written is there again, with no connection', async () => {
    await comment().press('Control+End')
    await sam.page.keyboard.type(` ${half}`)
    await sam.page.clock.fastForward('04:50')
    expect(await isOpen(sam)).toBe(true)
    await sam.page.clock.fastForward('00:11')
    await isLocked(sam)
    await sam.findsNothingWrong('a screen that locked by itself')
    await unlocksByPin(sam, 'Sam')
    expect(await comment().inputValue()).toBe(`${begun} ${half}`)
  })

  it('K5: a shared tablet after two minutes, on a session’s page after fifteen', async () => {
    await service.start()
    await dana.page.clock.install()
    await dana.reloads()
    await unlocksByPin(dana, 'Dana')
    await dana.sees(/Shared with Sam on/)
    await dana.page.clock.fastForward('14:50')
    expect(await isOpen(dana)).toBe(true)
    await dana.page.clock.fastForward('00:11')
    await isLocked(dana)
    await unlocksByPin(dana, 'Dana')
    await dana.tapsLink('Today')
    await dana.seesHeading('Today')
    await dana.page.clock.fastForward('01:50')
    expect(await isOpen(dana)).toBe(true)
    await dana.page.clock.fastForward('00:11')
    await isLocked(dana)
  })
})

describe('the closed devices', () => {
  it('K2: none of it can be read in their files, as bytes', async () => {
    await dana.isKilled()
    await sam.isKilled()
    const secrets = [dana.noted('Dana').phrase, sam.noted('Sam').phrase, 'larkfield-dana', 'larkfield-sam', 'Oyelaran']
    for (const person of [dana, sam]) expect(person.profileHolds(...written, begun, half, ...secrets)).toEqual([])
  })

  it('where the cipher seals nothing all of it is found there: the scan can fail', async () => {
    const them = await elsewhere(service.url, 'sam')
    const { scopes } = ChangesAnswer.parse(await them.ask('POST', '/api/changes', { cursors: {}, unsent: { count: 0, oldest: null } }))
    const { acts } = HistoryAnswer.parse(await them.ask('GET', `/api${record.replace('/sessions/', '/records/')}/acts`))
    const built = await bundled(path.join(import.meta.dirname, 'plain-page.ts'))
    const entry = built.find(({ isEntry }) => isEntry)?.fileName ?? ''
    const site = await openSite({
      ...Object.fromEntries(built.map(({ fileName, code }) => [`/${fileName}`, { body: code ?? '' }])),
      '/': { body: `<!doctype html><script type="module" src="/${entry}"></script>` },
    })
    await dana.opens('/')
    await dana.page.goto(site.url)
    await dana.page.waitForFunction(() => 'keepsPlainly' in globalThis)
    const kept: Kept = { scopes, acts: acts.map(({ act }) => act), texts: { comment: `${begun} ${half}` } }
    await dana.page.evaluate((json) => (globalThis as unknown as { keepsPlainly: (json: string) => Promise<void> }).keepsPlainly(json), JSON.stringify(kept))
    await dana.isKilled()
    await site.close()
    // What the browser asked of that site is known in full only once it is gone.
    dana.excuses()
    const found = dana.profileHolds(...written, begun, half)
    expect([...written, begun, half].filter((word) => !found.some((each) => each.startsWith(word)))).toEqual([])
  })
})
