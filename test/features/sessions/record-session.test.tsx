import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../../src/domain/ids.ts'
import { DANA, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { allTopics, complete, day, earlier, OLD_ACTION, planned, signAs, stateOf, TOPICS } from './seed.ts'
import { box, button, show } from './show.tsx'

const start = `/sessions/new/${SAM_POST}`

const idFrom = (href: string): RecordId => /[0-9a-f-]{36}/.exec(href)?.[0] as RecordId
const topicBox = (number: number): HTMLElement => screen.getByRole('textbox', { name: new RegExp(`^Note on topic ${number}:`) })
const topic = (number: number) => {
  const section = topicBox(number).closest('section')
  if (!section) throw new Error('a topic is a section')
  return within(section)
}
const agenda = () => within(screen.getByRole('navigation', { name: 'Agenda' }))
const goOn = () => screen.getByRole('link', { name: /^Continue:/ })

describe('J2: a residential session on a tablet', () => {
  it('is recorded whole in at most 35 taps: last actions, reflection, eleven topics, actions, next date', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM))
    const { tap, taps, user, where } = await show(dana, start)
    const fromToday = 2

    const states = screen.getAllByRole('group', { name: /^How it stands/ })
    expect(states).toHaveLength(2)
    await tap(within(states[0]!).getByRole('button', { name: 'Done' }))
    await tap(within(states[1]!).getByRole('button', { name: 'In progress' }))
    await tap(goOn())

    const ownWords = screen.getAllByRole('textbox').filter((each) => !/Supervisors Comments/.test(each.getAttribute('aria-label') ?? document.querySelector(`label[for="${each.id}"]`)?.textContent ?? ''))
    expect(ownWords).toHaveLength(6)
    for (const [index, each] of ownWords.entries()) {
      await tap(each)
      await user.keyboard(`Said about question ${index + 1}.`)
    }
    await tap(goOn())

    for (let number = 1; number <= 11; number += 1) {
      if (number <= 5) {
        await tap(topicBox(number))
        await user.keyboard(`Talked about ${number}.`)
      } else {
        await tap(topic(number).getByRole('button', { name: number < 10 ? 'Discussed, nothing to record' : 'Nothing since last time' }))
      }
    }
    await tap(goOn())

    await tap(box('What is to be done'))
    await user.keyboard('Swap a night with Ade')
    await tap(button(/^In a week/))
    await tap(button('Add an action'))
    await user.keyboard('Read the new placement plan')
    await tap(screen.getAllByRole('button', { name: /^By next session/ })[1]!)
    await tap(goOn())

    // An hour passes: the clock of this device goes on a second each time it is read.
    for (let second = 0; second < 3600; second += 1) dana.now()
    await tap(button('It ends now'))
    await tap(button('Wed 8 July'))
    await tap(screen.getAllByRole('button', { name: 'Finish and check' })[1]!)
    await screen.findByRole('heading', { level: 1, name: /Check and sign this record/ })

    expect(fromToday + taps()).toBeLessThanOrEqual(35)
    const state = await stateOf(dana, idFrom(where()))
    expect(state.held).toMatchObject({ on: '2026-06-10', start: '14:30', place: 'The quiet room', mode: 'in-person' })
    expect(state.fields['topic.5']?.value).toEqual({ state: 'note', note: 'Talked about 5.' })
    expect(state.fields['topic.11']?.value).toEqual({ state: 'none-since-last' })
    expect(state.fields[`updates.${OLD_ACTION}.state`]?.value).toBe('done')
    expect(state.fields['next.on']?.value).toBe('2026-07-08')
    const dates = Object.entries(state.fields).flatMap(([name, { value }]) => (/^actions\..*\.by$/.test(name) ? [value] : []))
    expect(new Set(dates)).toEqual(new Set(['2026-06-17', '2026-07-10']))
    expect(screen.queryByText(/to do before it can be signed/)).toBeNull()
  })

  it('opens today’s unfinished session again and makes no second one', async () => {
    const dana = memoryDevice(DANA)
    const first = await show(dana, start)
    await waitFor(() => expect(first.where()).toMatch(/^\/sessions\/[0-9a-f-]{36}$/))
    const made = idFrom(first.where())
    first.unmount()
    const second = await show(dana, start)
    await waitFor(() => expect(second.where()).toBe(`/sessions/${made}`))
    expect((await dana.snapshot()).sessions.size).toBe(1)
  })

  it('opens the session booked for today and notes when it began', async () => {
    const dana = memoryDevice(DANA)
    const booked = await planned(dana, dana.asOf())
    const { where } = await show(dana, start)
    await waitFor(() => expect(where()).toBe(`/sessions/${booked}`))
    const { fields } = await stateOf(dana, booked)
    expect([fields['when.on']?.value, fields['when.start']?.value]).toEqual(['2026-06-10', '14:30'])
    expect(screen.getByText(/^Started 14:30, 0 minutes so far$/)).toBeDefined()
  })

  it('is not started by anyone but the supervisor', async () => {
    const sam = memoryDevice(DANA).as(SAM)
    await show(sam, start)
    expect(screen.getByRole('alert').textContent).toContain('You are not this person’s supervisor')
    expect((await sam.snapshot()).sessions.size).toBe(0)
  })

  it('says that nothing was started when the device could not save, and tries again', async () => {
    const dana = memoryDevice(DANA)
    dana.failSaves(true)
    const { tap } = await show(dana, start)
    expect(screen.getByRole('alert').textContent).toMatch(/could not be saved on this device/)
    dana.failSaves(false)
    await tap(button('Try again'))
    await screen.findByRole('heading', { level: 1, name: /Session with Sam Oyelaran/ })
  })
})

describe('the agenda', () => {
  it('shows how far the topics have come and comes back to the section in the address', async () => {
    const dana = memoryDevice(DANA)
    const some = Object.fromEntries(Object.entries(allTopics()).slice(0, 7))
    const id = await planned(dana, dana.asOf(), some)
    const { container } = await show(dana, `/sessions/${id}?section=topic.4`)
    expect(agenda().getByRole('link', { name: /The eleven topics 7 of 11/ })).toBeDefined()
    await waitFor(() => expect(document.activeElement).toBe(topicBox(4)))
    await expectAccessible(container, { page: true })
  })

  it('keeps the field one writes in in the address', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap, where } = await show(dana, `/sessions/${id}?section=topics`)
    await tap(topicBox(9))
    await waitFor(() => expect(where()).toBe(`/sessions/${id}?section=topic.9`))
  })

  it('goes back from any part to the agenda, and from there out of the session', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap, visited } = await show(dana, `/sessions/${id}`)
    const part = (name: RegExp) => within(screen.getByRole('navigation')).getByRole('link', { name })
    await tap(part(/^New actions/))
    await tap(part(/^Reflection and welfare/))
    expect(visited()).toEqual([`/sessions/${id}`, `/sessions/${id}?section=reflection`])
  })

  it('takes a tap back, and lets words win over a tap', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap, user } = await show(dana, `/sessions/${id}?section=topics`)
    const quick = () => topic(1).getByRole('button', { name: 'Discussed, nothing to record' })
    await tap(quick())
    await waitFor(async () => expect((await stateOf(dana, id)).fields['topic.1']?.value).toEqual({ state: 'discussed' }))
    await tap(quick())
    await waitFor(async () => expect((await stateOf(dana, id)).fields['topic.1']?.value).toBeNull())
    await tap(quick())
    await user.type(topicBox(1), 'Words')
    await user.tab()
    await waitFor(async () => expect((await stateOf(dana, id)).fields['topic.1']?.value).toEqual({ state: 'note', note: 'Words' }))
    expect(quick()).toHaveProperty('disabled', true)
  })
})

describe('whose words', () => {
  it('marks what Dana writes for Sam until Sam signs', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const shown = await show(dana, `/sessions/${id}?section=feeling`)
    expect(screen.getAllByText('Written by Dana for Sam')).toHaveLength(2)
    expect(screen.getAllByText('In Sam’s words')).toHaveLength(4)
    shown.unmount()
    const sam = dana.as(SAM)
    await signAs(dana, id, 'supervisor')
    const read = await show(sam, `/sessions/${id}/read`)
    expect(screen.getAllByText('Written by Dana for Sam').length).toBeGreaterThan(0)
    read.unmount()
    await signAs(sam, id, 'supervisee')
    await show(sam, `/sessions/${id}/read`)
    expect(screen.queryByText('Written by Dana for Sam')).toBeNull()
  })

  it('lets Sam write his own words and only read Dana’s', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const sam = dana.as(SAM)
    const { user, container } = await show(sam, `/sessions/${id}?section=feeling`)
    expect(screen.queryByRole('textbox', { name: 'Supervisors Comments' })).toBeNull()
    expect(screen.getByText('Sam did well on Saturday. We talked about rest between nights.')).toBeDefined()
    const own = box('How am I feeling?')
    await user.clear(own)
    await user.type(own, 'Better after a rest day.')
    await user.tab()
    await waitFor(async () => expect((await stateOf(sam, id)).fields['feeling']).toMatchObject({ value: 'Better after a rest day.', by: SAM }))
    await expectAccessible(container, { page: true })
  })

  it('says on every page of the session that both read it', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    await show(dana, `/sessions/${id}`)
    expect(screen.getByText('Sam and Dana both read all of this')).toBeDefined()
  })
})

describe('a save that fails on this device', () => {
  it('is red, keeps the text, and is saved when the device can again', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { user, container } = await show(dana, `/sessions/${id}?section=topics`)
    dana.failSaves(true)
    await user.type(topicBox(3), 'Not to be lost')
    await user.tab()
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(topicBox(3)).toHaveProperty('value', 'Not to be lost')
    await expectAccessible(container, { page: true })
    dana.failSaves(false)
    await user.type(topicBox(3), '.')
    await user.tab()
    await waitFor(async () => expect((await stateOf(dana, id)).fields['topic.3']?.value).toEqual({ state: 'note', note: 'Not to be lost.' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('finishing', () => {
  it('asks for the end in an error summary that takes the focus, and loses nothing', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap, user, container } = await show(dana, `/sessions/${id}?section=topics`)
    await user.type(topicBox(2), 'Kept')
    await tap(button('Finish and check'))
    const problem = await screen.findByRole('alert')
    expect(problem.textContent).toMatch(/Enter the time it ended/)
    await waitFor(() => expect(problem.parentElement).toBe(document.activeElement))
    expect((await stateOf(dana, id)).held).toBeNull()
    expect((await stateOf(dana, id)).fields['topic.2']?.value).toEqual({ state: 'note', note: 'Kept' })
    await tap(within(problem).getByRole('link'))
    expect(document.activeElement).toBe(box(/^Ended at/))
    await expectAccessible(container, { page: true })
  })

  it.each([
    [{ 'when.start': '14:00', 'when.end': '13:59' }, 'must be after the time it started'],
    [{ 'when.start': '14:00', 'when.end': '14:00' }, 'must be after the time it started'],
    [{ 'when.on': '2026-06-11', 'when.start': '09:00', 'when.end': '10:00' }, 'must be today or in the past'],
    [{ 'when.start': '14:00', 'when.end': '23:30' }, 'must not be later than now'],
    [{ 'when.start': 'two', 'when.end': '14:20' }, 'must be a time, like 14:30'],
    [{ 'when.on': { day: '31', month: '2', year: '2026' }, 'when.start': '14:00', 'when.end': '14:20' }, 'must be a real date'],
  ])('holds nothing for %j', async (values, sentence) => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf(), values)
    const { tap } = await show(dana, `/sessions/${id}?section=when`)
    await tap(screen.getAllByRole('button', { name: 'Finish and check' })[0]!)
    expect((await screen.findByRole('alert')).textContent).toContain(sentence)
    expect((await stateOf(dana, id)).held).toBeNull()
  })

  it('moves the clock though topics are unanswered, and holds anew only when something changed', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf(), { 'when.start': '13:30', 'when.end': '14:20' })
    const { tap, go } = await show(dana, `/sessions/${id}?section=when`)
    await tap(screen.getAllByRole('button', { name: 'Finish and check' })[0]!)
    await screen.findByText('11 things to do before it can be signed')
    expect((await stateOf(dana, id)).held?.minutes).toBe(50)
    const holds = () => dana.log.filter(({ type }) => type === 'session.hold').length
    expect(holds()).toBe(1)
    await go(`/sessions/${id}?section=when`)
    await tap(screen.getAllByRole('button', { name: 'Finish and check' })[0]!)
    await screen.findByText('11 things to do before it can be signed')
    expect(holds()).toBe(1)
  })
})

describe('SEF-4.17: none of the eleven topics is skippable', () => {
  it.each(TOPICS)('%s left out is listed, leads back to itself, and nothing is signed', async (key) => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana, { [key]: null })
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(screen.getByRole('checkbox'))
    await tap(button('Sign this record'))
    const link = within(await screen.findByRole('alert')).getByRole('link', { name: new RegExp(`^Answer topic ${key.slice(6)}:`) })
    expect(link.getAttribute('href')).toBe(`/sessions/${id}?section=${key}`)
    expect((await stateOf(dana, id)).signatures).toEqual([])
  })
})

describe('SEF-App3.1: the gap since the last session', () => {
  it('asks the reason when this session is later than agreed, and signing waits for it', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM), day('2026-04-01'))
    const id = await complete(dana)
    const { tap, user, go } = await show(dana, `/sessions/${id}?section=reflection`)
    const reason = box(/Does the date between this Supervision/)
    expect(screen.getByText(/this one was due by Friday 1 May 2026/)).toBeDefined()
    await go(`/sessions/${id}/check`)
    await tap(screen.getByRole('checkbox'))
    await tap(button('Sign this record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Give the reason for the gap/)
    expect(reason.isConnected).toBe(false)
    await go(`/sessions/${id}?section=gap-reason`)
    await user.type(box(/Does the date between this Supervision/), 'Sickness in the team')
    await user.tab()
    await waitFor(async () => expect((await stateOf(dana, id)).fields['gap-reason']?.value).toBe('Sickness in the team'))
    await go(`/sessions/${id}/check`)
    expect(screen.queryByText(/Give the reason for the gap/)).toBeNull()
  })

  it('asks nothing when it is in time, and nothing at the first session', async () => {
    const dana = memoryDevice(DANA)
    const first = await complete(dana)
    const shown = await show(dana, `/sessions/${first}?section=reflection`)
    expect(screen.queryByRole('textbox', { name: /Does the date between/ })).toBeNull()
    shown.unmount()
    const other = memoryDevice(DANA)
    await earlier(other, other.as(SAM))
    const second = await complete(other)
    await show(other, `/sessions/${second}?section=reflection`)
    expect(screen.queryByRole('textbox', { name: /Does the date between/ })).toBeNull()
  })
})

describe('actions', () => {
  it('are taken out and put back', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { tap } = await show(dana, `/sessions/${id}?section=actions`)
    await tap(button('Remove Action 1'))
    await tap(await screen.findByRole('button', { name: 'Put it back' }))
    await waitFor(() => expect(screen.getAllByRole('textbox', { name: 'What is to be done' })).toHaveLength(2))
  })

  it('without a date keep the record from being signed (SEF-App3.6)', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana, { [`actions.${OLD_ACTION}.what`]: 'No date', [`actions.${OLD_ACTION}.who`]: 'supervisee' })
    await show(dana, `/sessions/${id}/check`)
    expect(screen.getByRole('link', { name: 'Say by when action 1 is to be done' }).getAttribute('href')).toBe(`/sessions/${id}?section=actions.${OLD_ACTION}.by`)
  })
})

describe('a signed record', () => {
  it('warns once before it is changed; the change unsets the signature and keeps it', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    const { tap, user, container } = await show(dana, `/sessions/${id}?section=topics`)
    expect(screen.getByText(/Signed by Dana. If you change anything/)).toBeDefined()
    expect(topicBox(1)).toHaveProperty('disabled', false)
    expect(topicBox(1).closest('fieldset')).toHaveProperty('disabled', true)
    await expectAccessible(container, { page: true })
    await tap(button('Change it all the same'))
    await user.type(topicBox(1), ' And more.')
    await user.tab()
    await waitFor(async () => expect((await stateOf(dana, id)).signatures).toEqual([]))
    expect((await stateOf(dana, id)).unsetSignatures).toMatchObject([{ because: 'edited-after' }])
    expect(screen.queryByText(/If you change anything/)).toBeNull()
  })
})
