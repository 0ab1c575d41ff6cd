/**
 * The identifier guard in a real browser (W6): a manager looks at the case list; with no connection a session is written
 * that names a child, the note is on the device, the reference is offered and taken; what was meant is what is sent.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

let service: Service
let dana: Person
let priya: Person
let record = ''

stepsGoInOrder(() => ({ dana, priya }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  priya = new Person(service.url, PHONE)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), priya.leaves()])
  await service.remove()
})

const TYPED = 'I worry about Jayden and how often he is up at night.'
const MEANT = 'I worry about LCS 70001 and how often he is up at night.'
const WARNING = '“Jayden” looks like the name of someone you support. Use the reference LCS 70001 instead.'

const note = (person: Person) => person.page.locator('[data-field="topic.2"]').getByRole('textbox')
const warning = (person: Person) => person.page.locator('[data-field="topic.2"]').getByRole('status')

describe('a child’s name in a note', () => {
  it('the manager keeps the list: adds a case with no connection, and reads who else has it', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await dana.tapsLink('People')
    await dana.tapsLink('Case list')
    await dana.sees('Jayden Larkspur and Jay')
    await dana.sees(/and of their supervisors/)
    await dana.findsNothingWrong('the case list on a tablet')
    await dana.setOffline(true)
    await dana.tapsButton(/^Add a case/)
    await dana.writes('Reference', 'LCS 70006')
    await dana.writes('Names', 'Noor Cowslip')
    await dana.tapsButton('Add this case')
    await dana.sees('Noor Cowslip')
    await dana.findsNothingWrong('the case list with a case more')
  })

  it('a supervisor types the name with no connection: the note is on the device, and the warning is with the field', async () => {
    await dana.setOffline(false)
    await sendsEverything(dana)
    await dana.tapsLink('Today')
    await startsSessionWith(dana, 'Ade')
    record = new URL(dana.page.url()).pathname
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    await note(dana).waitFor()
    await dana.setOffline(true)
    // On a slow device too: going into the box changes the address, and the page must stay while the next place is drawn.
    await dana.isSlowed(6)
    await note(dana).pressSequentially(TYPED, { delay: 1 })
    expect(await note(dana).inputValue()).toBe(TYPED)
    await dana.isSlowed(1)
    await dana.sees(WARNING)
    expect(await warning(dana).textContent()).toBe(WARNING)
    expect(await note(dana).evaluate((box) => box === document.activeElement)).toBe(true)
    const described = await note(dana).evaluate((box) => (box.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).join(' '))
    expect(described).toContain(WARNING)
    // It stops nothing: as typed, it is on the device.
    await dana.page.locator('[data-field="topic.2"]').getByText('On this device').waitFor()
    await dana.findsNothingWrong('a warning on a tablet')
    await dana.isKilled()
  })

  it('one tap puts the reference in its place; that is what is saved and what is sent', async () => {
    await dana.opens(`${record}?section=topics`)
    await unlocks(dana, 'Dana')
    await note(dana).waitFor()
    expect(await note(dana).inputValue()).toBe(TYPED)
    await dana.setOffline(true)
    await dana.sees(WARNING)
    dana.countTaps()
    await dana.tapsButton('Use LCS 70001 for “Jayden”')
    expect(dana.taps).toBe(1)
    expect(await note(dana).inputValue()).toBe(MEANT)
    expect(await warning(dana).textContent()).toBe('')
    await dana.page.locator('[data-field="topic.2"]').getByText('On this device').waitFor()
    await dana.reloads()
    await unlocks(dana, 'Dana')
    await note(dana).waitFor()
    expect(await note(dana).inputValue()).toBe(MEANT)
    await dana.setOffline(false)
    await sendsEverything(dana)
  })

  it('on a phone a supervisor who keeps no list is warned as well, of what was added too, and may say it is something else', async () => {
    await priya.opens('/')
    await signsIn(priya, 'priya')
    await startsSessionWith(priya, 'Kofi')
    await priya.tapsOn(priya.page.getByRole('link', { name: /The eleven topics/ }).first())
    await note(priya).waitFor()
    await priya.setOffline(true)
    await note(priya).pressSequentially('Noor slept. Will we ring mum on 07700 900123?', { delay: 1 })
    await priya.sees('“Noor” looks like the name of someone you support. Use the reference LCS 70006 instead.')
    await priya.sees('“07700 900123” looks like a phone number.')
    await priya.doesNotSee(/“Will”/)
    await priya.findsNothingWrong('two warnings on a phone')
    await priya.tapsButton('Keep “07700 900123”: it’s about something else')
    await priya.doesNotSee(/looks like a phone number/)
    await priya.tapsButton('Use LCS 70006 for “Noor”')
    expect(await note(priya).inputValue()).toBe('LCS 70006 slept. Will we ring mum on 07700 900123?')
    await priya.setOffline(false)
    await sendsEverything(priya)
  })

  it('K2: no child’s name can be read in the files of a closed device', async () => {
    await dana.isKilled()
    await priya.isKilled()
    for (const person of [dana, priya]) expect(person.profileHolds('Larkspur', 'Cowslip')).toEqual([])
  })
})
