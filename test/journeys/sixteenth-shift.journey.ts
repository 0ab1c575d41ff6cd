/**
 * The sixteenth shift (J6, SEF-3.18), mostly with no connection: an agency worker's own day on a phone; a roster brought
 * in, twice, with bad lines and an unknown person; the worker's claims confirmed; the session due, booked, overdue, held,
 * and the count begins anew.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, londonDayOf, type PlainDate } from '../../src/domain/dates.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, sendsEverything, signsIn, TOPICS, unlocks } from './steps.ts'

let service: Service
let dana: Person
let ade: Person

const HOME = 'Larkfield House (demonstration)'
const today = londonDayOf(performance.timeOrigin + performance.now())
const before = (days: number): PlainDate => addDays(today, -days)
const row = (person: string, days: number, status = 'worked', home = HOME): string => `${person},${home},${before(days)} 04:17,06:17,${status}`

const ROSTER = [
  'person,home,start,end,status',
  ...[9, 7, 5].map((days) => row('Ade Brightwell', days)),
  row('Zosia Wren', 2),
  row('Ade Brightwell', 4, 'maybe'),
  row('Ade Brightwell', 6, 'worked', 'Nowhere House'),
].join('\n')

const bringsIn = async (person: Person, csv: string): Promise<void> => {
  await person.page.getByLabel('Choose a roster file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await person.seesHeading('Check before you bring it in')
}

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

describe('the agency worker’s own day, on a phone', () => {
  it('Today says the count, the next session and with whom', async () => {
    await ade.opens('/')
    await signsIn(ade, 'ade')
    await ade.sees('11 of 16 shifts worked since your last supervision')
    await ade.sees(/and 1 waiting for the home to confirm/)
    await ade.sees(/Shifts known up to/)
    await ade.sees(/Next session:/)
    await ade.sees('With Dana Whitlock')
    await ade.findsNothingWrong('agency worker’s Today')
  })

  it('logs a shift they worked, offline, in five taps; it waits for the home to confirm it', async () => {
    await service.stop()
    ade.countTaps()
    await ade.tapsLink('Log a shift')
    await ade.tapsButton('Yesterday')
    await ade.findsNothingWrong('log a shift')
    await ade.writes('Started at', '12:05')
    await ade.writes('Ended at', '13:05')
    await ade.tapsButton('Save shift')
    await ade.seesHeading('Shift saved on this device')
    expect(ade.taps).toBeLessThanOrEqual(5)
    await ade.tapsLink('Today')
    await ade.sees(/and 2 waiting for the home to confirm/)
  })

  it('says "I am overdue" in one tap once asked, and is told at once what becomes of it', async () => {
    await ade.tapsOn(ade.page.getByText('Is your supervision late?'))
    ade.countTaps()
    await ade.tapsButton('I am overdue')
    await ade.sees(/Saved here on .* will be told as soon as it is sent/)
    expect(ade.taps).toBe(1)
    await service.start()
    await sendsEverything(ade)
    await ade.sees(/Told Dana/)
  })
})

describe('sixteen shifts', () => {
  it('J6: a roster is brought in offline: good lines kept, bad lines named with what to do, the unknown offered as new', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await dana.sees(/Confirm 2 shifts/)
    await dana.sees('Ade says they are overdue')
    await service.stop()
    await dana.tapsLink('People')
    await dana.tapsLink('Shifts and roster')
    await dana.seesHeading('Shifts and roster')
    await dana.sees(/Shifts known up to/)
    await dana.findsNothingWrong('shifts and roster')
    await bringsIn(dana, ROSTER)
    const mend = dana.page.getByRole('table', { name: 'Rows that need mending' })
    expect(await mend.getByRole('row').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^6\s.*Status/s), expect.stringMatching(/^7\s.*Home/s)]))
    await dana.findsNothingWrong('roster, checked')
    await dana.chooses('Add Zosia Wren')
    await dana.tapsButton('Bring in 4 shifts')
    await dana.seesHeading('The roster is in')
    await dana.sees('1 person added.')
  })

  it('importing twice is importing once', async () => {
    await dana.tapsButton('Back to shifts')
    await bringsIn(dana, ROSTER)
    await dana.sees(/There is nothing to bring in/)
    await dana.tapsButton('Choose another file')
  })

  it('what the worker claimed counts once it is confirmed; at sixteen it is due before the next shift', async () => {
    const confirm = dana.page.getByRole('button', { name: /^Confirm/ })
    await dana.tapsOn(confirm.first())
    await expect.poll(() => confirm.count()).toBe(1)
    await dana.tapsOn(confirm.first())
    await dana.sees('No shifts are waiting for you to confirm them.')
    await dana.tapsLink('Today')
    await dana.sees(/16 of 16 shifts worked: supervision is due before the next shift \(SEF-3\.18\)/)
    await dana.findsNothingWrong('Today, sixteen shifts')
  })

  it('J6: from the alert to booked in four taps; the page shows the very sixteen', async () => {
    dana.countTaps()
    await dana.tapsOn(dana.page.getByRole('link', { name: 'Ade Brightwell' }).first())
    const counted = dana.page.getByText('Show the shifts counted: 16')
    await counted.waitFor()
    await dana.tapsLink('Book the session')
    await dana.findsNothingWrong('booking a session')
    await dana.tapsOn(dana.page.getByRole('button', { name: /^(Mon|Tue|Wed|Thu|Fri) \d/ }).first())
    await dana.tapsButton('Book this session')
    await dana.seesHeading(/^Booked for/)
    expect(dana.taps).toBeLessThanOrEqual(4)
  })

  it('the seventeenth makes it overdue, whatever the day', async () => {
    await dana.tapsLink('People')
    await dana.tapsLink('Shifts and roster')
    await bringsIn(dana, ['person,home,start,end,status', row('Ade Brightwell', 1)].join('\n'))
    await dana.tapsButton('Bring in 1 shift')
    await dana.seesHeading('The roster is in')
    await dana.tapsLink('Today')
    await dana.sees(/17 shifts worked: supervision was due after 16 \(SEF-3\.18\)/)
  })

  it('the session is held, and the count begins anew', async () => {
    await dana.tapsOn(dana.page.getByRole('link', { name: /Start session.*Ade/ }).first())
    await dana.seesHeading(/Session with Ade/)
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    for (const topic of TOPICS) await topic(dana)
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    // SEF-App3.1: at seventeen the gap was too long, and why is asked.
    await dana.tapsLink('Give the reason for the gap since the last session')
    await dana.writes(/Does the date between this Supervision/, 'The seventeenth shift was a late swap.')
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Waiting for Ade/)
    await dana.tapsLink('Today')
    await dana.sees(/0 of 16 shifts worked/)
    await service.start()
    await sendsEverything(dana)
  })
})

describe('after the session', () => {
  it('the worker is asked to sign, and the count is at nothing', async () => {
    await ade.opens('/')
    await unlocks(ade, 'Ade')
    await ade.sees('0 of 16 shifts worked since your last supervision')
    await ade.sees(/Sign: session with Dana/)
  })
})
