/**
 * A direct observation on a visit (J8): begun in two taps with no connection, a note a tap, the power goes in the middle
 * of a word; consent; each writes their own view apart; both are shown at the feedback session; both sign; what was
 * agreed is on the agenda of the next session.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, unlocks } from './steps.ts'

let service: Service
let dana: Person
let sam: Person
let record = ''

const SAW = 'Sam kneels to be level with the child'
const HALF = 'Counts down from ten min'
const FELT = 'I thought I rushed the last five minutes.'

stepsGoInOrder(() => ({ dana, sam }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, PHONE)
  sam = new Person(service.url, PHONE)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), sam.leaves()])
  await service.remove()
})

const inGroup = (name: string, choice: string) => dana.page.getByRole('group', { name }).getByRole('button', { name: choice })

describe('a direct observation on a visit', () => {
  it('J8: begins in two taps, within 5 seconds, without a connection', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await dana.tapsLink('People')
    await dana.tapsLink(/Sam Oyelaran/)
    const observe = dana.page.getByRole('link', { name: /observe now/ })
    await observe.waitFor()
    await dana.setOffline(true)
    dana.countTaps()
    const began = performance.now()
    await dana.tapsOn(observe)
    await dana.tapsButton(/^Start /)
    const note = dana.page.getByLabel('New note')
    await note.waitFor()
    expect(dana.taps).toBe(2)
    expect(performance.now() - began).toBeLessThan(5000)
    await expect.poll(() => note.evaluate((box) => box === document.activeElement)).toBe(true)
    record = new URL(dana.page.url()).pathname
  })

  it('takes a note a tap, and loses nothing when the power goes in the middle of a word', async () => {
    dana.countTaps()
    await dana.page.keyboard.type(SAW)
    await dana.tapsButton('Add note')
    await dana.sees(SAW)
    expect(dana.taps).toBe(1)
    await dana.findsNothingWrong('the visit')
    await dana.page.keyboard.type(HALF)
    // Longer than a pause in typing: by then it is on the device.
    await dana.page.waitForTimeout(1200)
    await dana.isKilled()
    await service.stop()
    await dana.opens(record)
    await unlocks(dana, 'Dana')
    const note = dana.page.getByLabel('New note')
    await expect.poll(() => note.inputValue()).toBe(HALF)
    await dana.page.keyboard.type('utes')
    await dana.page.keyboard.press('Enter')
    await dana.sees(`${HALF}utes`)
  })

  it('writes a child’s consent down in five taps', async () => {
    await dana.tapsOn(dana.page.getByText('Consent: nobody yet'))
    dana.countTaps()
    await dana.tapsButton('Add a person')
    await dana.page.keyboard.type('4471')
    await dana.tapsOn(inGroup('Who person 1 is', 'A child or young person'))
    await dana.tapsOn(inGroup('How person 1 said yes', 'With signs or a communication aid'))
    await dana.tapsOn(inGroup('Who asked person 1', 'Dana'))
    await dana.tapsButton('Done Person 1')
    expect(dana.taps).toBe(5)
    await dana.sees(/asked by Dana Whitlock/)
    await dana.tapsButton('Finish the visit')
    await dana.seesHeading('The feedback session')
  })

  it('each writes their own view; neither has the other’s', async () => {
    await dana.tapsButton('Copy my notes into the record')
    await dana.writes('Venue:', 'Larkfield House, the lounge')
    await dana.page.getByRole('textbox', { name: 'What will be observed' }).fill('The hour before bed')
    await dana.page.getByRole('textbox', { name: 'What the observer will look for' }).fill('Preparing a child for a change')
    await dana.findsNothingWrong('the observer’s record')
    await service.start()
    await dana.setOffline(false)
    await sendsEverything(dana)
    await sam.opens(record)
    await signsIn(sam, 'sam')
    await sam.writes('How I think it went', FELT)
    await sam.page.keyboard.press('Tab')
    await sam.sees('Preparing a child for a change')
    await sam.doesNotSee(new RegExp(SAW))
    await sam.findsNothingWrong('the supervisee’s copy')
    await sendsEverything(sam)
    await dana.comesBack()
    await sendsEverything(dana)
    await dana.doesNotSee(FELT)
  })

  it('both views are shown at the feedback session, and what is agreed is written down', async () => {
    await dana.tapsButton(/^Begin the feedback session/)
    await dana.tapsButton(/^Show both views$/)
    await dana.seesHeading('Sam’s own view')
    await sendsEverything(dana)
    await dana.comesBack()
    await dana.sees(FELT)
    await sam.comesBack()
    await sam.sees(new RegExp(SAW))
    await dana.writes('What went well', 'The calm beginning')
    await dana.writes('What to improve or reflect on', 'Time for the ending')
    await dana.writes('What is to be done', 'Shadow Priya at bedtime')
    await dana.tapsButton(/^In two weeks/)
    await dana.findsNothingWrong('the feedback session')
    await dana.tapsLink('Check and sign')
    await dana.seesHeading(/Check and sign this record/)
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Your signature is kept/)
    await sendsEverything(dana)
  })

  it('Sam signs on the phone, and it is locked for both', async () => {
    await sam.comesBack()
    await sam.seesHeading(/Check and sign this record/)
    sam.countTaps()
    await sam.tapsOn(sam.page.getByRole('radio', { name: 'I agree', exact: true }))
    await sam.tapsButton('Sign this record')
    expect(sam.taps).toBe(2)
    await sam.seesHeading('Signed by both and locked')
    await sam.findsNothingWrong('the locked record')
    await sendsEverything(sam)
    await dana.comesBack()
    await dana.seesHeading('Signed by both and locked')
  })

  it('the action is on the agenda of the next session', async () => {
    await dana.tapsLink('Today')
    await dana.tapsOn(dana.page.getByRole('link', { name: /Start session.*Sam/ }).first())
    await dana.tapsOn(dana.page.getByRole('link', { name: /Actions from last time/ }).first())
    await dana.seesHeading('Shadow Priya at bedtime')
  })
})
