/**
 * Policy, as who administers a service uses it, with the server stopped: a rule read another way with a reason, tried over
 * the home's people first; a policy of the service's own written from one that ships, refused with its place while it is
 * wrong, brought in, taken up, and a session on its form. Then the server takes all of it.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

let service: Service
let dana: Person

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
})
stepsGoInOrder(() => ({ dana }))
afterAll(async () => {
  await dana.leaves()
  await service.remove()
})

const HOME = 'Larkfield House (demonstration)'
const REASON = 'The team agreed that monthly is what we aim for.'

const opensPolicy = async (): Promise<void> => {
  await dana.tapsLink('Account')
  await dana.tapsLink('Open Policy')
  await dana.seesHeading('Policy')
}

const opensHome = async (): Promise<void> => {
  await opensPolicy()
  await dana.tapsLink(HOME)
  await dana.seesHeading(HOME)
}

/** The policy as the app hands it out, changed and given back as a file. */
const choosesFile = async (pack: object): Promise<void> => {
  const file = { name: 'our-policy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pack, null, 2)) }
  await dana.page.getByLabel('Choose a policy file (JSON)').setInputFiles(file)
}

interface Written {
  id: string
  name: { en: string }
  oneToOne: { rules: { id: string; says: { en: string }; phases: { every: string }[] }[] }
  forms: { id: string; sections: { fields: { class: string }[] }[] }[]
}
let own: Written

describe('a policy read another way', () => {
  it('from Account one comes to Policy, with no connection', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await service.stop()
    await dana.reloads()
    await unlocks(dana, 'Dana')
    await opensPolicy()
    await dana.sees(/names no date for its own review/)
    await dana.findsNothingWrong('Policy')
    await dana.tapsLink(HOME)
    await dana.sees(/until you do, 8 weeks is used/)
    await dana.findsNothingWrong('the policy of a home')
  })

  it('a reading needs a reason, and is tried over the people of the home before it holds', async () => {
    const question = dana.page.locator('li, div').filter({ hasText: /SEF-AMB-1\b/ }).filter({ has: dana.page.getByRole('link', { name: /Change the reading/ }) })
    await dana.tapsOn(question.last().getByRole('link', { name: /Change the reading/ }).first())
    await dana.chooses(/Every month is the aim/)
    await dana.tapsButton('See who would be due')
    await dana.sees('Enter why you read it this way')
    await dana.findsNothingWrong('a reading with no reason')
    await dana.writes(/Why do you read it this way/, REASON)
    await dana.tapsButton('See who would be due')
    await dana.sees(/would become due later/)
    await dana.findsNothingWrong('a reading, tried')
    await dana.tapsButton(/Read it this way from/)
    await dana.sees(/Read this way from/)
  })

  it('Why is this due? says the reading, its reason and who chose it', async () => {
    await dana.tapsLink('Today')
    await dana.tapsLink(/Why is Sam.s supervision due/)
    await dana.seesHeading(/due|Due/)
    await dana.sees('Every month is the aim, and it is late only after eight weeks.')
    await dana.sees(new RegExp(REASON.slice(0, -1)))
    await dana.findsNothingWrong('why Sam is due')
  })
})

describe('a policy of one’s own', () => {
  it('is downloaded as JSON from one that ships', async () => {
    await opensPolicy()
    const row = dana.page.getByRole('listitem').filter({ hasText: 'Sefton Council Children’s Services' }).filter({ has: dana.page.getByRole('button', { name: /Download/ }) })
    const [download] = await Promise.all([dana.page.waitForEvent('download'), row.first().getByRole('button', { name: /Download/ }).click()])
    own = JSON.parse(readFileSync(await download.path(), 'utf8')) as Written
    expect(own.id).toBe('sefton')
  })

  it('is refused while it is wrong, each fault with its path in the file and what to write', async () => {
    await dana.tapsLink('Bring in a policy of your own')
    own.id = 'larkfield'
    own.name.en = 'Larkfield’s own policy'
    const monthly = own.oneToOne.rules.find(({ id }) => id === 'SEF-AMB-1')!
    monthly.says.en = 'every three weeks in our homes'
    monthly.phases[0]!.every = 'three weeks'
    own.forms[0]!.sections[0]!.fields[0]!.class = 'Z'
    await choosesFile(own)
    await dana.sees('This file has 2 things to put right')
    await dana.sees(`oneToOne.rules[${own.oneToOne.rules.indexOf(monthly)}].phases[0].every`)
    await dana.sees('forms[0].sections[0].fields[0].class')
    await dana.findsNothingWrong('a policy file with faults')
  })

  it('is brought in once it is right, and taken up in the home', async () => {
    own.oneToOne.rules.find(({ id }) => id === 'SEF-AMB-1')!.phases[0]!.every = 'P3W'
    own.forms[0]!.sections[0]!.fields[0]!.class = 'C'
    await choosesFile(own)
    await dana.sees('This file can be used.')
    await dana.tapsButton('Bring in this policy')
    await dana.sees('Larkfield’s own policy is brought in')
    await opensHome()
    await dana.tapsLink('Take up another policy')
    await dana.chooses(/Larkfield’s own policy/)
    await dana.tapsButton('See who would be due')
    await dana.sees(/would become due sooner/)
    await dana.findsNothingWrong('a policy, tried')
    await dana.tapsButton(/Use this policy from/)
    await dana.sees(/works by this from/)
  })

  it('Today says so at once, and a session is on its form', async () => {
    await dana.tapsLink('Today')
    await dana.sees(/every three weeks in our homes \(SEF-AMB-1\)/)
    await startsSessionWith(dana, 'Sam')
    await dana.tapsOn(dana.page.getByRole('link', { name: /Reflection and welfare/ }).first())
    await dana.writes('How am I feeling?', 'Settled, on the new policy.')
    await dana.page.locator('[data-field="feeling"]').getByText('On this device').waitFor()
  })

  it('the server takes the reading, the policy, the home’s change and the session', async () => {
    await service.start()
    await sendsEverything(dana)
    await dana.tapsLink('Waiting')
    await dana.sees(/Nothing is waiting|Everything has been sent/)
    await dana.findsNothingWrong('waiting, nothing left')
  })
})
