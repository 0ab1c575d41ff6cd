/** Steps that several journeys share, in the words on the screen. */
import { type Locator, type Page } from 'playwright-core'
import { type Card, type Person } from './person.ts'

/** In, on whichever page one was. */
export const isIn = (person: Person): Promise<void> => person.page.getByRole('navigation', { name: 'Main' }).waitFor({ timeout: 30_000 })

/** Waits until the app is ready to work offline, past the page that says so once on a device. */
export const isReady = async (person: Person): Promise<void> => {
  const ready = person.page.getByRole('button', { name: 'Go to Today' })
  const inside = person.page.getByRole('navigation', { name: 'Main' })
  await inside.or(ready).first().waitFor({ timeout: 30_000 })
  if (!(await inside.isVisible())) await ready.click()
  await isIn(person)
  await person.page.waitForFunction(async () => Boolean((await navigator.serviceWorker.ready).active))
}

export const PIN = '483920'
export const NEW_PIN = '917264'

/**
 * Goes through the pages of enrolling, and notes the words down, as one does on a card.
 *
 * @param passkey whether the device's own fingerprint or face is to open it too
 * @returns whether it was asked who uses the device
 */
export const enrols = async (person: Person, knownAs: string, { pin = PIN, passkey = false } = {}): Promise<boolean> => {
  const { page } = person
  const kind = page.getByRole('heading', { name: 'Who uses this device?' })
  const words = page.getByRole('heading', { name: 'Your four words' })
  await kind.or(words).first().waitFor({ timeout: 30_000 })
  const asked = await kind.isVisible()
  if (asked) {
    await page.getByLabel(person.isPhone ? 'Only me' : 'I share it').check()
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  const card = page.locator('.cs-phrase-card__words li')
  await card.first().waitFor({ timeout: 30_000 })
  const phrase = await card.allTextContents()
  person.notesDown(knownAs, { phrase: phrase.join(' '), pin })
  await page.getByRole('button', { name: 'I have written them down' }).click()
  await page.getByRole('heading', { name: 'Two of your words' }).waitFor()
  for (const [place, word] of phrase.entries()) {
    const field = page.getByLabel(`Word ${place + 1}`, { exact: true })
    if (await field.isVisible()) await field.fill(word)
  }
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Six digits', { exact: true }).fill(pin)
  await page.getByLabel('The same six digits again').fill(pin)
  if (passkey) await page.getByLabel('Unlock with my fingerprint or face too').check()
  await page.getByRole('button', { name: 'Finish', exact: true }).click()
  return asked
}

/** Past the people whom this device knows, to signing in. */
export const asSomeoneElse = async (person: Person): Promise<void> => {
  const notMe = person.page.getByRole('button', { name: 'Not you? Choose someone else' })
  const other = person.page.getByRole('button', { name: 'Sign in as someone else' })
  await notMe.or(other).first().waitFor()
  if (await notMe.isVisible()) await person.tapsOn(notMe)
  await person.tapsOn(other)
  await person.seesHeading('Sign in')
}

/** Types a user name and a password. */
export const typesPassword = async (person: Person, username: string, password = `larkfield-${username}-1`): Promise<void> => {
  await person.writes('User name', username)
  await person.page.getByLabel('Password', { exact: true }).first().fill(password)
  await person.page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Signs in as one of the demonstration's people, is enrolled, and waits until the app is ready to work offline. */
export const signsIn = async (person: Person, username: string, password?: string): Promise<void> => {
  await typesPassword(person, username, password)
  await enrols(person, knownAsOf(username))
  await isReady(person)
}

/** The first name of the demonstration's people is their user name. */
const knownAsOf = (username: string): string => `${username[0]?.toUpperCase() ?? ''}${username.slice(1)}`

/** Somebody's line among the people of the device. The sign-ins of a demonstration say a post after a comma. */
export const lineOf = (page: Page, knownAs: string): Locator => page.getByRole('button', { name: new RegExp(`^${knownAs}(?!,)`) })

/** Chooses the name where several are offered. */
const choosesName = async (page: Page, knownAs: string): Promise<void> => {
  const hello = page.getByRole('heading', { name: new RegExp(`^Hello, ${knownAs}$|^${knownAs}, type your PIN$`) })
  const name = lineOf(page, knownAs)
  await hello.or(name).first().waitFor()
  if (!(await hello.isVisible())) await name.first().click()
}

/** Opens one tab by the four words, which need no connection. */
export const unlocksTab = async (page: Page, knownAs: string, { phrase }: Card): Promise<void> => {
  await choosesName(page, knownAs)
  const words = page.getByLabel('Your four words')
  const instead = page.getByRole('button', { name: 'Use my four words instead' })
  await words.or(instead).first().waitFor()
  if (!(await words.isVisible())) await instead.click()
  await words.fill(phrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await page.getByRole('heading', { name: `Hello, ${knownAs}` }).waitFor({ state: 'hidden' })
}

/** Opens what this device already has by the four words. */
export const unlocks = (person: Person, knownAs: string): Promise<void> => unlocksTab(person.page, knownAs, person.noted(knownAs))

/** Types the PIN: at the door with a connection, on a locked screen without one too. */
export const unlocksByPin = async (person: Person, knownAs: string): Promise<void> => {
  await choosesName(person.page, knownAs)
  const pin = person.page.getByLabel('Your PIN')
  await pin.fill(person.noted(knownAs).pin)
  await pin.waitFor({ state: 'hidden' })
}

/** Hides the screen: the PIN is enough afterwards. */
export const locksScreen = async (person: Person): Promise<void> => {
  await person.tapsOn(person.page.getByRole('button', { name: 'Lock', exact: true }).first())
  await person.page.getByRole('heading', { name: /, type your PIN$/ }).waitFor()
}

/** Locks in full, for whoever comes next: the door is there. */
export const givesUp = async (person: Person): Promise<void> => {
  await locksScreen(person)
  await person.tapsButton('Not you? Change person')
  await person.page.getByRole('heading', { name: /^Hello, |^Who are you/ }).waitFor()
}

export const startsSessionWith = async (person: Person, name: string): Promise<void> => {
  await person.tapsOn(person.page.getByRole('link', { name: new RegExp(`Start session.*${name}`) }).first())
  await person.seesHeading(new RegExp(`Session with ${name}`))
}

const inOneTap = (topic: number, choice: string) => async (person: Person): Promise<void> => {
  await person.tapsOn(person.page.locator(`[data-field="topic.${topic}"]`).getByRole('button', { name: choice }))
}

/** The eleven topics of SEF-4.17, each in one tap. */
export const TOPICS = [
  ...Array.from({ length: 9 }, (_, index) => inOneTap(index + 1, 'Discussed, nothing to record')),
  inOneTap(10, 'Nothing since last time'),
  inOneTap(11, 'Nothing since last time'),
]

/** When and where, then "Finish and check". */
export const finishesSession = async (person: Person): Promise<void> => {
  await person.tapsOn(person.page.getByRole('link', { name: /When, where and next time/ }).first())
  const end = person.page.getByLabel('Ended at')
  if ((await end.inputValue()) === '') {
    await person.page.getByLabel('Started at').fill('00:00')
    await end.fill('00:01')
    await end.blur()
  }
  await person.tapsButton('Finish and check')
}

/** The server is there again: sends until all is sent. A sign-in that has ended is begun again by the device's own key (A1). */
export const sendsEverything = async (person: Person): Promise<void> => {
  const { page } = person
  const send = page.getByRole('button', { name: 'Send now' })
  // It may be sent, and the button gone, between the look and the tap.
  if (await send.isVisible()) await send.click({ timeout: 2000 }).catch(() => undefined)
  await page.getByText(/^Sent \d\d:\d\d$/).first().waitFor({ timeout: 60_000 })
}
