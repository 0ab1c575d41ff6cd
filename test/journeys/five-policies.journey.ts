/**
 * Every policy that ships takes a person through a due date, a session on its own form and a lock, in the app: the
 * manager of each service on a tablet with the server stopped, one of their people on a phone. Sefton's home has a journey
 * of its own (main-job).
 */
import { afterAll, beforeAll, describe, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { finishesSession, sendsEverything, signsIn, startsSessionWith } from './steps.ts'

interface Place {
  readonly policy: string
  readonly manager: readonly [username: string, knownAs: string]
  readonly worker: readonly [username: string, knownAs: string]
  /** What Today says of somebody there, the policy's own rule cited. */
  readonly due: RegExp
  /** Headings of the policy's own form, as they stand in it. */
  readonly form: readonly (string | RegExp)[]
}

const PLACES: readonly Place[] = [
  {
    policy: 'Havering',
    manager: ['farah', 'Farah'],
    worker: ['lena', 'Lena'],
    due: /every eight weeks in day services.*\(HAV-App3\.a\)/,
    form: ['PART A', 'PART B', 'Current Caseload'],
  },
  {
    policy: 'Wokingham',
    manager: ['imogen', 'Imogen'],
    worker: ['corin', 'Corin'],
    due: /monthly \(WOK-A16\)/,
    form: ['Personal supervision', 'Case supervision'],
  },
  { policy: 'the Welsh council', manager: ['petra', 'Petra'], worker: ['callum', 'Callum'], due: /\(SSWB-4\.6\)/, form: [/Section A/] },
  { policy: 'the model policy for Wales', manager: ['nia', 'Nia'], worker: ['ifan', 'Ifan'], due: /\(WAL-6a\)/, form: [] },
]

const SAID = 'Talked through, written down and understood by both.'

/** Answers whatever the form on the screen asks in words, figures and choices. */
const fillsIn = async ({ page }: Person): Promise<void> => {
  const fields = page.locator('main [data-field]')
  await fields.first().waitFor()
  const boxes = page.locator('main [data-field] textarea, main [data-field] input[type="text"]')
  for (let index = 0; index < (await boxes.count()); index += 1) {
    const box = boxes.nth(index)
    if ((await box.inputValue()) !== '') continue
    const figure = (await box.getAttribute('inputmode')) === 'numeric'
    await box.fill(figure ? '3' : SAID)
    await box.blur()
  }
  const groups = page.locator('main [data-field] fieldset:has(input[type="radio"])')
  for (let index = 0; index < (await groups.count()); index += 1) {
    if ((await groups.nth(index).locator('input:checked').count()) === 0) await groups.nth(index).locator('input').first().check()
  }
  await page.getByText('On this device').first().waitFor()
}

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.remove())

describe.each(PLACES)('under the policy of $policy', ({ manager: [manager, managerKnownAs], worker: [worker, workerKnownAs], due, form }) => {
  let tablet: Person
  let phone: Person
  beforeAll(async () => {
    // Whatever the policy before left: the server is there.
    await service.stop()
    await service.start()
    tablet = new Person(service.url, TABLET)
    phone = new Person(service.url, PHONE)
  })
  stepsGoInOrder(() => ({ [manager]: tablet, [worker]: phone }))
  afterAll(async () => {
    await tablet.leaves()
    await phone.leaves()
  })

  it('Today says who is due, and why by its own rule, with the server stopped', async () => {
    await tablet.opens('/')
    await signsIn(tablet, manager)
    await service.stop()
    await tablet.sees(due)
    await tablet.tapsLink(new RegExp(`Why is ${workerKnownAs}.s supervision due`))
    await tablet.seesHeading('The rule')
    await tablet.seesHeading('Counted from')
    await tablet.findsNothingWrong('why it is due')
    await tablet.tapsLink('Today')
  })

  it('a session is written on its own form', async () => {
    await startsSessionWith(tablet, workerKnownAs)
    await tablet.tapsOn(tablet.page.getByRole('link', { name: /The questions of the form|Reflection and welfare/ }).first())
    for (const words of form) await tablet.sees(words)
    await fillsIn(tablet)
    await tablet.findsNothingWrong('the form, filled in')
  })

  it('checked and signed by the supervisor', async () => {
    await finishesSession(tablet)
    await tablet.seesHeading('Check and sign this record')
    await tablet.sees(SAID)
    await tablet.findsNothingWrong('check and sign')
    await tablet.chooses('I have read the whole record')
    await tablet.tapsButton('Sign this record')
    await tablet.sees(new RegExp(`Waiting for ${workerKnownAs}`))
    await service.start()
    await sendsEverything(tablet)
  })

  it('the supervisee reads it on a phone and countersigns: it is locked', async () => {
    await phone.opens('/')
    await signsIn(phone, worker)
    await phone.tapsOn(phone.page.getByRole('link', { name: new RegExp(`Sign: session with ${managerKnownAs}`) }).first())
    await phone.tapsOn(phone.page.getByRole('radio', { name: 'I agree', exact: true }))
    await phone.tapsButton('Sign this record')
    await phone.sees('Signed by both and locked')
    await phone.findsNothingWrong('locked')
    await sendsEverything(phone)
  })
})
