import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../src/domain/dates.ts'
import { type SettingId } from '../../../src/domain/ids.ts'
import { TodayPage } from '../../../src/features/today/today-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, renderInside, textOf } from '../inside.tsx'
import { idsOf, populated } from '../populated.ts'
import { complete, day, earlier, planned } from '../sessions/seed.ts'
import { agreement, claim, instant, managedByMorag, shiftsOfAde, sign, withSnapshot } from './seed.ts'

/** Ade's phone in the evening of the 20th, with so many shifts since 1 June. */
const ades = (shifts: number, at = instant('2026-06-20T18:00:00Z')): MemoryDevice => memoryDevice(DANA, at, shiftsOfAde(shifts)).as(ADE)

/** Ade began on 1 June: no date but the count presses. */
const newcomer = (device: MemoryDevice): MemoryDevice =>
  withSnapshot(device, (snapshot) => {
    const post = snapshot.posts.get(ADE_POST)
    if (!post) throw new Error('Ade is on this device')
    const began = { employedOn: day('2026-06-01'), supervisedSince: day('2026-06-01'), from: day('2026-06-01') }
    return { ...snapshot, posts: new Map([...snapshot.posts, [ADE_POST, { ...post, ...began }]]) }
  })

const own = () => screen.findByRole('region', { name: 'Your supervision' })
const overdue = () => screen.queryByRole('button', { name: 'I am overdue' })

const open = async (device: Device) => {
  const rendered = await renderInside(<TodayPage />, device)
  return { ...rendered, card: await own() }
}

/** The roster of the home was taken in up to here. */
const rosterUpTo = async (dana: Device, through: string): Promise<void> => {
  const payload = { through: instant(through), rows: 40, on: dana.asOf() }
  await dana.act({ recordId: HOME, kind: 'setting', type: 'setting.roster', payload })
}

describe('an agency worker’s own supervision', () => {
  test('the shifts counted, what waits for the home, and how far shifts are known (SEF-3.18)', async () => {
    const ade = ades(11)
    await rosterUpTo(ade.as(DANA), '2026-06-11T07:00:00Z')
    await claim(ade, instant('2026-06-12T06:30:00Z'))
    const { card, container } = await open(ade)
    expect(within(card).getByText('11 of 16 shifts worked since you started')).toBeTruthy()
    expect(textOf(card)).toContain('11 of 16 shifts worked since you started and 1 waiting for the home to confirm')
    expect(within(card).getByText('Shifts known up to Thu 11 June, 08:00')).toBeTruthy()
    expect(hrefOf(within(card).getByRole('link', { name: 'Log a shift' }))).toBe(`/shifts/new/${ADE_POST}`)
    expect(hrefOf(within(card).getByRole('link', { name: 'See all your records and dates' }))).toBe(`/people/${ADE_POST}`)
    await expectAccessible(container, { page: true })
  })

  test('without a roster taken in, shifts are known up to the last the home logged, not the last one claimed', async () => {
    const ade = ades(11)
    await claim(ade, instant('2026-06-15T06:30:00Z'))
    const { card } = await open(ade)
    expect(within(card).getByText('Shifts known up to Thu 11 June, 07:30')).toBeTruthy()
  })

  test('a claim from before the last session, cancelled or confirmed is not waiting', async () => {
    const ade = ades(3)
    const dana = ade.as(DANA)
    const confirmed = await claim(ade, instant('2026-06-12T06:30:00Z'))
    const shift = { post: ADE_POST, setting: HOME, person: ADE, endedAt: null, status: 'worked' as const, units: null }
    await dana.act({ recordId: confirmed, kind: 'shift', type: 'shift.log', payload: { ...shift, startedAt: instant('2026-06-12T06:30:00Z') } })
    const corrected = await claim(ade, instant('2026-06-13T06:30:00Z'))
    await ade.act({ recordId: corrected, kind: 'shift', type: 'shift.log', payload: { ...shift, status: 'cancelled', claimed: true, startedAt: instant('2026-06-13T06:30:00Z') } })
    const { card } = await open(ade)
    expect(within(card).getByText('4 of 16 shifts worked since you started')).toBeTruthy()
    expect(textOf(card)).not.toContain('to confirm')
  })

  test.each([
    [12, '4 shifts left'],
    [14, '2 shifts left'],
    [16, 'Before next shift'],
    [17, '1 shift late'],
  ])('at %i shifts: %s', async (count, label) => {
    const { card } = await open(newcomer(ades(count)))
    expect(within(card).getByText(label)).toBeTruthy()
  })

  test('past 16 it says what was due, not "17 of 16"', async () => {
    const { card } = await open(newcomer(ades(17)))
    expect(within(card).getByText('17 shifts worked since you started. Supervision was due after 16.')).toBeTruthy()
  })
})

describe('the next session', () => {
  test('when, at what time and with whom; prepared for where it was made', async () => {
    const dana = memoryDevice(DANA)
    const record = await planned(dana, day('2026-06-17'))
    const { card } = await open(dana.as(SAM))
    expect(textOf(card)).toContain('Next session: Wed 17 June')
    expect(textOf(card)).toContain('With Dana Whitlock')
    expect(hrefOf(within(card).getByRole('link', { name: 'Prepare' }))).toBe(`/sessions/${record}/prepare`)
    expect(within(card).queryByRole('link', { name: 'Log a shift' })).toBeNull()
  })

  test('a date of the agreement that nobody has touched yet becomes a session when it is prepared for', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const record = await agreement(dana)
    await sign(dana, record, 'supervisor')
    await sign(sam, record, 'supervisee')
    const { card, user } = await open(sam)
    expect(textOf(card)).toContain('Next session: Wed 8 July, 14:00')
    await user.click(within(card).getByRole('button', { name: 'Prepare' }))
    const link = await within(card).findByRole('link', { name: 'Prepare' })
    const [session] = (await sam.snapshot()).sessions.values()
    expect(session).toMatchObject({ plannedFor: '2026-07-08', at: '14:00', supervisor: DANA, supervisee: SAM })
    expect(hrefOf(link)).toBe(`/sessions/${session?.id}/prepare`)
  })

  test('one whose day went by is not the next one', async () => {
    const dana = memoryDevice(DANA)
    await planned(dana, day('2026-06-01'))
    const { card } = await open(dana.as(SAM))
    expect(textOf(card)).toContain('The date of your next session is not agreed yet.')
    expect(textOf(card)).toContain('Supervised by Dana Whitlock')
  })

  test('one called off says so until there is a new date', async () => {
    const dana = memoryDevice(DANA)
    const record = await planned(dana, day('2026-06-12'))
    const payload = { plannedFor: day('2026-06-12'), reason: 'training', note: '', on: dana.asOf() }
    await dana.act({ recordId: record, kind: 'session', type: 'session.cancel', payload })
    const { card } = await open(dana.as(SAM))
    expect(textOf(card)).toContain('Your session on Fri 12 June did not take place. You will be told the new date here.')
  })
})

describe('"I am overdue" (J10, SEF-5.10)', () => {
  test('one tap: it is kept at once, said where it stands, and then who was told and when', async () => {
    const ade = ades(17)
    const { user, card, container } = await open(managedByMorag(ade))
    await user.click(within(card).getByRole('button', { name: 'I am overdue' }))
    const saved = await within(card).findByText('Saved here on Sat 20 June, 19:00. Dana and Larkfield House will be told as soon as it is sent.')
    expect(textOf(card)).not.toContain('It is at the top of their list')
    expect(overdue()).toBeNull()
    expect(saved.closest('[tabindex="-1"]')).toBe(document.activeElement)
    expect(ade.log.at(-1)).toMatchObject({ kind: 'post', recordId: ADE_POST, type: 'post.ask', payload: { note: '', on: '2026-06-20' } })
    ade.confirm()
    expect(await within(card).findByText('Told Dana and Larkfield House on Sat 20 June, 19:00.')).toBeTruthy()
    expect(textOf(card)).toContain('It is at the top of their list until you have met.')
    await expectAccessible(container, { page: true })
  })

  test('what could not be saved is said in red, and can be tapped again', async () => {
    const ade = ades(17)
    const { user, card } = await open(ade)
    ade.failSaves(true)
    await user.click(within(card).getByRole('button', { name: 'I am overdue' }))
    expect(await within(card).findByRole('alert')).toBeTruthy()
    ade.failSaves(false)
    await user.click(within(card).getByRole('button', { name: 'I am overdue' }))
    expect(await within(card).findByText(/^Saved here/)).toBeTruthy()
    expect(within(card).queryByRole('alert')).toBeNull()
  })

  test('it is a button in sight at 16, and before that is folded away', async () => {
    const { unmount } = await open(newcomer(ades(16)))
    expect(overdue()).toBeTruthy()
    expect(overdue()?.closest('details')).toBeNull()
    unmount()
    await open(newcomer(ades(15)))
    expect(overdue()?.closest('details')?.open).toBe(false)
  })

  test('not due: the button is one fold away, for those who know better', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-06-08'))
    const { card, user } = await open(dana.as(SAM))
    expect(overdue()?.closest('details')?.open).toBe(false)
    await user.click(within(card).getByText('Is your supervision late?'))
    expect(overdue()?.closest('details')?.open).toBe(true)
    expect(textOf(card)).toContain('You can tell Dana and Larkfield House that you are waiting for supervision.')
  })

  test('a session held since makes it history', async () => {
    const dana = memoryDevice(DANA)
    await dana.as(SAM).act({ recordId: SAM_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: addDays(dana.asOf(), -1) } })
    const { unmount, card } = await open(dana.as(SAM))
    expect(textOf(card)).toContain('Saved here on')
    unmount()
    await complete(dana)
    const after = await open(dana.as(SAM))
    expect(textOf(after.card)).not.toContain('Saved here on')
  })

  test('somebody who runs the home and has no supervisor has nobody to tell; with another manager they have', async () => {
    const { unmount } = await open(memoryDevice(DANA))
    expect(screen.queryByText('Is your supervision late?')).toBeNull()
    expect(overdue()).toBeNull()
    unmount()
    const { user } = await open(managedByMorag(memoryDevice(DANA)))
    await user.click(overdue() as HTMLElement)
    expect(await screen.findByText(/^Saved here on Wed 10 June, 14:30. Larkfield House will be told/)).toBeTruthy()
  })
})

describe('one’s own records', () => {
  test('the last three, each to read, with where it stands', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    for (const on of ['2026-02-18', '2026-03-18', '2026-04-15'] as const) await earlier(dana, sam, day(on))
    const last = await complete(dana)
    await renderInside(<TodayPage />, sam)
    const list = await screen.findByRole('list', { name: 'Your latest records' })
    expect(within(list).getAllByRole('listitem').map(textOf)).toEqual([
      'Session on Wed 10 JuneWith Dana WhitlockNot shared yet',
      'Session on Wed 15 AprilWith Dana WhitlockSigned by both',
      'Session on Wed 18 MarchWith Dana WhitlockSigned by both',
    ])
    expect(hrefOf(within(list).getByRole('link', { name: 'Session on Wed 10 June' }))).toBe(`/sessions/${last}/read`)
  })

  test('are not on a manager’s Today', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM))
    await renderInside(<TodayPage />, dana)
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    expect(screen.queryByRole('list', { name: 'Your latest records' })).toBeNull()
  })
})

describe('the people of the home', () => {
  const PEOPLE = [
    { name: 'محمد الفاسي', employment: 'agency', heldOn: '2026-05-25', shifts: 14 },
    { name: 'Jo 🌻 Hart', employment: 'agency', heldOn: '2026-05-25', shifts: 13, nextOn: '2026-06-12' },
    { name: 'Marek Dvořák', heldOn: '2026-06-02' },
  ] as const
  const row = (name: string) => screen.getByRole('link', { name }).closest('li') as HTMLElement

  test('names are set in their own direction; who presses and has no date can be booked (J6)', async () => {
    const { container } = await renderInside(<TodayPage />, populated(memoryDevice(DANA), PEOPLE))
    const name = await screen.findByText('محمد الفاسي')
    expect(name.getAttribute('dir')).toBe('auto')
    expect(textOf(row('محمد الفاسي'))).toContain('2 left: book it now')
    const book = within(row('محمد الفاسي')).getByRole('link', { name: 'Book with محمد الفاسي' })
    expect(hrefOf(book)).toBe(`/sessions/plan/${idsOf(0).post}`)
    expect(textOf(row('Jo 🌻 Hart'))).toContain('3 shifts left')
    expect(textOf(row('Jo 🌻 Hart'))).toContain('Next session: Fri 12 June')
    expect(within(row('Jo 🌻 Hart')).queryByRole('link', { name: /^Book/ })).toBeNull()
    expect(within(row('Marek Dvořák')).queryByRole('link', { name: /^Book/ })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('with two homes, shifts are known only as far as the roster of both', async () => {
    const other = '00000000-0000-4000-8000-000000000002' as SettingId
    const device = withSnapshot(populated(memoryDevice(DANA), PEOPLE), (snapshot) => {
      const home = snapshot.settings.get(HOME)
      const post = snapshot.posts.get(SAM_POST)
      if (!home || !post) throw new Error('the home and Sam are on this device')
      const roster = (through: string) => ({ through: instant(through), rows: 1, on: day('2026-06-10'), act: 'a' as never, by: DANA, at: instant('2026-06-10T08:00:00Z') })
      return {
        ...snapshot,
        settings: new Map([[HOME, { ...home, roster: roster('2026-06-10T07:00:00Z') }], [other, { ...home, id: other, name: 'Seaview', roster: roster('2026-06-08T07:00:00Z') }]]),
        posts: new Map([...snapshot.posts, [SAM_POST, { ...post, setting: other, employment: 'agency' }]]),
      }
    })
    await renderInside(<TodayPage />, device)
    expect(textOf(await screen.findByText(/As known at/))).toContain('Shifts known up to Mon 8 June, 08:00')
  })

  test('where nobody is counted by shifts, nothing is said of them', async () => {
    const device = withSnapshot(populated(memoryDevice(DANA), PEOPLE), (snapshot) => ({
      ...snapshot,
      posts: new Map([...snapshot.posts].map(([id, post]) => [id, { ...post, employment: 'permanent' }] as const)),
    }))
    await renderInside(<TodayPage />, device)
    expect(textOf(await screen.findByText(/As known at/))).not.toMatch(/shifts/i)
  })
})
