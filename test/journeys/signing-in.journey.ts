/**
 * The ways to sign in (A1), in a real browser: a code set up and asked for once, then unlocking without; passkeys with
 * Chromium's virtual authenticator; a work account through a real provider that is another site.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { freePort, PASSWORD_OF_SETUP, type Service, startService } from './service.ts'
import { signsIn, unlocks } from './steps.ts'

const TENANT = '8f3b2c1d-0000-4000-8000-00000000aaaa'

/** What the authenticator app shows; `steps` half minutes from now, since a code is used once. */
const shown = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.now() + steps * 30_000 })

const opensSecurity = async (person: Person): Promise<void> => {
  await person.tapsLink('Account')
  await person.tapsLink('Open signing in and security')
  await person.seesHeading('Signing in and security')
}
const signsOut = async (person: Person): Promise<void> => {
  await person.tapsLink('Account')
  await person.tapsButton('Sign out')
  await person.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await person.page.getByRole('heading', { name: /Hello, |Who are you/ }).waitFor()
}
/** Past the unlock form, where this device knows somebody. */
const asSomeoneElse = async (person: Person): Promise<void> => {
  const notMe = person.page.getByRole('button', { name: 'Not you? Choose someone else' })
  const other = person.page.getByRole('button', { name: 'Sign in as someone else' })
  await notMe.or(other).first().waitFor()
  if (await notMe.isVisible()) await notMe.click()
  await other.click()
  await person.seesHeading('Sign in')
}
/** In, on whichever page one was; past what is shown once on a device. */
const comesIn = async (person: Person): Promise<void> => {
  const early = person.page.getByRole('button', { name: /Start now/ })
  const inside = person.page.getByRole('navigation', { name: 'Main' })
  await inside.or(early).first().waitFor({ timeout: 30_000 })
  // It may be ready between the look and the tap.
  if (!(await inside.isVisible())) await early.click({ timeout: 5000 }).catch(() => undefined)
  await inside.waitFor()
}

let service: Service
let dana: Person
let sam: Person
let provider: ChildProcess
beforeAll(async () => {
  const port = await freePort()
  service = await startService({
    environment: () => ({
      COUNTERSIGN_OIDC_ISSUER: `http://127.0.0.1:${port}`, COUNTERSIGN_OIDC_CLIENT_ID: 'countersign', COUNTERSIGN_OIDC_CLIENT_SECRET: 'a secret of the client',
      COUNTERSIGN_OIDC_TENANT: TENANT, COUNTERSIGN_OIDC_LOOPBACK: 'on',
    }),
  })
  const script = path.join(import.meta.dirname, 'work-provider.ts')
  provider = spawn(process.execPath, [script, String(port), `${service.url}/api/sign-in/work/callback`, TENANT], { stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise((resolve) => provider.stdout?.once('data', resolve))
  dana = new Person(service.url, TABLET)
  sam = new Person(service.url, PHONE)
})
afterAll(async () => {
  await dana.leaves()
  await sam.leaves()
  provider.kill()
  await service.remove()
})

describe('a code from an authenticator app', () => {
  stepsGoInOrder(() => ({ dana }))
  let secret = ''

  it('is set up on one’s own page, with recovery codes told once', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await opensSecurity(dana)
    await dana.findsNothingWrong('signing in and security')
    await dana.tapsButton('Set up an app')
    await dana.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
    await dana.tapsOn(dana.page.getByText('I can’t scan it'))
    secret = await dana.page.getByLabel('Key', { exact: true }).inputValue()
    await dana.findsNothingWrong('setting up an authenticator app')
    await dana.writes(/^Code$/, '000000')
    await dana.tapsButton('Check the code')
    await dana.sees('That code is not right')
    await dana.writes(/^Code$/, shown(secret))
    await dana.tapsButton('Check the code')
    await dana.sees('They are shown this once.')
    expect(await dana.page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count()).toBe(10)
    await dana.findsNothingWrong('recovery codes')
    await dana.tapsButton('I have kept the codes')
    await dana.sees('You have 10 recovery codes left.')
    expect(dana.complaints).toEqual([])
  })

  it('is asked for at the next sign-in, after the password', async () => {
    await signsOut(dana)
    await asSomeoneElse(dana)
    await dana.writes('User name', 'dana')
    await dana.page.getByLabel('Password', { exact: true }).fill('larkfield-dana-1')
    await dana.tapsButton('Sign in')
    await dana.seesHeading('Enter a code')
    expect(await dana.page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('one-time-code')
    await dana.findsNothingWrong('the door’s code')
    await dana.writes(/^Code$/, shown(secret, 1))
    await dana.tapsButton('Sign in')
    await comesIn(dana)
  })

  it('and not when the device is unlocked after that, though the sign-in has ended', async () => {
    await dana.tapsButton('Lock')
    await dana.losesItsSignIn()
    await unlocks(dana, 'Dana')
    await comesIn(dana)
    // Only the service answers this page.
    await opensSecurity(dana)
    await dana.sees('You have 10 recovery codes left.')
    // An unlocked device is not enough to change how one signs in.
    await dana.sees('To change how you sign in, sign in again first.')
    expect(await dana.page.getByRole('button', { name: 'Take the app away' }).count()).toBe(0)
    await dana.findsNothingWrong('signing in and security, a while later')
    await dana.page.getByRole('main').getByRole('button', { name: 'Sign in again' }).click()
    const dialog = dana.page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: true }).fill('larkfield-dana-1')
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await dialog.getByLabel(/^Code$/).waitFor()
    await dana.findsNothingWrong('signing in again with a code')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(dana.complaints).toEqual([])
  })
})

describe('a passkey', () => {
  stepsGoInOrder(() => ({ sam }))

  it('is made on one’s own page', async () => {
    await sam.opens('/')
    await sam.hasAuthenticator()
    await signsIn(sam, 'sam')
    await opensSecurity(sam)
    await sam.tapsButton('Add a passkey')
    await sam.writes('Name for this passkey', 'My phone')
    await sam.findsNothingWrong('adding a passkey')
    await sam.tapsButton('Make the passkey')
    await sam.sees('The passkey is added.')
    await sam.sees('My phone')
    await sam.findsNothingWrong('passkeys')
    expect(sam.complaints).toEqual([])
  })

  it('signs in without a user name, and the device opens with its password', async () => {
    await signsOut(sam)
    await asSomeoneElse(sam)
    await sam.tapsButton('Sign in with a passkey')
    await sam.seesHeading('Sign in with a passkey')
    await sam.findsNothingWrong('the door’s passkey')
    await sam.tapsButton('Use a passkey')
    await sam.seesHeading('Hello, Sam')
    await sam.findsNothingWrong('the device’s password')
    await sam.page.getByLabel('Password for this device').fill('not this one')
    await sam.tapsButton('Unlock')
    await sam.sees('That password is not right.')
    await sam.page.getByLabel('Password for this device').fill('larkfield-sam-1')
    await sam.tapsButton('Unlock')
    await comesIn(sam)
    await opensSecurity(sam)
    await sam.sees('last used on')
  })

  it('is removed, and signs in no longer', async () => {
    await sam.tapsButton('Remove My phone')
    await sam.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await sam.sees('The passkey is removed.')
    await signsOut(sam)
    await asSomeoneElse(sam)
    await sam.tapsButton('Sign in with a passkey')
    await sam.tapsButton('Use a passkey')
    await sam.sees('That did not work. Try again, or sign in another way.')
    expect(sam.complaints).toEqual([])
  })
})

describe('a work account', () => {
  let una: Person
  stepsGoInOrder(() => ({ una }))
  beforeAll(() => {
    una = new Person(service.url, PHONE)
  })
  afterAll(() => una.leaves())

  /** The provider, and the letters its own page asks for. */
  const THERE: ReadonlySet<string> = new Set(['127.0.0.1', 'fonts.googleapis.com'])
  // Here the browser is sent to another site on purpose. Nothing else is forgiven.
  afterEach(() => {
    const faults = [...una.complaints, ...una.strangers.filter((address) => !THERE.has(new URL(address).hostname))]
    if (faults.length > 0) throw new Error(faults.join('\n'))
    una.excuses()
  })

  /** At the provider's own page: another site. */
  const signsInThere = async (name: string): Promise<void> => {
    await una.page.locator('input[name="login"]').fill(name)
    await una.page.locator('input[name="password"]').fill('anything')
    await una.page.locator('button[type="submit"]').click()
    await una.page.locator('button[type="submit"]').click()
  }

  it('that is linked to nobody signs nobody in, and says what to do', async () => {
    await una.opens('/')
    await una.tapsButton('Sign in with your work account')
    await signsInThere('priya')
    await una.sees('This work account is not linked to anybody here.')
    expect(new URL(una.page.url()).search).toBe('')
    await una.findsNothingWrong('a work account that is not linked')
    await una.tapsButton('Continue')
    await una.seesHeading('Sign in')
  })

  it('is linked on one’s own page', async () => {
    await signsIn(una, 'priya')
    await opensSecurity(una)
    await una.tapsButton('Add work account')
    // The provider remembers who signed in there, as Entra does.
    await una.sees('Your work account is linked.')
    await una.tapsButton('Continue')
    await unlocks(una, 'Priya')
    await opensSecurity(una)
    await una.sees('Linked on')
    await una.findsNothingWrong('a linked work account')
  })

  it('signs in on another device, which is given a password of its own', async () => {
    await una.leaves()
    una = new Person(service.url, PHONE)
    await una.opens('/')
    await una.tapsButton('Sign in with your work account')
    await signsInThere('priya')
    await una.sees('Choose a password for this device.')
    await una.findsNothingWrong('choosing the device’s password')
    await una.page.getByLabel('Password for this device').fill('short')
    await una.tapsButton('Use this password')
    await una.sees('Choose a password of at least 8 characters')
    await una.page.getByLabel('Password for this device').fill('tea in the rain')
    await una.tapsButton('Use this password')
    await comesIn(una)
  })

  it('unlocks there with that password, and is signed in without leaving', async () => {
    await una.page.waitForFunction(async () => Boolean((await navigator.serviceWorker.ready).active))
    await una.tapsButton('Lock')
    await una.losesItsSignIn()
    await unlocks(una, 'Priya')
    await opensSecurity(una)
    await una.sees('last used on')
  })

  it('comes back through the service worker too', async () => {
    await signsOut(una)
    await asSomeoneElse(una)
    await una.tapsButton('Sign in with your work account')
    await signsInThere('priya')
    await una.seesHeading('Hello, Priya')
    await una.page.getByLabel('Password for this device').fill('tea in the rain')
    await una.tapsButton('Unlock')
    await comesIn(una)
  })
})

describe('a service that was set up', () => {
  let rowan: Service
  let jo: Person
  stepsGoInOrder(() => ({ jo }))
  beforeAll(async () => {
    rowan = await startService({
      setUp: ['--service', 'Rowan Care', '--home', 'Rowan House', '--policy', 'sefton', '--residential', 'yes', '--name', 'Jo Example', '--username', 'jo'],
    })
    jo = new Person(rowan.url, TABLET)
  })
  afterAll(async () => {
    await jo.leaves()
    await rowan.remove()
  })

  it('lets its first person in once they have set a second factor', async () => {
    await jo.opens('/')
    await jo.writes('User name', 'jo')
    await jo.page.getByLabel('Password', { exact: true }).fill(PASSWORD_OF_SETUP)
    await jo.tapsButton('Sign in')
    await jo.seesHeading('Set up a second way to prove it’s you')
    await jo.findsNothingWrong('setting a second factor at the door')
    await jo.tapsButton('Set up an app')
    await jo.tapsOn(jo.page.getByText('I can’t scan it'))
    const secret = await jo.page.getByLabel('Key', { exact: true }).inputValue()
    await jo.findsNothingWrong('the door’s authenticator app')
    await jo.writes(/^Code$/, shown(secret))
    await jo.tapsButton('Check the code')
    await jo.tapsButton('I have kept the codes')
    await comesIn(jo)
    await jo.tapsButton('Lock')
    await jo.losesItsSignIn()
    await unlocks(jo, 'Jo')
    await opensSecurity(jo)
    await jo.sees('You have 10 recovery codes left.')
    expect(jo.complaints).toEqual([])
  })
})
