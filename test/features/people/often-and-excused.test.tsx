/** Supervision more often for a while (C8) and a gap excused (C10): entered, ended, taken out, and read. */
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Json } from '../../../src/domain/json.ts'
import { type PostId } from '../../../src/domain/ids.ts'
import { factsOfPost, obligationsOfPost } from '../../../src/domain/today.ts'
import { withFacts } from '../../../src/queries/home.ts'
import { ADE_POST, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { complete, earlier } from '../sessions/seed.ts'
import { type Shown, typeDay } from '../show.tsx'
import { show } from './show.tsx'
import { under } from './under.ts'

const change = `/people/${SAM_POST}/change`
const pick = (name: string): HTMLElement => screen.getByRole('radio', { name })
const box = (name: string): HTMLElement => screen.getByRole('textbox', { name })
const group = (name: string): HTMLElement => screen.getByRole('group', { name })
const region = (name: string): string => textOf(screen.getByRole('region', { name }))
const changes = (): string => region('What this changes')
const alert = (): string => textOf(screen.getByRole('alert'))
const press = ({ user }: Shown, name: string | RegExp): Promise<void> => user.click(screen.getByRole('button', { name }))
const factsOf = async (device: MemoryDevice) => (await device.snapshot()).posts.get(SAM_POST)?.facts
const oneToOne = async (device: MemoryDevice) => {
  const snapshot = await device.snapshot()
  const post = snapshot.posts.get(SAM_POST)!
  const all = obligationsOfPost(post, snapshot.settings.get(post.setting), snapshot.packs, factsOfPost(snapshot, post.id, device.asOf()), device.asOf())
  return all.find(({ track }) => track === 'one-to-one')
}

/** Sam, seen last on Wed 10 June, the day it is: monthly. */
const home = async (): Promise<MemoryDevice> => {
  const dana = memoryDevice()
  await earlier(dana, dana.as(SAM))
  await complete(dana)
  return dana
}
const amend = async (device: MemoryDevice, facts: Record<string, Json>, id: PostId = SAM_POST): Promise<void> => {
  const post = (await device.snapshot()).posts.get(id)!
  await device.act({ recordId: id, kind: 'post', type: 'post.amend', payload: withFacts(post, facts, device.asOf()) })
}
const often = async (device: MemoryDevice): Promise<Shown> => {
  const shown = await show(device, change)
  await shown.user.click(pick('How often, for a while'))
  return shown
}
const excusing = async (device: MemoryDevice): Promise<Shown> => {
  const shown = await show(device, change)
  await shown.user.click(pick('An excused gap'))
  return shown
}
const every = (): HTMLElement => screen.getByRole('combobox', { name: 'How often' })

describe('more often for a while (C8)', () => {
  test('is entered once it is said from which date to which; the policy’s rule gives way to it', async () => {
    const dana = await home()
    const shown = await often(dana)
    expect(screen.getByText(/can only make supervision more often, never less often/)).toBeTruthy()
    expect(screen.getByText('The policy now asks for a session every month.')).toBeTruthy()
    await shown.user.selectOptions(every(), 'every 2 weeks')
    expect(screen.queryByRole('region', { name: 'What this changes' })).toBeNull()
    await shown.user.click(pick('Until a day'))
    await typeDay(shown, group('Last day'), '2026-07-31')
    await shown.user.type(box('Reason'), '  Coming back after sickness ')
    expect(changes()).toContain('The next session now: Due Fri 10 July: Monthly (SEF-AMB-1)')
    expect(changes()).toContain('After this change: Due Wed 24 June: more often for a while, as agreed for this person')
    expect(changes()).not.toContain('(variation)')
    await expectAccessible(shown.container, { page: true })
    await press(shown, 'Supervise more often')
    expect(await screen.findByRole('heading', { name: 'Supervision is more often for a while' })).toBe(document.activeElement)
    expect(await factsOf(dana)).toEqual({ variations: [{ every: 'P2W', from: '2026-06-10', until: '2026-07-31', reason: 'Coming back after sickness' }] })
    expect(await oneToOne(dana)).toMatchObject({ due: '2026-06-24', rule: 'variation' })
  })

  test('says so where the interval is no shorter than the policy’s, and changes no date', async () => {
    const dana = await home()
    const shown = await often(dana)
    const useless = /The policy asks for a session every month already\./
    await shown.user.selectOptions(every(), 'every 4 weeks')
    expect(screen.queryByText(useless)).toBeNull()
    await shown.user.selectOptions(every(), 'every month')
    expect(screen.getByText(useless)).toBeTruthy()
    await shown.user.selectOptions(every(), 'every 6 weeks')
    expect(screen.getByText(useless)).toBeTruthy()
    await shown.user.click(pick('Until further notice'))
    await shown.user.type(box('Reason'), 'Agreed')
    expect(changes()).toContain('The date of the next session stays as it is.')
    expect(changes()).not.toContain('After this change')
  })

  test('the policy’s own interval is what is compared, whatever runs already', async () => {
    const dana = await home()
    await amend(dana, { variations: [{ every: 'P1W', from: '2026-06-01', reason: 'New task' }] })
    const shown = await often(dana)
    expect(screen.getByText('The policy now asks for a session every month.')).toBeTruthy()
    await shown.user.selectOptions(every(), 'every 2 weeks')
    await shown.user.click(pick('Until further notice'))
    await shown.user.type(box('Reason'), 'Another')
    expect(changes()).toContain('The date of the next session stays as it is.')
  })

  test('several run at once, each kept; one is ended today, with what that changes', async () => {
    const dana = await home()
    await amend(dana, { newlyQualified: 'other', variations: [{ every: 'P1W', from: '2026-06-01', reason: 'New task' }] })
    let shown = await often(dana)
    await shown.user.selectOptions(every(), 'every 3 weeks')
    await shown.user.click(pick('Until further notice'))
    await shown.user.type(box('Reason'), 'Asked for it')
    await press(shown, 'Supervise more often')
    await screen.findByRole('heading', { name: 'Supervision is more often for a while' })
    const both = [{ every: 'P1W', from: '2026-06-01', reason: 'New task' }, { every: 'P3W', from: '2026-06-10', reason: 'Asked for it' }]
    expect(await factsOf(dana)).toEqual({ newlyQualified: 'other', variations: both })
    shown.unmount()
    shown = await often(dana)
    expect(region('More often, so far')).toContain('Every week, from Mon 1 June until further noticeBecause: New task')
    await press(shown, /^End it today Every week/)
    const dialog = screen.getByRole('dialog', { name: 'End this today?' })
    expect(textOf(dialog)).toContain('Every week, from Mon 1 June until further notice')
    // The last session lies in it: what it asked for since then stays asked (C4).
    expect(textOf(dialog)).toContain('The date of the next session stays as it is.')
    await expectAccessible(shown.container, { page: true })
    await press(shown, 'Leave it as it is')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect((await factsOf(dana))?.['variations']).toEqual(both)
    await press(shown, /^End it today Every week/)
    await press(shown, 'Yes, end it today')
    expect(await screen.findByRole('heading', { name: /^Ends today: Every week/ })).toBeTruthy()
    expect((await factsOf(dana))?.['variations']).toEqual([{ every: 'P1W', from: '2026-06-01', until: '2026-06-10', reason: 'New task' }, both[1]])
  })

  test('one entered by mistake is taken out, and the date is the policy’s again; not when the save fails', async () => {
    const dana = await home()
    await amend(dana, { variations: [{ every: 'P1W', from: '2026-06-01', reason: 'New task' }] })
    const shown = await often(dana)
    await press(shown, /^Take it out/)
    const dialog = textOf(screen.getByRole('dialog', { name: 'Take this out?' }))
    expect(dialog).toContain('The next session now: Due Wed 17 June: more often for a while')
    expect(dialog).toContain('After this change: Due Fri 10 July: Monthly (SEF-AMB-1)')
    dana.failSaves(true)
    await press(shown, 'Yes, take it out')
    expect(await screen.findByText(/Not saved on this device/)).toBeTruthy()
    dana.failSaves(false)
    await press(shown, 'Yes, take it out')
    expect(await screen.findByRole('heading', { name: /^Taken out: Every week/ })).toBeTruthy()
    expect(await factsOf(dana)).toEqual({})
  })

  test('one that has not begun, or ends today, or is over, is not ended: only taken out', async () => {
    const dana = await home()
    await amend(dana, { variations: [
      { every: 'P1W', from: '2026-07-01', reason: 'Ahead' }, { every: 'P2W', from: '2026-06-01', until: '2026-06-10', reason: 'To today' }, { every: 'P3W', from: '2026-01-05', until: '2026-02-01', reason: 'Long ago' },
    ] })
    await often(dana)
    const rows = within(screen.getByRole('list', { name: 'More often, so far' })).getAllByRole('listitem').map(textOf)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('Over. Because: Long ago')
    expect(rows.filter((row) => row.includes('End it today'))).toEqual([])
    expect(rows.filter((row) => row.includes('Take it out'))).toHaveLength(3)
  })

  test('nothing is saved while something is missing or wrong; each error leads to what it is about', async () => {
    const dana = await home()
    const before = dana.log.length
    const shown = await often(dana)
    await press(shown, 'Supervise more often')
    expect(document.activeElement?.className).toContain('govuk-error-summary')
    expect(alert()).toContain('Select how oftenSelect for how longEnter a reason')
    await shown.user.tab()
    await shown.user.keyboard('{Enter}')
    expect(document.activeElement).toBe(every())
    await shown.user.selectOptions(every(), 'every week')
    await shown.user.click(pick('Until a day'))
    await typeDay(shown, group('Last day'), '2026-06-09')
    await shown.user.click(box('Reason'))
    await shown.user.paste('R'.repeat(501))
    await press(shown, 'Supervise more often')
    expect(alert()).toContain('The last day must be the first day or laterReason must be 500 characters or fewer')
    await shown.user.click(screen.getByRole('link', { name: 'The last day must be the first day or later' }))
    expect(document.activeElement).toBe(within(group('Last day')).getByRole('textbox', { name: 'Day' }))
    await expectAccessible(shown.container, { page: true })
    await typeDay(shown, group('Last day'), '2026-06-30')
    await shown.user.clear(box('Reason'))
    await shown.user.type(box('Reason'), 'New task')
    dana.failSaves(true)
    await press(shown, 'Supervise more often')
    expect(await screen.findByText(/Not saved on this device/)).toBeTruthy()
    expect(box('Reason')).toHaveProperty('value', 'New task')
    expect(dana.log).toHaveLength(before)
  })

  test('gives a date where the policy leaves it to the two (C12)', async () => {
    const real = await home()
    await real.act({ recordId: SAM_POST, kind: 'post', type: 'post.amend', payload: { ...withFacts((await real.snapshot()).posts.get(SAM_POST)!, {}, real.asOf()), group: 'student-social-worker' } })
    const dana = under(real, 'havering')
    const shown = await often(dana)
    expect(screen.queryByText(/^The policy now asks/)).toBeNull()
    await shown.user.selectOptions(every(), 'every 2 months')
    await shown.user.click(pick('Until further notice'))
    await shown.user.type(box('Reason'), 'Placement')
    expect(changes()).toContain('After this change: Due Mon 10 August: more often for a while')
  })
})

describe('a gap excused (C10)', () => {
  const fill = async (shown: Shown, from = '2026-06-08', until = '2026-06-26'): Promise<void> => {
    await typeDay(shown, group('First day of the gap'), from)
    await typeDay(shown, group('Last day of the gap'), until)
    await shown.user.type(box('Reason'), 'Parental leave')
    await shown.user.type(box('Authorised by'), 'Alex Moor, service manager')
  }

  test('shows as excused, stays due, and is never met', async () => {
    const dana = await home()
    const due = (await oneToOne(dana))?.due
    const shown = await excusing(dana)
    await fill(shown)
    expect(changes()).toContain('From Mon 8 June until Fri 26 June the next session shows as “Excused”.')
    expect(changes()).toContain('Today it is “Not due”. After this change it is “Excused”.')
    expect(changes()).toContain('The next session now: Due Fri 10 July: Monthly (SEF-AMB-1)')
    expect(changes()).toContain('The date does not move: Due Fri 10 July: Monthly (SEF-AMB-1)')
    expect(changes()).toContain('It does not count as met. From Sat 27 June it shows again as what it then is.')
    await expectAccessible(shown.container, { page: true })
    await press(shown, 'Excuse this gap')
    expect(await screen.findByRole('heading', { name: 'The gap is excused' })).toBe(document.activeElement)
    expect(await factsOf(dana)).toEqual({ excused: [{ from: '2026-06-08', until: '2026-06-26', reason: 'Parental leave', authorisedBy: 'Alex Moor, service manager' }] })
    expect(await oneToOne(dana)).toMatchObject({ state: 'excused', due })
  })

  test('a gap that is over, or ahead, says nothing of today', async () => {
    const dana = await home()
    const shown = await excusing(dana)
    await fill(shown, '2026-05-04', '2026-05-08')
    expect(changes()).toContain('The gap from Mon 4 May until Fri 8 May is over.')
    expect(changes()).not.toContain('Today it is')
    await typeDay(shown, group('First day of the gap'), '2026-08-03')
    await typeDay(shown, group('Last day of the gap'), '2026-08-07')
    expect(changes()).toContain('From Mon 3 August until Fri 7 August')
    expect(changes()).not.toContain('Today it is')
  })

  test('all four are asked; each error leads to what it is about, and nothing is saved', async () => {
    const dana = await home()
    const before = dana.log.length
    const shown = await excusing(dana)
    await press(shown, 'Excuse this gap')
    expect(document.activeElement?.className).toContain('govuk-error-summary')
    expect(alert()).toContain('Enter the first day of the gapEnter the last day of the gapEnter a reasonEnter who authorised it')
    await shown.user.click(screen.getByRole('link', { name: 'Enter who authorised it' }))
    expect(document.activeElement).toBe(box('Authorised by'))
    await fill(shown, '2026-06-26', '2026-06-08')
    await shown.user.type(box('Reason'), ' ')
    await shown.user.clear(box('Authorised by'))
    await shown.user.click(box('Authorised by'))
    await shown.user.paste('A'.repeat(201))
    await press(shown, 'Excuse this gap')
    expect(alert()).toContain('The last day must be the first day or laterAuthorised by must be 200 characters or fewer')
    await expectAccessible(shown.container, { page: true })
    await typeDay(shown, group('Last day of the gap'), '2026-06-30')
    await shown.user.clear(box('Authorised by'))
    await shown.user.type(box('Authorised by'), 'Alex Moor')
    dana.failSaves(true)
    await press(shown, 'Excuse this gap')
    expect(await screen.findByText(/Not saved on this device/)).toBeTruthy()
    expect(dana.log).toHaveLength(before)
  })

  test('is ended today by somebody back early, or taken out; others stay', async () => {
    const dana = await home()
    const other = { from: '2026-08-03', until: '2026-08-07', reason: 'Course', authorisedBy: 'Alex Moor' }
    await amend(dana, { excused: [other, { from: '2026-06-08', until: '2026-06-26', reason: 'Parental leave', authorisedBy: 'Alex Moor' }] })
    const shown = await excusing(dana)
    expect(region('Gaps excused so far')).toContain('Mon 8 June to Fri 26 JuneBecause: Parental leave. Authorised by Alex Moor.')
    await press(shown, /^End it today Mon 8 June/)
    await press(shown, 'Yes, end it today')
    await screen.findByRole('heading', { name: /^Ends today/ })
    expect((await factsOf(dana))?.['excused']).toEqual([{ from: '2026-06-08', until: '2026-06-10', reason: 'Parental leave', authorisedBy: 'Alex Moor' }, other])
    shown.unmount()
    const again = await excusing(dana)
    await press(again, /^Take it out Mon 8 June/)
    await press(again, 'Yes, take it out')
    await screen.findByRole('heading', { name: /^Taken out/ })
    expect((await factsOf(dana))?.['excused']).toEqual([other])
  })
})

test('a supervisor who does not manage the home reads what is in force and ahead, and cannot change it', async () => {
  const dana = memoryDevice()
  await dana.act({ recordId: ADE_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: SAM, on: dana.asOf() } })
  await amend(dana, {
    variations: [{ every: 'P2W', from: '2026-06-01', reason: 'New task' }, { every: 'P1W', from: '2026-01-01', until: '2026-02-01', reason: 'Long ago' }],
    excused: [{ from: '2026-08-03', until: '2026-08-07', reason: 'Course', authorisedBy: 'Alex Moor' }],
  }, ADE_POST)
  const shown = await show(dana.as(SAM), `/people/${ADE_POST}`)
  const about = region('About this post')
  expect(about).toContain('More often for a whileEvery 2 weeks, from Mon 1 June until further notice. Because: New task')
  expect(about).toContain('Gap excusedMon 3 August to Fri 7 August. Because: Course. Authorised by Alex Moor.')
  expect(about).not.toContain('Long ago')
  shown.unmount()
  await show(dana.as(SAM), `/people/${ADE_POST}/change`)
  expect(screen.queryByRole('radio')).toBeNull()
})
