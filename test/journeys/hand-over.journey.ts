/** J3 and J1 of a shared tablet: two people enrolled on it, a record made and signed by both in the room with no connection. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { asSomeoneElse, enrols, finishesSession, givesUp, isReady, lineOf, sendsEverything, signsIn, startsSessionWith, TOPICS, typesPassword, unlocksByPin, unlocksTab } from './steps.ts'

let service: Service
let tablet: Person
let phone: Person
/** The address of the record that both signed. */
let record = ''
const FEELING = 'Steady since the rota changed; sleeping better.'

beforeAll(async () => {
  service = await startService()
  tablet = new Person(service.url, TABLET)
  phone = new Person(service.url, PHONE)
})
afterAll(async () => {
  await tablet.leaves()
  await phone.leaves()
  await service.remove()
})
stepsGoInOrder(() => ({ tablet, phone }))

const lockButton = (person: Person) => person.page.getByRole('button', { name: 'Lock', exact: true }).first()

describe('one tablet for two people, signed by both with no connection', () => {
  it('K3: both are enrolled on the shared tablet, who uses it is asked once', async () => {
    await tablet.opens('/')
    await signsIn(tablet, 'dana')
    await tablet.seesHeading('Today')
    await givesUp(tablet)
    await asSomeoneElse(tablet)
    await typesPassword(tablet, 'sam')
    expect(await enrols(tablet, 'Sam', { pin: '605182' })).toBe(false)
    await isReady(tablet)
  })

  it('K5: changing person is a name and a PIN: at most 3 taps beside it, within 1.5 s', async () => {
    await lockButton(tablet).click()
    await tablet.findsNothingWrong('the locked screen')
    tablet.countTaps()
    await tablet.tapsButton('Not you? Change person')
    await tablet.tapsOn(lineOf(tablet.page, 'Dana'))
    const pin = tablet.page.getByLabel('Your PIN')
    await pin.waitFor()
    const from = Date.now()
    await pin.fill(tablet.noted('Dana').pin)
    await tablet.seesHeading('Today')
    console.log(`changing person: ${tablet.taps} taps beside the PIN, ${Date.now() - from} ms from its last digit`)
    expect(tablet.taps).toBeLessThanOrEqual(3)
  })

  it('K5: after a screen lock the PIN is enough, with no connection', async () => {
    await service.stop()
    await lockButton(tablet).click()
    await tablet.page.getByLabel('Your PIN').fill('111119')
    await tablet.sees(/4 tries left|That is not your PIN/)
    await tablet.page.getByLabel('Your PIN').fill(tablet.noted('Dana').pin)
    await tablet.seesHeading('Today')
  })

  it('J3: both sign in the room, offline: at most 60 s and 8 taps; it is locked for both at once', async () => {
    await startsSessionWith(tablet, 'Sam')
    await tablet.tapsOn(tablet.page.getByRole('link', { name: /Reflection and welfare/ }).first())
    await tablet.page.getByLabel('How am I feeling?').first().fill(FEELING)
    await tablet.tapsOn(tablet.page.getByRole('link', { name: /The eleven topics/ }).first())
    for (const topic of TOPICS) await topic(tablet)
    await finishesSession(tablet)
    await tablet.seesHeading('Check and sign this record')
    const other = await tablet.newTab('/')
    await unlocksTab(other, 'Dana', tablet.noted('Dana'))
    await other.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    await tablet.page.bringToFront()
    tablet.countTaps()
    const from = Date.now()
    await tablet.chooses('I have read the whole record')
    await tablet.tapsButton('Sign this record')
    await tablet.sees(/Waiting for Sam/)
    await tablet.tapsButton('Hand over to sign')
    // Another tab of Dana's is no way round it.
    await other.getByRole('heading', { name: /^Hello, |^Who are you/ }).waitFor()
    // With no connection Sam types the four words.
    await tablet.tapsButton('Use my four words instead')
    await tablet.page.getByLabel('Your four words').fill(tablet.noted('Sam').phrase)
    await tablet.tapsButton('Unlock')
    await tablet.sees(FEELING)
    expect(await tablet.page.getByRole('link', { name: 'Today' }).count()).toBe(0)
    await tablet.tapsOn(tablet.page.getByRole('radio', { name: 'I agree', exact: true }))
    await tablet.tapsButton('Sign this record')
    await tablet.sees('Signed by both and locked')
    await tablet.findsNothingWrong('a record handed over, signed')
    await tablet.tapsButton('Give it back to Dana')
    await tablet.page.getByLabel('Your PIN').fill(tablet.noted('Dana').pin)
    await tablet.sees('Signed by both and locked')
    record = new URL(tablet.page.url()).pathname.replace('/check', '/read')
    const seconds = (Date.now() - from) / 1000
    console.log(`J3: ${tablet.taps} taps, ${seconds.toFixed(1)} s for two people`)
    expect(tablet.taps).toBeLessThanOrEqual(8)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  it('P9: the network returns: whoever is unlocked delivers both, and the server has it locked', async () => {
    await service.start()
    await sendsEverything(tablet)
    await tablet.page.getByRole('link', { name: 'Account' }).first().click()
    await lockButton(tablet).click()
    await tablet.tapsButton('Not you? Change person')
    await lineOf(tablet.page, 'Sam').waitFor()
    await tablet.sees('Nothing waiting to send')
    await unlocksByPin(tablet, 'Sam')
    // Dana's page is no page of Sam's.
    await tablet.seesHeading('Today')
    await phone.opens(record)
    await signsIn(phone, 'sam')
    await phone.sees('Signed by both and locked')
    await phone.sees(FEELING)
  })
})
