import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { ShiftsPage } from '../../../src/features/shifts/shifts-page.tsx'
import { logActFor } from '../../../src/queries/roster.ts'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible, type Rendered } from '../../render.tsx'
import { renderInside, textOf, unreadable } from '../inside.tsx'

const NOW = '2026-06-10T13:30:00Z' as Instant
const shift = (startedAt: string, more: Partial<ShiftLog> = {}): ShiftLog => ({
  post: ADE_POST, setting: HOME, person: ADE, startedAt: startedAt as Instant, endedAt: null, status: 'worked', units: null, ...more,
})
const danas = (shifts: readonly ShiftLog[] = []) => memoryDevice(DANA, NOW, shifts)
const HEADER = 'person,home,start,end,status'
const row = (day: string, who = 'Ade Brightwell', status = 'worked', home = 'Larkfield House') => `${who},${home},${day} 07:00,15:00,${status}`
const file = (rows: readonly string[]) => new File([[HEADER, ...rows].join('\n')], 'roster.csv', { type: 'text/csv' })

const choose = async ({ user }: Rendered, rows: readonly string[]): Promise<void> => {
  await user.upload(await screen.findByLabelText('Choose a roster file'), file(rows))
  await screen.findByRole('heading', { name: 'Check before you bring it in' })
}
/** The numbers of the summary, by their words. */
const summary = () => {
  const rows = screen.getByRole('heading', { name: 'Check before you bring it in' }).closest('section')!.querySelectorAll('.govuk-summary-list__row')
  return Object.fromEntries([...rows].map((each) => [textOf(each.querySelector('dt')), textOf(each.querySelector('dd'))]))
}
const bring = async (rendered: Rendered): Promise<void> => {
  await rendered.user.click(screen.getByRole('button', { name: /^Bring/ }))
  await screen.findByRole('heading', { name: 'The roster is in' })
}
const shiftsOn = async (device: MemoryDevice) => (await device.snapshot()).shifts

beforeEach(() => window.history.replaceState(null, '', '/shifts'))

describe('bringing in a roster', () => {
  test('says before anything is saved what is new, changed, known and wrong; then saves it', async () => {
    const device = danas([shift('2026-06-01T06:00:00Z'), shift('2026-06-02T06:00:00Z', { endedAt: '2026-06-02T14:00:00Z' as Instant })])
    const rendered = await renderInside(<ShiftsPage />, device)
    await choose(rendered, [row('2026-06-01'), row('2026-06-02'), row('2026-06-03'), row('2026-06-04', 'Sam Oyelaran'), row('31/06/2026'), row('2026-06-05', 'Ade Brightwell', 'worked', 'Nowhere')])
    expect(summary()).toEqual({ 'New shifts': '2', Changed: '1', 'Known already': '1', 'Rows with a problem': '2' })
    expect(device.log).toEqual([])
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Bring in a roster' }))
    expect(textOf(screen.getByRole('list', { name: 'Show what changes: 1', hidden: true }))).toBe('Ade Brightwell, Mon 1 June, 07:00 to 15:00Worked, From 07:00 becomes Worked, 07:00 to 15:00')
    const table = within(screen.getByRole('table')).getAllByRole('row').slice(1).map(textOf)
    expect(table).toEqual([
      '6StartWe can’t read “31/06/2026 07:00” as the day and time the shift began. Write it like 02/06/2026 07:30.',
      '7HomeWe don’t know a home called “Nowhere”. Check the spelling against the name in Countersign.',
    ])
    await expectAccessible(rendered.container, { page: true })
    await bring(rendered)
    expect(screen.getByText('2 new shifts, 1 changed, 1 known already.', { exact: false })).toBeTruthy()
    // What is wrong is still there to be mended.
    expect(screen.getByRole('table')).toBeTruthy()
    await expectAccessible(rendered.container, { page: true })
    expect(device.log.map(({ type }) => type)).toEqual(['shift.log', 'shift.log', 'shift.log', 'setting.roster'])
    expect((await device.snapshot()).settings.get(HOME)?.roster).toMatchObject({ through: '2026-06-04T14:00:00Z', rows: 4 })
    await rendered.user.click(screen.getByRole('button', { name: 'Back to shifts' }))
    expect(await screen.findByText('Shifts known up to Thu 4 June, 15:00')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Shifts and roster' }))
  })

  test('the same file again: nothing to bring in, and no button for it', async () => {
    const device = danas()
    const rendered = await renderInside(<ShiftsPage />, device)
    const rows = [row('2026-06-01'), row('2026-06-02', 'Sam Oyelaran', 'absent')]
    await choose(rendered, rows)
    await bring(rendered)
    await rendered.user.click(screen.getByRole('button', { name: 'Back to shifts' }))
    await choose(rendered, rows)
    expect(summary()).toMatchObject({ 'New shifts': '0', 'Known already': '2' })
    expect(screen.getByText('There is nothing to bring in. Every shift we can read in this file is known already.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Bring/ })).toBeNull()
    await rendered.user.click(screen.getByRole('button', { name: 'Choose another file' }))
    expect(await screen.findByLabelText('Choose a roster file')).toBeTruthy()
  })

  test('500 rows, a hundred saved at a time, with the progress said politely', async () => {
    const device = danas()
    const sizes: number[] = []
    const bars: (string | null | undefined)[] = []
    const said: string[] = []
    const watched = { ...device, acts: async (acts: Parameters<MemoryDevice['acts']>[0]) => {
      sizes.push(acts.length)
      // A disk takes its time, in which the screen is drawn.
      await new Promise((resolve) => setTimeout(resolve, 5))
      bars.push(screen.queryByRole('progressbar', { name: 'Bringing in the roster' })?.getAttribute('value'))
      said.push(...screen.queryAllByRole('status').map(textOf))
      return device.acts(acts)
    } }
    const rendered = await renderInside(<ShiftsPage />, watched)
    const rows = Array.from({ length: 500 }, (_, n) => `${n % 2 ? 'Ade Brightwell' : 'Sam Oyelaran'},Larkfield House,2026-0${1 + (n % 5)}-${String(1 + (n % 28)).padStart(2, '0')} ${String(n % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')},,worked`)
    await choose(rendered, rows)
    expect(summary()['New shifts']).toBe('500')
    await bring(rendered)
    expect(sizes).toEqual([100, 100, 100, 100, 100, 1])
    expect(bars).toContain('300')
    expect(said).toContain('300 of 501 saved on this device')
    expect(await shiftsOn(device)).toHaveLength(500)
  })

  test('a save that fails half-way says how much is there, keeps the rest and saves it on the next try', async () => {
    const device = danas()
    let fails = 1
    const failing = { ...device, acts: async (acts: Parameters<MemoryDevice['acts']>[0]) => {
      if ((await shiftsOn(device)).length >= 100 && (fails -= 1) >= 0) throw new Error('local-save-failed')
      return device.acts(acts)
    } }
    const rendered = await renderInside(<ShiftsPage />, failing)
    await choose(rendered, Array.from({ length: 150 }, (_, n) => `Ade Brightwell,Larkfield House,2026-05-${String(1 + (n % 30)).padStart(2, '0')} ${String(Math.floor(n / 30) + 1).padStart(2, '0')}:00,,worked`))
    await rendered.user.click(screen.getByRole('button', { name: 'Bring in 150 shifts' }))
    expect(textOf(await screen.findByRole('alert'))).toContain('100 of 151 are saved on this device.')
    await expectAccessible(rendered.container, { page: true })
    expect(await shiftsOn(device)).toHaveLength(100)
    await rendered.user.click(screen.getByRole('button', { name: 'Save the rest' }))
    await screen.findByRole('heading', { name: 'The roster is in' })
    expect(await shiftsOn(device)).toHaveLength(150)
  })

  test('how far shifts are known can be changed, but not to what is still to come', async () => {
    const device = danas()
    const rendered = await renderInside(<ShiftsPage />, device)
    await choose(rendered, [row('2026-06-01')])
    const day = screen.getByLabelText('Day')
    expect(day).toHaveProperty('value', '1')
    await rendered.user.clear(day)
    await rendered.user.type(day, '11')
    await rendered.user.click(screen.getByRole('button', { name: 'Bring in 1 shift' }))
    expect(textOf(await screen.findByRole('alert'))).toContain('Shifts can’t be known beyond now.')
    await expectAccessible(rendered.container, { page: true })
    await rendered.user.clear(day)
    await rendered.user.type(day, '9')
    await bring(rendered)
    expect((await device.snapshot()).settings.get(HOME)?.roster?.through).toBe('2026-06-09T14:00:00Z')
  })

  test('a file without the columns, an empty file and a text that is none say what to do', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    await rendered.user.upload(await screen.findByLabelText('Choose a roster file'), new File(['name;when\nSam;today'], 'x.csv'))
    expect(await screen.findByText(/does not name every column we need\. Add these to it: person, home, start, end, status/)).toBeTruthy()
    expect(screen.getByText('There is nothing we can bring in from this file.')).toBeTruthy()
    expect(screen.getByText('Columns we did not look at: name and when')).toBeTruthy()
    await rendered.user.click(screen.getByRole('button', { name: 'Choose another file' }))
    await rendered.user.click(await screen.findByText('Or paste the roster as text'))
    await rendered.user.click(screen.getByRole('button', { name: 'Read this text' }))
    expect(screen.getByText('Paste the roster first')).toBeTruthy()
    await rendered.user.click(screen.getByLabelText(/Roster as text/))
    await rendered.user.paste(`${HEADER}\n${row('2026-06-01')}`)
    await rendered.user.click(screen.getByRole('button', { name: 'Read this text' }))
    await screen.findByRole('heading', { name: 'Check before you bring it in' })
    expect(summary()['New shifts']).toBe('1')
  })

  test('a file that can’t be read at all is said beside it', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    const broken = file([])
    broken.arrayBuffer = () => Promise.reject(new Error('gone'))
    await rendered.user.upload(await screen.findByLabelText('Choose a roster file'), broken)
    expect(await screen.findByText('We can’t read this file. Save it as CSV and choose it again.')).toBeTruthy()
    await expectAccessible(rendered.container, { page: true })
  })

  test('names from right to left, emoji, cells of 10,000 characters and both hours of the clock change are read', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    await choose(rendered, [
      row('2026-06-01', 'אבי כהן'),
      row('2026-06-01', '🌻 Sunny'),
      row('2026-06-01', 'x'.repeat(10_000)),
      row('2026-06-01', '"A name\nin two lines"'),
      'Ade Brightwell,Larkfield House,2025-10-26T01:30:00+01:00,,worked',
      'Ade Brightwell,Larkfield House,26/10/2025 01:30,,worked',
      `Ade Brightwell,Larkfield House,2026-06-02 07:00,${'9'.repeat(10_000)},worked`,
    ])
    expect(summary()).toMatchObject({ 'New shifts': '2' })
    expect(screen.getByLabelText(/^Add אבי כהן/)).toBeTruthy()
    expect(screen.getByLabelText(/^Add 🌻 Sunny/)).toBeTruthy()
    expect(screen.getByText('The name is longer than 200 letters. Check that this cell holds only the name.')).toBeTruthy()
    await expectAccessible(rendered.container, { page: true })
  })

  test('rows to mend can be copied and downloaded as a list', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    await choose(rendered, [row('2026-06-01', 'Ade Brightwell', 'slept'), row('2026-06-02', 'Nobody Known')])
    const list = 'Line 2, Status: “slept” is not a status we know. Write planned, worked, cancelled or absent.\nLine 3, Person: “Nobody Known” is not known here. Tick them above to add them, or check the spelling.\n'
    await rendered.user.click(screen.getByRole('button', { name: 'Copy the list' }))
    expect(await screen.findByText('Copied')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe(list)
    const saved: Blob[] = []
    Object.assign(URL, { createObjectURL: (blob: Blob) => (saved.push(blob), 'blob:x'), revokeObjectURL: () => undefined })
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await rendered.user.click(screen.getByRole('button', { name: 'Download the list' }))
    expect(click).toHaveBeenCalledOnce()
    expect(await saved[0]?.text()).toBe(list)
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
    await rendered.user.click(screen.getByRole('button', { name: 'Copy the list' }))
    expect(await screen.findByText('Not copied. Download the list instead.')).toBeTruthy()
  })
})

describe('people nobody knows', () => {
  const rows = [row('2026-06-03', 'Íñigo Vale'), row('2026-06-02', 'inigo vale'), row('2026-06-02', 'X9'), row('2026-06-04', 'Left Out')]

  test('are ticked, named and added with their rows; the others stay out and are told', async () => {
    const device = danas()
    const rendered = await renderInside(<ShiftsPage />, device)
    await choose(rendered, rows)
    expect(summary()).toMatchObject({ 'New shifts': '0', 'Rows with a problem': '0' })
    expect(screen.getByText('2 rows, lines 2 and 3')).toBeTruthy()
    await rendered.user.click(screen.getByLabelText(/^Add Íñigo Vale/))
    expect(summary()).toMatchObject({ 'New shifts': '2', 'New people': '1' })
    expect(screen.getByText(/^Employed since Tue 2 June/)).toBeTruthy()
    await rendered.user.click(screen.getByLabelText(/^Add X9/))
    await rendered.user.click(screen.getByRole('button', { name: 'Bring in 3 shifts' }))
    expect(textOf(await screen.findByRole('alert'))).toContain('Enter the full name of X9')
    await expectAccessible(rendered.container, { page: true })
    const name = screen.getAllByLabelText('Full name')[1]!
    await rendered.user.type(name, '  Xanthe Nine ')
    await rendered.user.click(screen.getAllByLabelText('Casual')[1]!)
    expect(screen.getAllByLabelText('Job title')[1]).toHaveProperty('value', 'Relief residential worker')
    await bring(rendered)
    expect(screen.getByText('2 people added.', { exact: false })).toBeTruthy()
    expect(screen.getByText('“Left Out” is not known here and was not added.')).toBeTruthy()
    const snapshot = await device.snapshot()
    const posts = [...snapshot.posts.values()].filter(({ employedOn }) => employedOn === '2026-06-02')
    expect(posts.map(({ person, title, employment, group, supervisor, staffNumber, from, line }) => [snapshot.people.get(person)?.name, title, employment, group, supervisor, staffNumber, from, line])).toEqual([
      ['Íñigo Vale', 'Agency residential worker', 'agency', 'residential', DANA, null, '2026-06-02', 'managerial'],
      ['Xanthe Nine', 'Relief residential worker', 'casual', 'residential', DANA, 'X9', '2026-06-02', 'managerial'],
    ])
    expect(snapshot.shifts).toHaveLength(3)
    // The next roster knows them, by name and by number.
    await rendered.user.click(screen.getByRole('button', { name: 'Back to shifts' }))
    await choose(rendered, [...rows, row('2026-06-05', 'x9')])
    expect(summary()).toMatchObject({ 'New shifts': '1', 'Known already': '3' })
    expect(screen.getByLabelText(/^Add Left Out/)).toBeTruthy()
    expect(screen.queryByLabelText(/^Add X9/)).toBeNull()
  })

  test('can all be ticked at once; a job title is asked for', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    await choose(rendered, rows)
    await rendered.user.click(screen.getByRole('button', { name: 'Tick them all' }))
    expect(summary()).toMatchObject({ 'New shifts': '4', 'New people': '3' })
    await rendered.user.clear(screen.getAllByLabelText('Job title')[0]!)
    await rendered.user.click(screen.getByRole('button', { name: 'Bring in 4 shifts' }))
    expect(textOf(await screen.findByRole('alert'))).toContain('Enter the job title of Íñigo Vale')
  })
})

describe('claims', () => {
  const claimed = async (device: MemoryDevice, more: Partial<ShiftLog> = {}) => {
    const ade = device.as(ADE)
    const entry = shift('2026-06-02T06:00:00Z', { endedAt: '2026-06-02T14:00:00Z' as Instant, claimed: true, ...more })
    await ade.act(logActFor(entry, [], ade.me))
  }

  test('are confirmed in one tap; only then they count', async () => {
    const device = danas()
    await claimed(device)
    const rendered = await renderInside(<ShiftsPage />, device)
    expect(await screen.findByText('Ade Brightwell says they worked Tue 2 June, 07:00 to 15:00')).toBeTruthy()
    await expectAccessible(rendered.container, { page: true })
    await rendered.user.click(screen.getByRole('button', { name: 'Confirm Ade Brightwell, Tue 2 June, 07:00 to 15:00' }))
    const said = await screen.findByText('Confirmed. It counts now.')
    await waitFor(() => expect(document.activeElement).toBe(said))
    expect((await shiftsOn(device)).map(({ claimed: still, status }) => [still, status])).toEqual([[false, 'worked']])
    expect(await screen.findByText('No shifts are waiting for you to confirm them.')).toBeTruthy()
  })

  test('not worked: it does not count, and is kept', async () => {
    const device = danas()
    await claimed(device)
    const rendered = await renderInside(<ShiftsPage />, device)
    await rendered.user.click(await screen.findByRole('button', { name: /^Not worked/ }))
    expect(await screen.findByText('Marked as not worked. It does not count.')).toBeTruthy()
    expect((await shiftsOn(device)).map(({ claimed: still, status }) => [still, status])).toEqual([[false, 'absent']])
  })

  test('with other times: the claim is put right, and the roster’s shift of that day is named beside it', async () => {
    const device = danas([shift('2026-06-02T06:30:00Z', { endedAt: '2026-06-02T14:30:00Z' as Instant })])
    await claimed(device)
    const rendered = await renderInside(<ShiftsPage />, device)
    expect(await screen.findByText('The roster has 07:30 to 15:30 that day.')).toBeTruthy()
    await rendered.user.click(screen.getByRole('button', { name: /^Correct times/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Correct a shift' })
    const start = within(dialog).getByLabelText('Started at')
    await rendered.user.clear(start)
    await rendered.user.type(start, '7.30')
    await rendered.user.click(within(dialog).getByRole('button', { name: 'Save correction' }))
    expect(await screen.findByText('Corrected. The count follows.')).toBeTruthy()
    const all = await shiftsOn(device)
    expect(all.filter(({ claimed: still }) => still)).toEqual([])
    expect(all.filter(({ status }) => status === 'worked').map(({ startedAt }) => startedAt)).toEqual(['2026-06-02T06:30:00Z'])
  })

  test('a save that fails is red, and the claim stays', async () => {
    const device = danas()
    await claimed(device)
    const rendered = await renderInside(<ShiftsPage />, device)
    device.failSaves(true)
    await rendered.user.click(await screen.findByRole('button', { name: /^Confirm/ }))
    expect(textOf(await screen.findByRole('alert'))).toContain('Not saved on this device')
    expect((await shiftsOn(device))[0]?.claimed).toBe(true)
  })
})

describe('entries', () => {
  const three = () => danas([
    shift('2026-06-01T06:00:00Z'), shift('2026-06-12T06:00:00Z', { status: 'planned' }), shift('2026-06-02T06:00:00Z', { units: 2 }), shift('2026-06-02T06:00:00Z', { post: SAM_POST, person: SAM, status: 'absent' }),
  ])

  test('by day, the newest first, found by name; one can be asked for by the address', async () => {
    const rendered = await renderInside(<ShiftsPage />, three())
    const days = await screen.findAllByRole('list', { name: /2026$/ })
    expect(days.map((list) => list.getAttribute('aria-label'))).toEqual(['Friday 12 June 2026', 'Tuesday 2 June 2026', 'Monday 1 June 2026'])
    expect(days[0]!.closest('details')?.open).toBe(false)
    expect(screen.getByText('Still to come: 1')).toBeTruthy()
    expect(textOf(days[1]!)).toContain('From 07:00 · Worked · Counts as 2 shifts')
    await rendered.user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'öyel')
    expect(await screen.findByText('1 shift')).toBeTruthy()
    await rendered.user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'x')
    expect(await screen.findByText('No shifts of “öyelx”. Check the spelling.')).toBeTruthy()
    await expectAccessible(rendered.container, { page: true })
    rendered.unmount()
    window.history.replaceState(null, '', `/shifts?post=${SAM_POST}`)
    await renderInside(<ShiftsPage />, three())
    expect(await screen.findByRole('searchbox', { name: 'Find a person' })).toHaveProperty('value', 'Sam Oyelaran')
  })

  test('an entry is put right: its status here, with what it said before', async () => {
    const device = three()
    const rendered = await renderInside(<ShiftsPage />, device)
    const open = async () => {
      await rendered.user.click(await screen.findByRole('button', { name: 'Correct the shift of Ade Brightwell, Mon 1 June, From 07:00' }))
      return screen.findByRole('dialog', { name: 'Correct a shift' })
    }
    const dialog = await open()
    await expectAccessible(rendered.container, { page: true })
    await rendered.user.click(within(dialog).getByLabelText('Absent'))
    await rendered.user.click(within(dialog).getByRole('button', { name: 'Save correction' }))
    expect(await screen.findByText('Corrected. The count follows.')).toBeTruthy()
    const changed = (await shiftsOn(device)).find(({ earlier }) => earlier.length > 0)
    expect(changed).toMatchObject({ status: 'absent', startedAt: '2026-06-01T06:00:00Z', earlier: [{ status: 'worked' }] })
    const again = await open()
    expect(textOf(again)).toContain('Logged by Dana Whitlock, Wed 10 June, 14:30')
    expect(within(again).getByText('What it said before')).toBeTruthy()
    expect(textOf(again)).toContain('Worked, Mon 1 June, From 07:00')
    await rendered.user.click(within(again).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('a wrong start is the old entry cancelled and the right one logged, in one save', async () => {
    const device = danas([shift('2026-06-01T06:00:00Z')])
    const saves: number[] = []
    const watched = { ...device, acts: (acts: Parameters<MemoryDevice['acts']>[0]) => (saves.push(acts.length), device.acts(acts)) }
    const rendered = await renderInside(<ShiftsPage />, watched)
    await rendered.user.click(await screen.findByRole('button', { name: /^Correct the shift/ }))
    const dialog = await screen.findByRole('dialog')
    const start = within(dialog).getByLabelText('Started at')
    await rendered.user.clear(start)
    await rendered.user.type(start, 'soon')
    await rendered.user.click(within(dialog).getByRole('button', { name: 'Save correction' }))
    expect(within(dialog).getByText('The start must be a time, like 07:30')).toBeTruthy()
    await rendered.user.clear(start)
    await rendered.user.type(start, '22:00')
    await rendered.user.type(within(dialog).getByLabelText('Ended at (optional)'), '7.30am')
    await rendered.user.click(within(dialog).getByRole('button', { name: 'Save correction' }))
    await screen.findByText('Corrected. The count follows.')
    expect(saves).toEqual([2])
    expect((await shiftsOn(device)).map(({ startedAt, endedAt, status }) => [startedAt, endedAt, status])).toEqual([
      ['2026-06-01T06:00:00Z', null, 'cancelled'],
      ['2026-06-01T21:00:00Z', '2026-06-02T06:30:00Z', 'worked'],
    ])
  })

  test('many are shown a part at a time', async () => {
    const many = Array.from({ length: 60 }, (_, n) => shift(`2026-05-${String(1 + (n % 30)).padStart(2, '0')}T0${Math.floor(n / 30)}:00:00Z`))
    const rendered = await renderInside(<ShiftsPage />, danas(many))
    expect(await screen.findAllByRole('button', { name: /^Correct the shift/ })).toHaveLength(40)
    await rendered.user.click(screen.getByRole('button', { name: 'Show earlier shifts' }))
    expect(screen.getAllByRole('button', { name: /^Correct the shift/ })).toHaveLength(60)
  })
})

describe('the page', () => {
  test('a shift is added by hand for somebody chosen', async () => {
    const rendered = await renderInside(<ShiftsPage />, danas())
    await rendered.user.selectOptions(await screen.findByLabelText('Whose shift'), 'Ade Brightwell, Agency residential worker')
    expect(screen.getByRole('link', { name: 'Add a shift' }).getAttribute('href')).toBe(`/shifts/new/${ADE_POST}`)
    expect(screen.getByText('No roster brought in yet')).toBeTruthy()
  })

  test('one who manages no home is told who does this; a device that can’t be read is tried again', async () => {
    const { unmount } = await renderInside(<ShiftsPage />, danas().as(SAM))
    expect(await screen.findByText('You don’t manage a home')).toBeTruthy()
    unmount()
    const { device, mend } = unreadable(danas())
    const { user } = await renderInside(<ShiftsPage />, device)
    mend()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByLabelText('Choose a roster file')).toBeTruthy()
  })
})
