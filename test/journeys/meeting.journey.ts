/**
 * Two people and several devices on one record (P6, P7, P8): both change one answer, one changes what the other has
 * signed, an edit reaches a locked record, a record is void; two tabs of one device; the server is killed meanwhile.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, locksScreen, sendsEverything, signsIn, startsSessionWith, TOPICS, unlocks, unlocksByPin, unlocksTab } from './steps.ts'

let service: Service
let dana: Person
let ade: Person
let adesOther: Person
let record = ''

const LATE = 'I slept better this week than it says here, and the early shifts suit me.'

stepsGoInOrder(() => ({ dana, ade, adesOther }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  ade = new Person(service.url, PHONE)
  adesOther = new Person(service.url, PHONE)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), ade.leaves(), adesOther.leaves()])
  await service.remove()
})

const topic = (person: Person, number: number) =>
  person.page.locator(`[data-field="topic.${number}"]`).getByRole('textbox')

describe('two people, several devices, one record', () => {
  it('a save in one tab is there in the other (V2)', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await startsSessionWith(dana, 'Ade')
    record = new URL(dana.page.url()).pathname
    const second = await dana.newTab(`${record}?section=topics`)
    await unlocksTab(second, 'Dana', dana.noted('Dana'))
    await second.locator('[data-field="topic.1"]').waitFor()
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    await topic(dana, 1).fill('Uses the home’s restorative questions well.')
    await topic(dana, 1).blur()
    await expect
      .poll(() => second.locator('[data-field="topic.1"]').getByRole('textbox').inputValue())
      .toBe('Uses the home’s restorative questions well.')
    await sendsEverything(dana)
    // Whoever locks one tab locks both; each is opened again at its own page.
    await locksScreen(dana)
    await second.getByRole('heading', { name: 'Dana, type your PIN' }).waitFor()
    await second.close()
    await unlocksByPin(dana, 'Dana')
    await topic(dana, 1).waitFor()
  })

  it('P6: two people change one answer; both texts are kept until one of them chooses', async () => {
    await ade.opens(`${record}?section=topics`)
    await signsIn(ade, 'ade')
    await topic(ade, 3).waitFor()
    await dana.setOffline(true)
    await topic(dana, 3).fill('Knows the Statement of Purpose and what it asks of nights.')
    await topic(dana, 3).blur()
    await topic(ade, 3).fill('I would like to go through the Statement of Purpose again.')
    await topic(ade, 3).blur()
    await sendsEverything(ade)
    await dana.setOffline(false)
    await sendsEverything(dana)
    await dana.sees(/Two versions: both are kept/)
    await dana.sees('I would like to go through the Statement of Purpose again.')
    await dana.sees('Knows the Statement of Purpose and what it asks of nights.')
    await dana.findsNothingWrong('two versions')
    await dana.tapsButton('Keep both')
    await expect
      .poll(() => topic(dana, 3).inputValue().catch(() => ''))
      .toMatch(/I would like to go through[\s\S]*Knows the Statement|Knows the Statement[\s\S]*I would like to go through/)
    await sendsEverything(dana)
  })

  it('the server is killed while acts are on their way, and nothing is lost', async () => {
    for (const number of [2, 4, 5, 6]) {
      await topic(dana, number).fill(`Note number ${number}, written while the server dies.`)
      await topic(dana, number).blur()
      if (number === 4) await service.kill()
    }
    await service.start()
    await sendsEverything(dana)
    await expect
      .poll(
        async () => {
          await ade.comesBack()
          return topic(ade, 6).inputValue()
        },
        { timeout: 90_000, interval: 3000 },
      )
      .toBe('Note number 6, written while the server dies.')
  })

  it('the supervisor signs; the worker’s change unsets the signature, and the supervisor is asked again (P7)', async () => {
    for (const [index, oneTap] of TOPICS.entries()) {
      if (![1, 2, 3, 4, 5, 6].includes(index + 1)) await oneTap(dana)
    }
    await finishesSession(dana)
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Waiting for Ade/)
    await sendsEverything(dana)

    await ade.tapsLink('Today')
    await ade.comesBack()
    await ade.tapsLink(/Sign: session with Dana/)
    await ade.tapsOn(ade.page.getByRole('link', { name: /Change what you said/ }).first())
    await ade.page.getByRole('button', { name: 'Change it all the same' }).click()
    await ade.writes('How am I feeling?', 'Well, though the weekend was long.')
    await ade.page.locator('[data-field="feeling"]').getByText('On this device').waitFor()
    await sendsEverything(ade)

    await expect
      .poll(
        async () => {
          await dana.comesBack()
          await dana.page.getByRole('link', { name: 'Today' }).first().click()
          return dana.page.getByRole('link', { name: /Sign again: session with Ade/ }).isVisible()
        },
        { timeout: 90_000, interval: 2000 },
      )
      .toBe(true)
    await dana.findsNothingWrong('Today, to sign again')
    await dana.tapsOn(dana.page.getByRole('link', { name: /Sign again: session with Ade/ }))
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Waiting for Ade/)
    await sendsEverything(dana)
  })

  it('an edit that reaches a locked record is quarantined, and its author sees it whole (P8)', async () => {
    await adesOther.opens('/')
    await signsIn(adesOther, 'ade')
    // The first phone writes with no connection; meanwhile Ade signs on the other.
    await ade.tapsLink('Today')
    await ade.comesBack()
    await ade.tapsLink(/Sign: session with Dana/)
    await ade.tapsOn(ade.page.getByRole('link', { name: /Change what you said/ }).first())
    await ade.page.getByRole('button', { name: 'Change it all the same' }).click()
    await ade.setOffline(true)
    await ade.writes('How am I feeling?', LATE)
    await ade.page.locator('[data-field="feeling"]').getByText('On this device').waitFor()

    await adesOther.tapsOn(adesOther.page.getByRole('link', { name: /Sign: session with Dana/ }).first())
    await adesOther.tapsOn(adesOther.page.getByRole('radio', { name: 'I agree, with a comment' }))
    await adesOther.writes('Your comment', 'Thank you for the time.')
    await adesOther.tapsButton('Sign this record')
    await adesOther.sees('Signed by both and locked')
    await sendsEverything(adesOther)

    await ade.setOffline(false)
    await sendsEverything(ade)
    await ade.page.getByRole('link', { name: /Today/ }).first().click()
    await ade.tapsOn(ade.page.getByRole('link', { name: /There is a problem/ }).first())
    await ade.sees(/signed by both before this arrived/)
    await ade.page.getByText('Read what you wrote').first().click()
    await ade.sees(LATE)
    await ade.findsNothingWrong('quarantine')
    await ade.tapsOn(ade.page.getByRole('button', { name: 'Add it to the record' }).or(ade.page.getByRole('link', { name: 'Add it to the record' })).first())
    await expect.poll(() => ade.page.getByLabel('What you want to add').inputValue()).toContain(LATE)
    await ade.tapsButton('Add to the record')
    await sendsEverything(ade)
    await ade.findsNothingWrong('locked, with an addendum')
  })

  it('a locked record is offered for reading and adding only; void takes it out of every count and leaves it readable', async () => {
    await dana.page.goto(`${service.url}${record}`)
    await unlocks(dana, 'Dana')
    await dana.page.waitForURL(/\/read/)
    await dana.sees(LATE)
    await dana.tapsButton('This record is wrong: void it')
    await dana.chooses('Wrong date')
    await dana.writes(/^Note/, 'Held the week before; written up again.')
    await dana.findsNothingWrong('void form')
    await dana.tapsButton('Void this record')
    await dana.sees('This record is void. It counts for nothing.')
    await dana.findsNothingWrong('void')
    await sendsEverything(dana)
    await expect
      .poll(
        async () => {
          await ade.comesBack()
          return ade.page.getByText('This record is void. It counts for nothing.').isVisible()
        },
        { timeout: 90_000, interval: 3000 },
      )
      .toBe(true)
    await ade.sees('Held the week before; written up again.')
  })

  it('every place in the app opens with no connection', async () => {
    await service.stop()
    await dana.page.goto(`${service.url}${record}/read`)
    await unlocks(dana, 'Dana')
    await dana.seesHeading('Supervision record')
    await dana.findsNothingWrong('a record, offline')
    for (const [link, heading] of [['People', 'People'], ['Waiting', 'Saving and sending'], ['Account', 'Account'], ['Today', 'Today']] as const) {
      await dana.tapsLink(link)
      await dana.page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await dana.findsNothingWrong(`${heading}, offline`)
    }
    await service.start()
  })
})
