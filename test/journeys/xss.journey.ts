/**
 * A corpus of texts that run as script wherever they are taken for markup, in every field of everything (A6): through the
 * real server, then on every page, for everybody who may open it. Nothing runs; each text is there to be read.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { DEEDS } from '../../src/domain/records/acts.ts'
import { type House, openHouse } from '../sync/house.ts'
import { Person, TABLET } from './person.ts'
import { signsIn } from './steps.ts'
import { openSite } from './unguarded-site.ts'
import { needBeRead } from './xss/answers.ts'
import { CORPUS, type Ink, inkOf, MARK } from './xss/corpus.ts'
import { everyAddress } from './xss/every-page.ts'
import { freeTexts, textsIn } from './xss/free-text.ts'
import { goesTo, type Look, looksAt, notices } from './xss/look.ts'
import { type PoisonedHouse, poisonHouse } from './xss/poisoned-house.ts'

const dist = path.resolve(import.meta.dirname, '..', '..', 'dist')

let house: House
let ink: Ink
let poisoned: PoisonedHouse
const people = new Map<string, Person>()
const dialogs: string[] = []
/** The marks of what somebody could read, whole, as text on a page. */
const read = new Set<string>()

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

beforeAll(async () => {
  const now = performance.timeOrigin + performance.now()
  house = await openHouse({ app: dist, administrator: 'olu', now: new Date(now).toISOString() })
  ink = inkOf(CORPUS)
  poisoned = await poisonHouse(house, ink, now)
})
afterAll(async () => {
  for (const person of people.values()) await person.leaves()
  await house.close()
})

/** Somebody at a device of their own, signed in. */
const arrives = async (key: string): Promise<Person> => {
  const person = new Person(house.address, TABLET)
  people.set(key, person)
  await person.opens('/')
  await notices(person.page, dialogs)
  await person.reloads()
  await signsIn(person, key, `pw-${key}`)
  return person
}

/** What is wrong with a page as it is; what can be read on it is noted. */
const faultsOn = (at: string, { text, wrong, ran, heading }: Look): readonly string[] => {
  const page = flat(text)
  for (const mark of new Set(page.match(MARK))) {
    if (!read.has(mark) && page.includes(flat(ink.written.get(mark)?.text ?? '\0'))) read.add(mark)
  }
  const broken = heading.startsWith('Sorry, something went wrong') ? [`${at}: the page is broken`] : []
  return [...wrong.map((what) => `${at}: ${what}`), ...ran.map((id) => `${at}: ran ${CORPUS[id]}`), ...broken]
}

describe('the corpus', () => {
  it('is of sixty texts and more, each its own', () => {
    expect(new Set(CORPUS).size).toBe(CORPUS.length)
    expect(CORPUS.length).toBeGreaterThanOrEqual(60)
  })

  it('stands in every text that a deed can carry', () => {
    // Names of policies, forms and groups that are there; words that are checked to be one of them.
    const checked = /^(?:.* (?:pins\.(?:pack|form)|pack|group)|setting\.\w+ settings\.\*)$/
    const carried = new Set(
      poisoned.acts.flatMap(({ type, payload }) => textsIn(payload ?? null).filter(({ text }) => /§[0-9a-z]+;/.test(text)).map(({ at }) => `${type} ${at}`)),
    )
    const wanted = Object.entries(DEEDS).flatMap(([type, schema]) => freeTexts(schema).map((at) => `${type} ${at}`))
    const lacking = wanted.filter((where) => {
      const pattern = new RegExp(`^${where.replaceAll('.', '\\.').replaceAll('*', '.+')}(?:\\..+)?$`)
      return !checked.test(where) && ![...carried].some((at) => pattern.test(at))
    })
    expect(lacking).toEqual([])
    expect(wanted.length).toBeGreaterThan(30)
  })
})

describe.each([
  ['who supervises', 'dana', 5],
  ['who is supervised', 'sam', 2],
  ['who manages', 'priya', 1],
  ['who administers', 'olu', 1],
  ['who is asked to settle a disagreement', 'kofi', 1],
] as const)('every page, for %s', (_, key, settings) => {
  it('A6: nothing runs, and nothing is on the page that the app did not put there', async () => {
    const { page } = await arrives(key)
    const faults: string[] = []
    const addresses = everyAddress({ settings: poisoned.settings.slice(0, settings) })
    for (const address of addresses) {
      await goesTo(page, address)
      faults.push(...faultsOn(address, await looksAt(page)))
    }
    console.log(`${addresses.length} pages, ${faults.length} faults`)
    expect([faults, dialogs]).toEqual([[], []])
  }, 300_000)
})

describe('what was written', () => {
  it('is there to be read as text, word for word: each text of the corpus, and each place that has one', () => {
    const places = new Map<string, boolean>()
    for (const [mark, { where }] of ink.written) places.set(where, read.has(mark) || places.get(where) === true)
    // Whatever its policy calls a thing is not on every page; nobody is shown anybody's number.
    const never = [...places].filter(([where, seen]) => !seen && needBeRead(where) && !where.startsWith('pack')).map(([where]) => where)
    console.log(`${CORPUS.length} texts, written ${ink.written.size} times in ${places.size} places by ${poisoned.acts.length} acts; ${read.size} read as text`)
    expect(never.toSorted()).toEqual(['known as', 'staff number'])
    const texts = [...ink.written].filter(([mark]) => read.has(mark)).map(([, { text }]) => text)
    expect(CORPUS.filter((shape) => !texts.some((text) => text.startsWith(`${shape} `)))).toEqual([])
  })
})

describe('where files come in and go out', () => {
  const faults = async (key: string): Promise<readonly string[]> => {
    const { page } = people.get(key)!
    return faultsOn(new URL(page.url()).pathname, await looksAt(page))
  }

  it('A6: a roster with the corpus in its cells is checked as text', async () => {
    const priya = people.get('priya')!
    await goesTo(priya.page, '/shifts')
    const rows = CORPUS.map((shape, index) => `"${shape.replaceAll('"', '""')}","${(CORPUS[CORPUS.length - 1 - index] ?? '').replaceAll('"', '""')}",2026-01-0${(index % 9) + 1} 07:00,15:00,worked`)
    await priya.page.getByLabel('Choose a roster file').setInputFiles({ name: `${CORPUS[18]}.csv`, mimeType: 'text/csv', buffer: Buffer.from(['person,home,start,end,status', ...rows].join('\n')) })
    await priya.seesHeading('Check before you bring it in')
    expect(await faults('priya')).toEqual([])
    const shown = flat(await priya.page.locator('main').innerText())
    expect(CORPUS.filter((shape) => shape.startsWith('<img') && shown.includes(flat(shape))).length).toBeGreaterThan(2)
  })

  it('A6: a policy of one’s own with the corpus in every sentence is read, refused with its faults, and handed out again whole', async () => {
    const olu = people.get('olu')!
    const [first] = poisoned.settings
    await goesTo(olu.page, '/policies/own')
    const chooses = async (pack: Json): Promise<void> =>
      olu.page.getByLabel('Choose a policy file (JSON)').setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pack)) })
    await chooses({ ...(first?.pack as unknown as Record<string, Json>), id: CORPUS[18] ?? '', [CORPUS[0] ?? '']: CORPUS[1] ?? '', version: CORPUS[2] ?? '' })
    await olu.sees(/things? to put right/)
    expect(await faults('olu')).toEqual([])
    await chooses({ ...(first?.pack as unknown as Record<string, Json>), version: 2 })
    await olu.sees('This file can be used.')
    expect(await faults('olu')).toEqual([])
    await goesTo(olu.page, '/policies')
    const row = olu.page.getByRole('listitem').filter({ has: olu.page.locator(`a[href$="/${first?.pack.id}@1"]`) })
    const [download] = await Promise.all([olu.page.waitForEvent('download'), row.getByRole('button', { name: /Download/ }).click()])
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual(first?.pack)
    expect(download.suggestedFilename()).toMatch(/^[\w.@-]+\.json$/)
  })

  it('A6: a calendar has dates and a word of ours, and no line that is not the calendar’s own', async () => {
    const sam = people.get('sam')!
    await goesTo(sam.page, '/calendar')
    const [download] = await Promise.all([sam.page.waitForEvent('download'), sam.page.getByRole('button', { name: /Download the file/ }).click()])
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n')
    expect(lines.filter((line) => /[<>§]|ATTENDEE|stranger|__ran/.test(line) || !/^(?:[A-Z-]+[;:]|[ \t]|$)/.test(line))).toEqual([])
    expect(lines.length).toBeGreaterThan(5)
  })
})

describe('these tests can fail', () => {
  it('where nothing guards, the corpus runs', async () => {
    const files = CORPUS.map((shape, index) => [`/${index}`, { body: `<!doctype html><meta charset=utf-8><script>__ran = (id) => parent.did.add(id)</script><p>${shape}` }] as const)
    const frames = CORPUS.map((_, index) => `<iframe src="/${index}"></iframe>`).join('')
    const site = await openSite({ ...Object.fromEntries(files), '/': { body: `<!doctype html><script>did = new Set()</script>${frames}` } })
    const somebody = new Person(site.url, TABLET)
    await somebody.opens('/')
    const did = (): Promise<number> => somebody.page.evaluate(() => (globalThis as unknown as { did: Set<number> }).did.size)
    await expect.poll(did, { timeout: 15_000 }).toBeGreaterThan(25)
    console.log(`${await did()} of ${CORPUS.length} texts run where nothing guards`)
    somebody.excuses()
    await somebody.leaves()
    await site.close()
  })

  it('whatever gets onto a page, or runs, is seen', async () => {
    const { page } = people.get('kofi')!
    await goesTo(page, '/account')
    expect((await looksAt(page)).wrong).toEqual([])
    await page.evaluate(() => {
      for (const tag of ['iframe', 'x-y', 'bdo']) document.body.append(document.createElement(tag))
      const link = document.createElement('a')
      link.setAttribute('href', 'javascript:1')
      link.id = 'clobbered'
      const form = document.createElement('form')
      form.setAttribute('action', 'https://stranger.invalid/')
      document.body.append(link, form)
      globalThis.__ran(3)
    })
    const { wrong, ran } = await looksAt(page)
    expect(wrong.map((what) => what.split(':', 1)[0])).toEqual(['an element', 'an element', 'an element', 'the address javascript', 'the name clobbered', 'the address https'])
    expect(ran).toEqual([3])
  })
})
