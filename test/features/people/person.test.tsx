import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type ClockTime } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { like } from '../../domain/policy/own.ts'
import { ADE, ADE_POST, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { idsOf, populated } from '../populated.ts'
import { day, planned } from '../sessions/seed.ts'
import { agree, observe } from './seed.ts'
import { typeDay } from '../show.tsx'
import { show } from './show.tsx'

const person = `/people/${SAM_POST}`
const card = (name: string): HTMLElement => screen.getByRole('region', { name })

describe('who supervises', () => {
  test('SEF-2.3, SEF-2.1: what the policy asks of the supervisor is there, and that nobody is named is said', async () => {
    await show(populated(memoryDevice(), [{ name: 'Priya Nandakumar' }, { name: 'Ruth Okafor', supervisor: null }]), `/people/${idsOf(1).post}`)
    const asked = screen.getByText('What the policy asks of the supervisor').closest('details')!
    expect([...asked.querySelectorAll('li')].map(textOf)).toEqual([
      'Everybody has a named supervisor. Nobody is named yet.',
      'The supervisor is the line manager. If it is somebody else, say why.',
      'A new manager is trained before supervising.',
    ])
    expect(asked.open).toBe(true)
  })

  test('somebody with a supervisor lacks none', async () => {
    const { container } = await show(memoryDevice(), person)
    const asked = screen.getByText('What the policy asks of the supervisor').closest('details')!
    expect(asked.open).toBe(false)
    expect(textOf(asked)).not.toContain('Nobody is named yet.')
    await expectAccessible(container, { page: true })
  })
})

describe('what comes next', () => {
  test('a session booked: prepared for, or cancelled and moved', async () => {
    const dana = memoryDevice()
    const record = await planned(dana, day('2026-06-24'))
    const { container } = await show(dana, person)
    const next = card('Next session')
    expect(textOf(next)).toContain('Wed 24 JuneWith Sam, in 14 days.')
    await expectAccessible(container, { page: true })
    expect(hrefOf(within(next).getByRole('link', { name: 'Prepare' }))).toBe(`/sessions/${record}/prepare`)
    expect(hrefOf(within(next).getByRole('link', { name: 'Cancel or move' }))).toBe(`/sessions/${record}/move`)
  })

  test('a date of the agreement becomes a session when somebody first opens it, one and the same for both', async () => {
    const dana = memoryDevice()
    await agree(dana, true)
    const { user, where } = await show(dana.as(SAM), person)
    expect(textOf(card('Next session'))).toContain('Wed 8 July at 14:00With Dana Whitlock, in 28 days.')
    expect((await dana.snapshot()).sessions.size).toBe(0)
    await user.click(screen.getByRole('button', { name: 'Prepare for my next session' }))
    await waitFor(() => expect(where()).toMatch(/prepare$/))
    const [session] = (await dana.snapshot()).sessions.values()
    expect(where()).toBe(`/sessions/${session?.id}/prepare`)
    expect([session?.plannedFor, session?.at]).toEqual(['2026-07-08', '14:00'])
  })

  test('none yet: it can be booked; one called off asks for a new date', async () => {
    const dana = memoryDevice()
    const { unmount } = await show(dana, person)
    expect(textOf(card('Next session'))).toContain('No date yet.')
    expect(hrefOf(within(card('Next session')).getByRole('link', { name: 'Book a session' }))).toBe(`/sessions/plan/${SAM_POST}`)
    unmount()
    const record = await planned(dana, day('2026-06-24'))
    const cancel = { plannedFor: day('2026-06-24'), reason: 'training', note: '', on: dana.asOf() }
    await dana.act({ recordId: record, kind: 'session', type: 'session.cancel', payload: cancel })
    await show(dana, person)
    const row = within(card('Next session')).getByRole('link', { name: 'The session of Wed 24 June was cancelled' })
    expect(hrefOf(row)).toBe(`/sessions/${record}/move`)
  })

  test('a session booked for another day is not one to carry on with', async () => {
    const dana = memoryDevice()
    await planned(dana, day('2026-06-24'))
    await show(dana, person)
    expect(screen.getByRole('link', { name: 'Start session' })).toBeTruthy()
  })

  test('a save that fails is said, and nothing is opened', async () => {
    const dana = memoryDevice()
    await agree(dana, true)
    const { user, where } = await show(dana, person)
    dana.failSaves(true)
    await user.click(within(card('Next session')).getByRole('button', { name: 'Cancel or move' }))
    expect(await within(card('Next session')).findByRole('alert')).toBeTruthy()
    expect(where()).toBe(person)
  })
})

describe('agreement and observations', () => {
  test('in force since when, on what terms, and when to look at it again', async () => {
    const dana = memoryDevice()
    const agreement = await agree(dana, true, { every: 'P4W', minutes: 60 })
    await show(dana, person)
    const row = within(card('Supervision agreement')).getByRole('link', { name: 'In force since Wed 10 June' })
    expect(hrefOf(row)).toBe(`/agreements/${agreement}`)
    expect(textOf(row.closest('li'))).toContain('Sessions every 4 weeks. 1 hour each. Look at it again by Tue 1 June 2027 (SEF-2.5).')
  })

  test('none: by when both sign it, and drawn up by the supervisor alone', async () => {
    const dana = memoryDevice()
    const { unmount } = await show(dana, person)
    expect(hrefOf(within(card('Supervision agreement')).getByRole('link', { name: 'Draw up' }))).toBe(`/agreements/new/${SAM_POST}`)
    expect(textOf(card('Supervision agreement'))).toContain('There is no signed agreement yet. Both sign it by Mon 5 February 2024 (SEF-8.0).')
    unmount()
    await agree(dana, false)
    await show(dana.as(SAM), person)
    expect(within(card('Supervision agreement')).getByRole('link', { name: 'Draft, not signed yet' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Draw up' })).toBeNull()
  })

  test('an observation is not offered where the policy has no form for it', async () => {
    const bare = like('sefton', { forms: packOf('sefton')!.forms.filter(({ record }) => record !== 'observation') })
    await show(memoryDevice(undefined, undefined, [], bare), person)
    expect(textOf(card('Observation of practice'))).toContain('Not observed yet.')
    expect(screen.queryByRole('link', { name: 'Plan, or observe now' })).toBeNull()
  })

  test('the next observation with the reason; one planned is opened from here', async () => {
    const dana = memoryDevice()
    const { unmount } = await show(dana, person)
    const part = card('Observation of practice')
    expect(textOf(part)).toContain('Not observed yet.')
    expect(textOf(part)).toContain('Practice observed at least once a year (SEF-4.6)Counted from the start of employment.')
    expect(hrefOf(within(part).getByRole('link', { name: 'Plan, or observe now' }))).toBe(`/observations/new/${SAM_POST}`)
    unmount()
    const record = await observe(dana, day('2026-06-17'))
    await show(dana, person)
    expect(hrefOf(screen.getByRole('link', { name: 'Planned for Wed 17 June' }))).toBe(`/observations/${record}`)
  })

  test('SEF-4.9: an appraisal is due like anything else, with its date, its rule and why', async () => {
    await show(memoryDevice(), person)
    const row = within(card('Also asked by the policy')).getByText('Appraisal', { selector: '.cs-row__title' }).closest('li')
    expect(textOf(row)).toContain('Performance development review every year (SEF-4.9)')
    expect(textOf(row)).toContain('OverdueWed 8 January 2025 17 months late')
    expect(hrefOf(within(row!).getByRole('link', { name: 'Why is Sam’s appraisal due?' }))).toBe(`/people/${SAM_POST}/why/appraisal`)
  })
})

describe('leave, and being overdue', () => {
  test('leave is added and taken out; a session planned in it is pointed out', async () => {
    const dana = memoryDevice()
    await planned(dana, day('2026-06-24'))
    const shown = await show(dana, person)
    const leave = card('Planned leave')
    await shown.user.click(within(leave).getByRole('button', { name: 'Add leave' }))
    await shown.user.click(within(leave).getByRole('button', { name: 'Save leave' }))
    expect(screen.getAllByText('Enter the first day')).toHaveLength(2)
    await typeDay(shown, within(leave).getByRole('group', { name: 'First day of leave' }), '2026-06-26')
    await typeDay(shown, within(leave).getByRole('group', { name: 'Last day of leave' }), '2026-06-22')
    await shown.user.click(within(leave).getByRole('button', { name: 'Save leave' }))
    expect(screen.getAllByText('The last day must be the first day or later')).toHaveLength(2)
    await typeDay(shown, within(leave).getByRole('group', { name: 'First day of leave' }), '2026-06-22')
    await typeDay(shown, within(leave).getByRole('group', { name: 'Last day of leave' }), '2026-06-26')
    await shown.user.click(within(leave).getByRole('button', { name: 'Save leave' }))
    expect(await within(leave).findByText('Mon 22 June to Fri 26 June', { selector: '.cs-row__title' })).toBeTruthy()
    expect(within(leave).getByText('A session is planned for Wed 24 June, in this leave. Move it.')).toBeTruthy()
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(within(leave).getByRole('button', { name: /Take out/ }))
    expect(await within(leave).findByText('No leave planned.')).toBeTruthy()
  })

  test('“I am overdue” stands first until a session is held', async () => {
    const dana = memoryDevice()
    await dana.as(SAM).act({ recordId: SAM_POST, kind: 'post', type: 'post.ask', payload: { note: 'Seven weeks now 🙂', on: dana.asOf() } })
    const { unmount } = await show(dana, person)
    expect(screen.getByText('Sam said on Wed 10 June that supervision is overdue')).toBeTruthy()
    expect(screen.getByText('Seven weeks now 🙂')).toBeTruthy()
    unmount()
    dana.setClock('2026-06-12T10:00:00Z' as never)
    const record = await planned(dana, day('2026-06-12'))
    const held = { on: day('2026-06-12'), start: '09:00' as ClockTime, end: '10:00' as ClockTime, place: '', mode: 'in-person' } as const
    await dana.act({ recordId: record, kind: 'session', type: 'session.hold', payload: held })
    await show(dana, person)
    expect(screen.queryByText(/supervision is overdue/)).toBeNull()
  })
})

describe('posts', () => {
  test('a manager may change the post; a supervisor who manages nothing may not', async () => {
    const dana = memoryDevice()
    const { unmount } = await show(dana, person)
    expect(hrefOf(screen.getByRole('link', { name: 'Change this post' }))).toBe(`/people/${SAM_POST}/change`)
    expect(hrefOf(screen.getByRole('link', { name: 'Add another post' }))).toBe(`/people/new?of=${SAM_POST}`)
    unmount()
    await dana.act({ recordId: ADE_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: SAM, on: dana.asOf() } })
    await show(dana.as(SAM), `/people/${ADE_POST}`)
    expect(screen.queryByRole('link', { name: 'Change this post' })).toBeNull()
  })

  test('a supervisor who is a supervisee too: their own page, and the page of who they supervise', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: ADE_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: SAM, on: dana.asOf() } })
    const sam = dana.as(SAM)
    const { unmount } = await show(sam, person)
    expect(screen.queryByRole('link', { name: 'Start session' })).toBeNull()
    unmount()
    await show(sam, `/people/${ADE_POST}`)
    expect(screen.getByRole('link', { name: 'Start session' })).toBeTruthy()
  })

  test('a post that is over: when, how long it is kept (SEF-10), and nothing that is due', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.end', payload: { until: day('2026-05-31'), reason: 'left', on: dana.asOf() } })
    const { container } = await show(dana, person)
    expect(screen.getByText('This post ended on Sun 31 May. Its records are kept until Tue 31 May 2033 (SEF-10).')).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Next session' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Start session' })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('the other posts of the same person, each with its own page', async () => {
    const dana = memoryDevice()
    const again = RecordId.parse(dana.newId())
    const { leave: _, asked: _a, kind: _k, id: _i, revision: _r, earlierSupervisors: _e, supervisorSince: _s, endReason: _n, ...like } = (await dana.snapshot()).posts.get(ADE_POST)!
    await dana.act({ recordId: again, kind: 'post', type: 'post.start', payload: { ...like, title: 'Waking night worker', from: day('2026-06-01') } })
    await show(dana, `/people/${ADE_POST}`)
    const row = within(screen.getByRole('list', { name: 'Other posts of the same person' })).getByRole('link', { name: 'Waking night worker' })
    expect(hrefOf(row)).toBe(`/people/${again}`)
    expect(textOf(row.closest('li'))).toContain('Larkfield House. Since Mon 1 June')
  })

  test('a name from right to left, with a picture in it, keeps to itself', async () => {
    const device = populated(memoryDevice(), [{ name: 'ליאת כהן 🌻', heldOn: '2026-06-02' }])
    const { container } = await show(device, `/people/${idsOf(0).post}`)
    expect(container.querySelector('h1 bdi')?.textContent).toBe('ליאת כהן 🌻')
  })
})

test('a manager who is not half of the file sees dates and nobody’s words', async () => {
  const dana = memoryDevice()
  const agreement = await agree(dana, true, { every: 'P4W' })
  const observation = await observe(dana, day('2026-06-17'))
  await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: dana.asOf() } })
  await show(dana, person)
  // The one link is about dates: why the review is due.
  expect(within(card('Supervision agreement')).getAllByRole('link').map(textOf)).toEqual(['Why is Sam’s agreement review due?'])
  expect(textOf(card('Supervision agreement'))).toContain('In force since Wed 10 June')
  // Dana is the observer: that record stays hers.
  expect(hrefOf(screen.getByRole('link', { name: 'Planned for Wed 17 June' }))).toBe(`/observations/${observation}`)
  expect(screen.queryByText(/As talked about|Alex Moor/)).toBeNull()
  expect(within(card('Next session')).queryAllByRole('button')).toEqual([])
  expect(within(card('Next session')).queryAllByRole('link')).toEqual([])
  expect(agreement).toBeTruthy()
})
