/**
 * The end of a file (J14, W4): its time is over, one person proposes, another agrees, and it is gone from both their devices.
 * And a worker's own copy (W5): asked for with one click, looked through by somebody else, downloaded.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '../axe-in-browser.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { signsIn } from './steps.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'countersign-copy-'))
let service: Service
let dana: Person
let morgan: Person
let hazel: Person
let sam: Person

stepsGoInOrder(() => ({ dana, morgan, hazel, sam }))

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  morgan = new Person(service.url, TABLET)
  hazel = new Person(service.url, PHONE)
  sam = new Person(service.url, PHONE)
})
afterAll(async () => {
  await Promise.all([dana.leaves(), morgan.leaves(), hazel.leaves(), sam.leaves()])
  await service.remove()
  rmSync(folder, { recursive: true, force: true })
})

const pictures = process.env['COUNTERSIGN_PICTURES']
const picture = async (person: Person, name: string): Promise<void> => {
  if (pictures) await person.page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

/** To a page by the app's own links, so that nothing is locked on the way. */
const opensAccount = async (person: Person): Promise<void> => {
  await person.tapsOn(person.page.getByRole('link', { name: 'Account', exact: true }).first())
  await person.seesHeading('Copy of my records')
}

/** Marion's file, by the list of people who have left, on this device. */
const seesMarion = (person: Person) => person.page.getByRole('link', { name: /Marion/ })

const opensLeft = async (person: Person): Promise<void> => {
  await person.tapsOn(person.page.getByRole('link', { name: 'People', exact: true }).first())
  await person.seesHeading('People')
  await person.tapsButton(/People who have left/)
}

describe('the end of a file', () => {
  it('a leaver’s file is on the device of who manages the home, and of who supervised them', async () => {
    for (const [person, name] of [[dana, 'dana'], [morgan, 'morgan']] as const) {
      await person.opens('/')
      await signsIn(person, name)
      await opensLeft(person)
      await expect.poll(() => seesMarion(person).count()).toBeGreaterThan(0)
    }
  })

  it('Dana sees that its time is over, and why, and proposes to erase it', async () => {
    await opensAccount(dana)
    await dana.tapsLink('Open files to dispose of')
    await dana.seesHeading('Marion Teague')
    await dana.sees('7 years after leaving (SEF-10)')
    await dana.findsNothingWrong('files to dispose of')
    await picture(dana, 'disposals-tablet')
    await dana.tapsOn(dana.page.getByRole('button', { name: /Decide what becomes of it Marion/ }))
    await dana.chooses('Erase it for good')
    await dana.chooses('Erase their name and sign-in too')
    await dana.writes('Why?', 'Seven years are over, and nothing is open.')
    await dana.findsNothingWrong('proposing')
    await picture(dana, 'propose-tablet')
    await dana.tapsButton('Propose this')
    await dana.sees('You proposed this. Another person has to agree.')
    expect(await dana.page.getByRole('button', { name: /^Agree/ }).count()).toBe(0)
  })

  it('Hazel reads what goes and what stays, and agrees', async () => {
    await hazel.opens('/')
    await signsIn(hazel, 'hazel')
    await opensAccount(hazel)
    await hazel.tapsLink('Open files to dispose of')
    await hazel.sees('Seven years are over, and nothing is open.')
    await hazel.findsNothingWrong('a proposal on a phone')
    await picture(hazel, 'proposal-phone')
    await hazel.tapsOn(hazel.page.getByRole('button', { name: /^Agree/ }))
    await hazel.sees('What goes')
    await hazel.findsNothingWrong('before agreeing')
    if (pictures) await hazel.picture(`${pictures}/agree-phone.png`)
    await hazel.tapsButton('Erase it for good')
    await hazel.sees('Erased. The file is gone for good.')
    await hazel.sees(/Proposed by Dana Whitlock, agreed by Hazel Munro/)
    await picture(hazel, 'erased-phone')
  })

  it('the file is gone from both devices, and Gareth’s, whose time is not over, is not', async () => {
    for (const person of [dana, morgan]) {
      await person.comesBack()
      await opensAccount(person)
      await opensLeft(person)
      await expect.poll(() => seesMarion(person).count()).toBe(0)
      await person.page.getByRole('link', { name: /Gareth/ }).first().waitFor()
    }
  })
})

describe('a worker’s own copy', () => {
  it('Sam asks for it with one click', async () => {
    await sam.opens('/')
    await signsIn(sam, 'sam')
    await opensAccount(sam)
    sam.countTaps()
    await sam.tapsButton('Get a copy of my records')
    expect(sam.taps).toBe(1)
    await sam.sees(/You asked on/)
    await sam.findsNothingWrong('asked for a copy')
    await picture(sam, 'copy-asked-phone')
  })

  it('Dana, who supervises Sam, does not look through it; Hazel does', async () => {
    await opensAccount(dana)
    await dana.tapsLink('Open copies to look through')
    await dana.sees('You supervise them. Someone else looks through it.')
    await opensAccount(hazel)
    await hazel.tapsLink('Open copies to look through')
    await hazel.tapsLink('Sam Oyelaran')
    await hazel.seesHeading('Look through Sam Oyelaran’s copy')
    await hazel.findsNothingWrong('looking through a copy')
    await picture(hazel, 'review-phone')
    const other = hazel.page.locator('summary', { hasText: /other texts?/ }).last()
    await hazel.tapsOn(other)
    await hazel.chooses('I have read every text')
    await hazel.tapsButton('Let Sam Oyelaran have it')
    await hazel.sees('Sam Oyelaran can download it now.')
  })

  it('Sam downloads one file that opens by itself and holds their own records', async () => {
    await sam.tapsOn(sam.page.getByRole('link', { name: 'Today', exact: true }).first())
    await opensAccount(sam)
    await sam.sees(/Your copy is ready/)
    await picture(sam, 'copy-ready-phone')
    const [download] = await Promise.all([sam.page.waitForEvent('download'), sam.tapsButton('Download my copy')])
    const file = await download.path()
    const html = readFileSync(file, 'utf8')
    expect(html).toContain('Copy of the records of Sam Oyelaran')
    expect(html).toContain('Looked through by Hazel Munro')
    const data = JSON.parse(/<script type="application\/json" id="copy">(.*?)<\/script>/s.exec(html)![1]!) as { records: { kind: string }[]; person: { name: string } }
    expect(data.person.name).toBe('Sam Oyelaran')
    expect(data.records.filter(({ kind }) => kind === 'session').length).toBeGreaterThan(1)
    await sam.sees(/in your downloads/)

    // It opens from the disk, with no service and nothing of anybody's.
    const place = path.join(folder, 'copy.html')
    writeFileSync(place, html)
    const tab = await sam.page.context().newPage()
    const said: string[] = []
    tab.on('console', (message) => said.push(message.text()))
    tab.on('request', (request) => {
      if (!request.url().startsWith('file:')) said.push(request.url())
    })
    await tab.goto(pathToFileURL(place).href)
    await tab.getByRole('heading', { name: 'Copy of the records of Sam Oyelaran', level: 1 }).waitFor()
    await tab.getByRole('heading', { name: 'Who has seen or handled your records' }).waitFor()
    expect(await axeFaults(tab)).toEqual([])
    expect(said).toEqual([])
    if (pictures) await tab.screenshot({ path: `${pictures}/copy-page.png` })
    await tab.close()
  })
})
