import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { PostId } from '../../../src/domain/ids.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { PeoplePage } from '../../../src/features/people/people-page.tsx'
import { PersonPage } from '../../../src/features/people/person-page.tsx'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, renderInside, textOf, unreadable } from '../inside.tsx'
import { EVERY_STATE, idsOf, populated } from '../populated.ts'
import { complete, earlier, planned, signAs } from '../sessions/seed.ts'

const shiftAt = (startedAt: string, status: ShiftLog['status'] = 'worked'): ShiftLog => ({
  post: ADE_POST, setting: HOME, person: ADE, startedAt: startedAt as Instant, endedAt: null, status, units: null,
})
const danas = (shifts: readonly ShiftLog[] = []) => memoryDevice(DANA, '2026-06-10T13:30:00Z' as Instant, shifts)
const rule = (id: string) => screen.getByText((_, element) => element?.className === 'cs-row__title' && textOf(element).includes(id)).closest('li')

describe('people', () => {
  test('those who manage a home go on to Policy, and so does an administrator who manages none', async () => {
    const { unmount } = await renderInside(<PeoplePage />, danas())
    expect(hrefOf(await screen.findByRole('link', { name: 'Policy' }))).toBe('/policies')
    expect(hrefOf(screen.getByRole('link', { name: 'Case list' }))).toBe('/cases')
    unmount()
    const sam = await renderInside(<PeoplePage />, memoryDevice(SAM, undefined, [], undefined, { administrator: SAM }))
    expect(await screen.findByRole('link', { name: 'Policy' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Add a person' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Case list' })).toBeNull()
    sam.unmount()
    await renderInside(<PeoplePage />, danas().as(SAM))
    await screen.findByRole('list', { name: 'People' })
    expect(screen.queryByRole('link', { name: 'Policy' })).toBeNull()
  })

  test('everyone by name, with post, home and supervisor; oneself marked', async () => {
    const { container } = await renderInside(<PeoplePage />, populated(danas(), EVERY_STATE))
    const list = await screen.findByRole('list', { name: 'People' })
    const names = within(list).getAllByRole('link').map(textOf)
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)))
    expect(names).toContain('Dana Whitlock (you)')
    expect(textOf(within(list).getByRole('link', { name: 'Sam Oyelaran' }).closest('li'))).toContain(
      'Residential worker, Larkfield House Supervised by Dana Whitlock'.replace(' Supervised', 'Supervised'),
    )
    expect(hrefOf(within(list).getByRole('link', { name: 'Sam Oyelaran' }))).toBe(`/people/${SAM_POST}`)
    await expectAccessible(container, { page: true })
  })

  test('finds by name as one types; nobody says so', async () => {
    const { user } = await renderInside(<PeoplePage />, populated(danas(), EVERY_STATE))
    const box = await screen.findByRole('searchbox', { name: 'Find a person' })
    await user.type(box, 'oyel')
    await waitFor(() => expect(within(screen.getByRole('list', { name: 'People' })).getAllByRole('link')).toHaveLength(1))
    expect(screen.getByText('1 person')).toBeTruthy()
    await user.type(box, 'x')
    expect(await screen.findByText('Nobody matches “oyelx”. Check the spelling.')).toBeTruthy()
  })

  test('somebody who has left is not in the list', async () => {
    const device = danas()
    const left = { ...device, snapshot: async () => {
      const snapshot = await device.snapshot()
      const post = snapshot.posts.get(SAM_POST)!
      return { ...snapshot, posts: new Map([...snapshot.posts, [SAM_POST, { ...post, until: '2026-06-01' as never }]]) }
    } }
    await renderInside(<PeoplePage />, left)
    expect(await screen.findByRole('link', { name: 'Ade Brightwell' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Sam Oyelaran' })).toBeNull()
  })

  test('nobody yet, and a device that can’t be read', async () => {
    const { unmount, container } = await renderInside(<PeoplePage />, { ...danas(), snapshot: async () => ({ ...(await danas().snapshot()), posts: new Map() }) })
    expect(await screen.findByText('No people yet')).toBeTruthy()
    await expectAccessible(container, { page: true })
    unmount()
    const { device, mend } = unreadable(danas())
    const { user } = await renderInside(<PeoplePage />, device)
    mend()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: 'Sam Oyelaran' })).toBeTruthy()
  })
})

describe('a person', () => {
  test('every rule with a say: its date, its state and what it is counted from', async () => {
    const device = populated(danas(), [{ name: 'Nia Pritchard', employment: 'casual', employedOn: '2026-05-25', heldOn: '2026-06-01', shifts: 9 }])
    const { container } = await renderInside(<PersonPage postId={idsOf(0).post} />, device)
    await screen.findByRole('heading', { name: /Nia Pritchard/ })
    expect(textOf(rule('SEF-3.17'))).toContain('Fortnightly in the first six months (SEF-3.17)Counted from the session on Mon 1 June.')
    expect(textOf(rule('SEF-3.17'))).toContain('Mon 15 June')
    expect(textOf(rule('SEF-3.18'))).toContain('9 of 16 shifts worked (SEF-3.18)')
    expect(textOf(rule('SEF-3.18'))).toContain('No date yet')
    expect(textOf(rule('(SEF-3.2)'))).toContain('Mon 27 July')
    expect(textOf(rule('(SEF-3.2)'))).toContain('Not due')
    await expectAccessible(container, { page: true })
  })

  test('the very shifts that made the count, each once; not those before, planned or entered twice (C9)', async () => {
    const device = danas([
      shiftAt('2026-06-03T06:30:00Z'), shiftAt('2026-06-01T20:30:00Z'), shiftAt('2026-06-03T06:30:00Z'),
      shiftAt('2026-06-05T06:30:00Z', 'cancelled'), shiftAt('2026-06-12T06:30:00Z', 'planned'), shiftAt('2023-12-31T06:30:00Z'),
    ])
    const { user } = await renderInside(<PersonPage postId={ADE_POST} />, device)
    await user.click(await screen.findByText('Show the shifts counted: 2'))
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1).map(textOf)
    expect(rows).toEqual(['1Mon 1 June, 21:30Larkfield House', '2Wed 3 June, 07:30Larkfield House'])
  })

  test('no shift worked is said', async () => {
    await renderInside(<PersonPage postId={ADE_POST} />, danas())
    expect(await screen.findByText('No shifts worked since then are known on this device.')).toBeTruthy()
  })

  test('at 16 it is due before the next shift, and beyond 16 it was', async () => {
    const device = populated(danas(), EVERY_STATE)
    const { unmount } = await renderInside(<PersonPage postId={idsOf(3).post} />, device)
    await screen.findByRole('heading', { name: /Callum Reid/ })
    expect(textOf(rule('SEF-3.18'))).toContain('16 of 16 shifts worked (SEF-3.18)Counted from the session on Mon 25 May. Due before the next shift.')
    unmount()
    await renderInside(<PersonPage postId={idsOf(2).post} />, device)
    await screen.findByRole('heading', { name: /Grace/ })
    expect(textOf(rule('SEF-3.18'))).toContain('Was due after 16 shifts.')
  })

  test('an absence that excuses is said whole: from, until, why, by whom', async () => {
    await renderInside(<PersonPage postId={idsOf(8).post} />, populated(danas(), EVERY_STATE))
    expect(await screen.findByText('Excused from Mon 1 June until Fri 26 June: parental leave. Authorised by Service manager.')).toBeTruthy()
  })

  test('not set up says with whom to agree', async () => {
    await renderInside(<PersonPage postId={idsOf(7).post} />, populated(danas(), EVERY_STATE))
    expect(await screen.findByText('How often is not agreed yet. Agree it with Leila to set a date.')).toBeTruthy()
  })

  test('sessions with date, length, status and signatures, the newest first, and open actions', async () => {
    const dana = danas()
    const old = await earlier(dana, dana.as(SAM))
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    const { container } = await renderInside(<PersonPage postId={SAM_POST} />, dana)
    const list = await screen.findByRole('list', { name: 'Sessions' })
    const [first, second] = within(list).getAllByRole('listitem')
    expect(textOf(first!)).toContain('Wed 10 June55 minutes · With Dana Whitlock · Signed by Dana WhitlockPart signed')
    expect(textOf(second!)).toContain('Signed by Dana Whitlock and Sam OyelaranSigned and locked')
    expect(hrefOf(within(first!).getByRole('link'))).toBe(`/sessions/${record}/read`)
    expect(hrefOf(within(second!).getByRole('link'))).toBe(`/sessions/${old}/read`)
    const actions = screen.getByRole('list', { name: 'Open actions' })
    expect(textOf(actions)).toContain('Book the Team Teach refresherSam Oyelaran, by Wed 27 MayPast its date')
    expect(screen.getByText('Wed 8 July', { selector: 'p' })).toBeTruthy()
    expect(screen.getByText('With Sam, in 28 days.')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('the supervisor starts a session, or carries on with the one begun', async () => {
    const dana = danas()
    const { unmount } = await renderInside(<PersonPage postId={SAM_POST} />, dana)
    expect(hrefOf(await screen.findByRole('link', { name: 'Start session' }))).toBe(`/sessions/new/${SAM_POST}`)
    unmount()
    const record = await planned(dana, dana.asOf())
    await renderInside(<PersonPage postId={SAM_POST} />, dana)
    expect(hrefOf(await screen.findByRole('link', { name: 'Carry on with session' }))).toBe(`/sessions/${record}`)
  })

  test('a manager who does not supervise sees facts only, and why (K8); the browser’s title names nobody (K2)', async () => {
    const device = populated(danas(), [{ name: 'Ruth Okafor', heldOn: '2026-06-05', supervisor: SAM }])
    await renderInside(<PersonPage postId={idsOf(0).post} />, device)
    expect(document.title).not.toContain('Ruth')
    expect(await screen.findByText(/You manage Larkfield House and don’t supervise Ruth. You see dates, lengths and signatures/)).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Start session' })).toBeNull()
    const list = screen.getByRole('list', { name: 'Sessions' })
    expect(textOf(list)).toContain('Fri 5 June1 hour')
    expect(within(list).queryByRole('link')).toBeNull()
    expect(screen.getByText('Actions are in the file, which is not on this device.')).toBeTruthy()
  })

  test('one’s own page leads back to Today and offers no start', async () => {
    await renderInside(<PersonPage postId={SAM_POST} />, danas().as(SAM))
    expect(hrefOf(await screen.findByRole('link', { name: 'Today' }))).toBe('/')
    expect(screen.queryByRole('link', { name: 'Start session' })).toBeNull()
    expect(screen.queryByText(/You manage Larkfield House/)).toBeNull()
  })

  test('an address of nobody on this device says so', async () => {
    const { container } = await renderInside(<PersonPage postId={PostId.parse('00000000-0000-4000-8000-000000000077')} />, danas())
    expect(await screen.findByRole('heading', { name: 'We can’t find this person on this device' })).toBeTruthy()
    await expectAccessible(container, { page: true })
  })
})
