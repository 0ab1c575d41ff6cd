import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { day, earlier, hold, planned, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

const ITEM = 'agenda.01900000-0000-7000-8000-0000000000a1.text'

const ahead = async () => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  await earlier(dana, sam)
  const id = await planned(dana, day('2026-06-12'))
  return { dana, sam, id, href: `/sessions/${id}/prepare` }
}
const region = (name: string | RegExp) => within(screen.getByRole('region', { name }))

describe('SEF-3.3: both prepare', () => {
  it('Sam writes his update under the form’s own questions, in his voice, saved as he writes', async () => {
    const { sam, id, href } = await ahead()
    const { user, container } = await show(sam, href)
    expect(screen.getByText('Dana Whitlock, Fri 12 June')).toBeDefined()
    expect(region('Your update').getAllByRole('textbox').map((each) => (each as HTMLTextAreaElement).labels?.[0]?.textContent)).toEqual([
      'How am I feeling?',
      'How am I managing my work? (Include case discussions where applicable – use only LCS number; no personal details)',
      'How am I managing my work/life balance? (Reference flexible working arrangements if relevant)',
      'What support do I think would benefit me?',
      'Am I accessing opportunities to professionally develop? Any feedback from training completed or research?',
      'Do I need any time out? (Annual leave/Toil/Sickness management)',
    ])
    await user.type(box('How am I feeling?'), 'Steady.')
    await user.tab()
    await waitFor(async () => expect((await stateOf(sam, id)).fields['feeling']).toMatchObject({ value: 'Steady.', by: SAM }))
    await expectAccessible(container, { page: true })
  })

  it('Dana reads it as it comes, and what is still open', async () => {
    const { dana, sam, id, href } = await ahead()
    const { container } = await show(dana, href)
    expect(screen.getByText('Sam has not written anything yet.')).toBeDefined()
    await sam.edit({ recordId: id, kind: 'session', values: { feeling: 'Steady.' } })
    expect(await region('What Sam wrote beforehand').findByText('Steady.')).toBeDefined()
    const open = region('Actions still open').getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(open).toEqual(['Ask for cover on ThursdaysYoursby Wed 20 May', 'Book the Team Teach refresherSamby Wed 27 May'])
    expect(screen.queryByRole('textbox', { name: 'How am I feeling?' })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  it('each adds what they want to talk about; both see who added it; it is taken out and put back', async () => {
    const { dana, sam, id, href } = await ahead()
    await dana.edit({ recordId: id, kind: 'session', values: { [ITEM]: 'The rota in July' } })
    const { tap, user, container } = await show(sam, href)
    const agenda = region('What you both want to talk about')
    expect(agenda.getByText('The rota in July', { selector: 'p' })).toBeDefined()
    expect(agenda.getByText('from Dana')).toBeDefined()
    await tap(button('Add something to talk about'))
    const mine = box('What to talk about, 2')
    expect(document.activeElement).toBe(mine)
    await user.type(mine, 'Night shifts')
    expect(document.activeElement).toBe(mine)
    await user.tab()
    const texts = async () =>
      Object.entries((await stateOf(sam, id)).fields).flatMap(([name, { value, by }]) => (name.startsWith('agenda.') && name.endsWith('.text') ? [[value, by]] : []))
    await waitFor(async () => expect(await texts()).toEqual(expect.arrayContaining([['The rota in July', DANA], ['Night shifts', SAM]])))
    await expectAccessible(container, { page: true })
    await tap(button('Take out The rota in July'))
    await waitFor(() => expect(screen.queryByText('The rota in July', { selector: 'p' })).toBeNull())
    expect((await stateOf(sam, id)).fields[ITEM.replace('text', 'removed')]?.value).toBe(true)
    await tap(button('Put it back'))
    expect(await screen.findByText('The rota in July', { selector: 'p' })).toBeDefined()
  })

  it('keeps a new item that could not be saved, in red', async () => {
    const { sam, href } = await ahead()
    const { tap, user } = await show(sam, href)
    await tap(button('Add something to talk about'))
    sam.failSaves(true)
    await user.type(box('What to talk about, 1'), 'Kept')
    await user.tab()
    expect(await screen.findByText(/Not saved on this device/)).toBeDefined()
    expect(box('What to talk about, 1')).toHaveProperty('value', 'Kept')
    sam.failSaves(false)
  })

  it('10,000 characters, emoji and right-to-left words stay as typed', async () => {
    const { dana, sam, id, href } = await ahead()
    const long = 'نص طويل 👩‍👩‍👧 '.repeat(600).slice(0, 10_000)
    await sam.edit({ recordId: id, kind: 'session', values: { feeling: long } })
    await show(dana, href)
    const shown = await screen.findByText((_, element) => element?.tagName === 'DD' && element.textContent === long)
    expect(shown.getAttribute('dir')).toBe('auto')
  })

  it('starts the prepared session, with the agenda first, and ticks an item off', async () => {
    const { dana, sam, id, href } = await ahead()
    await sam.edit({ recordId: id, kind: 'session', values: { [ITEM]: 'Night shifts', feeling: 'Steady.' } })
    const { tap, where } = await show(dana, href)
    await tap(screen.getByRole('link', { name: 'Start the session' }))
    await waitFor(() => expect(where()).toBe(`/sessions/${id}`))
    expect(await screen.findByRole('heading', { level: 2, name: 'What you both want to talk about' })).toBeDefined()
    expect(screen.getByText(/Sam wrote an update beforehand/)).toBeDefined()
    await tap(button('Talked about'))
    await waitFor(async () => expect((await stateOf(dana, id)).fields[ITEM.replace('text', 'done')]?.value).toBe(true))
    const { fields } = await stateOf(dana, id)
    expect([fields['when.on']?.value, fields['when.start']?.value]).toEqual(['2026-06-10', '14:30'])
  })

  it('leads to reading once the session was held', async () => {
    const { dana, id, href } = await ahead()
    await hold(dana, id, dana.asOf())
    const { where } = await show(dana, href)
    await waitFor(() => expect(where()).toBe(`/sessions/${id}/read`))
  })
})
