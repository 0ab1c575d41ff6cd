/**
 * A person with a device: opens, taps, writes, sees; and the device can be killed. Every journey speaks through it. A
 * tap is any discrete touch but typing (ux.md, Journeys); the count is kept. Behind it is a real Chromium of its own,
 * started on its own profile so that it can be killed with SIGKILL and opened again.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { axeFaults } from '../axe-in-browser.ts'
import { browserFlags, browserPath } from '../browser.ts'
import { everybodyIsWatched, strangersAmong } from './faults.ts'
import { type Asked, type Watch, watch } from './watch.ts'

export const TABLET = { width: 1180, height: 820 }
export const PHONE = { width: 390, height: 844 }

type Name = string | RegExp

/** The four words and the PIN of one person on one device. */
export interface Card {
  readonly phrase: string
  readonly pin: string
}

interface Open {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  readonly process: ChildProcess
  readonly watch: Watch
}

const startBrowser = async (profile: string, viewport: { width: number; height: number }): Promise<Open> => {
  const child = spawn(
    browserPath(),
    [...browserFlags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, `--window-size=${viewport.width},${viewport.height}`, '--lang=en-GB', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const match = /DevTools listening on (ws:\S+)/.exec(text)
      if (match?.[1]) resolve(match[1])
    })
    child.once('exit', () => reject(new Error(`Chromium ended: ${text}`)))
  })
  const watching = await watch(endpoint)
  const browser = await chromium.connectOverCDP(endpoint)
  const context = browser.contexts()[0]
  if (!context) throw new Error('Chromium has no context')
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize(viewport)
  return { browser, context, page, process: child, watch: watching }
}

const everybody: Person[] = []
everybodyIsWatched(everybody)

export class Person {
  readonly #url: string
  readonly #viewport: { width: number; height: number }
  readonly #profile = mkdtempSync(path.join(tmpdir(), 'countersign-profile-'))
  #open: Open | null = null
  #taps = 0
  readonly #cards = new Map<string, Card>()
  readonly #earlier: Watch[] = []
  readonly #excused = { complaints: 0, asked: 0 }

  constructor(url: string, viewport: { width: number; height: number }) {
    this.#url = url
    this.#viewport = viewport
    everybody.push(this)
  }

  get #watches(): readonly Watch[] {
    return this.#open ? [...this.#earlier, this.#open.watch] : this.#earlier
  }

  /** What pages and workers complained of: errors, console errors, policy violations. A journey ends with none. */
  get complaints(): readonly string[] {
    return this.#watches.flatMap(({ complaints }) => complaints()).slice(this.#excused.complaints)
  }

  /** Every request so far of every page, worker and service worker of this device. */
  get asked(): readonly Asked[] {
    return this.#watches.flatMap(({ asked }) => asked())
  }

  /** The requests of which nothing has been forgiven. */
  get judged(): readonly Asked[] {
    return this.asked.slice(this.#excused.asked)
  }

  /** Every address asked for that is not the service's own. */
  get strangers(): readonly string[] {
    return strangersAmong(this.judged, this.#url)
  }

  /** Forgives what a test provoked on purpose, once it has been seen. */
  excuses(): void {
    this.#excused.complaints += this.complaints.length
    this.#excused.asked = this.asked.length
  }

  get page(): Page {
    if (!this.#open) throw new Error('the device is not open')
    return this.#open.page
  }

  /** What somebody wrote on a card when they were enrolled here. */
  notesDown(knownAs: string, card: Card): void {
    this.#cards.set(knownAs, card)
  }

  noted(knownAs: string): Card {
    const card = this.#cards.get(knownAs)
    if (!card) throw new Error(`${knownAs} was not enrolled on this device`)
    return card
  }

  get isPhone(): boolean {
    return this.#viewport.width < TABLET.width / 2
  }

  get taps(): number {
    return this.#taps
  }

  /** Starts counting taps anew. */
  countTaps(): void {
    this.#taps = 0
  }

  /** Opens the app at an address of its own, in a new browser if there is none. */
  async opens(place = '/'): Promise<void> {
    this.#open ??= await startBrowser(this.#profile, this.#viewport)
    await this.page.goto(this.#url + place)
  }

  /** A second tab of the same device. */
  async newTab(place = '/'): Promise<Page> {
    if (!this.#open) throw new Error('the device is not open')
    const page = await this.#open.context.newPage()
    await page.setViewportSize(this.#viewport)
    await page.goto(this.#url + place)
    return page
  }

  async reloads(): Promise<void> {
    await this.page.reload()
  }

  /** Taps a button, link, radio, checkbox or summary by its name. */
  async tapsOn(locator: Locator): Promise<void> {
    this.#taps += 1
    await locator.click()
  }

  async tapsButton(name: Name): Promise<void> {
    await this.tapsOn(this.page.getByRole('button', { name }).first())
  }

  async tapsLink(name: Name): Promise<void> {
    await this.tapsOn(this.page.getByRole('link', { name }).first())
  }

  /** Chooses a radio or ticks a box by its label. */
  async chooses(label: Name): Promise<void> {
    this.#taps += 1
    await this.page.getByLabel(label).first().check()
  }

  /** Types into the field with this label, as a person would, key by key; getting into the field is a tap. */
  async writes(label: Name, text: string): Promise<void> {
    const field = this.page.getByLabel(label).first()
    this.#taps += 1
    await field.click()
    await field.fill('')
    await field.pressSequentially(text, { delay: 1 })
  }

  /** Waits until the words can be seen. */
  async sees(words: Name, timeout = 15_000): Promise<void> {
    await this.page.getByText(words).first().waitFor({ state: 'visible', timeout })
  }

  async seesHeading(words: Name, timeout = 15_000): Promise<void> {
    await this.page.getByRole('heading', { name: words }).first().waitFor({ state: 'visible', timeout })
  }

  async doesNotSee(words: Name): Promise<void> {
    const count = await this.page.getByText(words).count()
    if (count > 0) throw new Error(`sees ${String(words)}, ${count} times`)
  }

  /** Gives the device an authenticator that knows its person, and makes the bytes that open a vault (PRF): Chromium's own virtual one. */
  async hasAuthenticator(): Promise<void> {
    const devtools = await this.page.context().newCDPSession(this.page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
        automaticPresenceSimulation: true, hasPrf: true,
      },
    })
  }

  /** The device's processor does one step in the time of so many; 1 is as fast as it is. */
  async isSlowed(times: number): Promise<void> {
    const devtools = await this.page.context().newCDPSession(this.page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })
  }

  /** The browser's sign-in is gone, as after a night. */
  async losesItsSignIn(): Promise<void> {
    await this.page.context().clearCookies()
  }

  /** Picks the device up again: the app comes to the foreground and looks for what is new (L6). */
  async comesBack(): Promise<void> {
    await this.page.evaluate(() => globalThis.dispatchEvent(new Event('pageshow')))
  }

  /** Cuts or restores the connection of this device; the server goes on for the others. */
  async setOffline(offline: boolean): Promise<void> {
    await this.#open?.context.setOffline(offline)
  }

  /** The power goes: SIGKILL to the whole browser. The profile stays. */
  async isKilled(): Promise<void> {
    const open = this.#open
    if (!open) return
    this.#earlier.push(open.watch)
    this.#open = null
    const ended = new Promise((resolve) => open.process.once('exit', resolve))
    open.process.kill('SIGKILL')
    await ended
    await wait(300)
  }

  /** Fails where axe finds anything on the screen as it is. */
  async findsNothingWrong(screen: string): Promise<void> {
    const beside = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (beside > 0) throw new Error(`${screen} is ${beside} px wider than the page`)
    // As tall as its content: what happens to lie under the fixed bar at this scroll position is not too small.
    const tall = await this.page.evaluate(() => document.documentElement.scrollHeight)
    await this.page.setViewportSize({ ...this.#viewport, height: Math.max(tall + 100, this.#viewport.height) })
    const faults = await axeFaults(this.page)
    await this.page.setViewportSize(this.#viewport)
    if (faults.length > 0) throw new Error(`axe on ${screen}: ${faults.join('\n')}`)
  }

  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file })
  }

  /** Leaves a picture of the screen in test-output for whoever mends the failure. */
  async showsOnFailure(name: string): Promise<void> {
    if (!this.#open) return
    await this.page.screenshot({ path: `test-output/${name}.png`, timeout: 5000 }).catch(() => undefined)
    console.log(`${name} is at ${this.page.url()}`, this.complaints)
  }

  /** Which of the texts can be read in the files of the closed profile, as UTF-8 or UTF-16, and in which. */
  profileHolds(...texts: readonly string[]): readonly string[] {
    if (this.#open) throw new Error('close the device first')
    const needles = texts.map((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
    return readdirSync(this.#profile, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .flatMap((file) => {
        const bytes = readFileSync(file)
        return texts.filter((_, index) => needles[index]?.some((needle) => bytes.includes(needle))).map((text) => `${text}: ${path.relative(this.#profile, file)}`)
      })
  }

  async leaves(): Promise<void> {
    const open = this.#open
    this.#open = null
    if (open) {
      this.#earlier.push(open.watch)
      await open.browser.close().catch(() => undefined)
      open.process.kill('SIGKILL')
      await wait(200)
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
