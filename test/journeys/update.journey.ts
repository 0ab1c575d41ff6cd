/**
 * A new version of the app: offered, never forced; a device that still runs the version before goes on working against
 * today's server, also when that no longer has its files.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'

const built = path.resolve(import.meta.dirname, '..', '..', 'dist')
const app = mkdtempSync(path.join(tmpdir(), 'countersign-app-'))

let service: Service
let dana: Person

/** Puts another version in place: a page that says so, and a service worker that keeps that page. */
const deploy = (version: string): void => {
  const page = path.join(app, 'index.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', `<head><meta name="tested-version" content="${version}">`))
  const worker = path.join(app, 'service-worker.js')
  const text = readFileSync(worker, 'utf8')
  const changed = text.replace(/("?revision"?:)"([0-9a-f]+)"(,"?url"?:"index\.html")/, `$1"${version}$2"$3`).replace(/("?url"?:"index\.html","?revision"?:)"([0-9a-f]+)"/, `$1"${version}$2"`)
  if (changed === text) throw new Error('the service worker does not list index.html')
  writeFileSync(worker, changed)
}

const shownVersion = (): Promise<string | null> =>
  dana.page.evaluate(() => document.querySelector('meta[name="tested-version"]')?.getAttribute('content') ?? null)

beforeAll(async () => {
  cpSync(built, app, { recursive: true })
  service = await startService({ app })
  dana = new Person(service.url, TABLET)
})
afterAll(async () => {
  await dana.leaves()
  await service.remove()
  rmSync(app, { recursive: true, force: true })
})

describe('a new version', () => {
  it('is offered while the one before goes on working, even when the server no longer has its files', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    await dana.seesHeading('Today')
    deploy('2')
    // Whatever comes after the start: every page is one of these.
    const parts = readdirSync(path.join(app, 'assets')).filter((file) => file.endsWith('.js') && !/^(?:index|kdf)-/.test(file))
    expect(parts.length).toBeGreaterThan(20)
    for (const file of parts) unlinkSync(path.join(app, 'assets', file))

    await dana.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update().catch(() => undefined)
    })
    await startsSessionWith(dana, 'Sam')
    await dana.tapsOn(dana.page.getByRole('link', { name: /The eleven topics/ }).first())
    const note = dana.page.locator('[data-field="topic.2"]').getByRole('textbox')
    await note.fill('Written in the version before.')
    await note.blur()
    await sendsEverything(dana)
    expect(await shownVersion()).toBeNull()
  })

  it('is put in place only when the person says so, and they come back to the same page', async () => {
    // The whole of the new version can be fetched again.
    cpSync(path.join(built, 'assets'), path.join(app, 'assets'), { recursive: true })
    await dana.reloads()
    await unlocks(dana, 'Dana')
    await dana.sees('A new version is ready', 30_000)
    await dana.findsNothingWrong('a new version is offered')
    expect(await shownVersion()).toBeNull()
    const place = new URL(dana.page.url()).pathname
    await dana.tapsButton('Update now')
    await expect.poll(() => shownVersion().catch(() => null)).toBe('2')
    await unlocks(dana, 'Dana')
    expect(new URL(dana.page.url()).pathname).toBe(place)
    await dana.seesHeading(/Session with Sam/)
  })
})
