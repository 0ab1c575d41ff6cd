import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { addDays, type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { PersonPage } from '../../../src/features/people/person-page.tsx'
import { logActFor } from '../../../src/queries/roster.ts'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, type MemoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'

const NOW = '2026-06-10T13:30:00Z' as Instant
const shift = (startedAt: string, more: Partial<ShiftLog> = {}): ShiftLog => ({
  post: ADE_POST, setting: HOME, person: ADE, startedAt: startedAt as Instant, endedAt: null, status: 'worked', units: null, ...more,
})
const worked = (count: number): ShiftLog[] =>
  Array.from({ length: count }, (_, n) => shift(`${addDays('2026-05-01' as PlainDate, n)}T06:00:00Z`))
const device = (shifts: readonly ShiftLog[]): MemoryDevice => memoryDevice(DANA, NOW, shifts)
const card = async (): Promise<HTMLElement> => (await screen.findByRole('heading', { name: 'Shifts counted' })).closest('section')!

describe('the shifts counted', () => {
  test.each([
    [12, '4 shifts left before the next session'],
    [14, '2 shifts left: book the session now'],
    [15, '1 shift left: book the session now'],
    [16, 'The session is due before the next shift'],
    [17, 'Overdue: the session was due after 16 shifts'],
  ])('%d worked: %s', async (count, words) => {
    await renderInside(<PersonPage postId={ADE_POST} />, device(worked(count)))
    const shown = await card()
    expect(textOf(shown)).toContain(`${count} of 16`)
    expect(textOf(shown)).toContain(words)
    expect(within(shown).getByRole('link', { name: 'Book the session' }).getAttribute('href')).toBe(`/sessions/plan/${ADE_POST}`)
  })

  test('11 worked: nothing to book yet', async () => {
    await renderInside(<PersonPage postId={ADE_POST} />, device(worked(11)))
    const shown = await card()
    expect(textOf(shown)).toContain('11 of 16')
    expect(within(shown).queryByRole('link', { name: 'Book the session' })).toBeNull()
  })

  test('are numbered one by one; at sixteen there are sixteen', async () => {
    const { user, container } = await renderInside(<PersonPage postId={ADE_POST} />, device(worked(16)))
    await user.click(within(await card()).getByText('Show the shifts counted: 16'))
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1).map(textOf)
    expect(rows).toHaveLength(16)
    expect(rows[0]).toBe('1Fri 1 May, 07:00Larkfield House')
    expect(rows[15]).toBe('16Sat 16 May, 07:00Larkfield House')
    await expectAccessible(container, { page: true })
  })

  test('claims stand apart; what doesn’t count is folded away with why', async () => {
    const dana = device([
      ...worked(2), shift('2026-05-20T06:00:00Z', { status: 'cancelled' }), shift('2026-05-21T06:00:00Z', { status: 'absent' }),
      shift('2026-06-20T06:00:00Z', { status: 'planned' }), shift('2026-05-01T06:00:00Z'), shift('2026-06-21T06:00:00Z'),
    ])
    const ade = dana.as(ADE)
    await ade.act(logActFor(shift('2026-06-09T06:00:00Z', { claimed: true }), [], ade.me))
    const { container } = await renderInside(<PersonPage postId={ADE_POST} />, dana)
    const shown = await card()
    expect(textOf(within(shown).getByRole('list', { name: 'To be confirmed by the home' }))).toContain('Tue 9 June, 07:00Larkfield House')
    expect(textOf(shown)).toContain('2 of 16')
    const others = within(shown).getByRole('list', { name: 'Not counted: 5', hidden: true })
    expect(within(others).getAllByRole('listitem', { hidden: true }).map(textOf)).toEqual([
      'Fri 1 May, 07:00Larkfield HouseThe same shift again',
      'Wed 20 May, 07:00Larkfield HouseCancelled',
      'Thu 21 May, 07:00Larkfield HouseAbsent',
      'Sat 20 June, 07:00Larkfield HousePlanned',
      'Sun 21 June, 07:00Larkfield HouseStill to come',
    ])
    await expectAccessible(container, { page: true })
  })

  test('how fresh the count is, and where it is put right: the manager corrects, the worker logs', async () => {
    const dana = device(worked(3))
    const rendered = await renderInside(<PersonPage postId={ADE_POST} />, dana)
    expect(textOf(await card())).toContain('No roster brought in yet')
    expect(screen.getByRole('link', { name: 'Correct these shifts' }).getAttribute('href')).toBe(`/shifts?post=${ADE_POST}`)
    await dana.act({ recordId: HOME, kind: 'setting', type: 'setting.roster', payload: { through: '2026-06-10T07:00:00Z' as Instant, rows: 3, on: '2026-06-10' as PlainDate } })
    expect(await screen.findByText('Shifts known up to Wed 10 June, 08:00')).toBeTruthy()
    rendered.unmount()
    await renderInside(<PersonPage postId={ADE_POST} />, dana.as(ADE))
    await card()
    expect(screen.getByRole('link', { name: 'Log a shift' }).getAttribute('href')).toBe(`/shifts/new/${ADE_POST}`)
    expect(screen.queryByRole('link', { name: 'Correct these shifts' })).toBeNull()
  })
})
