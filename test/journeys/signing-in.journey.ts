/**
 * The ways to sign in (A1), in a real browser: a code set up and asked for once, then unlocking without; a password changed;
 * passkeys with Chromium's virtual authenticator; a work account through a real provider that is another site. However
 * somebody has signed in, they are enrolled once on a device, and its PIN opens it afterwards.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { type Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { freePort } from '../free-port.ts'
import { PASSWORD_OF_SETUP, type Service, startService } from './service.ts'
import { asSomeoneElse, enrols, givesUp, isIn, isReady, NEW_PIN, signsIn, typesPassword, unlocks, unlocksByPin } from './steps.ts'

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
/** On one's own page, shows the service the password once more: an unlocked device is not enough to change how one signs in. */
const opensSignInAgain = async (person: Person): Promise<Locator> => {
  await person.sees('To change how you sign in, sign in again first.')
  await person.page.getByRole('main').getByRole('button', { name: 'Sign in again' }).click()
  return person.page.getByRole('dialog')
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
  })

  it('is asked for at the next sign-in, after the password', async () => {
    await signsOut(dana)
    await asSomeoneElse(dana)
    await typesPassword(dana, 'dana')
    await dana.seesHeading('Enter a code')
    expect(await dana.page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('one-time-code')
    await dana.findsNothingWrong('the door’s code')
    await dana.writes(/^Code$/, shown(secret, 1))
    await dana.tapsButton('Sign in')
    // She is enrolled here: what the device keeps is opened by her PIN.
    await unlocksByPin(dana, 'Dana')
    await isIn(dana)
  })

  it('and not when the device is unlocked after that, though the sign-in has ended', async () => {
    await givesUp(dana)
    await dana.losesItsSignIn()
    await unlocksByPin(dana, 'Dana')
    await isIn(dana)
    // Only the service answers this page.
    await opensSecurity(dana)
    await dana.sees('You have 10 recovery codes left.')
    expect(await dana.page.getByRole('button', { name: 'Take the app away' }).count()).toBe(0)
    await dana.findsNothingWrong('signing in and security, a while later')
    const dialog = await opensSignInAgain(dana)
    await dialog.getByLabel('Password', { exact: true }).fill('larkfield-dana-1')
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await dialog.getByLabel(/^Code$/).waitFor()
    await dana.findsNothingWrong('signing in again with a code')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
})

describe('a password', () => {
  stepsGoInOrder(() => ({ sam }))
  const NEXT = 'a kettle on the step'

  it('is changed on one’s own page, and the device opens with its PIN as before', async () => {
    await sam.opens('/')
    await sam.hasAuthenticator()
    await signsIn(sam, 'sam')
    await opensSecurity(sam)
    await sam.tapsButton('Change password')
    await sam.page.getByLabel('Your password now').fill('larkfield-sam-1')
    await sam.page.getByLabel('New password').fill(NEXT)
    await sam.findsNothingWrong('changing a password')
    await sam.tapsButton('Change password')
    await sam.sees(/^Your password is changed/)
    await givesUp(sam)
    await unlocksByPin(sam, 'Sam')
    await isIn(sam)
  })

  it('the one before signs in no longer, and the new one does', async () => {
    await signsOut(sam)
    await asSomeoneElse(sam)
    await typesPassword(sam, 'sam')
    await sam.sees('The user name or password is not right. Check them and try again.')
    await typesPassword(sam, 'sam', NEXT)
    await unlocksByPin(sam, 'Sam')
    await isIn(sam)
    await opensSecurity(sam)
    const dialog = await opensSignInAgain(sam)
    await dialog.getByLabel('Password', { exact: true }).fill(NEXT)
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await sam.page.getByRole('button', { name: 'Add a passkey' }).waitFor()
  })
})

describe('a passkey', () => {
  stepsGoInOrder(() => ({ sam }))

  it('is made on one’s own page', async () => {
    await sam.tapsButton('Add a passkey')
    await sam.writes('Name for this passkey', 'My phone')
    await sam.findsNothingWrong('adding a passkey')
    await sam.tapsButton('Make the passkey')
    await sam.sees('The passkey is added.')
    await sam.sees('My phone')
    await sam.findsNothingWrong('passkeys')
  })

  it('signs in without a user name, and the device opens with its PIN', async () => {
    await signsOut(sam)
    await asSomeoneElse(sam)
    await sam.tapsButton('Sign in with a passkey')
    await sam.seesHeading('Sign in with a passkey')
    await sam.findsNothingWrong('the door’s passkey')
    await sam.tapsButton('Use a passkey')
    await sam.seesHeading('Hello, Sam')
    await sam.page.getByLabel('Your PIN').fill(NEW_PIN)
    await sam.sees('That PIN is not right. You have 4 tries left.')
    await sam.findsNothingWrong('a wrong PIN')
    await unlocksByPin(sam, 'Sam')
    await isIn(sam)
    await opensSecurity(sam)
    await sam.sees('last used on')
  })

  it('is removed, once it has been shown again, and signs in no longer', async () => {
    const dialog = await opensSignInAgain(sam)
    await dialog.getByRole('button', { name: 'Use a passkey instead' }).click()
    await sam.tapsButton('Remove My phone')
    await sam.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await sam.sees('The passkey is removed.')
    await signsOut(sam)
    await asSomeoneElse(sam)
    await sam.tapsButton('Sign in with a passkey')
    await sam.tapsButton('Use a passkey')
    await sam.sees('That did not work. Try again, or sign in another way.')
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

  it('signs in on another device, which is set up like everybody’s', async () => {
    await una.leaves()
    una = new Person(service.url, PHONE)
    await una.opens('/')
    await una.tapsButton('Sign in with your work account')
    await signsInThere('priya')
    await enrols(una, 'Priya')
    await isReady(una)
  })

  it('unlocks there with that PIN, and is signed in without leaving', async () => {
    await givesUp(una)
    await una.losesItsSignIn()
    await unlocksByPin(una, 'Priya')
    await isIn(una)
    await opensSecurity(una)
    await una.sees('last used on')
  })

  it('comes back through the service worker too', async () => {
    await signsOut(una)
    await asSomeoneElse(una)
    await una.tapsButton('Sign in with your work account')
    await signsInThere('priya')
    await unlocksByPin(una, 'Priya')
    await isIn(una)
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
    await typesPassword(jo, 'jo', PASSWORD_OF_SETUP)
    await jo.seesHeading('Set up a second way to prove it’s you')
    await jo.findsNothingWrong('setting a second factor at the door')
    await jo.tapsButton('Set up an app')
    await jo.tapsOn(jo.page.getByText('I can’t scan it'))
    const secret = await jo.page.getByLabel('Key', { exact: true }).inputValue()
    await jo.findsNothingWrong('the door’s authenticator app')
    await jo.writes(/^Code$/, shown(secret))
    await jo.tapsButton('Check the code')
    await jo.tapsButton('I have kept the codes')
    await enrols(jo, 'Jo')
    await isReady(jo)
    await givesUp(jo)
    await jo.losesItsSignIn()
    await unlocksByPin(jo, 'Jo')
    await isIn(jo)
    await opensSecurity(jo)
    await jo.sees('You have 10 recovery codes left.')
  })
})
