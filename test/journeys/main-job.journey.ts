/**
 * The main job, end to end (J1, J2, J4): a session recorded on a tablet with no connection, the tablet killed while
 * typing, synced, countersigned on a phone, locked. The server is stopped and started in the middle.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, sendsEverything, signsIn, startsSessionWith, TOPICS, unlocks } from './steps.ts'

let service: Service
let dana: Person
let sam: Person

const FEELING = 'Tired after the weekend, but glad that the new rota is settling down.'

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
})
stepsGoInOrder(() => ({ dana, sam }))
afterAll(async () => {
  await dana.leaves()
  await sam.leaves()
  await service.remove()
})

describe('a session recorded with no connection, synced, countersigned, locked', () => {
  it('the manager signs in and gets ready to work offline', async () => {
    await dana.opens('/')
    await dana.seesHeading('Sign in')
    await dana.findsNothingWrong('sign-in')
    await signsIn(dana, 'dana')
    await dana.seesHeading('Today')
    await dana.sees(/\(SEF-3\.17\)/)
    await dana.findsNothingWrong('Today')
  })

  it('J1: with the server stopped, Today opens and says who is due and why', async () => {
    await service.stop()
    await dana.reloads()
    await dana.seesHeading('Hello, Dana')
    await dana.findsNothingWrong('unlock')
    await unlocks(dana, 'Dana')
    dana.countTaps()
    await dana.seesHeading('Today')
    await dana.sees(/fortnightly in the first six months \(SEF-3\.17\)\. Also \d+ of 16 shifts worked \(SEF-3\.18\)/)
    await dana.sees(/offline/i)
    expect(dana.taps).toBe(0)
    await dana.findsNothingWrong('Today, offline')
  })

  it('J2: from Today in two taps a session is open', async () => {
    dana.countTaps()
    await startsSessionWith(dana, 'Sam')
    expect(dana.taps).toBeLessThanOrEqual(2)
    await dana.findsNothingWrong('session, offline')
  })

  it('V1: what said "On this device" is there after the tablet is killed while typing', async () => {
    await dana.tapsOn(dana.page.getByRole('link', { name: /Reflection and welfare/ }).first())
    await dana.writes('How am I feeling?', FEELING)
    await dana.page.getByText('On this device').first().waitFor()
    await dana.page.locator('[data-field="feeling"]').getByText('On this device').waitFor()
    const comments = dana.page.getByLabel(/Supervisors Comments/).first()
    await comments.click()
    const typing = comments.pressSequentially('Talked about the night shifts and', { delay: 15 }).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 120))
    await dana.isKilled()
    await typing

    await dana.opens('/')
    await unlocks(dana, 'Dana')
    await dana.seesHeading('Today')
    await dana.tapsOn(dana.page.getByRole('link', { name: /Carry on/ }).first())
    await dana.tapsOn(dana.page.getByRole('link', { name: /Reflection and welfare/ }).first())
    expect(await dana.page.getByLabel('How am I feeling?').first().inputValue()).toBe(FEELING)
  })

  it('SEF-4.17: it can’t be signed while one of the eleven topics is open, and says which', async () => {
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    for (const topic of TOPICS.slice(0, 10)) await topic(dana)
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    await dana.sees(/One thing to do before it can be signed/)
    await dana.findsNothingWrong('check answers, one missing')
    await dana.tapsOn(dana.page.getByRole('link', { name: /topic 11/ }).first())
    await TOPICS[10]!(dana)
  })

  it('J2: actions, the supervisor signs with no connection, and Today has moved', async () => {
    await dana.tapsOn(dana.page.getByRole('link', { name: /New actions/ }).first())
    await dana.tapsButton('Add an action')
    await dana.writes('What is to be done', 'Book the medication refresher and tell Dana the date.')
    await dana.tapsOn(dana.page.getByRole('button', { name: /In two weeks/ }).first())
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    await dana.findsNothingWrong('check answers, complete')
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Waiting for Sam/)
    await dana.sees('On this device, not yet sent.')
    await dana.findsNothingWrong('signed, offline')
    await dana.page.goto(`${service.url}/`).catch(() => undefined)
    await unlocks(dana, 'Dana')
    await dana.seesHeading('Today')
  })

  it('"Send now" answers offline, and sends once the server is back', async () => {
    await dana.tapsButton('Send now')
    await dana.sees(/Still offline/)
    await service.start()
    await sendsEverything(dana)
    await dana.findsNothingWrong('Today, sent')
  })

  it('J4: the worker reads it on a phone and countersigns; the record locks', async () => {
    await sam.opens('/')
    await signsIn(sam, 'sam')
    await sam.seesHeading('Today')
    await sam.findsNothingWrong('worker’s Today')
    sam.countTaps()
    await sam.tapsOn(sam.page.getByRole('link', { name: /Sign: session with Dana/ }).first())
    await sam.sees('Book the medication refresher and tell Dana the date.')
    await sam.sees(FEELING)
    await sam.findsNothingWrong('read and countersign')
    await sam.doesNotSee('On this device')
    await service.stop()
    await sam.tapsOn(sam.page.getByRole('radio', { name: 'I agree', exact: true }))
    await sam.tapsButton('Sign this record')
    await sam.sees('Signed by both and locked')
    expect(sam.taps).toBeLessThanOrEqual(3)
    await sam.findsNothingWrong('locked')
    await service.start()
    await sendsEverything(sam)
  })

  it('the lock reaches the tablet, and a later edit is offered as an addendum', async () => {
    await expect
      .poll(
        async () => {
          await dana.comesBack()
          await dana.page.getByRole('link', { name: 'People' }).first().click()
          await dana.page.getByRole('link', { name: /Sam/ }).first().click()
          return dana.page.getByText('Signed and locked').first().isVisible()
        },
        { timeout: 90_000, interval: 2000 },
      )
      .toBe(true)
    await dana.findsNothingWrong('person')
  })

  it('K2: what was said is nowhere in the closed browser profiles, read as bytes', async () => {
    for (const person of [dana, sam]) {
      await person.isKilled()
      // What the worker said, an action, a password, a surname.
      expect(person.profileHolds(FEELING, 'Book the medication refresher', 'larkfield-', 'Oyelaran')).toEqual([])
    }
  })
})
