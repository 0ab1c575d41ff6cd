/** Steps that several journeys share, in the words on the screen. */
import { type Person } from './person.ts'

/** Waits until the app is ready to work offline, and is at Today. */
export const isReady = async (person: Person): Promise<void> => {
  const ready = person.page.getByRole('button', { name: /Today|Carry on|Continue/ })
  const today = person.page.getByRole('heading', { name: 'Today', level: 1 })
  await today.or(ready).first().waitFor({ timeout: 30_000 })
  if (!(await today.isVisible())) await ready.first().click()
  await person.page.waitForFunction(async () => Boolean((await navigator.serviceWorker.ready).active))
}

/** Signs in as one of the demonstration's people, and waits until the app is ready to work offline. */
export const signsIn = async (person: Person, username: string, password = `larkfield-${username}-1`): Promise<void> => {
  await person.writes('User name', username)
  await person.page.getByLabel('Password', { exact: true }).first().fill(password)
  await person.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await isReady(person)
}

/** Opens what this device already has: chooses the name where several are offered, types the password. */
export const unlocks = async (person: Person, knownAs: string, password: string): Promise<void> => {
  const { page } = person
  const hello = page.getByRole('heading', { name: `Hello, ${knownAs}` })
  const name = page.getByRole('button', { name: new RegExp(`^${knownAs}`) })
  await hello.or(name).first().waitFor()
  if (!(await hello.isVisible())) await name.first().click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await hello.waitFor({ state: 'hidden' })
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

/** The server is there again: sends, typing the password again where the sign-in has ended, until all is sent. */
export const sendsEverything = async (person: Person, password: string): Promise<void> => {
  const { page } = person
  const again = page.getByRole('button', { name: 'Sign in again' })
  const send = page.getByRole('button', { name: 'Send now' })
  const sent = page.getByText(/^Sent \d\d:\d\d$/).first()
  // It may be sent, and the button gone, between the look and the tap.
  if (await send.isVisible()) await send.click({ timeout: 2000 }).catch(() => undefined)
  await again.or(sent).first().waitFor({ timeout: 60_000 })
  if (await again.isVisible()) {
    await again.click()
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in and send' }).click()
  }
  await sent.waitFor({ timeout: 60_000 })
}
