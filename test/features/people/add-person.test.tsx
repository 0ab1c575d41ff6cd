import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type PostId } from '../../../src/domain/ids.ts'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { day } from '../sessions/seed.ts'
import { type Shown, typeDay } from '../show.tsx'
import { show } from './show.tsx'

const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
const pick = (name: string): HTMLElement => screen.getByRole('radio', { name })
const tick = (name: string): HTMLElement => screen.getByRole('checkbox', { name })
const group = (name: string): HTMLElement => screen.getByRole('group', { name })
const changes = (): string => textOf(screen.getByRole('region', { name: 'What this changes' }))
const submit = ({ user }: Shown): Promise<void> => user.click(screen.getByRole('button', { name: 'Continue' }))
const postAt = async (device: MemoryDevice, where: string) => (await device.snapshot()).posts.get(where.split('/')[2] as PostId)

/** The post's questions, answered for a full-time residential worker who starts on Mon 15 June. */
const fillPost = async (shown: Shown, employment = 'Permanent', from = '2026-06-15', inAHome = true): Promise<void> => {
  await shown.user.type(box('Post'), 'Residential worker')
  await shown.user.click(pick(employment))
  await shown.user.click(pick('Full-time'))
  if (inAHome) await shown.user.click(tick('None of these'))
  await typeDay(shown, group('First day in this post'), from)
}

describe('somebody new', () => {
  test('is added with a post, once what it changes has been read', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'Nia Pritchard')
    expect(box('Known as')).toHaveProperty('value', 'Nia')
    await fillPost(shown)
    await expectAccessible(shown.container, { page: true })
    await submit(shown)
    expect(await screen.findByRole('heading', { level: 1, name: 'Check before you add them' })).toBeTruthy()
    expect(changes()).toContain('First session by Mon 29 June: fortnightly in the first six months (SEF-3.17).')
    expect(changes()).toContain('Both sign a supervision agreement by Mon 13 July (SEF-8.0).')
    expect(changes()).toContain('You and Nia Pritchard share the supervision file.')
    expect(changes()).toContain('Managers of Larkfield House see dates, lengths and signatures, never what is said.')
    expect(dana.log).toHaveLength(0)
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('button', { name: 'Add Nia Pritchard to Larkfield House' }))
    expect(await screen.findByRole('heading', { level: 1, name: /Nia Pritchard/ })).toBeTruthy()
    const post = await postAt(dana, shown.where())
    expect([post?.group, post?.employment, post?.supervisor, post?.employedOn, post?.supervisedSince]).toEqual(
      ['residential', 'permanent', DANA, '2026-06-15', '2026-06-15'],
    )
    expect(screen.getByText('This post starts on Mon 15 June.')).toBeTruthy()
  })

  test('nothing is added while something is missing; each error says what to do', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await submit(shown)
    const summary = textOf(screen.getByRole('alert'))
    for (const error of ['Enter a name', 'Enter a post, like residential worker', 'Select how they are employed', 'Select full-time or part-time', 'Enter the first day']) {
      expect(summary).toContain(error)
    }
    expect(document.title).toMatch(/^Error: /)
    await shown.user.type(box('Full name'), 'Nia Pritchard')
    await fillPost(shown)
    await shown.user.click(box('Full name'))
    await shown.user.clear(box('Full name'))
    await shown.user.paste('N'.repeat(201))
    await submit(shown)
    expect(textOf(screen.getByRole('alert'))).toContain('Full name must be 200 characters or fewer')
    expect(dana.log).toHaveLength(0)
  })

  test('what was typed is there on the way back, and a save that fails keeps it', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'ليلى 🌻 حداد')
    await fillPost(shown, 'Agency')
    await submit(shown)
    expect(changes()).toContain('A session after every 16 shifts worked (SEF-3.18).')
    expect(changes()).toContain('First session by Mon 10 August')
    dana.failSaves(true)
    await shown.user.click(screen.getByRole('button', { name: /^Add / }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    await shown.user.click(screen.getByRole('button', { name: 'Back' }))
    expect(box('Full name')).toHaveProperty('value', 'ليلى 🌻 حداد')
    expect(box('Known as')).toHaveProperty('value', 'ليلى')
  })

  test('employed and supervised since other days than the first in this post', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'Nia Pritchard')
    await fillPost(shown)
    await shown.user.click(screen.getByText('Employed or supervised since another day?'))
    await typeDay(shown, group('Employed since (optional)'), '2026-07-01')
    await submit(shown)
    expect(textOf(screen.getByRole('alert'))).toContain('The day they were employed must be the first day in this post or earlier')
    await typeDay(shown, group('Employed since (optional)'), '2024-01-08')
    await submit(shown)
    await shown.user.click(screen.getByRole('button', { name: /^Add Nia/ }))
    await screen.findByRole('heading', { level: 1, name: /Nia Pritchard/ })
    const post = await postAt(dana, shown.where())
    expect([post?.from, post?.employedOn, post?.supervisedSince]).toEqual(['2026-06-15', '2024-01-08', '2026-06-15'])
  })

  test('only a manager adds people', async () => {
    const { unmount } = await show(memoryDevice(SAM), '/people/new')
    expect(screen.getByText('Only the managers of a home can add and change posts there.')).toBeTruthy()
    unmount()
    await show(memoryDevice(SAM), '/people')
    expect(screen.queryByRole('link', { name: 'Add a person' })).toBeNull()
  })
})

describe('somebody who is here already', () => {
  test('is recognised by name: another post for them, or somebody else once that is said', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'sam oyelaran')
    expect(screen.getByText('There is already a Sam Oyelaran: Residential worker, Larkfield House.')).toBeTruthy()
    await expectAccessible(shown.container, { page: true })
    await fillPost(shown)
    await submit(shown)
    expect(textOf(screen.getByRole('alert'))).toContain('Add another post for them, or tick that this is somebody else')
    await shown.user.click(screen.getByRole('checkbox', { name: 'This is somebody else' }))
    await submit(shown)
    await shown.user.click(screen.getByRole('button', { name: 'Add sam oyelaran to Larkfield House' }))
    await screen.findByRole('heading', { level: 1, name: /sam oyelaran/ })
    expect((await dana.snapshot()).people.size).toBe(4)
  })

  test('is recognised by a staff number', async () => {
    const dana = memoryDevice()
    const { employedOn, title, group: kind, employment, hours, facts } = (await dana.snapshot()).posts.get(SAM_POST)!
    const payload = { employedOn, title, group: kind, employment, hours, facts, staffNumber: 'L-7', on: dana.asOf() }
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.amend', payload })
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'S. Oyelaran')
    await shown.user.type(box('Staff number (optional)'), 'l-7')
    expect(screen.getByText('Sam Oyelaran already has this staff number: Residential worker, Larkfield House.')).toBeTruthy()
  })

  test('an agency worker made permanent: the agency post ends the day before, and the dates of new staff begin (SEF-3.17)', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    await shown.user.type(box('Full name'), 'Ade Brightwell')
    await shown.user.click(screen.getByRole('button', { name: 'Add another post for Ade' }))
    expect(screen.getByRole('heading', { level: 1, name: /Add another post for Ade Brightwell/ })).toBeTruthy()
    await fillPost(shown)
    expect(screen.getByRole('checkbox', { name: 'End the agency post at Larkfield House the day before' })).toHaveProperty('checked', true)
    await submit(shown)
    expect(changes()).toContain('The post as Agency residential worker at Larkfield House ends the day before. Its file is kept.')
    expect(changes()).toContain('Dates count anew from Mon 15 June.')
    expect(changes()).toContain('fortnightly in the first six months (SEF-3.17)')
    await shown.user.click(screen.getByRole('button', { name: 'Add Ade Brightwell to Larkfield House' }))
    await screen.findByRole('heading', { level: 1, name: /Ade Brightwell/ })
    const { posts } = await dana.snapshot()
    expect(posts.get(ADE_POST)?.until).toBe('2026-06-14')
    expect((await postAt(dana, shown.where()))?.person).toBe(ADE)
    expect(dana.log.map(({ type }) => type)).toEqual(['post.end', 'post.start'])
  })

  test('a second supervisor for the same work, on professional practice; nobody supervises themself', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, `/people/new?of=${SAM_POST}`)
    await fillPost(shown)
    await shown.user.click(pick('Professional practice, with a second supervisor'))
    const supervisors = within(screen.getByRole('combobox', { name: 'Supervisor' })).getAllByRole('option').map(textOf)
    expect(supervisors).toEqual(['Ade Brightwell', 'Dana Whitlock (you)', 'Nobody in Countersign'])
    await shown.user.selectOptions(screen.getByRole('combobox', { name: 'Supervisor' }), 'Ade Brightwell')
    await submit(shown)
    expect(changes()).toContain('Sam Oyelaran and Ade Brightwell share the supervision file.')
    expect(changes()).toContain('Sam Oyelaran goes on as Residential worker at Larkfield House. Each post has its own supervisor, dates and file.')
    await shown.user.click(screen.getByRole('button', { name: /^Add Sam/ }))
    await screen.findByRole('heading', { level: 1, name: /Sam Oyelaran/ })
    expect(screen.getByText('Professional practice, with a second supervisor')).toBeTruthy()
    expect(dana.log.map(({ type }) => type)).toEqual(['post.start'])
  })

  test('a rehire: the earlier file stays as it is, and a new one begins', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.end', payload: { until: day('2026-03-31'), reason: 'left', on: dana.asOf() } })
    const people = await show(dana, '/people')
    expect(screen.queryByRole('link', { name: 'Sam Oyelaran' })).toBeNull()
    await people.user.click(screen.getByRole('button', { name: 'People who have left: 1' }))
    expect(hrefOf(screen.getByRole('link', { name: 'Sam Oyelaran' }))).toBe(`/people/${SAM_POST}`)
    people.unmount()
    const shown = await show(dana, `/people/new?of=${SAM_POST}`)
    await fillPost(shown)
    await submit(shown)
    expect(changes()).toContain('The file of the post as Residential worker at Larkfield House, which ended on Tue 31 March, stays as it is. A new one begins.')
    await shown.user.click(screen.getByRole('button', { name: /^Add Sam/ }))
    await screen.findByRole('heading', { level: 1, name: /Sam Oyelaran/ })
    expect((await dana.snapshot()).posts.get(SAM_POST)?.until).toBe('2026-03-31')
  })

  test('two homes: each home of the manager can be chosen, and the first post goes on', async () => {
    const dana = memoryDevice()
    const away = '00000000-0000-4000-8000-000000000002' as typeof HOME
    const two = { ...dana, snapshot: async () => {
      const snapshot = await dana.snapshot()
      const home = snapshot.settings.get(HOME)!
      return { ...snapshot, settings: new Map([...snapshot.settings, [away, { ...home, id: away, name: 'Beech Lane' }]]) }
    } }
    const shown = await show(two, `/people/new?of=${SAM_POST}`)
    await fillPost(shown, 'Permanent', '2026-06-15', false)
    await submit(shown)
    expect(textOf(screen.getByRole('alert'))).toContain('Select a home')
    await shown.user.selectOptions(screen.getByRole('combobox', { name: 'Home or team' }), 'Larkfield House')
    expect(screen.getByRole('radio', { name: 'Professional practice, with a second supervisor' })).toBeTruthy()
    await shown.user.click(tick('Does not work in the home itself'))
    await shown.user.selectOptions(screen.getByRole('combobox', { name: 'Home or team' }), 'Beech Lane')
    // Sam has no post at Beech Lane for a second line to stand beside; and what was ticked of one home is asked anew.
    expect(screen.queryByRole('radio', { name: 'Professional practice, with a second supervisor' })).toBeNull()
    expect(tick('Does not work in the home itself')).toHaveProperty('checked', false)
    await submit(shown)
    expect(textOf(screen.getByRole('alert'))).toContain('Select what is true of them, or “None of these”')
    await shown.user.click(tick('None of these'))
    await submit(shown)
    expect(screen.getByRole('button', { name: 'Add Sam Oyelaran to Beech Lane' })).toBeTruthy()
    expect(changes()).toContain('Sam Oyelaran goes on as Residential worker at Larkfield House.')
  })
})
