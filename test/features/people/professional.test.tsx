/** A second line of supervision, on professional practice, beside the managerial one (SSWB-1.2, HAV-4.2b). */
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { PostId } from '../../../src/domain/ids.ts'
import { type Obligation } from '../../../src/domain/policy/obligation.ts'
import { type PostState } from '../../../src/domain/records/record.ts'
import { factsOfPost, obligationsOfPost } from '../../../src/domain/today.ts'
import { TodayPage } from '../../../src/features/today/today-page.tsx'
import { ADE, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { day } from '../sessions/seed.ts'
import { typeDay } from '../show.tsx'
import { show } from './show.tsx'
import { under } from './under.ts'

const pick = (name: string): HTMLElement => screen.getByRole('radio', { name })
const PROFESSIONAL = 'Professional practice, with a second supervisor'
const asked = async (device: MemoryDevice, id: PostId): Promise<readonly Obligation[]> => {
  const snapshot = await device.snapshot()
  const post = snapshot.posts.get(id)!
  return obligationsOfPost(post, snapshot.settings.get(post.setting), snapshot.packs, factsOfPost(snapshot, id, device.asOf()), device.asOf())
}
const tracks = (all: readonly Obligation[]) => all.map(({ track }) => track)

/** Sam has a second line with Ade since 1 June. */
const second = async (device: MemoryDevice, change: Partial<PostState> = {}): Promise<PostId> => {
  const { title, group, employment, hours, employedOn } = { ...(await device.snapshot()).posts.get(SAM_POST)!, ...change }
  const recordId = PostId.parse(device.newId())
  await device.act({ recordId, kind: 'post', type: 'post.start', payload: {
    title, group, employment, hours, employedOn, facts: {}, person: SAM, setting: HOME, line: 'professional', supervisor: change.supervisor ?? ADE,
    supervisedSince: day('2026-06-01'), from: day('2026-06-01'), until: null,
  } })
  return recordId
}

describe('a second line', () => {
  test('is explained before it is confirmed, has a clock and an agreement of its own, and is no new employment (HAV-4.2b)', async () => {
    const dana = under(memoryDevice(), 'havering')
    const shown = await show(dana, `/people/new?of=${SAM_POST}`)
    expect(screen.getByText('A second line beside “Residential worker”: its own supervisor, its own agreement, its own dates and file.')).toBeTruthy()
    await shown.user.type(screen.getByRole('textbox', { name: 'Post' }), 'Occupational therapist')
    await shown.user.click(pick('Permanent'))
    await shown.user.click(pick('Full-time'))
    await shown.user.click(screen.getByRole('checkbox', { name: 'None of these' }))
    await shown.user.click(pick(PROFESSIONAL))
    await typeDay(shown, screen.getByRole('group', { name: 'First day in this post' }), '2026-06-08')
    await shown.user.selectOptions(screen.getByRole('combobox', { name: 'Supervisor' }), 'Ade Brightwell')
    await shown.user.click(screen.getByRole('button', { name: 'Continue' }))
    const changes = textOf(screen.getByRole('region', { name: 'What this changes' }))
    expect(changes).toContain('This is a second line of supervision, about professional practice: its own supervisor, its own agreement, its own dates (HAV-4.2b).')
    expect(changes).toContain('Observations, appraisals and whatever else belongs to the job stay with the post that manages the work.')
    expect(changes).toContain('the line manager, the professional supervisor and the supervisee meet twice a year (HAV-5.5)')
    // Employed since 2024: not weekly as in somebody’s first four weeks (HAV-App3.b).
    expect(changes).toContain('First session by Wed 8 July: monthly (HAV-App3.0).')
    expect(textOf(screen.getByRole('region', { name: 'What you entered' }))).toContain(`What the supervision is about${PROFESSIONAL}`)
    expect(screen.getByText('Employed since').nextElementSibling?.textContent).toBe('Mon 8 January 2024')
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('button', { name: /^Add Sam/ }))
    await screen.findByRole('heading', { level: 1, name: /Sam Oyelaran/ })
    const id = PostId.parse(shown.where().split('/')[2])
    const line = await asked(dana, id)
    expect(line.find(({ track }) => track === 'one-to-one')).toMatchObject({ rule: 'HAV-App3.0', due: '2026-07-08' })
    expect(tracks(line)).toContain('agreement')
    expect(tracks(line)).not.toContain('appraisal')
    const managed = await asked(dana, SAM_POST)
    expect(managed.find(({ track }) => track === 'three-way')?.rule).toBe('HAV-5.5')
    expect(tracks(managed)).toContain('appraisal')
  })

  test('where the policy names no such line it is explained all the same', async () => {
    const shown = await show(memoryDevice(), `/people/new?of=${SAM_POST}`)
    await shown.user.type(screen.getByRole('textbox', { name: 'Post' }), 'Therapist')
    await shown.user.click(pick('Permanent'))
    await shown.user.click(pick('Full-time'))
    await shown.user.click(screen.getByRole('checkbox', { name: 'None of these' }))
    await shown.user.click(pick(PROFESSIONAL))
    await typeDay(shown, screen.getByRole('group', { name: 'First day in this post' }), '2026-06-08')
    await shown.user.click(screen.getByRole('button', { name: 'Continue' }))
    const changes = textOf(screen.getByRole('region', { name: 'What this changes' }))
    expect(changes).toContain('about professional practice: its own supervisor, its own agreement, its own dates.')
    expect(changes).not.toContain('The policy then also asks')
    expect(changes).not.toContain('SEF-3.17')
  })

  test('is offered only beside a post that manages the work and runs', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.end', payload: { until: day('2026-03-31'), reason: 'left', on: dana.asOf() } })
    await show(dana, `/people/new?of=${SAM_POST}`)
    expect(screen.queryByRole('radio', { name: PROFESSIONAL })).toBeNull()
  })
})

describe('the two lines of one person are told apart', () => {
  test('in the list of people, and each page’s heading', async () => {
    const dana = memoryDevice()
    const id = await second(dana)
    const people = await show(dana, '/people')
    const rows = within(screen.getByRole('list', { name: 'People' })).getAllByRole('listitem').map(textOf).filter((row) => row.includes('Sam'))
    expect(rows).toHaveLength(2)
    expect(rows.filter((row) => row.includes('Residential worker (professional), Larkfield House'))).toHaveLength(1)
    people.unmount()
    const page = await show(dana, `/people/${id}`)
    expect(screen.getByText('Residential worker (professional), Larkfield House')).toBeTruthy()
    page.unmount()
    const other = await show(dana, `/people/${SAM_POST}`)
    expect(screen.getByText('Residential worker, Larkfield House')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Residential worker (professional)' })).toBeTruthy()
    other.unmount()
    const changing = await show(dana, `/people/${id}/change`)
    expect(screen.getByText('Change this post: Residential worker (professional), Larkfield House')).toBeTruthy()
    changing.unmount()
    await show(dana, `/people/${id}/file`)
    expect(screen.getByText('Supervision file: Residential worker (professional), Larkfield House')).toBeTruthy()
  })

  test('on Today, for who supervises both and for the person', async () => {
    const dana = memoryDevice()
    await second(dana, { supervisor: DANA })
    const today = await renderInside(<TodayPage />, dana)
    await screen.findAllByText('Sam Oyelaran')
    const rows = screen.getAllByRole('listitem').map(textOf).filter((row) => row.startsWith('Sam Oyelaran'))
    expect(rows).toHaveLength(2)
    expect(rows.filter((row) => row.includes('Residential worker (professional)'))).toHaveLength(1)
    today.unmount()
    await renderInside(<TodayPage />, dana.as(SAM))
    expect(await screen.findByRole('heading', { name: /Residential worker \(professional\)/ })).toBeTruthy()
  })
})
