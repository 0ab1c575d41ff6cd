import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { plannedOf } from '../../../src/domain/planned.ts'
import { statusOf } from '../../../src/domain/records/status.ts'
import { newDate, sessionFor } from '../../../src/queries/planned-session.ts'
import { ADE_POST, DANA, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { instant, shiftsOfAde } from '../today/seed.ts'
import { complete, day, earlier, hold, planned, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

/** Wednesday 10 June 2026; the last session on 20 May, so that the next is due on 20 June; planned for Friday the 12th. */
const ahead = async (on: PlainDate = day('2026-06-12')) => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  await earlier(dana, sam, day('2026-05-20'))
  const id = await planned(dana, on)
  return { dana, sam, id, href: `/sessions/${id}/move` }
}
const radio = (name: string) => screen.getByRole('radio', { name })

describe('J9: cancel and rearrange', () => {
  it('takes at most five taps: a reason, an offered day in time, and one save of both', async () => {
    const { dana, id, href } = await ahead()
    const { tap, taps, container } = await show(dana, href)
    expect(screen.getByText('Sam Oyelaran, Fri 12 June')).toBeDefined()
    const offered = within(screen.getByRole('group', { name: 'Days to choose from' })).getAllByRole('button').map(({ textContent }) => textContent)
    // The 12th is taken by the session that is moved; all are before it is due.
    expect(offered).toEqual(['Thu 11 June', 'Mon 15 June', 'Tue 16 June', 'Another date', 'I’ll find a date later'])
    expect(screen.getByText(/Supervision is due by Sat 20 June\. These days are in time/)).toBeDefined()
    expect(screen.getByText('You can also set it later, by Wed 17 June: the policy allows 5 working days.')).toBeDefined()
    await expectAccessible(container, { page: true })
    await tap(radio('Too few staff to leave the floor'))
    await tap(button('Mon 15 June'))
    expect(screen.getByText(/Sam sees the new date and the reason as soon as this is sent/)).toBeDefined()
    await tap(button('Set the new date'))
    const done = await screen.findByRole('heading', { name: 'New date: Mon 15 June' })
    await waitFor(() => expect(document.activeElement).toBe(done))
    expect(taps()).toBeLessThanOrEqual(5)
    expect(dana.log.slice(-2).map(({ type }) => type)).toEqual(['session.cancel', 'session.rebook'])
    const state = await stateOf(dana, id)
    expect(state).toMatchObject({ plannedFor: '2026-06-15', off: [{ kind: 'cancelled', reason: 'cover', plannedFor: '2026-06-12', rebooked: { for: '2026-06-15', on: '2026-06-10' } }] })
    expect(statusOf(state)).toBe('planned')
    await expectAccessible(container, { page: true })
  })

  it('asks for a reason, for a day, and for words with "Another reason"; nothing is saved before', async () => {
    const { dana, id, href } = await ahead()
    const { tap, user, container } = await show(dana, href)
    await tap(button('Set the new date'))
    const alert = await screen.findByRole('alert')
    expect(within(alert).getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Select why it can’t go ahead', 'Choose a day'])
    await expectAccessible(container, { page: true })
    await tap(radio('Another reason'))
    await tap(button('Mon 15 June'))
    await tap(button('Set the new date'))
    expect((await screen.findByRole('alert')).textContent).toContain('Say what the reason is')
    expect((await stateOf(dana, id)).off).toEqual([])
    await user.type(box('Anything to add'), 'The boiler 🔥 broke.')
    await tap(button('Set the new date'))
    await screen.findByRole('heading', { name: 'New date: Mon 15 June' })
    expect((await stateOf(dana, id)).off[0]).toMatchObject({ reason: 'other', note: 'The boiler 🔥 broke.' })
  })

  it('takes one’s own date and time, and says what is wrong with them', async () => {
    const { dana, id, href } = await ahead()
    const { tap, user } = await show(dana, href)
    await tap(radio('Too few staff to leave the floor'))
    await tap(button('Another date'))
    await user.type(box('Day'), '9')
    await user.type(box('Month'), '6')
    await user.type(box('Year'), '2026')
    await user.type(box('Time (optional)'), 'soon')
    await tap(button('Set the new date'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/The date must be today or later.*The time must be a time, like 14:30/)
    await user.clear(box('Day'))
    await user.type(box('Day'), '18')
    await user.clear(box('Time (optional)'))
    await user.type(box('Time (optional)'), '2pm')
    await tap(button('Set the new date'))
    await screen.findByRole('heading', { name: 'New date: Thu 18 June at 14:00' })
    expect(await stateOf(dana, id)).toMatchObject({ plannedFor: '2026-06-18', at: '14:00' })
  })

  it('"later" calls it off and says by when; the new date is set from the same place', async () => {
    const { dana, sam, id, href } = await ahead()
    const first = await show(dana, href)
    await first.tap(radio('Something urgent happened'))
    await first.tap(button('I’ll find a date later'))
    await first.tap(button('Call it off'))
    await screen.findByRole('heading', { name: 'The session is called off' })
    expect(screen.getByText('Set a new date by Wed 17 June.')).toBeDefined()
    expect(statusOf(await stateOf(dana, id))).toBe('cancelled')
    first.unmount()

    const asSam = await show(sam, href)
    expect(screen.getByText('The session on Fri 12 June was called off by Dana Whitlock: Something urgent happened.')).toBeDefined()
    expect(screen.getByText('Dana sets a new date. You see it here and on Today.')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Set the new date' })).toBeNull()
    asSam.unmount()

    const again = await show(dana, href)
    expect(screen.getByRole('heading', { level: 1, name: /Set a new date/ })).toBeDefined()
    await again.tap(button('Tue 16 June'))
    await again.tap(button('Set the new date'))
    await screen.findByRole('heading', { name: 'New date: Tue 16 June' })
    expect(dana.log.at(-1)).toMatchObject({ type: 'session.rebook', payload: { plannedFor: '2026-06-16', on: '2026-06-10' } })
  })

  it('Sam says that he can’t make it, with a reason and no date', async () => {
    const { sam, id, href } = await ahead()
    const { tap, container } = await show(sam, href)
    expect(screen.queryByRole('group', { name: 'Days to choose from' })).toBeNull()
    await tap(radio('Planned leave of either of you'))
    await tap(button('Call it off'))
    await screen.findByRole('heading', { name: 'The session is called off' })
    expect((await stateOf(sam, id)).off).toMatchObject([{ kind: 'cancelled', reason: 'planned-leave', by: SAM }])
    await expectAccessible(container, { page: true })
  })

  it('on the day Dana says that Sam did not come, which is not a cancellation', async () => {
    const { dana, id, href } = await ahead(day('2026-06-10'))
    const { tap } = await show(dana, href)
    await tap(radio('Sam did not come'))
    await tap(button('Thu 11 June'))
    await tap(button('Set the new date'))
    await screen.findByRole('heading', { name: 'New date: Thu 11 June' })
    expect((await stateOf(dana, id)).off).toMatchObject([{ kind: 'missed', reason: 'supervisee', rebooked: { for: '2026-06-11' } }])
  })

  it('nobody has missed a session that is still to come', async () => {
    const { dana, href } = await ahead()
    await show(dana, href)
    expect(screen.queryByRole('radio', { name: 'Sam did not come' })).toBeNull()
  })

  it('Sam called it off meanwhile: Dana sees that, and only sets the new date', async () => {
    const { dana, sam, id, href } = await ahead()
    const { tap } = await show(dana, href)
    await tap(radio('Too few staff to leave the floor'))
    await sam.act({ recordId: id, kind: 'session', type: 'session.cancel', payload: { plannedFor: day('2026-06-12'), reason: 'training', note: 'First aid', on: day('2026-06-10') } })
    expect(await screen.findByText('The session on Fri 12 June was called off by Sam Oyelaran: Training that could not be moved.')).toBeDefined()
    expect(screen.getByText('First aid')).toBeDefined()
    await tap(button('Mon 15 June'))
    await tap(button('Set the new date'))
    await screen.findByRole('heading', { name: 'New date: Mon 15 June' })
    expect((await stateOf(dana, id)).off).toHaveLength(1)
  })

  it('both called it off unseen by each other: it was called off once', async () => {
    const { dana, sam, id } = await ahead()
    const payload = { plannedFor: day('2026-06-12'), reason: 'cover', note: '', on: day('2026-06-10') }
    await sam.act({ recordId: id, kind: 'session', type: 'session.cancel', payload })
    await dana.acts([
      { recordId: id, kind: 'session', type: 'session.cancel', payload },
      { recordId: id, kind: 'session', type: 'session.rebook', payload: { plannedFor: day('2026-06-16'), at: null, on: day('2026-06-10') } },
    ])
    const { off, plannedFor } = await stateOf(dana, id)
    expect([off.length, off[0]?.by, plannedFor]).toEqual([1, SAM, '2026-06-16'])
  })

  it('a session that was held is not called off', async () => {
    const { dana, id, href } = await ahead()
    await hold(dana, id, dana.asOf())
    await show(dana, href)
    expect(screen.getByText('This session was held, so it can’t be called off.')).toBeDefined()
  })

  it('says in red what could not be saved, and keeps what was chosen', async () => {
    const { dana, href } = await ahead()
    const { tap } = await show(dana, href)
    await tap(radio('Too few staff to leave the floor'))
    await tap(button('Mon 15 June'))
    dana.failSaves(true)
    await tap(button('Set the new date'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(radio('Too few staff to leave the floor')).toHaveProperty('checked', true)
  })

  it('offers no day on which either is away', async () => {
    const { dana, sam, href } = await ahead()
    const leave = { leave: '00000000-0000-4000-8000-0000000000aa', from: day('2026-06-11'), until: day('2026-06-15'), cancelled: false }
    await sam.act({ recordId: SAM_POST, kind: 'post', type: 'post.leave', payload: leave })
    await show(dana, href)
    const offered = within(screen.getByRole('group', { name: 'Days to choose from' })).getAllByRole('button').map(({ textContent }) => textContent)
    expect(offered.slice(0, 3)).toEqual(['Tue 16 June', 'Wed 17 June', 'Thu 18 June'])
  })
})

describe('J6: booking', () => {
  const href = `/sessions/plan/${SAM_POST}`

  it('is two taps on offered days inside the limit, and asks for an agreement where there is none', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-05-20'))
    const { tap, taps, container } = await show(dana, href)
    const offered = within(screen.getByRole('group', { name: 'Days to choose from' })).getAllByRole('button').map(({ textContent }) => textContent)
    expect(offered).toEqual(['Mon 15 June', 'Tue 16 June', 'Wed 17 June', 'Another date'])
    expect(screen.getByRole('link', { name: 'Draw up the agreement' }).getAttribute('href')).toBe(`/agreements/new/${SAM_POST}`)
    await expectAccessible(container, { page: true })
    await tap(button('Tue 16 June'))
    await tap(button('Book this session'))
    const done = await screen.findByRole('heading', { name: 'Booked for Tue 16 June' })
    await waitFor(() => expect(document.activeElement).toBe(done))
    expect(taps()).toBe(2)
    const made = [...(await dana.snapshot()).sessions.values()].find(({ plannedFor }) => plannedFor === '2026-06-16')
    expect(made).toMatchObject({ supervisee: SAM, supervisor: DANA, at: null, held: null })
    await expectAccessible(container, { page: true })
  })

  it('an overdue person is offered the next days, said to be late', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-04-20'))
    await show(dana, href)
    expect(screen.getByText(/^Supervision was due by Wed 20 May\. These are the next days/)).toBeDefined()
    expect(button('Thu 11 June')).toBeDefined()
  })

  it.each([
    [16, '16 of 16 shifts are worked: supervision is due before the next shift. These are the next days on which neither of you is away.'],
    [17, '17 shifts are worked: supervision was due after 16. These are the next days on which neither of you is away.'],
  ])('at %i shifts it is the count that asks for it, and no date (SEF-3.18)', async (count, sentence) => {
    const dana = memoryDevice(DANA, instant('2026-06-20T10:00:00Z'), shiftsOfAde(count))
    const before = sessionFor(await dana.snapshot(), ADE_POST, newDate(day('2026-05-31'), null), dana)
    if (typeof before === 'string') throw new Error(before)
    await dana.acts(before.acts)
    await hold(dana, before.recordId, day('2026-05-31'))
    await show(dana, `/sessions/plan/${ADE_POST}`)
    expect(await screen.findByText(sentence)).toBeDefined()
    expect(screen.queryByText(/Supervision was due by/)).toBeNull()
    expect(button('Mon 22 June')).toBeDefined()
  })

  it('names what is planned already, and a session that waits for its new date', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, day('2026-06-12'))
    const first = await show(dana, href)
    expect(screen.getByText('You have a session planned on Fri 12 June.')).toBeDefined()
    expect(screen.getByRole('link', { name: 'Cancel or move it' }).getAttribute('href')).toBe(`/sessions/${id}/move`)
    first.unmount()
    await dana.act({ recordId: id, kind: 'session', type: 'session.cancel', payload: { plannedFor: day('2026-06-12'), reason: 'cover', note: '', on: day('2026-06-10') } })
    await show(dana, href)
    expect(screen.getByRole('link', { name: 'Set its new date' }).getAttribute('href')).toBe(`/sessions/${id}/move`)
  })

  it('is not for anybody but the supervisor', async () => {
    await show(memoryDevice(SAM), href)
    expect(screen.getByText(/You are not this person’s supervisor/)).toBeDefined()
  })

  it('a date said at the last session, taken up by both with no connection, is one session', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    await complete(dana, { 'next.on': '2026-07-08' })
    const snapshot = await dana.snapshot()
    const date = { on: day('2026-07-08'), at: null, session: null, agreement: null }
    const hers = sessionFor(snapshot, SAM_POST, date, dana)
    const his = sessionFor(snapshot, SAM_POST, date, sam)
    if (typeof hers === 'string' || typeof his === 'string') throw new Error('not made')
    expect(his.recordId).toBe(hers.recordId)
    await dana.acts(hers.acts)
    await sam.acts(his.acts)
    expect([...(await dana.snapshot()).sessions.values()].filter(({ plannedFor }) => plannedFor === '2026-07-08')).toHaveLength(1)
  })

  it('a date said at the last session does not come back once its session was moved', async () => {
    const dana = memoryDevice(DANA)
    await complete(dana, { 'next.on': '2026-07-08' })
    const made = sessionFor(await dana.snapshot(), SAM_POST, { on: day('2026-07-08'), at: null, session: null, agreement: null }, dana)
    if (typeof made === 'string') throw new Error(made)
    const common = { recordId: made.recordId, kind: 'session' } as const
    await dana.acts([
      ...made.acts,
      { ...common, type: 'session.cancel', payload: { plannedFor: day('2026-07-08'), reason: 'cover', note: '', on: dana.asOf() } },
      { ...common, type: 'session.rebook', payload: { plannedFor: day('2026-07-15'), at: null, on: dana.asOf() } },
    ])
    const { posts, sessionFacts } = await dana.snapshot()
    const ahead = plannedOf(posts.get(SAM_POST)!, [...sessionFacts.values()], [], dana.asOf())
    expect(ahead).toEqual([{ on: '2026-07-15', at: null, session: made.recordId, agreement: null }])
  })
})
