/** The draft: its dates, its frequency, whose words are whose, what is missing. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../../src/domain/ids.ts'
import { AgreedDates } from '../../../src/domain/policy/answer.ts'
import { hrefOf } from '../../../src/features/addresses.ts'
import { agreementHref } from '../../../src/features/agreements/addresses.ts'
import { type Device } from '../../../src/queries/device.ts'
import { ADE_POST, DANA, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { drawnUp, EXPECTATIONS, home, signAs, stateOf } from './seed.ts'
import { show } from './show.tsx'

const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const pageText = (): string => textOf(document.body)

const datesOf = async (device: Device, recordId: RecordId): Promise<AgreedDates> =>
  AgreedDates.parse((await stateOf(device, recordId)).fields['dates']?.value)

/** The row of the list that has this day. */
const rowOf = (day: string): HTMLElement => {
  const row = screen.getAllByRole('listitem').find((item) => textOf(item).includes(day))
  if (!row) throw new Error(`no row for ${day}`)
  return row
}
const draft = async (device: MemoryDevice, values = {}) => {
  const recordId = await drawnUp(device, values)
  const page = await show(device, agreementHref(recordId))
  return { recordId, page }
}

describe('the dates', () => {
  it('are listed by month with their weekday, and say why one was moved', async () => {
    const dana = home()
    const { page } = await draft(dana)
    const june = within(screen.getByRole('list', { name: 'Dates in June 2026' }))
    expect(textOf(june.getByRole('listitem'))).toContain('Thu 11 June')
    // 11 July 2026 is a Saturday.
    expect(textOf(rowOf('Fri 10 July'))).toContain('Moved from Sat 11 July, a weekend')
    expect(pageText()).toContain('13 dates')
    await expectAccessible(page.container)
  })

  it('are moved and given a time where they stand, and a wrong date says what to do', async () => {
    const dana = home()
    const { page, recordId } = await draft(dana)
    await page.tap(within(rowOf('Fri 10 July')).getByRole('button', { name: 'Change Fri 10 July' }))
    const form = within(screen.getByRole('group', { name: 'Change Fri 10 July' }))
    expect(document.activeElement).toBe(form.getByRole('textbox', { name: 'Day' }))
    await page.user.clear(form.getByRole('textbox', { name: 'Day' }))
    await page.user.type(form.getByRole('textbox', { name: 'Day' }), '31')
    await page.user.clear(form.getByRole('textbox', { name: 'Month' }))
    await page.user.type(form.getByRole('textbox', { name: 'Month' }), '6')
    await page.user.type(form.getByRole('textbox', { name: 'Time' }), 'after lunch')
    await page.user.click(form.getByRole('button', { name: 'Use this date' }))
    expect(textOf(screen.getByRole('group', { name: 'Change Fri 10 July' }))).toContain('The date must be a real date')
    expect(textOf(screen.getByRole('group', { name: 'Change Fri 10 July' }))).toContain('The time must be a time, like 14:30')
    await expectAccessible(page.container)
    await page.user.clear(form.getByRole('textbox', { name: 'Day' }))
    await page.user.type(form.getByRole('textbox', { name: 'Day' }), '11')
    await page.user.click(form.getByRole('button', { name: 'Use this date' }))
    expect(pageText()).toContain('There is a session on Thu 11 June already')
    await page.user.clear(form.getByRole('textbox', { name: 'Month' }))
    await page.user.type(form.getByRole('textbox', { name: 'Month' }), '7')
    await page.user.clear(form.getByRole('textbox', { name: 'Time' }))
    await page.user.type(form.getByRole('textbox', { name: 'Time' }), '2.30pm')
    await page.user.click(form.getByRole('button', { name: 'Use this date' }))
    await waitFor(async () => expect((await datesOf(dana, recordId))[1]).toEqual({ on: '2026-07-11', at: '14:30' }))
    await waitFor(() => expect(textOf(rowOf('Sat 11 July'))).toContain('This is a weekend'))
    expect(document.activeElement).toBe(button('Change Sat 11 July'))
  })

  it('are taken out and put back, added, and all given one time', async () => {
    const dana = home()
    const { page, recordId } = await draft(dana)
    const before = await datesOf(dana, recordId)
    await page.tap(button('Change Thu 11 June'))
    await page.tap(button('Take out'))
    await waitFor(async () => expect(await datesOf(dana, recordId)).toHaveLength(before.length - 1))
    expect(pageText()).toContain('Taken out: Thu 11 June.')
    await page.tap(button('Put it back'))
    await waitFor(async () => expect(await datesOf(dana, recordId)).toEqual(before))

    await page.tap(button('Add a date'))
    const form = within(screen.getByRole('group', { name: 'Add a date' }))
    await page.user.type(form.getByRole('textbox', { name: 'Day' }), '24')
    await page.user.type(form.getByRole('textbox', { name: 'Month' }), '6')
    await page.user.type(form.getByRole('textbox', { name: 'Year' }), '2026')
    await page.user.click(form.getByRole('button', { name: 'Use this date' }))
    await waitFor(async () => expect((await datesOf(dana, recordId)).map(({ on }) => on)).toContain('2026-06-24'))

    await page.tap(button('Use for all dates'))
    expect(pageText()).toContain('Enter the time')
    await page.user.type(box('Set one time for all'), '09:15')
    await page.tap(button('Use for all dates'))
    await waitFor(async () => expect(new Set((await datesOf(dana, recordId)).map(({ at }) => at))).toEqual(new Set(['09:15'])))
    expect(pageText()).toContain('All dates are at 09:15 now.')
  })
})

describe('how often', () => {
  it('says the policy’s limit, works the dates out again, and keeps and names the one that was chosen', async () => {
    const dana = home()
    const { page, recordId } = await draft(dana)
    const dates = await datesOf(dana, recordId)
    await dana.edit({ recordId, kind: 'agreement', values: { dates: dates.map((each, index) => (index === 2 ? { on: '2026-08-19', at: null } : { ...each })) } })
    await waitFor(() => rowOf('Wed 19 August'))
    const select = screen.getByRole('combobox', { name: 'The frequency of supervision will be' })
    expect(pageText()).toContain('The policy asks for it at least every month.')
    await page.pick(select, 'P2W')
    await waitFor(async () => expect((await stateOf(dana, recordId)).fields['every']?.value).toBe('P2W'))
    await waitFor(async () => expect((await datesOf(dana, recordId)).length).toBeGreaterThan(24))
    expect(pageText()).toMatch(/The dates were worked out again: there are \d+ now. Kept as you chose it: Wed 19 August./)
    await page.pick(select, 'P2M')
    await waitFor(() => expect(pageText()).toContain('A longer gap is shown here and changes nothing'))
    screen.getByRole('option', { name: 'every 2 months (longer than the policy allows)' })
    await expectAccessible(page.container)
  })
})

describe('whom to go to', () => {
  it('is somebody known here, or any name', async () => {
    const dana = home()
    const { page, recordId } = await draft(dana)
    const select = screen.getByRole('combobox', { name: /^Manager to contact/ })
    expect(within(select).getAllByRole('option')[0]?.textContent).toBe('Morag Ellery (manages Larkfield House)')
    expect(within(select).queryByRole('option', { name: 'Dana Whitlock' })).toBeNull()
    await page.pick(select, 'other')
    await page.user.type(await screen.findByRole('textbox', { name: 'Name of the manager' }), 'مريم الحسن')
    await page.user.tab()
    await waitFor(async () => expect((await stateOf(dana, recordId)).fields['named-manager']?.value).toEqual({ person: null, name: 'مريم الحسن' }))
    await page.go(agreementHref(recordId, 'check'))
    expect((await screen.findByText('مريم الحسن')).getAttribute('dir')).toBe('auto')
  })
})

describe('whose words', () => {
  it('Sam writes what is Sam’s on their own device, and only reads what is Dana’s', async () => {
    const dana = home()
    const recordId = await drawnUp(dana, { 'expect-c': 'Come with questions.' })
    const sam = dana.as(SAM)
    const page = await show(sam, agreementHref(recordId))
    expect(pageText()).toContain('You write what is in your own words.')
    expect(screen.queryByRole('textbox', { name: 'What I want from you as the supervisee' })).toBeNull()
    expect(pageText()).toContain('Come with questions.')
    const long = `${'Ik bin 🙂 '.repeat(1100)}.`
    await page.user.click(box('What I want from you as my supervisor'))
    await page.user.paste(long)
    await page.user.tab()
    await waitFor(async () => expect((await stateOf(dana, recordId)).fields['expect-a']).toMatchObject({ by: SAM, value: long }))
    expect(screen.queryByRole('button', { name: 'This record is wrong: void it' })).toBeNull()
    await expectAccessible(page.container)
  })

  it('what Dana writes down for Sam says so', async () => {
    const dana = home()
    const { page } = await draft(dana)
    expect(pageText()).toContain('What Sam says here, Sam can write on their own device')
    await page.user.type(box('What I want from you as my supervisor'), 'Tell me straight.')
    await page.user.tab()
    const block = box('What I want from you as my supervisor').closest('.cs-block')
    await waitFor(() => expect(textOf(block)).toContain('Written by Dana for Sam'))
  })
})

describe('what is missing', () => {
  it('is listed with the way to it, and nothing is signed while it is', async () => {
    const dana = home()
    const { page, recordId } = await draft(dana, { others: '', 'review-on': { day: '1', month: '', year: '' } })
    await page.tap(screen.getByRole('link', { name: 'Check and sign' }))
    const first = await screen.findByRole('link', { name: 'Fill in: Who else may see it' })
    screen.getByRole('link', { name: /Enter a real date: .*Date of Review/ })
    expect(pageText()).toContain('6 things to do before it can be signed')
    await page.tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
    await page.tap(button('Sign this record'))
    expect(textOf(await screen.findByRole('alert'))).toContain('This record can’t be signed yet.')
    expect((await stateOf(dana, recordId)).signatures).toEqual([])
    await expectAccessible(page.container)
    expect(first.getAttribute('href')).toBe(agreementHref(recordId, 'write', 'others'))
    await page.tap(screen.getByRole('link', { name: 'Fill in: Who else may see it' }))
    await waitFor(() => expect(document.activeElement).toBe(box('Others who may see the record')))
  })

  it('a tick is asked for', async () => {
    const dana = home()
    const recordId = await drawnUp(dana, EXPECTATIONS)
    const page = await show(dana, agreementHref(recordId, 'check'))
    await page.tap(button('Sign this record'))
    await screen.findByRole('link', { name: 'Tick to say that you have read the whole record' })
    expect((await stateOf(dana, recordId)).signatures).toEqual([])
  })
})

describe('two versions of the dates (P6)', () => {
  it('are both there in words until one is chosen', async () => {
    const dana = home()
    const recordId = await drawnUp(dana, EXPECTATIONS)
    const sam = dana.as(SAM)
    const dates = [{ on: '2026-07-01' as PlainDate, at: null }]
    // Sam moved the dates without having seen Dana's.
    await sam.act({ recordId, kind: 'agreement', type: 'fields.edit', patch: { dates: { value: dates, from: null as ActId | null } } })
    const page = await show(dana, agreementHref(recordId))
    const group = await screen.findByRole('group', { name: 'Two versions of Dates for the year' })
    expect(textOf(group)).toContain('Wednesday 1 July 2026')
    expect(textOf(group)).toContain('Thursday 11 June 2026')
    const tasks = within(screen.getByRole('region', { name: 'What is still to do' }))
    expect(textOf(tasks.getByRole('link', { name: 'Dates for the year' }).closest('li'))).toContain('Two versions')
    await expectAccessible(page.container)
    await page.tap(within(group).getByRole('button', { name: 'Use Sam’s version' }))
    await waitFor(async () => expect(await datesOf(dana, recordId)).toEqual(dates))
  })
})

describe('drawing one up', () => {
  it('opens the draft that there is', async () => {
    const dana = home()
    const recordId = await drawnUp(dana)
    const page = await show(dana, hrefOf('drawUp', { postId: SAM_POST }))
    await screen.findByRole('heading', { level: 1, name: /Supervision agreement/ })
    expect(page.where()).toBe(agreementHref(recordId))
  })

  it('says why it can’t be done: not the supervisor, no policy, nothing saved', async () => {
    const sam = home().as(SAM)
    const page = await show(sam, hrefOf('drawUp', { postId: SAM_POST }))
    expect(pageText()).toContain('Only the supervisor can draw up the agreement.')
    await expectAccessible(page.container)
    page.unmount()
    const dana = home()
    const without = { ...dana, snapshot: async () => ({ ...(await dana.snapshot()), packs: [] }) }
    const other = await show(without, hrefOf('drawUp', { postId: ADE_POST }))
    expect(pageText()).toContain('The policy of this home is not on this device')
    other.unmount()
    const failing = memoryDevice(DANA)
    failing.failSaves(true)
    const third = await show(failing, hrefOf('drawUp', { postId: SAM_POST }))
    expect(pageText()).toContain('could not be saved on this device')
    failing.failSaves(false)
    await third.tap(button('Try again'))
    await screen.findByRole('heading', { level: 1, name: /Supervision agreement/ })
  })
})

describe('changing after a signature (P7)', () => {
  it('warns first; the signature then no longer counts, and its signer is told', async () => {
    const dana = home()
    const recordId = await drawnUp(dana, EXPECTATIONS)
    await signAs(dana, recordId, 'supervisor')
    const page = await show(dana.as(SAM), agreementHref(recordId))
    await page.tap(screen.getByRole('link', { name: 'Change something' }))
    await screen.findByText(/Signed by Dana. If you change anything, the signature no longer counts/)
    expect(box('What I want from you as my supervisor').matches(':disabled')).toBe(true)
    await page.tap(button('Change it all the same'))
    await page.user.type(box('What I want from you as my supervisor'), ' Always.')
    await page.user.tab()
    await waitFor(async () => expect((await stateOf(dana, recordId)).signatures).toEqual([]))
    page.unmount()
    await show(dana, agreementHref(recordId, 'check'))
    await screen.findByText('This record was changed after you signed it. Read it and sign again.')
    expect(pageText()).toContain('What changed: Expectations, What I want from you as my supervisor')
  })
})
