import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../../src/domain/ids.ts'
import { SyncPage } from '../../../src/features/sync/sync-page.tsx'
import { wordsIn } from '../../../src/features/sync/quarantine.ts'
import { type Device, type QuarantinedAct, type SendNowAnswer } from '../../../src/queries/device.ts'
import { listAct } from '../../../src/queries/case-lists.ts'
import { adoptAct, publishAct } from '../../../src/queries/policies.ts'
import { newPins } from '../../../src/queries/planned-session.ts'
import { DANA, HOME, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { like } from '../../domain/policy/own.ts'
import { expectAccessible } from '../../render.tsx'
import { drawnUp, EXPECTATIONS } from '../agreements/seed.ts'
import { concluded, planned as observed, signAs as signObservation } from '../observations/seed.ts'
import { hrefOf, renderInside, textOf, unreadable } from '../inside.tsx'
import { complete, signAs } from '../sessions/seed.ts'

const at = (text: string): Instant => text as Instant
const ignore = () => undefined
const answering = (device: Device, answer: SendNowAnswer): Device => ({ ...device, sendNow: async () => answer })

const quarantined = (recordId: RecordId, change: Partial<QuarantinedAct> = {}): QuarantinedAct => ({
  actId: '00000000-0000-7000-8000-000000000201' as ActId, recordId, kind: 'session', type: 'fields.edit', at: at('2026-06-10T09:12:00Z'),
  body: { patch: { feeling: { value: 'Slept badly.\nBetter since Monday.', from: null }, 'topic.1': { value: { state: 'note', note: 'The rota works.' }, from: null } } },
  code: 'record-locked', fields: [], ...change,
})

/** Dana's device with a locked record of Sam's. */
const withLocked = async () => {
  const dana = memoryDevice(DANA)
  const record = await complete(dana)
  await signAs(dana, record, 'supervisor')
  await signAs(dana.as(SAM), record, 'supervisee')
  dana.confirm()
  return { dana, record }
}

describe('where everything is', () => {
  test('what waits is listed by record, with its name and how many changes', async () => {
    const dana = memoryDevice(DANA)
    const record = await complete(dana)
    const { container } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const waiting = await screen.findByRole('list', { name: 'Waiting to send' })
    const link = within(waiting).getByRole('link', { name: 'Session with Sam Oyelaran, Wed 10 June' })
    expect(hrefOf(link)).toBe(`/sessions/${record}`)
    expect(textOf(link.closest('li'))).toContain('3 changes')
    expect(screen.getByText('3 changes are saved on this device and not sent yet.')).toBeTruthy()
    expect(screen.getByText(/The oldest was saved/)).toBeTruthy()
    await expectAccessible(container, { page: true })
    dana.confirm()
    expect(await screen.findByText('Nothing is waiting.')).toBeTruthy()
    expect(screen.getByText('Everything you wrote is sent.')).toBeTruthy()
  })

  test('every kind of record is called what it is and opens', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const agreement = await drawnUp(dana)
    const observation = await observed(dana)
    const shift = dana.newId() as RecordId
    const file = dana.newId() as RecordId
    await dana.act({ recordId: shift, kind: 'shift', type: 'shift.log', payload: { post: SAM_POST, setting: HOME, person: SAM, startedAt: at('2026-06-02T06:30:00Z'), endedAt: null, status: 'worked', units: null } })
    const { packs, settings } = await dana.snapshot()
    const opened = { post: SAM_POST, setting: HOME, person: SAM, pins: newPins(packs, settings.get(HOME)!, 'file', dana.asOf())! }
    await dana.act({ recordId: file, kind: 'file', type: 'file.open', payload: opened })
    await dana.act({ recordId: HOME, kind: 'setting', type: 'setting.roster', payload: { through: at('2026-06-10T07:00:00Z'), rows: 3, on: dana.asOf() } })
    await sam.act({ recordId: SAM_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: dana.asOf() } })
    const { container, unmount } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const links = async () => within(await screen.findByRole('list', { name: 'Waiting to send' })).getAllByRole('link').map((link) => [link.textContent, hrefOf(link)])
    expect(await links()).toEqual([
      ['Roster of Larkfield House', '/shifts'],
      ['Post of Sam Oyelaran', `/people/${SAM_POST}`],
      ['Agreement with Sam Oyelaran', `/agreements/${agreement}`],
      ['Observation of Sam Oyelaran, Wed 10 June', `/observations/${observation}`],
      ['Shift of Sam Oyelaran, Tue 2 June', '/shifts'],
      ['File of Sam Oyelaran', `/people/${SAM_POST}/file`],
    ])
    await expectAccessible(container, { page: true })
    unmount()
    await renderInside(<SyncPage onRewrite={ignore} />, sam)
    expect(await links()).toContainEqual(['Observation of you by Dana Whitlock, Wed 10 June', `/observations/${observation}`])
    expect(await links()).toContainEqual(['Shift of Sam Oyelaran, Tue 2 June', `/people/${SAM_POST}`])
  })

  test('W6: a case list that waits is named by its home, with no name of a child', async () => {
    const dana = memoryDevice(DANA)
    await dana.act(listAct(HOME, [{ reference: 'LF-01', names: ['Jayden Marsh'] }]))
    const { container } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const link = within(await screen.findByRole('list', { name: 'Waiting to send' })).getByRole('link')
    expect([link.textContent, hrefOf(link)]).toEqual(['Case list of Larkfield House', '/cases'])
    expect(container.textContent).not.toContain('Jayden')
  })

  test('a policy taken up and one brought in are named, and open where they are read', async () => {
    const dana = memoryDevice(DANA, undefined, [], undefined, { administrator: DANA })
    await dana.act(adoptAct(HOME, { pack: 'sefton', packVersion: 1, settings: { recordWithin: 'P5D' }, readings: {}, from: dana.asOf() }, '', dana.asOf()))
    await dana.act(publishAct(like('sefton', { id: 'our-own', name: { en: 'Our own policy' } }), dana))
    await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const links = within(await screen.findByRole('list', { name: 'Waiting to send' })).getAllByRole('link').map((link) => [link.textContent, hrefOf(link)])
    expect(links).toEqual([
      ['Policy of Larkfield House', `/policies/settings/${HOME}`],
      ['Your own policy: Our own policy', '/policies/packs/our-own@1'],
    ])
  })

  test('when it was last compared with the service, today by the time, earlier by the day', async () => {
    const device = memoryDevice(DANA)
    await renderInside(<SyncPage onRewrite={ignore} />, device)
    expect(screen.getByText('Last compared with the service: 14:30')).toBeTruthy()
    device.setSync({ lastVerified: at('2026-06-08T08:00:00Z') })
    expect(await screen.findByText('Last compared with the service: Mon 8 June, 09:00')).toBeTruthy()
    device.setSync({ lastVerified: null })
    expect(await screen.findByText('Not yet compared with the service.')).toBeTruthy()
  })

  test.each([
    ['offline', { connection: 'offline' }, /You’re offline. What you write is saved on this device/, 'cs-inset--grey'],
    ['a service with a problem', { trouble: 'server' }, /The service has a problem/, 'cs-inset--amber'],
    ['signed out', { trouble: 'sign-in-needed' }, /You’re signed out of the service/, 'cs-inset--amber'],
    ['too old a version', { trouble: 'update-needed' }, /This version is too old/, 'cs-inset--amber'],
    ['a failed save here, the only red one', { trouble: 'local-save-failed', connection: 'offline' }, /was not saved on this device/, 'cs-inset--red'],
  ] as const)('%s is said in words and its own colour', async (_name, sync, sentence, colour) => {
    const device = memoryDevice(DANA)
    device.setSync(sync)
    const { container } = await renderInside(<SyncPage onRewrite={ignore} />, device)
    expect(screen.getByText(sentence).closest('.govuk-inset-text')!.classList.contains(colour)).toBe(true)
    await expectAccessible(container, { page: true })
  })

  test.each([
    [{ kind: 'sent', count: 3, at: at('2026-06-10T13:32:00Z') }, 'Sent 3 changes at 14:32.'],
    [{ kind: 'nothing-to-send', at: at('2026-06-10T13:32:00Z') }, 'Everything is sent. Checked at 14:32.'],
    [{ kind: 'offline', unsent: 1 }, 'Still offline. 1 change is safe on this device and will send when you’re back.'],
    [{ kind: 'sign-in-needed', unsent: 1 }, 'Sign in again to send. Nothing is lost.'],
    [{ kind: 'server-trouble', unsent: 1 }, 'The service has a problem. Nothing is lost: we’ll keep trying.'],
  ] as const)('“Send now” answers %o', async (answer, sentence) => {
    const { user } = await renderInside(<SyncPage onRewrite={ignore} />, answering(memoryDevice(DANA), answer))
    await user.click(screen.getByRole('button', { name: 'Send now' }))
    const said = await screen.findByText(sentence)
    expect(said.closest('output, [role="status"]')).toBeTruthy()
  })

  test('“Send now” answers even when it fails', async () => {
    const { user } = await renderInside(<SyncPage onRewrite={ignore} />, { ...memoryDevice(DANA), sendNow: () => Promise.reject(new Error('x')) })
    await user.click(screen.getByRole('button', { name: 'Send now' }))
    expect(await screen.findByText('That did not work. Nothing is lost: try again in a minute.')).toBeTruthy()
  })

  test('a device that can’t be read says so, and “Send now” is there all the same', async () => {
    await renderInside(<SyncPage onRewrite={ignore} />, unreadable(memoryDevice(DANA)).device)
    expect(await screen.findByText(/We can’t open what is on this device/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Send now' })).toBeTruthy()
  })
})

describe('what the service could not use (P8)', () => {
  let saved: { name: string; blob: Blob | null }
  beforeEach(() => {
    saved = { name: '', blob: null }
    URL.createObjectURL = (blob) => {
      saved.blob = blob as Blob
      return 'blob:here'
    }
    URL.revokeObjectURL = ignore
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.name = this.download
    })
  })
  afterEach(() => {
    Reflect.deleteProperty(URL, 'createObjectURL')
    Reflect.deleteProperty(URL, 'revokeObjectURL')
  })

  test('says what it is, why, and shows every word of it', async () => {
    const { dana, record } = await withLocked()
    dana.setQuarantined([quarantined(record)])
    const { container } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    expect(await screen.findByRole('heading', { name: 'There is a problem' })).toBeTruthy()
    const card = screen.getByRole('heading', { name: 'A change to the record of Sam Oyelaran' }).closest('section')!
    expect(textOf(card)).toContain('Written Wed 10 June, 10:12')
    expect(textOf(card)).toContain('The record was signed by both before this arrived')
    expect(within(card).getByText(/Slept badly/).textContent).toBe('Slept badly.\nBetter since Monday.')
    expect(within(card).getByText('The rota works.')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('without any, there is no such heading', async () => {
    await renderInside(<SyncPage onRewrite={ignore} />, memoryDevice(DANA))
    expect(await screen.findByText('Nothing is waiting.')).toBeTruthy()
    expect(screen.queryByRole('heading', { name: 'There is a problem' })).toBeNull()
  })

  test('who manages the home sees that others’ exists, and nothing of it; who does not is not told', async () => {
    const item = (n: number, author: string, day: string) => ({
      actId: `00000000-0000-7000-8000-00000000030${n}`, recordId: SAM_POST, kind: 'session', type: 'fields.edit', author, at: at(`${day}T09:12:00Z`),
      reason: { code: 'key-revoked' }, act: null, withdrawnAt: null,
    })
    const answer = { items: [item(1, SAM, '2026-06-08'), item(2, SAM, '2026-06-09'), item(3, DANA, '2026-06-09')], serverTime: at('2026-06-10T09:00:00Z') }
    const dana = memoryDevice(DANA)
    dana.setAnswers(() => answer)
    const { container, unmount } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const list = await screen.findByRole('list', { name: 'From your people' })
    expect(within(list).getAllByRole('listitem').map(textOf)).toEqual([expect.stringMatching(/^Sam Oyelaran\s*2 changes, the last on Tue 9 June$/)])
    await expectAccessible(container, { page: true })
    unmount()
    const sam = memoryDevice(SAM)
    sam.setAnswers(() => answer)
    await renderInside(<SyncPage onRewrite={ignore} />, sam)
    expect(await screen.findByText('Nothing is waiting.')).toBeTruthy()
    expect(screen.queryByText('From your people')).toBeNull()
  })

  test('exports it whole as JSON', async () => {
    const { dana, record } = await withLocked()
    const act = quarantined(record)
    dana.setQuarantined([act])
    const { user } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    await user.click(await screen.findByRole('button', { name: 'Export a copy' }))
    expect(JSON.parse(await saved.blob!.text())).toEqual(act)
    expect(saved.name).toBe(`countersign-fields-edit-${act.actId}.json`)
    expect(await screen.findByText('A copy is in your downloads.')).toBeTruthy()
  })

  test('rewrites it as an addition to a locked record, with all its words', async () => {
    const { dana, record } = await withLocked()
    dana.setQuarantined([quarantined(record)])
    const onRewrite = vi.fn<(record: RecordId, text: string, href: string) => void>()
    const { user } = await renderInside(<SyncPage onRewrite={onRewrite} />, dana)
    await user.click(await screen.findByRole('button', { name: 'Add it to the record' }))
    expect(onRewrite).toHaveBeenCalledWith(record, 'Slept badly.\nBetter since Monday.\n\nThe rota works.', `/sessions/${record}/read`)
  })

  test('an observation takes the addition on its own page', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const record = await concluded(dana, sam)
    await signObservation(dana, record, 'supervisor')
    await signObservation(sam, record, 'supervisee')
    sam.setQuarantined([quarantined(record, { kind: 'observation', body: { patch: { 'went-well': { value: 'The ending too', from: null } } } })])
    const onRewrite = vi.fn<(record: RecordId, text: string, href: string) => void>()
    const { user } = await renderInside(<SyncPage onRewrite={onRewrite} />, sam)
    await user.click(await screen.findByRole('button', { name: 'Add it to the record' }))
    expect(onRewrite).toHaveBeenCalledWith(record, 'The ending too', `/observations/${record}`)
  })

  test('a signed agreement takes none: it says what to do and leads there', async () => {
    const dana = memoryDevice(DANA)
    const record = await drawnUp(dana, EXPECTATIONS)
    dana.setQuarantined([quarantined(record, { kind: 'agreement', body: { patch: { 'expect-a': { value: 'Tell me at once', from: null } } } })])
    const signed = { ...dana, snapshot: async () => {
      const snapshot = await dana.snapshot()
      return { ...snapshot, agreements: new Map([...snapshot.agreements].map(([id, state]) => [id, { ...state, locked: true }])) }
    } }
    await renderInside(<SyncPage onRewrite={ignore} />, signed)
    expect(await screen.findByText(/A signed agreement takes no additions/)).toBeTruthy()
    expect(hrefOf(screen.getByRole('link', { name: 'Open the agreement' }))).toBe(`/agreements/${record}`)
    expect(screen.queryByRole('button', { name: 'Add it to the record' })).toBeNull()
  })

  test('offers no addition to a record that is not locked', async () => {
    const dana = memoryDevice(DANA)
    const record = await complete(dana)
    dana.setQuarantined([quarantined(record, { code: 'not-allowed' })])
    await renderInside(<SyncPage onRewrite={ignore} />, dana)
    expect(await screen.findByText(/You no longer have permission to change this record/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Add it to the record' })).toBeNull()
  })

  test('withdraws it after asking, and not when cancelled', async () => {
    const { dana, record } = await withLocked()
    dana.setQuarantined([quarantined(record)])
    const { user } = await renderInside(<SyncPage onRewrite={ignore} />, dana)
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    expect(screen.getByRole('heading', { name: 'A change to the record of Sam Oyelaran' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Withdraw' }))
    await user.click(screen.getByRole('button', { name: 'Yes, withdraw it' }))
    expect(await screen.findByText('Withdrawn. It has left your list.')).toBeTruthy()
    expect(screen.queryByRole('heading', { name: 'A change to the record of Sam Oyelaran' })).toBeNull()
  })

  test('a withdrawal that fails keeps it and says so', async () => {
    const { dana, record } = await withLocked()
    dana.setQuarantined([quarantined(record)])
    const { user } = await renderInside(<SyncPage onRewrite={ignore} />, { ...dana, withdraw: () => Promise.reject(new Error('offline')) })
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
    await user.click(screen.getByRole('button', { name: 'Yes, withdraw it' }))
    expect(await screen.findByText('It was not withdrawn. Try again in a minute.')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'A change to the record of Sam Oyelaran' })).toBeTruthy()
  })

  test('an unknown kind and reason have words too', async () => {
    const dana = memoryDevice(DANA)
    dana.setQuarantined([quarantined(dana.newId() as RecordId, { type: 'something.new', code: 'never-heard-of', body: { odd: 1 } })])
    await renderInside(<SyncPage onRewrite={ignore} />, dana)
    const card = (await screen.findByRole('heading', { name: 'Something you wrote' })).closest('section')
    expect(textOf(card)).toContain('The service could not use it.')
    expect(textOf(card)).toContain('There are no words in it.')
  })
})

describe('the words in an act', () => {
  test('are a person’s, whole, and not ids, days or hashes', () => {
    expect(wordsIn({ text: 'An addition', on: '2026-06-10' })).toEqual(['An addition'])
    expect(wordsIn({ comment: 'I disagree', contentHash: 'ab', role: 'supervisee', content: { 'field.feeling': { salt: 's', value: 'Well' } } })).toEqual(['I disagree', 'Well'])
    expect(wordsIn({ patch: { 'actions.1.what': { value: 'Call HR', from: 'id' }, 'actions.1.by': { value: '2026-06-20', from: null }, 'actions.1.who': { value: 'supervisee', from: null }, 'updates.1.note': { value: 'Half done', from: null } } })).toEqual(['Call HR', 'Half done'])
    expect(wordsIn(null)).toEqual([])
  })
})
