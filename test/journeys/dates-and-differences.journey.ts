/**
 * A session prepared by both, moved inside the policy's limit (J9), held, shared without a signature, answered, amended,
 * and disagreed with (SEF-3.4, SEF-App3.5, SEF-8.4): the senior manager settles what the two could not, without reading
 * the record.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, sendsEverything, signsIn, TOPICS } from './steps.ts'

let service: Service
let dana: Person
let sam: Person
let morgan: Person

const UPDATE = 'Bedtimes are calmer since we changed the order of things.'
const ITEM = 'Who covers the Sunday handover?'
const FIRST = 'We agreed that Sam writes the key work plan by Monday.'
const AMENDED = 'We agreed that Sam writes the key work plan by Friday.'
const DECISION = 'Two people on Sunday evenings until the rota is looked at in January.'
const DISPUTE = 'We see the staffing of Sunday evenings differently.'

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
  morgan = new Person(service.url, TABLET)
})
stepsGoInOrder(() => ({ dana, sam, morgan }))
afterAll(async () => {
  await dana.leaves()
  await sam.leaves()
  await morgan.leaves()
  await service.remove()
})

/** Picks the device up again, at Today. */
const comesBackTo = async (person: Person, words: string | RegExp): Promise<void> => {
  await person.tapsLink('Today')
  await person.comesBack()
  await person.sees(words, 60_000)
}

describe('before the session', () => {
  it('the worker prepares on a phone: their update, and something to talk about', async () => {
    await sam.opens('/')
    await signsIn(sam, 'sam')
    await sam.tapsButton('Prepare')
    await sam.seesHeading('Get ready for the session')
    await sam.writes('How am I managing my work?', UPDATE)
    await sam.tapsButton('Add something to talk about')
    await sam.writes(/What to talk about/, ITEM)
    await sam.page.getByLabel(/What to talk about/).first().blur()
    await sam.findsNothingWrong('getting ready')
    await sendsEverything(sam)
  })

  it('J9: it is moved in five taps, offline, to a day inside the limit; what was prepared goes with it', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await service.stop()
    dana.countTaps()
    await dana.tapsOn(dana.page.getByRole('link', { name: 'Sam Oyelaran', exact: true }).first())
    await dana.tapsOn(dana.page.getByRole('button', { name: 'Cancel or move' }).or(dana.page.getByRole('link', { name: 'Cancel or move' })).first())
    await dana.seesHeading('Cancel or move this session')
    await dana.findsNothingWrong('cancel or move')
    await dana.chooses('Too few staff to leave the floor')
    await dana.tapsOn(dana.page.getByRole('button', { name: /^(Mon|Tue|Wed|Thu|Fri) \d/ }).first())
    await dana.tapsButton('Set the new date')
    await dana.seesHeading(/^New date:/)
    expect(dana.taps).toBeLessThanOrEqual(5)
    await service.start()
    await sendsEverything(dana)
  })

  it('the other is told', async () => {
    await comesBackTo(sam, 'Moved: session with Dana')
    await sam.findsNothingWrong('worker’s Today, moved')
  })
})

describe('the session, shared and answered', () => {
  it('opens with what was prepared; the record is shared without a signature', async () => {
    await dana.tapsLink('Today')
    await dana.tapsOn(dana.page.getByRole('link', { name: /Start session.*Sam/ }).first())
    await dana.seesHeading(/Session with Sam/)
    await dana.sees(ITEM)
    await dana.tapsOn(dana.page.getByRole('link', { name: /Reflection and welfare/ }).first())
    expect(await dana.page.getByLabel('How am I managing my work?').first().inputValue()).toBe(UPDATE)
    await dana.page.locator('[data-field="managing-work-comments"]').getByRole('textbox').fill(FIRST)
    await dana.page.locator('[data-field="managing-work-comments"]').getByRole('textbox').blur()
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    for (const topic of TOPICS) await topic(dana)
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    await dana.tapsButton('Share with Sam without signing yet')
    await dana.sees(/Shared with Sam on/)
    await sendsEverything(dana)
  })

  it('the worker asks for a change before signing', async () => {
    await comesBackTo(sam, /Sign: session with Dana/)
    await sam.tapsLink(/Sign: session with Dana/)
    await sam.seesHeading('Supervision record')
    await sam.tapsOn(sam.page.locator('summary').filter({ hasText: /managing my work. .Include/ }).first())
    await sam.sees(FIRST)
    await sam.tapsOn(sam.page.getByRole('button', { name: /^Ask for a change/ }).first())
    await sam.writes('What should be changed', 'It was Friday, not Monday.')
    await sam.findsNothingWrong('asking for a change')
    await sam.tapsButton('Send to Dana')
    await sam.sees('Waiting for Dana to answer')
    await sendsEverything(sam)
  })

  it('the supervisor amends and answers; both texts can be read', async () => {
    await comesBackTo(dana, /Answer Sam: session with Sam/)
    await dana.tapsLink(/Answer Sam: session with Sam/)
    await dana.sees('It was Friday, not Monday.')
    await dana.tapsOn(dana.page.getByRole('link', { name: /^Change it/ }).first())
    const comments = dana.page.locator('[data-field="managing-work-comments"]').getByRole('textbox')
    await comments.fill(AMENDED)
    await comments.blur()
    await dana.sees(/As shared on/)
    await finishesSession(dana)
    await dana.seesHeading('Check and sign this record')
    await dana.findsNothingWrong('answering a response')
    await dana.chooses('I changed it')
    await dana.tapsButton('Answer')
    await dana.chooses('I have read the whole record')
    await dana.tapsButton('Sign this record')
    await dana.sees(/Waiting for Sam/)
    await sendsEverything(dana)
  })
})

describe('what they can’t agree on', () => {
  it('the worker signs that they disagree, and refers it to the manager named in the agreement', async () => {
    await comesBackTo(sam, /session with Dana/)
    await sam.tapsLink(/(Sign|Read the answer): session with Dana/)
    await sam.tapsOn(sam.page.locator('summary').filter({ hasText: /managing my work. .Include/ }).first())
    await sam.sees(AMENDED)
    await sam.sees(FIRST)
    await sam.tapsOn(sam.page.getByRole('radio', { name: 'I disagree', exact: true }))
    await sam.writes('Your reasons', 'The staffing is not settled.')
    await sam.tapsButton('Sign this record')
    await sam.sees(/locked/i)
    await sam.tapsButton('Refer it to Morgan Tilley')
    await sam.writes('What you can’t agree on', DISPUTE)
    await sam.findsNothingWrong('referring a disagreement')
    await sam.tapsButton('Refer it to Morgan Tilley')
    await sam.sees('Not resolved yet')
    await sendsEverything(sam)
  })

  it('the senior manager reads what they are asked, not the record, and settles it', async () => {
    await morgan.opens('/')
    await signsIn(morgan, 'morgan')
    await morgan.tapsLink(/Settle a disagreement: .*Sam/)
    await morgan.sees(DISPUTE)
    await morgan.doesNotSee(AMENDED)
    await morgan.findsNothingWrong('a disagreement referred')
    await morgan.writes('How it was resolved', DECISION)
    await morgan.tapsButton('Keep on the record')
    await morgan.seesHeading('Resolved')
    await sendsEverything(morgan)
  })

  it('and what was decided is on the record', async () => {
    await comesBackTo(dana, 'Today')
    await dana.tapsLink('People')
    await dana.tapsOn(dana.page.getByRole('link', { name: 'Sam Oyelaran', exact: true }).first())
    await dana.tapsOn(dana.page.getByRole('link', { name: /^\w{3} \d{1,2} [A-Z]/ }).first())
    await dana.sees(DECISION, 60_000)
  })
})
