/**
 * J5: an agency worker with no account signs the record of their supervision on their own phone, by a link and a code told apart
 * from it, in at most sixty seconds and six taps. Afterwards the link is dead, the copy verifies without the service, and nothing
 * of it is left in the browser.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packOf } from '../../src/domain/policy/packs.ts'
import { verifyRecord } from '../../src/protocol/verify-record.ts'
import { codeOf, withoutAccount } from '../sync/account-house.ts'
import { applied } from '../sync/deeds.ts'
import { everyAnswer } from '../sync/every-answer.ts'
import { type Link, linkFor, looksAt, makeLink } from '../sync/guest.ts'
import { type Client, cookieOf, heldSession, type House, openHouse, signInAs } from '../sync/house.ts'
import { type CertifiedKey, certified, signWith } from '../sync/signing.ts'
import { stepsGoInOrder } from './in-order.ts'
import { Person, PHONE, TABLET } from './person.ts'

const DIST = path.resolve(import.meta.dirname, '../../dist')
const LONGEST_MS = 60_000
const MOST_TAPS = 6
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-guest-'))

let house: House
let dana: Client
let danas: CertifiedKey
let ade: Person
let record: string
let link: Link

/** A session with a word in every field, shared and signed by Dana. */
const waiting = async (worker: string): Promise<string> => {
  const form = packOf('sefton')!.forms.find(({ id }) => id === 'welfare-supervision')!
  const id = await heldSession(dana, worker, everyAnswer(form))
  applied(await dana.push(dana.share(id)))
  applied(await dana.push(await signWith(dana, danas, id, 'supervisor')))
  return id
}

stepsGoInOrder(() => ({ ade }))

beforeAll(async () => {
  house = await openHouse({ app: DIST })
  await withoutAccount(house, 'ade')
  dana = await house.signIn('dana')
  danas = await certified(house, 'dana')
  record = await waiting('ade')
  link = await linkFor(dana, record)
  ade = new Person(house.address, PHONE)
})
afterAll(async () => {
  await ade.leaves()
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('J5: an agency worker signs with no account', () => {
  let took = 0
  let copy = ''

  it('opens the link, gives the code, reads the one record and signs it: at most 60 s and 6 taps', async () => {
    const started = performance.now()
    await ade.opens(`/sign#${link.token}`)
    await ade.seesHeading('This link is for ade')
    expect(await ade.page.evaluate(() => window.location.hash)).toBe('')
    await ade.findsNothingWrong('the door of a link to sign')
    await ade.picture('test-output/guest-1-door.png')
    ade.countTaps()
    await ade.writes('Code', link.code)
    await ade.tapsButton('Open the record')
    await ade.seesHeading('Supervision session on Monday 1 June 2026')
    await ade.sees('canary-A-feeling')
    await ade.findsNothingWrong('a record behind a link')
    await ade.picture('test-output/guest-2-record.png')
    await ade.chooses('I agree')
    await ade.sees('I, ade Example, agree that this is an accurate record of the supervision held with dana Example on Monday 1 June 2026.')
    await ade.tapsButton('Sign this record')
    await ade.seesHeading('You have signed')
    took = performance.now() - started
    await ade.sees(/The record is locked/)
    await ade.findsNothingWrong('signed by a link')
    await ade.picture('test-output/guest-3-signed.png')
    const { locked, signatures } = await dana.session(record)
    expect([locked, signatures[1]?.sign.method, signatures[1]?.sign.answer]).toEqual([true, 'link', 'agree'])
  })

  it('saves the copy to keep, which verifies without the service', async () => {
    const download = ade.page.waitForEvent('download')
    await ade.tapsButton('Save my copy')
    const file = path.join(folder, 'copy.json')
    await (await download).saveAs(file)
    await ade.sees('Saved. Keep it where you keep your papers.')
    copy = readFileSync(file, 'utf8')
    const verified = await verifyRecord(readFileSync(file), house.server.ports.keys.published.certify[0]!.kid)
    // The house’s own clock is a morning in June: to it, a phone of today is ahead.
    const notes = verified.signatures.map((each) => each.notes.filter((note) => note !== 'clock-ahead'))
    expect([verified.ok, verified.notes, notes]).toEqual([true, [], [[], ['by-link']]])
    expect(ade.taps).toBeLessThanOrEqual(MOST_TAPS)
    expect(took).toBeLessThanOrEqual(LONGEST_MS)
    console.log(`     J5: ${ade.taps} taps, copy and all; ${(took / 1000).toFixed(1)} s from the link to signed`)
  })

  it('the link is dead: back, reload, another tab and another phone open nothing', async () => {
    expect(codeOf(await looksAt(house, link.token))).toBe('sign-link-unknown')
    await ade.reloads()
    await ade.seesHeading('This link can’t be used')
    const tab = await ade.newTab(`/sign#${link.token}`)
    await tab.getByRole('heading', { name: 'This link can’t be used' }).waitFor()
    expect(await tab.locator('body').innerText()).not.toContain('canary')
    await tab.close()
  })

  it('no token, code or word of the record is in a log, and nothing of it in the browser', async () => {
    const logs = house.logs.join('')
    for (const secret of [link.token, link.code, 'canary', 'Example']) expect(logs.includes(secret)).toBe(false)
    const kept = await ade.page.evaluate(async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      storage: [localStorage.length, sessionStorage.length],
      cookies: document.cookie,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
    expect(kept).toEqual({ databases: [], caches: [], storage: [0, 0], cookies: '', workers: 0 })
    expect(copy).toContain('canary-A-feeling')
  })

  it('a wrong code says how many more tries there are, and the fifth ends the link', async () => {
    const other = await linkFor(dana, await waiting('ade'))
    await ade.opens(`/sign#${other.token}`)
    await ade.page.reload()
    await ade.page.goto('about:blank')
    await ade.opens(`/sign#${other.token}`)
    const wrong = other.code === '111111' ? '222222' : '111111'
    for (const left of [4, 3, 2]) {
      await ade.writes('Code', wrong)
      await ade.tapsButton('Open the record')
      await ade.sees(`That is not the code. ${left} more tries, then the link stops working.`)
    }
    await ade.writes('Code', wrong)
    await ade.tapsButton('Open the record')
    await ade.sees('That is not the code. One more try, then the link stops working.')
    await ade.writes('Code', wrong)
    await ade.tapsButton('Open the record')
    await ade.seesHeading('This link can’t be used')
    expect(codeOf(await looksAt(house, other.token))).toBe('sign-link-unknown')
    ade.excuses()
  })
})

describe('where the worker has a passkey with the service', () => {
  it('that opens the link, with no code', async () => {
    // Passkeys are bound to a name, and never to a bare address.
    const address = `http://localhost:${new URL(house.address).port}`
    const sam = new Person(address, TABLET)
    await sam.opens('/')
    await sam.hasAuthenticator()
    const signedIn = await signInAs(address, 'sam', 'pw-sam', { deviceId: crypto.randomUUID() })
    const [name = '', value = ''] = cookieOf(signedIn).split('=')
    await sam.page.context().addCookies([{ name, value, url: address }])
    const made = await sam.page.evaluate(async (principal) => {
      const headers = { 'x-principal': principal, 'content-type': 'application/json' }
      const { options } = (await (await fetch('/api/security/passkeys/begin', { method: 'POST', headers: { 'x-principal': principal } })).json()) as { options: never }
      const credential = (await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })) as PublicKeyCredential
      const { id, response } = credential.toJSON() as { id: string; response: { clientDataJSON: string; attestationObject: string } }
      const { clientDataJSON, attestationObject } = response
      const answer = await fetch('/api/security/passkeys', { method: 'POST', headers, body: JSON.stringify({ id, clientDataJSON, attestationObject, transports: ['internal'], label: 'Phone' }) })
      return answer.status
    }, signedIn.body.person)
    expect(made).toBe(200)
    const id = await waiting('sam')
    const { body } = await makeLink(dana, id)
    expect(body.code).toBeNull()
    await sam.opens(body.path)
    await sam.page.reload()
    await sam.opens('/api/health')
    await sam.hasAuthenticator().catch(() => undefined)
    await sam.opens(body.path)
    await sam.seesHeading('This link is for sam')
    sam.countTaps()
    await sam.tapsButton('Use your passkey')
    await sam.seesHeading('Supervision session on Monday 1 June 2026')
    await sam.chooses('I disagree')
    await sam.writes('Your reasons', 'It was otherwise.')
    await sam.tapsButton('Sign this record')
    await sam.seesHeading('You have signed')
    expect(sam.taps).toBeLessThanOrEqual(MOST_TAPS)
    expect((await dana.session(id)).signatures[1]!.sign).toMatchObject({ method: 'link', answer: 'disagree', comment: 'It was otherwise.' })
    await sam.leaves()
  })
})
