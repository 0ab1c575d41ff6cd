/**
 * J12: an inspector stands at the door. A manager makes a redacted pack of one home in at most six taps, reads what is left
 * out, hands it over on a screen that shows nothing else, as a file that opens without us, and by a link; the workers see it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personOf, STAFF } from '../../sync/services/demonstration/people.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { signsIn, unlocks, unlocksTab } from './steps.ts'

let service: Service
let dana: Person
let inspector: Person
let started = 0
let file = ''
let link = ''

const PACK = /Supervision at Larkfield House/
/** Every name in the home, in part and whole. */
const NAMES = new RegExp(String.raw`\b(${[...new Set(STAFF.flatMap(({ name }) => name.split(' ')))].join('|')})\b`, 'u')

stepsGoInOrder(() => ({ dana, inspector }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  inspector = new Person(service.url, PHONE)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), inspector.leaves()])
  await service.remove()
})

const textOf = (person: Person): Promise<string> => person.page.locator('body').innerText()
const auditOf = (what: string): readonly { subject: string; actor: string; details: Record<string, unknown> }[] => {
  const database = new DatabaseSync(path.join(service.data, 'countersign.db'), { readOnly: true })
  const rows = database.prepare('select subject, actor, details from audit where what = ? order by n').all(what)
  database.close()
  return rows.map(({ subject, actor, details }) => ({ subject: String(subject), actor: String(actor), details: JSON.parse(String(details)) as Record<string, unknown> }))
}
/** Opens every record that is shown. */
const opensAll = async (person: Person): Promise<void> => {
  for (const summary of await person.page.locator('summary').all()) await summary.click()
}

describe('J12: an inspector arrives unannounced', () => {
  it('Dana makes a pack and has it on the screen in at most six taps', async () => {
    await dana.opens('/')
    await signsIn(dana, 'dana')
    dana.countTaps()
    started = performance.now()
    await dana.tapsLink('People')
    await dana.tapsLink('For an inspector')
    await dana.seesHeading('For an inspector')
    await dana.findsNothingWrong('making a pack')
    await dana.picture('test-output/inspection-1-make.png')
    started = performance.now()
    await dana.writes('Inspector’s name', 'Ingrid Vale')
    await dana.writes('Who the inspector works for', 'Ofsted')
    await dana.tapsButton('Make the pack')
    await dana.seesHeading('Check the pack and hand it over')
    const made = performance.now() - started
    await dana.picture('test-output/inspection-2-review.png')
    await dana.findsNothingWrong('checking a pack')
    await dana.sees('What is left out, and why')
    await dana.sees(/personal answers: the pack says whether something was written/)
    await dana.sees('SEF-6.1: Inspectors and auditors see that personal matters were talked about, and not what was said. It is more than they need.')
    await dana.page.locator('summary').filter({ hasText: 'Personal Reflective' }).first().click()
    await dana.sees(/It is left out because it is personal \(SEF-6.1\)/)
    await dana.picture('test-output/inspection-3-left-out.png')
    await dana.tapsButton('Show on this screen')
    await dana.seesHeading(PACK)
    expect(dana.taps).toBeLessThanOrEqual(6)
    console.log(`     J12: ${dana.taps} taps; ${(made / 1000).toFixed(1)} s from the first letter typed to the pack made`)
  })

  it('the screen shows the pack and nothing else, and no way leads from it but to a locked device', async () => {
    await dana.findsNothingWrong('a pack on the screen')
    await dana.picture('test-output/inspection-4-screen.png')
    expect(await dana.page.getByRole('link').evaluateAll((links) => links.map((each) => each.getAttribute('href')))).toEqual(['#main'])
    await opensAll(dana)
    await dana.picture('test-output/inspection-5-screen-open.png')
    expect(NAMES.exec(await textOf(dana))?.[0]).toBeUndefined()

    // The keyboard: round the whole page once, and only what belongs to the pack is ever reached.
    const reached = new Set<string>()
    for (let press = 0; press < 60; press += 1) {
      await dana.page.keyboard.press('Tab')
      reached.add(await dana.page.evaluate(() => document.activeElement?.closest('main, .govuk-skip-link, body')?.tagName ?? 'none'))
    }
    expect([...reached].filter((each) => !['MAIN', 'A', 'BODY'].includes(each))).toEqual([])

    // Back.
    await dana.page.goBack().catch(() => null)
    expect(await dana.page.getByRole('navigation').count()).toBe(0)
    expect(await dana.page.getByText(/Larkfield House|Unlock|Hello/).count()).toBeGreaterThan(0)
    // An address of the app, and one of the service.
    await dana.page.goto(`${service.url}/people`)
    await dana.seesHeading('Hello, Dana')
    expect(NAMES.exec((await textOf(dana)).replaceAll('Dana', ''))?.[0]).toBeUndefined()
    const statuses = await dana.page.evaluate(() => Promise.all(['/api/me', '/api/inspections', '/api/quarantine'].map(async (url) => (await fetch(url)).status)))
    expect(statuses).toEqual([401, 401, 401])
  })

  it('leaving the pack gives the device back locked; another tab of it is locked too', async () => {
    await unlocks(dana, 'Dana')
    const other = await dana.newTab('/account')
    await unlocksTab(other, 'Dana', dana.noted('Dana'))
    await other.getByRole('heading', { name: 'Account', level: 1 }).waitFor()
    await dana.page.bringToFront()
    await dana.tapsLink('For an inspector')
    await dana.tapsLink(/Ingrid Vale, Ofsted/)
    await dana.tapsButton('Show on this screen')
    await dana.seesHeading(PACK)
    await other.getByRole('heading', { name: 'Hello, Dana' }).waitFor()
    await other.close()
    await dana.tapsButton('Finish and give the device back')
    await dana.seesHeading('Hello, Dana')
    await dana.findsNothingWrong('the door after a pack')
  })

  it('the file opens from a disk with the service stopped and the network off, and asks nobody for anything', async () => {
    await unlocks(dana, 'Dana')
    await dana.seesHeading('Check the pack and hand it over')
    const [download] = await Promise.all([dana.page.waitForEvent('download'), dana.tapsButton('Download as a file')])
    expect(download.suggestedFilename()).toMatch(/^supervision-pack-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.html$/)
    const html = readFileSync(await download.path(), 'utf8')
    file = path.resolve('test-output/inspection-pack.html')
    writeFileSync(file, html)
    console.log(`     the file: ${(html.length / 1000).toFixed(0)} KB`)
    expect(html).not.toMatch(/<script|<img|<link|https?:\/\/|url\(/)
    await dana.sees('The file is in your downloads.')

    await service.stop()
    await inspector.opens('/').catch(() => undefined)
    await inspector.setOffline(true)
    await inspector.page.goto(`file://${file}`)
    await inspector.seesHeading(PACK)
    await inspector.picture('test-output/inspection-6-file.png')
    expect(NAMES.exec(await textOf(inspector))?.[0]).toBeUndefined()
    // All is unfolded, so that it prints: what is looked at here is the frame, a person and a few records.
    await inspector.page.evaluate(() => {
      const kept = new Set([...document.querySelectorAll('details:not([id])')].slice(0, 2).concat([...document.querySelectorAll('details[id]')].slice(0, 3)))
      for (const each of document.querySelectorAll('details')) each.open = kept.has(each)
    })
    await inspector.findsNothingWrong('the file')
    await inspector.page.getByRole('link', { name: 'What is left out, and why' }).click()
    expect(new URL(inspector.page.url()).hash).toBe('#left-out')
    expect(inspector.strangers).toEqual([])
    await inspector.setOffline(false)
    await service.start()
  })

  it('the link opens the pack on the inspector’s own phone with no sign-in, until Dana ends it', async () => {
    await dana.tapsButton('Make a link for their own device')
    link = await dana.page.getByLabel('Link to the pack').inputValue()
    expect(link).toMatch(new RegExp(`^${service.url}/inspection#[\\w-]{43}$`))
    await dana.page.getByRole('img', { name: /square code/ }).scrollIntoViewIfNeeded()
    await dana.picture('test-output/inspection-7-link.png')
    await dana.findsNothingWrong('a link')

    await inspector.page.goto(link)
    await inspector.seesHeading(PACK)
    await inspector.findsNothingWrong('the pack on a phone')
    await inspector.picture('test-output/inspection-8-phone.png')
    await inspector.page.getByLabel('Whose', { exact: true }).selectOption({ label: 'Residential worker 1' })
    await inspector.page.getByLabel('What', { exact: true }).selectOption({ label: 'Supervision sessions' })
    await inspector.page.locator('summary').filter({ hasText: 'Personal Reflective' }).first().click()
    await inspector.sees('Something was written. What it says is left out.')
    await inspector.picture('test-output/inspection-9-phone-record.png')
    expect(NAMES.exec(await textOf(inspector))?.[0]).toBeUndefined()
    expect(await inspector.page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await indexedDB.databases()).length])).toEqual([0, 0])

    await dana.tapsLink('Back')
    await dana.page.getByRole('button', { name: /^End it now/ }).first().click()
    await dana.findsNothingWrong('ending a pack')
    await dana.tapsButton('Yes, end it')
    await dana.sees('The pack has ended.')
    await inspector.reloads()
    await inspector.seesHeading('This link doesn’t open anything now')
    await inspector.findsNothingWrong('a link that has ended')
    await inspector.picture('test-output/inspection-10-ended.png')
  })

  it('A8, W2: it is written down for Sam that a pack was made, each time it was opened and how, and that it ended', () => {
    const ofSam = (what: string) => auditOf(what).filter(({ subject }) => subject === personOf('sam'))
    expect(ofSam('inspection-made')).toHaveLength(1)
    expect(ofSam('inspection-made')[0]?.details).toMatchObject({ reader: 'inspector', name: 'Ingrid Vale', organisation: 'Ofsted', purpose: 'inspection' })
    expect(ofSam('inspection-made')[0]?.details['sections']).toContain('How am I managing my work? (Include case discussions where applicable – use only LCS number; no personal details)')
    expect(ofSam('inspection-opened').map(({ actor, details }) => [actor === personOf('dana') ? 'dana' : actor, details['how']])).toEqual(
      [['dana', 'review'], ['dana', 'screen'], ['dana', 'review'], ['dana', 'screen'], ['dana', 'review'], ['dana', 'file'], ['inspector', 'link']],
    )
    expect(ofSam('inspection-ended')).toHaveLength(1)
  })
})
