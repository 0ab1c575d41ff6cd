/**
 * A saved record is checked without the service (G6): on the page that opens from the disk with no connection, on the same page
 * as the service gives it, and by the command. What was changed is found out by each.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packOf } from '../../src/domain/policy/packs.ts'
import { ExportAnswer } from '../../src/protocol/exported.ts'
import { browserFlags, browserPath } from '../browser.ts'
import { everyAnswer } from '../sync/every-answer.ts'
import { type House, openHouse } from '../sync/house.ts'
import { certified, lockedWithKeys } from '../sync/signing.ts'
import { Person, TABLET } from './person.ts'

const DIST = path.resolve(import.meta.dirname, '../../dist')
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-verify-'))
let house: House
let browser: Browser
let key: string
const files = { whole: path.join(folder, 'whole.json'), redacted: path.join(folder, 'redacted.json'), changed: path.join(folder, 'changed.json'), none: path.join(folder, 'none.json') }

beforeAll(async () => {
  house = await openHouse({ app: DIST })
  const [dana, sam] = [await house.signIn('dana'), await house.signIn('sam')]
  const form = packOf('sefton')!.forms.find(({ id }) => id === 'welfare-supervision')!
  const id = await lockedWithKeys([dana, await certified(house, 'dana')], [sam, await certified(house, 'sam')], everyAnswer(form))
  const saved = async (withhold: unknown): Promise<string> => ExportAnswer.parse((await sam.request('POST', `/api/records/${id}/export`, { withhold })).body).text
  const whole = await saved([])
  writeFileSync(files.whole, whole)
  writeFileSync(files.redacted, await saved('personal'))
  writeFileSync(files.changed, whole.replace('canary-A-feeling', 'canary-A-falling'))
  writeFileSync(files.none, '<script>globalThis.ran = true</script>')
  key = house.server.ports.keys.published.certify[0]!.kid
  browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags })
})
afterAll(async () => {
  await browser.close()
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

const chooses = async (page: Page, file: string): Promise<void> => {
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('heading', { level: 2 }).waitFor()
}
const title = (page: Page): Promise<string> => page.getByRole('heading', { level: 2 }).innerText()
const HOLDS = 'This record is as it was signed'
const FAILS = 'This file is not to be believed'

/** What the page says of each of the files, whoever gave the page. */
const checksAll = async (page: Page): Promise<void> => {
  await chooses(page, files.whole)
  expect(await title(page)).toBe(HOLDS)
  const text = await page.locator('main').innerText()
  expect(text).toContain('canary-A-feeling')
  expect(text).toContain(`Sealed under the key ${key}`)
  expect(text).toContain('compare the key’s fingerprint')
  await page.reload()
  await chooses(page, files.redacted)
  expect(await title(page)).toBe(HOLDS)
  const redacted = await page.locator('main').innerText()
  expect(redacted).not.toContain('canary-A-')
  expect(redacted).toContain('How am I feeling?: withheld in this copy')
  await page.reload()
  await chooses(page, files.changed)
  expect(await title(page)).toBe(FAILS)
  expect(await page.locator('main').innerText()).toContain('Fault: the service’s seal is not over what it says')
  expect(await page.locator('main').innerText()).not.toContain('canary')
  await page.reload()
  await chooses(page, files.none)
  expect(await title(page)).toBe(FAILS)
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
}

describe('G6: a saved record is checked', () => {
  it('on the page that opens from the disk, with no connection at all, and asks nobody anything', async () => {
    const context = await browser.newContext({ offline: true })
    const page = await context.newPage()
    const complaints: string[] = []
    const asked: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => asked.push(request.url()))
    const address = pathToFileURL(path.join(DIST, 'verify.html')).href
    await page.goto(address)
    await checksAll(page)
    // The expected key: right, and another's.
    await page.getByLabel(/Fingerprint/).fill(key)
    await chooses(page, files.whole)
    await expect.poll(() => title(page)).toBe(HOLDS)
    expect(await page.locator('main').innerText()).not.toContain('compare the key’s fingerprint')
    await page.getByLabel(/Fingerprint/).fill('A'.repeat(43))
    await page.getByLabel(/Fingerprint/).blur()
    await expect.poll(() => title(page)).toBe(FAILS)
    expect(await page.locator('main').innerText()).toContain('another key than the one you expect')
    expect([...new Set(asked)]).toEqual([address])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('the page lets nothing in or out: no script but its own, nothing asked of anybody', async () => {
    const page = await browser.newPage()
    const blocked: string[] = []
    await page.exposeFunction('blockedHere', (what: string) => blocked.push(what))
    await page.goto(pathToFileURL(path.join(DIST, 'verify.html')).href)
    await page.evaluate(async () => {
      document.addEventListener('securitypolicyviolation', (event) => (globalThis as unknown as { blockedHere: (what: string) => void }).blockedHere(event.effectiveDirective))
      const script = document.createElement('script')
      try {
        script.textContent = 'globalThis.ran = true'
      } catch {
        // Trusted Types: no text becomes script.
      }
      document.body.append(script)
      await fetch('http://127.0.0.1:9/').catch(() => undefined)
      const image = document.createElement('img')
      image.src = 'http://127.0.0.1:9/x.png'
      document.body.append(image)
    })
    await expect.poll(() => [...new Set(blocked)].sort()).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'require-trusted-types-for']))
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    await page.close()
  })

  it('on the same page as the service gives it, under a policy of its own, with and without a connection', async () => {
    const somebody = new Person(house.address, TABLET)
    await somebody.opens('/verify.html')
    const { page } = somebody
    await page.getByRole('heading', { level: 1, name: 'Check a signed record' }).waitFor()
    await somebody.findsNothingWrong('the page that checks saved records')
    await checksAll(page)
    await chooses(page, files.whole)
    await somebody.findsNothingWrong('a record that was checked')
    await somebody.picture('test-output/verify-1-holds.png')
    const { headers } = await fetch(`${house.address}/verify.html`)
    const policy = headers.get('content-security-policy')!
    const said = /content-security-policy" content="([^"]+)"/.exec(readFileSync(path.join(DIST, 'verify.html'), 'utf8'))![1]!
    // The file and the service name the same script and looks.
    for (const directive of said.split('; ')) expect(policy.split('; ')).toContain(directive)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    await somebody.leaves()
  })

  it('by the command, which ends with 0 only where it holds', async () => {
    const run = async (...words: string[]): Promise<readonly [number, string]> => {
      const done = await promisify(execFile)(process.execPath, ['sync/commands/verify.ts', ...words]).catch((error: { code: number; stdout: string; stderr: string }) => error)
      return ['code' in done ? done.code : 0, done.stdout + done.stderr]
    }
    const [holds, text] = await run(files.whole, '--key', key)
    expect([holds, text.split('\n')[0]]).toEqual([0, HOLDS])
    expect(text).toContain('How am I feeling?: canary-A-feeling')
    expect((await run(files.redacted))[0]).toBe(0)
    const [fails, why] = await run(files.changed)
    expect([fails, why.includes('seal is not over what it says'), why.includes('canary')]).toEqual([1, true, false])
    expect((await run(files.whole, '--key', 'A'.repeat(43)))[0]).toBe(1)
    // One that begins with a dash is a fingerprint all the same; an option that there is none of is not.
    expect((await run(files.whole, '--key', `-${'A'.repeat(42)}`))[0]).toBe(1)
    expect((await run(files.whole, '--keys', key))[0]).toBe(2)
    expect((await run(files.whole, '--key'))[0]).toBe(2)
    expect((await run(files.none))[0]).toBe(1)
    expect((await run())[0]).toBe(2)
    expect((await run(path.join(folder, 'not-there.json')))[0]).toBe(2)
  })
})
