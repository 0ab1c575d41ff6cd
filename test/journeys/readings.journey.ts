/**
 * A senior manager reads a worker's record for a purpose and with a reason (W2): what the purpose opens is shown, nothing
 * personal is, and the worker sees on a phone who looked, as what, when, which parts and why.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { signsIn } from './steps.ts'

let service: Service
let morgan: Person
let sam: Person

const WHY = 'The regional meeting asked how new routines are going.'

beforeAll(async () => {
  service = await startService()
  morgan = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
})
stepsGoInOrder(() => ({ morgan, sam }))
afterAll(async () => {
  await morgan.leaves()
  await sam.leaves()
  await service.remove()
})

describe('a record read by somebody beside the pair', () => {
  it('nobody has looked at Sam’s records yet', async () => {
    await sam.opens('/')
    await signsIn(sam, 'sam')
    await sam.tapsLink('Account')
    await sam.tapsLink('Who has looked')
    await sam.seesHeading('Who has looked at your records')
    await sam.sees('Nobody beside you and your supervisor has looked.')
    await sam.findsNothingWrong('nobody has looked')
  })

  it('Morgan finds the record among those of the home, by its date', async () => {
    await morgan.opens('/')
    await signsIn(morgan, 'morgan')
    await morgan.tapsLink('Account')
    await morgan.tapsLink('Records you oversee')
    await morgan.page.getByLabel('Which home, centre or team?').selectOption({ label: 'Larkfield House (demonstration)' })
    await morgan.writes('Find a person', 'sam')
    await morgan.tapsOn(morgan.page.getByText(/^Sam Oyelaran, \d+ records$/))
    await morgan.findsNothingWrong('records one oversees')
    const signed = morgan.page.locator('.cs-row', { hasText: 'Supervision session' }).filter({ hasText: 'Signed by both' })
    await morgan.tapsOn(signed.getByRole('link').first())
    await morgan.seesHeading('Read Sam’s record')
    await morgan.findsNothingWrong('asking to read')
  })

  it('W2: without a purpose and a reason it stays closed', async () => {
    await morgan.tapsButton('Read the record')
    await morgan.sees('Choose for what you need to read it')
    await morgan.sees('Write why you need to read it')
  })

  it('W1: for a purpose it opens what the policy says, and nothing personal', async () => {
    await morgan.chooses('Somebody’s work is not good enough.')
    await morgan.writes('Why, in your own words', WHY)
    await morgan.tapsButton('Read the record')
    await morgan.sees('Written down: you read this. Sam can see it.')
    await morgan.seesHeading('How am I feeling?')
    await morgan.sees('Not for this purpose.')
    await morgan.findsNothingWrong('a record read for a purpose')
    expect(await morgan.page.getByRole('heading', { name: 'Signatures' }).count()).toBe(1)
  })

  it('Sam sees on a phone who looked, as what, which parts and why', async () => {
    await sam.tapsLink('Account')
    await sam.tapsLink('Who has looked')
    await sam.sees(`Why: ${WHY}`)
    await sam.sees(/Morgan Tilley, line manager/)
    await sam.sees(/Which parts: .*Additional requirements/)
    await sam.findsNothingWrong('who has looked')
  })

  it('with no connection both pages say so, and what is on the device is still there', async () => {
    await service.stop()
    await sam.tapsLink('Account')
    await sam.tapsLink('Who has looked')
    await sam.sees(/You’re offline/)
    await sam.tapsLink('Today')
    await sam.seesHeading('Today')
    await service.start()
  })
})
