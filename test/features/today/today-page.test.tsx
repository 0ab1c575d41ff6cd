import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type ActId, PersonId } from '../../../src/domain/ids.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { TodayPage } from '../../../src/features/today/today-page.tsx'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, renderInside, textOf, unreadable } from '../inside.tsx'
import { EVERY_STATE, idsOf, populated } from '../populated.ts'
import { complete, day, earlier, planned, signAs } from '../sessions/seed.ts'

/** Nine shifts of Ade's since April; Ade has had no session yet. */
const ADES_SHIFTS: readonly ShiftLog[] = Array.from({ length: 9 }, (_, index) => ({
  post: ADE_POST, setting: HOME, person: ADE, startedAt: `2026-06-0${index + 1}T06:30:00Z` as Instant, endedAt: null, status: 'worked', units: null,
}))

const danas = () => memoryDevice(DANA, '2026-06-10T13:30:00Z' as Instant, ADES_SHIFTS)
const full = () => populated(danas(), EVERY_STATE)

const row = (name: string) => screen.getByRole('link', { name }).closest('li')!
const group = (name: string) => screen.getByRole('list', { name })

describe('Today of a manager', () => {
  test('groups everyone by how pressing it is, with how many', async () => {
    const { container } = await renderInside(<TodayPage />, full())
    await screen.findByRole('list', { name: 'Overdue' })
    const headings = screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)
    expect(headings).toEqual(['Overdue', 'Due', 'Due soon', 'Not due', 'Not set up', 'Excused'])
    expect(within(group('Due').closest('section')!).getByText('1 person')).toBeTruthy()
    expect(within(group('Overdue')).getAllByRole('listitem')).toHaveLength(5)
    await expectAccessible(container, { page: true })
  })

  test('each row says the date, how late, and why with the rule’s id', async () => {
    await renderInside(<TodayPage />, full())
    await screen.findByRole('link', { name: 'Priya Nandakumar' })
    expect(textOf(row('Priya Nandakumar'))).toContain('Residential worker')
    expect(textOf(row('Priya Nandakumar'))).toContain('Due Sun 7 June: monthly (SEF-AMB-1)')
    expect(textOf(row('Priya Nandakumar'))).toContain('3 days late')
    expect(textOf(row('Callum Reid'))).toContain(
      '16 of 16 shifts worked: supervision is due before the next shift (SEF-3.18). Also due Mon 20 July: at least every eight weeks (SEF-3.2)',
    )
    expect(textOf(row('Grace Adeyemi-Thompson'))).toContain('17 shifts worked: supervision was due after 16 (SEF-3.18)')
    expect(textOf(row('Jo Hart'))).toContain('Next session: Fri 12 June')
    expect(textOf(row('Ellis Boateng'))).toContain('Excused until Fri 26 June: parental leave')
  })

  test('starts a session with those one supervises, in one tap; for others it says who supervises', async () => {
    const other = PersonId.parse('00000000-0000-4000-8000-000000000013')
    const people = [{ name: 'Priya Nandakumar' }, { name: 'Ruth Okafor', supervisor: null }, { name: 'Marek Dvořák', supervisor: other }]
    await renderInside(<TodayPage />, populated(danas(), people))
    await screen.findByRole('link', { name: 'Priya Nandakumar' })
    expect(hrefOf(screen.getByRole('link', { name: 'Start session with Priya Nandakumar' }))).toBe(`/sessions/new/${idsOf(0).post}`)
    expect(within(row('Ruth Okafor')).queryByRole('link', { name: /Start session/ })).toBeNull()
    expect(textOf(row('Ruth Okafor'))).toContain('No supervisor yet')
    expect(textOf(row('Marek Dvořák'))).toContain('Supervised by Ade Brightwell')
  })

  test('a session already begun is carried on, not started twice', async () => {
    const dana = danas()
    const record = await planned(dana, day('2026-06-10'), { 'when.on': '2026-06-10', 'when.start': '14:00' })
    await renderInside(<TodayPage />, dana)
    expect(hrefOf(await screen.findByRole('link', { name: 'Carry on with session with Sam Oyelaran' }))).toBe(`/sessions/${record}`)
    expect(screen.queryByRole('link', { name: 'Start session with Sam Oyelaran' })).toBeNull()
  })

  test('finds a person as one types, accents and case aside, and says when nobody matches', async () => {
    const { user } = await renderInside(<TodayPage />, full())
    const box = await screen.findByRole('searchbox', { name: 'Find a person' })
    await user.type(box, 'dvorak')
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Priya Nandakumar' })).toBeNull())
    expect(screen.getByRole('link', { name: 'Marek Dvořák' })).toBeTruthy()
    expect(screen.getByText('1 person shown')).toBeTruthy()
    await user.type(box, 'zzz')
    expect(await screen.findByText(/Nobody matches/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show everyone' }))
    expect(await screen.findByRole('link', { name: 'Priya Nandakumar' })).toBeTruthy()
    expect((box as HTMLInputElement).value).toBe('')
  })

  test('shows one state alone, and all of them again', async () => {
    const { user } = await renderInside(<TodayPage />, full())
    await user.click(await screen.findByRole('button', { name: 'Due soon 1' }))
    expect(screen.getByRole('link', { name: 'Jo Hart' })).toBeTruthy()
    expect(screen.queryByRole('list', { name: 'Overdue' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Due soon 1' }))
    expect(screen.getByRole('list', { name: 'Overdue' })).toBeTruthy()
  })

  test('shows one’s own supervision first, and not among the others', async () => {
    await renderInside(<TodayPage />, full())
    const own = await screen.findByRole('region', { name: 'Your supervision' })
    expect(textOf(own)).toContain('fortnightly in the first six months (SEF-3.17)')
    expect(screen.queryByRole('link', { name: 'Dana Whitlock' })).toBeNull()
  })

  test('says how fresh it is, and when no shift is known', async () => {
    const { unmount } = await renderInside(<TodayPage />, full())
    expect(textOf(await screen.findByText(/As known at 14:30/))).toContain('Shifts known up to Wed 10 June, 07:30')
    unmount()
    const bare = memoryDevice(DANA)
    bare.setSync({ lastVerified: '2026-06-08T08:00:00Z' as Instant })
    await renderInside(<TodayPage />, bare)
    expect(textOf(await screen.findByText(/As known at Mon 8 June, 09:00/))).toContain('No shifts known yet')
  })

  test('with nobody in the home yet says so', async () => {
    const device = memoryDevice(DANA)
    const empty = { ...device, snapshot: async () => ({ ...(await device.snapshot()), posts: new Map(), sessionFacts: new Map(), shifts: [] }) }
    const { container } = await renderInside(<TodayPage />, empty)
    expect(await screen.findByText('Nobody works here yet')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })
})

describe('what waits', () => {
  const todo = (name: RegExp) => screen.findByRole('link', { name })

  test('a record not shared: until when, and by which rule (SEF-6.2)', async () => {
    const dana = danas()
    const record = await complete(dana)
    await renderInside(<TodayPage />, dana)
    const link = await todo(/Share and sign: session with Sam/)
    expect(hrefOf(link)).toBe(`/sessions/${record}/check`)
    expect(textOf(link.closest('li'))).toContain('Held Wed 10 June. Share it by Wed 17 June (within 5 working days, SEF-6.2)')
  })

  test('a record signed by the supervisor waits for the supervisee, and no longer for the supervisor', async () => {
    const dana = danas()
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    const { unmount } = await renderInside(<TodayPage />, dana.as(SAM))
    const link = await todo(/Sign: session with Dana/)
    expect(hrefOf(link)).toBe(`/sessions/${record}/read`)
    expect(textOf(link.closest('li'))).toContain('Dana has signed it.')
    unmount()
    await renderInside(<TodayPage />, dana)
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    expect(screen.queryByRole('link', { name: /[Ss]ign: session/ })).toBeNull()
  })

  test('a signature unset by an edit is asked for again (P7)', async () => {
    const dana = danas()
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    await dana.as(SAM).edit({ recordId: record, kind: 'session', values: { feeling: 'Better today.' } })
    await renderInside(<TodayPage />, dana)
    expect(textOf((await todo(/Sign again: session with Sam/)).closest('li'))).toContain('The record changed after you signed it.')
  })

  test('competing versions are to be chosen from (P6)', async () => {
    const dana = danas()
    const record = await complete(dana)
    const seen = { 'feeling': { value: 'Sam’s own words', from: null } }
    await dana.as(SAM).act({ recordId: record, kind: 'session', type: 'fields.edit', patch: seen })
    await renderInside(<TodayPage />, dana)
    expect(textOf((await todo(/Choose a version: session with Sam/)).closest('li'))).toContain('1 answer was written twice.')
  })

  test('what the service could not use leads to its page (P8)', async () => {
    const dana = danas()
    const record = await complete(dana)
    dana.setQuarantined([{ actId: dana.newId() as ActId, recordId: record, kind: 'session', type: 'fields.edit', body: {}, at: dana.now(), code: 'record-locked', fields: [] }])
    await renderInside(<TodayPage />, dana)
    expect(hrefOf(await todo(/There is a problem with what you wrote about Sam/))).toBe('/sync')
  })

  test('a few are shown at first, the others on asking, and the list of people stays in sight', async () => {
    const dana = danas()
    for (const on of ['2026-06-01', '2026-06-02', '2026-06-03'] as const) await planned(dana, day(on))
    const { user } = await renderInside(<TodayPage />, dana)
    const card = await screen.findByRole('region', { name: 'For you to do' })
    expect(within(card).getAllByRole('listitem')).toHaveLength(3)
    await user.click(within(card).getByRole('button', { name: 'Show all 9' }))
    expect(within(card).getAllByRole('listitem')).toHaveLength(9)
    await user.click(within(card).getByRole('button', { name: 'Show fewer' }))
    expect(within(card).getAllByRole('listitem')).toHaveLength(3)
  })
})

describe('Today of a worker', () => {
  test('own next date with its reason, actions, and nobody else', async () => {
    const dana = danas()
    await earlier(dana, dana.as(SAM))
    const { container } = await renderInside(<TodayPage />, dana.as(SAM))
    const own = await screen.findByRole('region', { name: 'Your supervision' })
    expect(textOf(own)).toContain('Due Sat 13 June: monthly (SEF-AMB-1)')
    expect(textOf(own)).toContain('Supervised by Dana Whitlock')
    expect(textOf(screen.getByRole('region', { name: 'For you to do' }))).toContain('Nothing is waiting for you.')
    const actions = screen.getByRole('region', { name: 'Your open actions' })
    expect(textOf(actions)).toContain('Book the Team Teach refresher')
    expect(textOf(actions)).toContain('Past its date')
    expect(textOf(actions)).not.toContain('Ask for cover on Thursdays')
    expect(screen.queryByRole('link', { name: /Start session/ })).toBeNull()
    expect(screen.queryByText('Ade Brightwell')).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('an agency worker sees the shifts counted', async () => {
    await renderInside(<TodayPage />, danas().as(ADE))
    expect(await screen.findByText('9 of 16 shifts worked since you started')).toBeTruthy()
  })

  test('the date agreed for the next session', async () => {
    const dana = danas()
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    await renderInside(<TodayPage />, dana.as(SAM))
    expect(await screen.findByText('Next session: Wed 8 July')).toBeTruthy()
  })

  test('somebody without a post is told whom to ask', async () => {
    await renderInside(<TodayPage />, danas().as(PersonId.parse('00000000-0000-4000-8000-000000000099')))
    expect(await screen.findByText(/No post of yours is known here yet/)).toBeTruthy()
  })
})

describe('when something is not as usual', () => {
  test('offline is said in grey words, online is not', async () => {
    const device = full()
    const { container } = await renderInside(<TodayPage />, device)
    await screen.findByRole('list', { name: 'Overdue' })
    expect(screen.queryByText(/You’re offline/)).toBeNull()
    device.setSync({ connection: 'offline' })
    expect(await screen.findByText(/You’re offline. Your notes are saved on this device/)).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('a device that can’t be read says so, and is tried again', async () => {
    const { device, mend } = unreadable(full())
    const { user, container } = await renderInside(<TodayPage />, device)
    expect(await screen.findByText(/We can’t open what is on this device/)).toBeTruthy()
    await expectAccessible(container, { page: true })
    mend()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('list', { name: 'Overdue' })).toBeTruthy()
  })

  test('while the device is read it says so', async () => {
    await renderInside(<TodayPage />, { ...full(), snapshot: () => new Promise(() => undefined) })
    expect(screen.getByText('Opening Today…')).toBeTruthy()
  })

  test('what is written on another page changes Today at once', async () => {
    const dana = danas()
    await renderInside(<TodayPage />, dana)
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    await complete(dana)
    expect(await screen.findByRole('link', { name: /Share and sign: session with Sam/ })).toBeTruthy()
  })
})
