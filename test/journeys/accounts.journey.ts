/**
 * Who may come in (A1): an administrator invites somebody on a tablet, they take the link on a phone, see where they are
 * signed in and end another sign-in, are disabled, and are told; what they had not sent waits, and goes when they are let
 * in again (V3).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { enrols, givesUp, isReady, sendsEverything, signsIn, unlocks, unlocksByPin } from './steps.ts'

let service: Service
let dana: Person
let kofi: Person
let other: Person
let link = ''

const PASSWORD = 'a kettle on the step'
const PICTURES = process.env['PICTURES']
const picture = async (person: Person, name: string): Promise<void> => {
  if (PICTURES) await person.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

stepsGoInOrder(() => ({ dana, kofi, other }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  kofi = new Person(service.url, PHONE)
  other = new Person(service.url, TABLET)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), kofi.leaves(), other.leaves()])
  await service.remove()
})

const goesTo = async (person: Person, name: string): Promise<void> => {
  await person.tapsLink('Account')
  await person.seesHeading('Account')
  await person.tapsLink(name)
  await person.seesHeading(name)
}

describe('who may come in', () => {
  it('an administrator invites Kofi on a tablet', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await goesTo(dana, 'Who can sign in')
    await dana.sees('people')
    await dana.findsNothingWrong('who can sign in')
    await picture(dana, 'who-can-sign-in-tablet')
    await dana.writes('Find a person', 'kofi')
    await dana.tapsButton('Find')
    await dana.sees('1 person')
    await dana.tapsLink('Kofi Marshall')
    await dana.sees('Countersign sends no e-mail')
    await dana.writes('User name to offer', 'kofi')
    await dana.tapsButton('Make a link')
    link = await dana.page.getByLabel('The link', { exact: true }).inputValue()
    expect(link).toMatch(/^http:\/\/localhost:\d+\/invitation#[\w-]{43}$/)
    await dana.findsNothingWrong('the link')
    await picture(dana, 'link-tablet')
  })

  it('Kofi takes the link on a phone, and sees Today', async () => {
    await kofi.opens(link.slice(service.url.length))
    await kofi.seesHeading('Hello, Kofi')
    expect(kofi.page.url()).toBe(`${service.url}/invitation`)
    await kofi.findsNothingWrong('choosing a password')
    await picture(kofi, 'invitation-phone')
    await kofi.writes('Password', 'password1234')
    await kofi.tapsButton('Choose and sign in')
    await kofi.seesHeading('There is a problem')
    await kofi.findsNothingWrong('a password that is too common')
    await picture(kofi, 'invitation-error-phone')
    await kofi.writes('Password', PASSWORD)
    await kofi.tapsButton('Choose and sign in')
    await enrols(kofi, 'Kofi')
    await isReady(kofi)
    await kofi.sees(/Priya/)
    expect(new URL(kofi.page.url()).pathname).toBe('/')
  })

  it('the link does nothing any more, and says so', async () => {
    await other.opens(link.slice(service.url.length))
    await other.seesHeading('This link can’t be used')
    await other.findsNothingWrong('a link that is used')
    await picture(other, 'unusable-tablet')
    await other.tapsButton('Go to sign in')
    await signsIn(other, 'kofi', PASSWORD)
  })

  it('Kofi sees both places, and ends the other', async () => {
    await goesTo(kofi, 'Where you’re signed in')
    await kofi.sees('Signed in with a link')
    await kofi.sees(/with a link that Dana Whitlock made/)
    await kofi.findsNothingWrong('where one is signed in')
    await picture(kofi, 'sign-ins-phone')
    expect(await kofi.page.getByRole('listitem').filter({ hasText: 'Since' }).count()).toBe(2)
    await kofi.tapsOn(kofi.page.getByRole('button', { name: /^Sign out / }).first())
    await kofi.sees('Signed out.')
    await expect.poll(() => kofi.page.getByRole('listitem').filter({ hasText: 'Since' }).count()).toBe(1)
    await expect
      .poll(
        async () => {
          await other.comesBack()
          return other.page.getByText(/You’re signed out of the service/).isVisible()
        },
        { timeout: 60_000, interval: 2000 },
      )
      .toBe(true)
  })

  it('Dana gives Kofi a duty for a time, and disables the account', async () => {
    await dana.page.getByLabel('Duty', { exact: true }).selectOption({ label: 'Quality assurance' })
    await dana.page.getByLabel('Where', { exact: true }).selectOption({ label: 'Larkfield House (demonstration)' })
    await dana.tapsButton('Give this duty')
    await dana.sees('Quality assurance, Larkfield House (demonstration)')
    await dana.tapsButton('Disable')
    await dana.sees('Disable the account of Kofi?')
    await dana.tapsOn(dana.page.getByRole('dialog').getByRole('button', { name: 'Disable' }))
    await dana.sees(/Disabled since/)
    await dana.findsNothingWrong('a disabled account')
    await picture(dana, 'person-account-tablet')
  })

  it('Kofi is signed out and told; what was written waits on the phone', async () => {
    await kofi.tapsLink('Today')
    await expect
      .poll(
        async () => {
          await kofi.comesBack()
          return kofi.page.getByText(/You’re signed out of the service/).isVisible()
        },
        { timeout: 60_000, interval: 2000 },
      )
      .toBe(true)
    await kofi.tapsButton('Sign in again')
    await kofi.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await kofi.tapsOn(kofi.page.getByRole('dialog').getByRole('button', { name: 'Sign in and send' }))
    await kofi.sees(/Your account is closed. What you wrote is kept on this device/)
    await kofi.findsNothingWrong('a closed account')
    await picture(kofi, 'closed-phone')
    await kofi.tapsOn(kofi.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }))
    // Where the day makes it less pressing, the button is folded away.
    const folded = kofi.page.getByText('Is your supervision late?')
    if (await folded.isVisible()) await kofi.tapsOn(folded)
    await kofi.tapsButton('I am overdue')
    await kofi.sees(/Saved here on .* will be told as soon as it is sent/)
  })

  it('K3: the phone is still unlocked, by the words alone: a PIN is for who may come in; what was written waits there', async () => {
    await givesUp(kofi)
    await kofi.sees('1 item waiting to send')
    await kofi.page.getByLabel('Your PIN').fill(kofi.noted('Kofi').pin)
    await kofi.sees(/Your account is closed. What you wrote is kept on this device/)
    await kofi.findsNothingWrong('a PIN, the account closed')
    await unlocks(kofi, 'Kofi')
    await kofi.sees(/Saved here on .* will be told as soon as it is sent/)
    await kofi.sees(/You’re signed out of the service/)
  })

  it('enabled again and signed in once, what Kofi wrote meanwhile is sent, and the PIN opens the phone again', async () => {
    await dana.tapsButton('Enable')
    await dana.sees('Can sign in')
    // Of a device whose person was shut out, the key alone is not enough until they have signed in there once (A1).
    await kofi.tapsButton('Sign in again')
    await kofi.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await kofi.tapsOn(kofi.page.getByRole('dialog').getByRole('button', { name: 'Sign in and send' }))
    await sendsEverything(kofi)
    await kofi.sees(/Told Priya/)
    await givesUp(kofi)
    await unlocksByPin(kofi, 'Kofi')
    await kofi.seesHeading('Today')
  })

  it('offline, a link says that it needs a connection', async () => {
    await kofi.setOffline(true)
    await kofi.page.goto(`${service.url}/invitation#${'x'.repeat(43)}`)
    await kofi.sees(/A link needs a connection/)
    await kofi.findsNothingWrong('a link, offline')
    await picture(kofi, 'link-offline-phone')
    await kofi.setOffline(false)
    await kofi.tapsButton('Try again')
    await kofi.seesHeading('This link can’t be used')
  })

  it('no token is in the log', () => {
    const token = link.split('#')[1] ?? ''
    expect(token).toHaveLength(43)
    expect(service.output()).not.toContain(token)
  })
})
