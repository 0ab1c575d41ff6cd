/**
 * An agency worker is made permanent, and the two draw up their agreement (J7, SEF-8): with no connection, most of it
 * filled in, twelve months of dates, signed by both; the dates are in both their calendars, and its interval is the
 * target.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDayOf } from '../../src/domain/dates.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn } from './steps.ts'

let service: Service
let dana: Person
let ade: Person
let tapsOfDana = 0

const today = londonDayOf(performance.timeOrigin + performance.now())
const EXPECTATIONS: readonly (readonly [string, string])[] = [
  ['What I want from you as my supervisor', 'That you tell me early when something is not right.'],
  ['What I will contribute as a supervisee', 'I bring what went well and what did not.'],
  ['What I want from you as the supervisee', 'That you ask before you are stuck.'],
  ['What I will contribute as the supervisor', 'I keep the time free and I listen first.'],
]

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  ade = new Person(service.url, PHONE)
})
stepsGoInOrder(() => ({ dana, ade }))
afterAll(async () => {
  await dana.leaves()
  await ade.leaves()
  await service.remove()
})

describe('from the agency to the home’s own staff', () => {
  it('a new post: what it changes is said before it is confirmed', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await service.stop()
    await dana.tapsLink('People')
    await dana.tapsOn(dana.page.getByRole('link', { name: 'Ade Brightwell', exact: true }).first())
    await dana.tapsLink('Add another post')
    await dana.page.getByRole('textbox', { name: 'Post', exact: true }).fill('Residential worker')
    await dana.chooses('Permanent')
    await dana.chooses('None of these')
    const [year = '', month = '', day = ''] = today.split('-')
    for (const [part, value] of [['Day', day], ['Month', month], ['Year', year]] as const) {
      await dana.page.getByRole('textbox', { name: part, exact: true }).first().fill(value)
    }
    await dana.chooses('None of these')
    await dana.findsNothingWrong('add another post')
    await dana.tapsButton('Continue')
    await dana.seesHeading('Check before you add them')
    await dana.sees(/fortnightly in the first six months \(SEF-3\.17\)/)
    await dana.sees(/Both sign a supervision agreement by .* \(SEF-8\.0\)/)
    await dana.sees(/Dates count anew from/)
    await dana.findsNothingWrong('what a new post changes')
    await dana.tapsButton(/^Add Ade Brightwell to/)
    await dana.seesHeading('Ade Brightwell')
  })
})

describe('the agreement', () => {
  it('J7: most of it is filled in, with a year of dates; the rest is written together', async () => {
    dana.countTaps()
    await dana.tapsLink(/Draw up/)
    await dana.seesHeading('Supervision agreement')
    await dana.sees('12 of 16 answers are filled in for you.')
    const dates = dana.page.getByRole('button', { name: /^Change \w+ \d+ \w+/ })
    expect(await dates.count()).toBeGreaterThanOrEqual(26)
    for (const [label, text] of EXPECTATIONS) await dana.writes(label, text)
    await dana.findsNothingWrong('agreement, draft')
  })

  it('the supervisor signs with no connection', async () => {
    await dana.tapsLink('Check and sign')
    await dana.seesHeading('Check the agreement and sign it')
    await dana.sees('That you ask before you are stuck.')
    await dana.findsNothingWrong('agreement, check')
    await dana.chooses(/^I have read/)
    await dana.tapsButton(/^Sign/)
    await dana.seesHeading('Waiting for Ade to sign')
    tapsOfDana = dana.taps
    await service.start()
    await sendsEverything(dana)
  })

  it('J7: the worker reads and signs on a phone; fifteen taps at most for the two of them', async () => {
    await ade.opens('/')
    await signsIn(ade, 'ade')
    ade.countTaps()
    await ade.tapsLink(/Sign: agreement with Dana/)
    await ade.sees('That you ask before you are stuck.')
    await ade.findsNothingWrong('agreement, to countersign')
    await ade.chooses(/^I have read/)
    await ade.tapsButton(/^Sign/)
    await ade.sees(/The agreement holds from/)
    expect(ade.taps).toBeLessThanOrEqual(3)
    expect(tapsOfDana + ade.taps).toBeLessThanOrEqual(15)
    await ade.findsNothingWrong('agreement, signed')
  })

  it('the dates are in the worker’s calendar: a file made offline that says nothing but "Supervision"', async () => {
    await ade.tapsLink('Add the dates to a calendar')
    await ade.findsNothingWrong('calendar')
    const download = ade.page.waitForEvent('download')
    await ade.tapsButton(/Download the file/)
    const file = readFileSync(await (await download).path(), 'utf8')
    expect(file.match(/SUMMARY:Supervision\r\n/g)?.length).toBeGreaterThanOrEqual(26)
    for (const word of ['Dana', 'Ade', 'Larkfield']) expect(file).not.toContain(word)
  })

  it('and behind a private address, which ends when they end it', async () => {
    await ade.tapsButton(/Make a private address/)
    const box = ade.page.getByLabel(/address/i).first()
    await expect.poll(() => box.inputValue()).toMatch(/\/calendar\/\S+\.ics$/)
    const address = await box.inputValue()
    const served = await fetch(address)
    expect([served.status, served.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/calendar')])
    expect(await served.text()).toContain('SUMMARY:Supervision')
    await ade.tapsButton('End the address')
    await ade.tapsButton('Yes, end it')
    await expect.poll(async () => (await fetch(address)).status).toBe(404)
  })

  it('C7: on the manager’s Today the next session is one of the agreed dates', async () => {
    await dana.tapsLink('Today')
    await dana.comesBack()
    const row = dana.page.getByRole('listitem').filter({ has: dana.page.getByRole('link', { name: 'Ade Brightwell' }) })
    await expect.poll(() => row.first().innerText(), { timeout: 60_000 }).toMatch(/Next session/)
    await dana.tapsOn(dana.page.getByRole('link', { name: 'Ade Brightwell', exact: true }).first())
    await dana.sees(/In force since/)
  })
})
