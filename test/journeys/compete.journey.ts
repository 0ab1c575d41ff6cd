/**
 * Two people, two devices and a stopped server: both write in one answer, both texts are kept, a person chooses with no
 * connection, and both devices and the service come to the same (P6, I3, I4).
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { type Elsewhere, elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

const pictures = path.resolve(import.meta.dirname, '..', '..', 'test-output')
const OF_DANA = 'Sam says that the nights are wearing.'
const OF_SAM = 'I am tired, and the nights are only half of it.'
const AGREED = 'Tired: the nights, and the rota that changes late.'
const FIELD = 'How am I feeling?'

let service: Service
let dana: Person
let sam: Person
let record: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  service = await startService()
  dana = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
})
stepsGoInOrder(() => ({ dana, sam }))
afterAll(async () => {
  await Promise.all([dana.leaves(), sam.leaves()])
  await service.remove()
})

const takesPicture = (person: Person, name: string): Promise<void> => person.picture(path.join(pictures, `compete-${name}-${person.isPhone ? 'phone' : 'tablet'}.png`))

/** Opens an address anew, which locks. */
const goesTo = async (person: Person, knownAs: string, place: string): Promise<void> => {
  await person.opens(place)
  await unlocks(person, knownAs)
}
const toReflection = (person: Person, knownAs: string): Promise<void> => goesTo(person, knownAs, `/sessions/${record}?section=reflection`)

const writesAbout = async (person: Person, text: string): Promise<void> => {
  await person.writes(FIELD, text)
  await person.page.getByLabel(FIELD).first().blur()
  await person.sees('On this device')
}

/** The record as the service gives it to somebody. */
const rowFor = async (them: Elsewhere): Promise<unknown> => {
  for await (const { scopes } of them.pages()) {
    const row = scopes.flatMap(({ rows }) => rows).find(({ id, body }) => id === record && (body as { kind?: string } | null)?.kind === 'session')
    if (row) return row.body
  }
  return undefined
}

describe('two people write in one answer with the server stopped', () => {
  it('both have the session', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await startsSessionWith(dana, 'Sam')
    record = new URL(dana.page.url()).pathname.split('/')[2] ?? ''
    await sendsEverything(dana)
    await sam.opens('/')
    await signsIn(sam, 'sam')
    await Promise.all([toReflection(dana, 'Dana'), toReflection(sam, 'Sam')])
    await Promise.all([dana.page.getByLabel(FIELD).first().waitFor(), sam.page.getByLabel(FIELD).first().waitFor()])
  })

  it('each saves on their own device; nobody’s text is in the other’s way', async () => {
    await service.stop()
    await writesAbout(dana, OF_DANA)
    await writesAbout(sam, OF_SAM)
    expect(await dana.page.getByLabel(FIELD).first().inputValue()).toBe(OF_DANA)
    expect(await sam.page.getByLabel(FIELD).first().inputValue()).toBe(OF_SAM)
  })

  it('P6: the server is back: both devices show both texts, and the list of what is to be chosen', async () => {
    await service.start()
    await sendsEverything(dana)
    await sendsEverything(sam)
    // Whose arrived first is told of the other's with the next pull.
    await dana.comesBack()
    await sam.comesBack()
    for (const person of [dana, sam]) {
      const group = person.page.getByRole('group', { name: /^Two versions of/ })
      await group.waitFor({ timeout: 30_000 })
      await expect.poll(() => group.getByRole('listitem').allTextContents().then((all) => all.join('\n'))).toContain(OF_SAM)
      expect((await group.getByRole('listitem').allTextContents()).join('\n')).toContain(OF_DANA)
      await person.findsNothingWrong('two versions in the session')
      await takesPicture(person, 'session')
    }
    const group = dana.page.getByRole('group', { name: /^Two versions of/ })
    expect(await group.getByRole('listitem').filter({ hasText: OF_DANA }).textContent()).toContain('Dana, ')
    expect(await group.getByRole('listitem').filter({ hasText: OF_DANA }).textContent()).toContain('on this device')
    expect(await group.getByRole('listitem').filter({ hasText: OF_SAM }).textContent()).toContain('on another device')
    for (const [person, knownAs] of [[dana, 'Dana'], [sam, 'Sam']] as const) {
      await goesTo(person, knownAs, '/sync')
      await person.page.getByRole('list', { name: 'Versions to choose from' }).waitFor()
      await person.findsNothingWrong('saving and sending, with something to choose')
      await takesPicture(person, 'sync')
    }
  })

  it('P6: Sam chooses with the server stopped, by keyboard alone', async () => {
    await sam.tapsOn(sam.page.getByRole('list', { name: 'Versions to choose from' }).getByRole('link'))
    await sam.seesHeading('Versions')
    await sam.page.getByRole('group', { name: /^Two versions of/ }).waitFor()
    await sam.findsNothingWrong('versions')
    await takesPicture(sam, 'versions')
    await service.stop()
    const isAt = (name: string): Promise<boolean> => sam.page.evaluate((text) => document.activeElement?.textContent === text, name)
    const tabsTo = async (name: string): Promise<void> => {
      for (let steps = 0; steps < 60 && !(await isAt(name)); steps += 1) await sam.page.keyboard.press('Tab')
      expect(await isAt(name)).toBe(true)
    }
    await tabsTo('Write a new text')
    await sam.page.keyboard.press('Enter')
    const box = sam.page.getByLabel('New text')
    await box.waitFor()
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
    await sam.page.keyboard.press('Control+a')
    await sam.page.keyboard.type(AGREED)
    await tabsTo('Use this text')
    await sam.page.keyboard.press('Enter')
    await sam.sees('Nothing is to be chosen: every answer has one version.')
    await sam.sees('On this device')
  })

  it('I3: the server is back: both devices and the service have the one text', async () => {
    await service.start()
    await sendsEverything(sam)
    await toReflection(dana, 'Dana')
    const box = dana.page.getByLabel(FIELD).first()
    await expect.poll(() => box.inputValue().catch(() => '')).toBe(AGREED)
    await toReflection(sam, 'Sam')
    await expect.poll(() => sam.page.getByLabel(FIELD).first().inputValue().catch(() => '')).toBe(AGREED)
    const [forDana, forSam] = await Promise.all([rowFor(await elsewhere(service.url, 'dana')), rowFor(await elsewhere(service.url, 'sam'))])
    expect(forDana).toEqual(forSam)
    expect(forDana).toMatchObject({ competing: {} })
    expect(JSON.stringify(forDana)).toContain(AGREED)
  })

  it('I4: what was not chosen can be read again, by both', async () => {
    for (const [person, knownAs] of [[dana, 'Dana'], [sam, 'Sam']] as const) {
      await goesTo(person, knownAs, `/sync/records/${record}`)
      await person.sees('What the record says')
      for (const text of [OF_DANA, OF_SAM, AGREED]) await person.sees(text)
      expect(await person.page.getByText('Not chosen', { exact: true }).count()).toBe(2)
      await person.findsNothingWrong('every version')
      await person.page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight))
      await takesPicture(person, 'history')
    }
    const { acts } = HistoryAnswer.parse(await (await elsewhere(service.url, 'dana')).ask('GET', `/api/records/${record}/acts`))
    expect(acts.filter(({ outcome }) => outcome === 'competing')).toHaveLength(1)
  })
})
