/**
 * Two people, one tablet: A locks with no connection, B unlocks, the network returns. Nothing is asked as A, and none of B's
 * acts becomes A's, though the browser's cookie is still A's (A3, security.md section 1). What A left is delivered by B, who
 * can't read it, and is A's (P9).
 */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeviceId, RecordId, ActId } from '../../src/domain/ids.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type Elsewhere, elsewhere } from './elsewhere.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { asSomeoneElse, givesUp, lineOf, sendsEverything, signsIn, startsSessionWith, unlocks } from './steps.ts'
import { type Asked } from './watch.ts'

let service: Service
let tablet: Person
let dana: Elsewhere
let sam: Elsewhere

const OF_DANA = 'Dana wrote this on the bus, with no connection.'
const OF_SAM = 'Sam wrote this on the same tablet, a minute later.'

/** The cookie this browser would send. */
const cookie = async (): Promise<string> => {
  const [only, ...others] = await tablet.page.context().cookies()
  if (!only || others.length > 0) throw new Error('the app has one cookie')
  return `${only.name}=${only.value}`
}
let cookieOfDana: string

/** The requests to the service since then, by the cookie that went with them and the person they were for. */
let since = 0
const asked = (): readonly Asked[] => tablet.asked.slice(since).filter(({ url }) => new URL(url).pathname.startsWith('/api/'))
const isAs = (person: Elsewhere) => ({ headers }: Asked): boolean => headers['x-principal'] === person.person

const isSaved = (): Promise<void> => tablet.page.getByText('On this device').first().waitFor()

beforeAll(async () => {
  service = await startService()
  tablet = new Person(service.url, TABLET)
  dana = await elsewhere(service.url, 'dana')
  sam = await elsewhere(service.url, 'sam')
})
stepsGoInOrder(() => ({ tablet }))
afterAll(async () => {
  await tablet.leaves()
  await service.remove()
})

describe('two people, one tablet', () => {
  let record: string

  it('both have worked on it; the last to sign in was Dana', async () => {
    await tablet.opens('/')
    await signsIn(tablet, 'sam')
    await givesUp(tablet)
    await asSomeoneElse(tablet)
    await signsIn(tablet, 'dana')
    cookieOfDana = await cookie()
    expect(asked().some(isAs(sam))).toBe(true)
    expect(asked().some(isAs(dana))).toBe(true)
  })

  it('A3: the service refuses by itself whatever a page sends for Sam with Dana’s cookie, and stores none of it', async () => {
    const act = sealAct({
      actId: ActId.parse(v7()),
      recordId: RecordId.parse(v7()),
      kind: 'session',
      type: 'fields.edit',
      patch: { 'topic.3': { value: { state: 'note', note: OF_SAM }, from: null } },
      deviceId: DeviceId.parse(v7()),
      deviceTime: new Date(performance.timeOrigin + performance.now()).toISOString() as Instant,
    })
    const answers = await tablet.page.evaluate(
      async ([body, person]) => {
        const headers = { 'content-type': 'application/json', ...(person === '' ? {} : { 'x-principal': person! }) }
        const answer = await fetch('/api/acts', { method: 'POST', headers, body: body! })
        const { error } = (await answer.json()) as { error: { code: string } }
        return [answer.status, error.code]
      },
      [JSON.stringify({ acts: [act] }), sam.person],
    )
    expect(answers).toEqual([409, 'principal-other'])
    expect(await dana.everything()).not.toContain(OF_SAM)
    expect(await sam.everything()).not.toContain(OF_SAM)
  })

  it('Dana writes with no connection, and locks', async () => {
    await tablet.setOffline(true)
    await startsSessionWith(tablet, 'Sam')
    record = new URL(tablet.page.url()).pathname.split('/')[2] ?? ''
    await tablet.tapsOn(tablet.page.getByRole('link', { name: /The eleven topics/ }).first())
    const note = tablet.page.locator('[data-field="topic.2"]').getByRole('textbox')
    await note.fill(OF_DANA)
    await note.blur()
    await isSaved()
    await givesUp(tablet)
    await lineOf(tablet.page, 'Dana').getByText(/^[1-9]\d* items? waiting to send/).waitFor()
  })

  it('Sam unlocks with no connection, and writes', async () => {
    since = tablet.asked.length
    await unlocks(tablet, 'Sam')
    // Dana's page is no page of Sam's.
    await tablet.seesHeading('Today')
    await tablet.tapsButton('Prepare')
    await tablet.writes('How am I managing my work?', OF_SAM)
    await tablet.page.getByLabel('How am I managing my work?').first().blur()
    await isSaved()
    expect(await cookie()).toBe(cookieOfDana)
    for (const person of [dana, sam]) {
      const there = await person.everything()
      expect([there.includes(OF_DANA), there.includes(OF_SAM)]).toEqual([false, false])
    }
  })

  it('A3: the network returns: 0 requests as Dana, and none with her cookie is answered but "somebody else" or "nobody"', async () => {
    await tablet.setOffline(false)
    await sendsEverything(tablet)
    const all = asked()
    expect(all.length).toBeGreaterThan(0)
    expect(all.filter(isAs(dana))).toEqual([])
    const withHers = all.filter(({ headers, answer }) => answer !== null && headers['cookie']?.includes(cookieOfDana))
    // The browser did send her cookie: only the name of the person expected keeps the two apart.
    const forSam = withHers.filter(isAs(sam))
    // Somebody else's; nobody's, where Sam's own sign-in, which ends hers, came before the answer.
    expect(forSam[0]?.answer?.status).toBe(409)
    expect([401, 409]).toEqual(expect.arrayContaining(forSam.map(({ answer }) => answer?.status)))
    // What names nobody is how Sam's own key signs in, with nothing typed (A1).
    const forNobody = withHers.filter((one) => !isAs(sam)(one)).map(({ url }) => new URL(url).pathname)
    expect([...new Set(forNobody)].toSorted()).toEqual(['/api/sign-in/vault', '/api/vaults/challenge'])
    expect(await cookie()).not.toBe(cookieOfDana)
  })

  it('P9: Sam’s words have arrived as Sam’s, and Dana’s, delivered by Sam’s sign-in, as Dana’s', async () => {
    await expect.poll(() => dana.everything()).toContain(OF_DANA)
    const { acts } = HistoryAnswer.parse(await dana.ask('GET', `/api/records/${record}/acts`))
    const by = (words: string) => acts.filter(({ act }) => JSON.stringify(act).includes(words)).map(({ actor }) => actor)
    expect(by(OF_DANA)).toEqual([dana.person])
    expect(by(OF_SAM).every((actor) => actor === sam.person)).toBe(true)
    expect(await sam.everything()).toContain(OF_SAM)
    const delivered = asked().filter(({ url }) => url.endsWith('/api/deposits'))
    expect(delivered.length).toBeGreaterThan(0)
    expect(delivered.every(isAs(sam))).toBe(true)
    await givesUp(tablet)
    await lineOf(tablet.page, 'Dana').getByText('Nothing waiting to send').waitFor()
  })

  it('Dana unlocks: all is sent, once', async () => {
    await unlocks(tablet, 'Dana')
    await sendsEverything(tablet)
    const { acts } = HistoryAnswer.parse(await dana.ask('GET', `/api/records/${record}/acts`))
    expect(acts.filter(({ act }) => JSON.stringify(act).includes(OF_DANA)).map(({ actor }) => actor)).toEqual([dana.person])
    expect(await tablet.page.getByText(/waiting to send|There is a problem/).count()).toBe(0)
  })
})
