/**
 * A tablet set up for two people, worked on by both with no connection, and lost (K6, K7, P9): reported from another device it
 * opens nothing once it has a connection. Found, it gives up what both had left, for them to look at; they carry on. And four
 * words that are forgotten: set up anew on the same tablet, what was not sent arrives.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { QuarantineAnswer } from '../../src/protocol/changes.ts'
import { type Elsewhere, elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { asSomeoneElse, enrols, givesUp, isIn, signsIn, startsSessionWith, typesPassword, unlocks } from './steps.ts'

let service: Service
let tablet: Person
let office: Person
let next: Person
let dana: Elsewhere
let priya: Elsewhere
let sam: Elsewhere

const OF_SAM = 'Sam wrote this in the garden, with no connection.'
const OF_PRIYA = 'Priya wrote this in the lounge, with no connection.'
const LATER = 'Priya wrote this on the new tablet, before the words were lost.'

beforeAll(async () => {
  service = await startService()
  tablet = new Person(service.url, TABLET)
  office = new Person(service.url, TABLET)
  next = new Person(service.url, TABLET)
  dana = await elsewhere(service.url, 'dana')
  priya = await elsewhere(service.url, 'priya')
  sam = await elsewhere(service.url, 'sam')
})
stepsGoInOrder(() => ({ tablet, office, next }))
afterAll(async () => {
  await Promise.all([tablet.leaves(), office.leaves(), next.leaves()])
  await service.remove()
})

const isSaved = (person: Person): Promise<void> => person.page.getByText('On this device').first().waitFor()
const prepares = async (person: Person): Promise<void> => {
  await person.tapsButton('Prepare')
  await person.writes('How am I managing my work?', OF_SAM)
  await person.page.getByLabel('How am I managing my work?').first().blur()
}
/** Of the session with Kofi that is open. @returns its record */
const notesDown = async (person: Person, words: string, topic = 2): Promise<string> => {
  await person.tapsOn(person.page.getByRole('link', { name: /The eleven topics/ }).first())
  const note = person.page.locator(`[data-field="topic.${topic}"]`).getByRole('textbox')
  await note.fill(words)
  await note.blur()
  return new URL(person.page.url()).pathname.split('/')[2] ?? ''
}
/** The line of somebody on the lock screen. */
const lineOf = (person: Person, knownAs: string) => person.page.getByRole('listitem').filter({ hasText: knownAs })
const heldBackFor = async (who: Elsewhere) => QuarantineAnswer.parse(await who.ask('GET', '/api/quarantine')).items
const authorsOf = async (who: Elsewhere, record: string, words: string): Promise<readonly string[]> => {
  const { acts } = HistoryAnswer.parse(await who.ask('GET', `/api/records/${record}/acts`))
  return acts.filter(({ act }) => JSON.stringify(act).includes(words)).map(({ actor }) => actor)
}

describe('a tablet is lost', () => {
  it('two people are set up on it, and both write with no connection', async () => {
    await tablet.opens('/')
    await signsIn(tablet, 'sam')
    await givesUp(tablet)
    await asSomeoneElse(tablet)
    await signsIn(tablet, 'priya')
    await tablet.setOffline(true)
    await startsSessionWith(tablet, 'Kofi')
    await notesDown(tablet, OF_PRIYA)
    await isSaved(tablet)
    await givesUp(tablet)
    await unlocks(tablet, 'Sam')
    await prepares(tablet)
    await isSaved(tablet)
    await givesUp(tablet)
    for (const name of ['Priya', 'Sam']) await lineOf(tablet, name).getByText(/^[1-9]\d* items? waiting to send/).waitFor()
  })

  it('who manages the home says on another device that it was lost', async () => {
    await office.opens('/')
    await signsIn(office, 'dana')
    await office.tapsLink('Account')
    await office.tapsLink('Devices, and one that was lost')
    await office.seesHeading('Your people’s devices')
    await office.findsNothingWrong('devices')
    await office.tapsButton(/^This device was lost: Shared device, .*(Priya Lockett|Sam Oyelaran)/)
    await office.sees('What happened to this device?')
    await office.chooses('It was lost')
    await office.findsNothingWrong('letting go of a device')
    await office.tapsButton('Let go of this device')
    await office.sees('Done. The device opens nothing any more.')
    for (const person of [dana, priya, sam]) {
      const there = await person.everything()
      expect([there.includes(OF_PRIYA), there.includes(OF_SAM)]).toEqual([false, false])
    }
  })

  it('K6: with a connection neither a PIN nor the words open it any more; what was written waits there, sealed', async () => {
    const databases = () => tablet.page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('c-')).length)
    expect(await databases()).toBe(2)
    await tablet.setOffline(false)
    await lineOf(tablet, 'Priya').getByRole('button').click()
    await tablet.page.getByLabel('Your PIN').fill(tablet.noted('Priya').pin)
    await tablet.seesHeading('Your records are no longer on this device')
    await tablet.sees('It was reported lost, so it let go of them.')
    await tablet.findsNothingWrong('a device that was reported lost')
    await tablet.tapsButton('Back')
    await lineOf(tablet, 'Priya').getByText('Records no longer here').waitFor()
    await unlocks(tablet, 'Sam')
    await lineOf(tablet, 'Sam').getByText('Records no longer here').waitFor()
    await tablet.findsNothingWrong('the door of a device that was reported lost')
    expect(await databases()).toBe(0)
    await tablet.reloads()
    for (const name of ['Priya', 'Sam']) {
      await lineOf(tablet, name).getByText(/^[1-9]\d* items? waits? here, sealed/).waitFor()
      expect(await lineOf(tablet, name).getByRole('button').count()).toBe(0)
    }
    expect(await heldBackFor(dana)).toEqual([])
  })

  it('P9: it is found; Sam signs in there anew, and what both had left arrives, applied to nothing', async () => {
    await asSomeoneElse(tablet)
    await typesPassword(tablet, 'sam')
    expect(await enrols(tablet, 'Sam')).toBe(false)
    await isIn(tablet)
    const codes = async (who: Elsewhere) => [...new Set((await heldBackFor(who)).map(({ author, reason, act }) => `${author} ${reason.code} ${act === null ? 'exists' : 'whole'}`))]
    await expect.poll(() => codes(dana)).toEqual(expect.arrayContaining([`${priya.person} key-revoked exists`, `${sam.person} key-revoked exists`]))
    expect(await codes(sam)).toEqual([`${sam.person} key-revoked whole`])
    for (const person of [dana, priya, sam]) {
      const there = await person.everything()
      expect([there.includes(OF_PRIYA), there.includes(OF_SAM)]).toEqual([false, false])
    }
  })

  it('P8: Sam is told at once, reads what it was, and writes it again', async () => {
    await tablet.tapsLink('Today')
    await tablet.tapsLink(/There is a problem with/)
    await tablet.sees(/It was on a device that was reported lost .* If it was, write it again\./)
    await tablet.sees(OF_SAM)
    await tablet.doesNotSee(OF_PRIYA)
    await tablet.findsNothingWrong('told what a lost device had')
    await tablet.tapsLink('Today')
    await prepares(tablet)
    await expect.poll(async () => (await sam.everything()).includes(OF_SAM)).toBe(true)
    await givesUp(tablet)
    // Nothing of Priya's is left there.
    await tablet.seesHeading('Hello, Sam')
  })

  it('P8: who manages the home sees that there is something of both, and not what', async () => {
    await office.tapsLink('Waiting')
    const list = office.page.getByRole('list', { name: 'From your people' })
    await expect.poll(async () => (await list.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n', 1)[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual(['Priya Lockett', 'Sam Oyelaran'])
    await office.doesNotSee(OF_PRIYA)
    await office.findsNothingWrong('what is held back from one’s people')
  })

  it('Priya is set up on a new tablet, is told, and carries on', async () => {
    await next.opens('/')
    await signsIn(next, 'priya')
    await next.tapsLink(/There is a problem with/)
    await next.sees(OF_PRIYA)
    await next.tapsLink('Today')
    await startsSessionWith(next, 'Kofi')
    const record = await notesDown(next, OF_PRIYA)
    await expect.poll(() => authorsOf(priya, record, OF_PRIYA)).toEqual([priya.person])
    await next.tapsLink('Waiting')
    for (const act of await heldBackFor(priya)) {
      if (act.author !== priya.person) continue
      await next.tapsButton('Withdraw')
      await next.tapsButton('Yes, withdraw it')
    }
    await expect.poll(() => next.page.getByText(OF_PRIYA).count()).toBe(0)
  })
})

describe('the four words are forgotten', () => {
  it('K3, P9: set up anew on the same tablet, what was not sent arrives as hers, and is not held back', async () => {
    await next.setOffline(true)
    await next.tapsLink('Today')
    await next.tapsLink(/^Carry on/)
    const record = await notesDown(next, LATER, 3)
    await isSaved(next)
    await givesUp(next)
    await next.setOffline(false)
    const before = next.noted('Priya').phrase
    await next.tapsButton('Use my four words instead')
    await next.tapsButton('I’ve forgotten my four words')
    await next.seesHeading('If you’ve forgotten your four words')
    await next.sees('1 item you wrote here is not sent yet. It will be sent all the same, without the words.')
    await next.findsNothingWrong('forgotten words')
    await next.tapsButton('Sign in')
    await typesPassword(next, 'priya')
    expect(await enrols(next, 'Priya')).toBe(false)
    await isIn(next)
    await expect.poll(() => authorsOf(priya, record, LATER)).toEqual([priya.person])
    expect((await heldBackFor(priya)).filter(({ withdrawnAt }) => withdrawnAt === null)).toEqual([])
    // Only the new words open it.
    await givesUp(next)
    expect(next.noted('Priya').phrase).not.toBe(before)
    await next.tapsButton('Use my four words instead')
    await next.page.getByLabel('Your four words').fill(before)
    await next.tapsButton('Unlock')
    await next.sees('Those are not your four words. Look at your card and try again.')
    await next.page.getByLabel('Your four words').fill(next.noted('Priya').phrase)
    await next.tapsButton('Unlock')
    await isIn(next)
  })
})
