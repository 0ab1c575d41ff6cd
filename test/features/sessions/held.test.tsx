import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type AgreementFacts } from '../../../src/domain/facts.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Duration } from '../../../src/domain/policy/durations.ts'
import { gapExceeded } from '../../../src/features/sessions/due.ts'
import { viewOf } from '../../../src/features/sessions/session-view.ts'
import { DANA, HOME, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { drawnUp, EXPECTATIONS, home, signAs as signAgreement } from '../agreements/seed.ts'
import { expectAccessible } from '../../render.tsx'
import { allTopics, complete, day, earlier, hold, planned, signAs, stateOf } from './seed.ts'
import { button, show } from './show.tsx'

const finish = () => screen.getAllByRole('button', { name: 'Finish and check' })[0]!

describe('a session past midnight', () => {
  it('has its right length once one says that it ended the next day', async () => {
    const dana = memoryDevice(DANA, '2026-06-10T23:40:00Z' as Instant)
    const id = await planned(dana, day('2026-06-10'), { 'when.on': '2026-06-10', 'when.start': '23:30', 'when.end': '00:15' })
    const { tap, container } = await show(dana, `/sessions/${id}?section=when`)
    await tap(finish())
    expect((await screen.findByRole('alert')).textContent).toContain('or say that it ended after midnight')
    expect((await stateOf(dana, id)).held).toBeNull()
    await tap(button('It ended after midnight, on Thu 11 June'))
    await expectAccessible(container, { page: true })
    expect(await screen.findByText('23:30 to 00:15, 45 minutes')).toBeDefined()
    await tap(finish())
    await waitFor(async () => expect((await stateOf(dana, id)).held).toMatchObject({ on: '2026-06-10', endOn: '2026-06-11', minutes: 45 }))
    expect(await screen.findByText('23:30 to 00:15 the next day, 45 minutes')).toBeDefined()
  })

  it('"It ends now" after midnight knows the day', async () => {
    const dana = memoryDevice(DANA, '2026-06-10T23:20:00Z' as Instant)
    const id = await planned(dana, day('2026-06-10'), { 'when.on': '2026-06-10', 'when.start': '23:45' })
    const { tap } = await show(dana, `/sessions/${id}?section=when`)
    expect(screen.getByText('Started 23:45, 35 minutes so far')).toBeDefined()
    await tap(button('It ends now'))
    await tap(finish())
    await waitFor(async () => expect((await stateOf(dana, id)).held).toMatchObject({ endOn: '2026-06-11', end: '00:20', minutes: 35 }))
  })

  it('the night the clocks go back is an hour longer', async () => {
    const dana = memoryDevice(DANA, '2026-10-25T09:00:00Z' as Instant)
    const id = await planned(dana, day('2026-10-24'), { 'when.on': '2026-10-24', 'when.start': '23:30', 'when.end': '02:30', 'when.end-on': '2026-10-25' })
    const { tap } = await show(dana, `/sessions/${id}?section=when`)
    await tap(finish())
    await waitFor(async () => expect((await stateOf(dana, id)).held?.minutes).toBe(240))
    expect(await screen.findByText('23:30 to 02:30 the next day, 4 hours')).toBeDefined()
  })
})

const agreed = (every: string): AgreementFacts => ({
  kind: 'agreement-facts', id: RecordId.parse('00000000-0000-4000-8000-0000000000e1'), revision: 1, post: SAM_POST, setting: HOME, supervisee: SAM, supervisor: DANA,
  status: 'signed', follows: null, drawnUpOn: day('2026-04-01'), every: every as Duration, minutes: 60, dates: [], reviewOn: null, signedOn: day('2026-04-01'), reviewedOn: null,
})

describe('SEF-App3.1: the gap, by what the two agreed', () => {
  const known = async (every: string) => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-05-13'))
    const id = await planned(dana, dana.asOf())
    const view = viewOf(await dana.snapshot(), DANA, id)
    if (typeof view === 'string') throw new Error(view)
    return { ...view, shifts: [], agreements: [agreed(every)] }
  }

  it('is exceeded the day after the agreed interval, though the policy allows longer', async () => {
    const fortnightly = await known('P2W')
    expect(gapExceeded(fortnightly, day('2026-05-27'))).toBeNull()
    expect(gapExceeded(fortnightly, day('2026-05-28'))).toEqual({ due: '2026-05-27' })
  })

  it('is exceeded by the policy where more was agreed than it allows', async () => {
    const twoMonthly = await known('P2M')
    expect(gapExceeded(twoMonthly, day('2026-06-10'))).toBeNull()
    expect(gapExceeded(twoMonthly, day('2026-07-09'))).not.toBeNull()
  })

  it('is said with the session, so that nobody signs without the reason', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-04-01'))
    const id = await planned(dana, dana.asOf(), { ...allTopics(), 'when.start': '13:30', 'when.end': '14:20' })
    const { tap } = await show(dana, `/sessions/${id}?section=when`)
    await tap(finish())
    await screen.findByText('One thing to do before it can be signed')
    expect((await stateOf(dana, id)).held?.gapExceeded).toBe(true)
    await signAs(dana, id, 'supervisor').catch(() => undefined)
    expect((await stateOf(dana, id)).signatures).toEqual([])
  })
})

describe('starting a session that was planned', () => {
  const start = `/sessions/new/${SAM_POST}`

  it.each([['2026-06-04'], ['2026-06-15'], ['2026-06-17']])('uses the one planned for %s, a week off at most', async (on) => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, day(on), { 'agenda.01900000-0000-7000-8000-0000000000a1.text': 'Night shifts' })
    const { where } = await show(dana, start)
    await waitFor(() => expect(where()).toBe(`/sessions/${id}`))
    expect((await stateOf(dana, id)).fields['when.on']?.value).toBe('2026-06-10')
  })

  it('begins a new one where the planned one is further off', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, day('2026-06-18'))
    const { where } = await show(dana, start)
    await waitFor(() => expect(where()).toMatch(/^\/sessions\/[0-9a-f-]{36}$/))
    expect(where()).not.toContain(id)
  })

  it('uses the date that the agreement names, as one session on whichever device it is made', async () => {
    const dana = home()
    const sam = dana.as(SAM)
    const dates = [{ on: '2026-06-12', at: '14:00' }, { on: '2026-07-10', at: '14:00' }]
    const agreement = await drawnUp(dana, { ...EXPECTATIONS, dates })
    await signAgreement(dana, agreement, 'supervisor')
    await signAgreement(sam, agreement, 'supervisee')
    const { where } = await show(dana, start)
    await waitFor(() => expect(where()).toMatch(/^\/sessions\/[0-9a-f-]{36}$/))
    const [made, ...more] = [...(await dana.snapshot()).sessions.values()]
    expect(more).toEqual([])
    expect(made).toMatchObject({ plannedFor: '2026-06-12', at: '14:00', agreed: { agreement, on: '2026-06-12' } })
  })
})

describe('10,000 characters with emoji', () => {
  it('are recorded, checked and read as typed', async () => {
    const dana = memoryDevice(DANA)
    const long = 'A long day 🌧️. '.repeat(700).slice(0, 10_000)
    const id = await complete(dana, { feeling: long })
    await hold(dana, id, dana.asOf())
    await signAs(dana, id, 'supervisor')
    await show(dana.as(SAM), `/sessions/${id}/read`)
    const said = within(screen.getByRole('region', { name: 'What you said' }))
    expect(said.getByText((_, element) => element?.tagName === 'DD' && element.textContent.startsWith(long))).toBeDefined()
  })
})
