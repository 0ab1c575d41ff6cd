import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Device } from '../../../src/queries/device.ts'
import { listAct } from '../../../src/queries/case-lists.ts'
import { ADE, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { complete, planned, signAs, stateOf } from '../sessions/seed.ts'
import { box, button, show } from '../sessions/show.tsx'

const CASES = [
  { reference: 'LF-01', names: ['Jayden Marsh', 'Jay'] },
  { reference: 'LF-02', names: ['Will Okafor'] },
]

const withCases = async (): Promise<MemoryDevice> => {
  const dana = memoryDevice(DANA)
  await dana.act(listAct(HOME, CASES))
  dana.confirm()
  return dana
}

/** The first question of the form, in a session of today. */
const opened = async (dana: Device) => {
  const id = await planned(dana, dana.asOf())
  const shown = await show(dana, `/sessions/${id}?section=reflection`)
  const field = screen.getAllByRole<HTMLTextAreaElement>('textbox')[0]!
  return { ...shown, id, field }
}
const notices = (): readonly string[] => [...document.querySelectorAll('.cs-notice')].map(textOf).filter((text) => text !== '')
const describedBy = (field: HTMLElement): string =>
  (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => textOf(document.getElementById(id))).join(' ')
const NAMED = '“Jayden” looks like the name of someone you support. Use the reference LF-01 instead.'

describe('W6: a note names a child', () => {
  test('the warning comes once typing stops, belongs to the field, and takes no focus', async () => {
    const { user, field, container } = await opened(await withCases())
    await user.type(field, 'I worry about Jayden')
    expect(notices()).toEqual([])
    await waitFor(() => expect(notices()).toEqual([NAMED]))
    expect(document.activeElement).toBe(field)
    expect(describedBy(field)).toContain(NAMED)
    expect(screen.getAllByRole('status').map(textOf)).toContain(NAMED)
    expect(field.getAttribute('aria-invalid')).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('the offered reference goes in wherever the name stands, the focus back to the words, and both texts were saved', async () => {
    const dana = await withCases()
    const { user, field, id } = await opened(dana)
    const saved = async () => Object.values((await stateOf(dana, id)).fields).map(({ value }) => value)
    await user.type(field, 'Jayden’s mum rang, Jayden cried.')
    await user.click(await screen.findByRole('button', { name: 'Use LF-01 for “Jayden”' }))
    expect(field.value).toBe('LF-01’s mum rang, LF-01 cried.')
    expect(document.activeElement).toBe(field)
    await waitFor(() => expect(notices()).toEqual([]))
    await user.tab()
    await waitFor(async () => expect(await saved()).toEqual(['LF-01’s mum rang, LF-01 cried.']))
  })

  test('it never blocks: with the warning there, what was typed is saved as it is', async () => {
    const dana = await withCases()
    const { user, field, id } = await opened(dana)
    await user.type(field, 'Jayden slept.')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
    await user.tab()
    await waitFor(async () => expect(Object.values((await stateOf(dana, id)).fields).map(({ value }) => value)).toEqual(['Jayden slept.']))
  })

  test('“it’s about something else” keeps quiet of that text in that field, also when it is opened again; not of another', async () => {
    const dana = await withCases()
    const { user, field, id, go } = await opened(dana)
    await user.type(field, 'Jayden is my nephew.')
    await user.click(await screen.findByRole('button', { name: 'Keep “Jayden”: it’s about something else' }))
    expect(notices()).toEqual([])
    expect(document.activeElement).toBe(field)
    await user.type(field, ' Jayden! And Will said so.')
    await waitFor(() => expect(notices()).toEqual(['“Will” looks like the name of someone you support. Use the reference LF-02 instead.']))
    await go('/')
    await go(`/sessions/${id}?section=reflection`)
    await waitFor(() => expect(notices()).toHaveLength(1))
    const other = screen.getAllByRole<HTMLTextAreaElement>('textbox')[1]!
    await user.type(other, 'Jayden ran.')
    await waitFor(() => expect(notices()).toContain(NAMED))
  })

  test('what is deleted again is not spoken of any more', async () => {
    const { user, field } = await opened(await withCases())
    await user.type(field, 'Jayden')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
    await user.clear(field)
    expect(notices()).toEqual([])
  })

  test('a name that two cases have is pointed out, with no reference to choose for the writer', async () => {
    const dana = await withCases()
    await dana.act(listAct(HOME, [{ reference: 'LF-09', names: ['Jayden Hale'] }]))
    const { user, field } = await opened(dana)
    await user.type(field, 'Jayden ran.')
    await waitFor(() => expect(notices()).toEqual(['“Jayden” looks like the name of someone you support. Use their reference instead.']))
    expect(screen.queryByRole('button', { name: /^Use / })).toBeNull()
  })

  test('at most three are spoken of at once, and how many more there are', async () => {
    const { user, field } = await opened(await withCases())
    await user.type(field, 'Jayden, Will said, 07700 900123, L20 3AB, a@example.com')
    await waitFor(() => expect(notices()[0]).toMatch(/And 2 more like these\.$/))
  })
})

describe('W6: other identifiers', () => {
  test.each([
    ['rang 07700 900123', 'a phone number'], ['at L20 3AB now', 'a postcode'], ['wrote to mum@example.com', 'an email address'], ['dob 3/4/2012', 'a date of birth'],
  ])('%s looks like %s: it says what to do, and offers no reference', async (text, what) => {
    const { user, field } = await opened(memoryDevice(DANA))
    await user.type(field, text)
    await waitFor(() => expect(notices()[0]).toContain(`looks like ${what}`))
    expect(screen.queryByRole('button', { name: /^Use / })).toBeNull()
    expect(screen.getByRole('button', { name: /^Keep / })).toBeTruthy()
  })

  test('what is harmless says nothing', async () => {
    const { user, field } = await opened(await withCases())
    await user.type(field, 'Will we meet on 3 April 2026? Ade Brightwell asked, see SEF-3.18 and LF-01.')
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(notices()).toEqual([])
  })
})

describe('W6: who has the list', () => {
  test('who works there is warned as well; who has left the home has no list and is not', async () => {
    const dana = await withCases()
    const sees = async (device: Device) => (await device.snapshot()).caseLists.size
    expect([await sees(dana.as(SAM)), await sees(dana.as(ADE))]).toEqual([1, 1])
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.end', payload: { until: dana.asOf(), reason: 'left', on: dana.asOf() } })
    expect(await sees(dana.as(SAM))).toBe(1)
    dana.setClock('2026-06-11T09:00:00Z' as never)
    expect([await sees(dana.as(SAM)), await sees(dana.as(ADE)), await sees(dana)]).toEqual([0, 1, 1])
  })
})

describe('W6: everywhere a note is written', () => {
  test('a comment before signing, an addition to a locked record', async () => {
    const dana = await withCases()
    const id = await complete(dana)
    await dana.act({ recordId: id, kind: 'session', type: 'record.share', payload: { on: dana.asOf() } })
    const first = await show(dana.as(SAM), `/sessions/${id}/read`)
    await first.user.click(screen.getByRole('button', { name: 'Comment on the whole record' }))
    await first.user.type(box(/comment/i), 'Jayden was not there.')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
    first.unmount()
    await signAs(dana, id, 'supervisor')
    await signAs(dana.as(SAM), id, 'supervisee')
    const { user } = await show(dana.as(SAM), `/sessions/${id}/read`)
    await user.click(button('Add an addendum'))
    await user.type(screen.getAllByRole('textbox')[0]!, 'Jayden came later.')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
  })

  test('what is to be done, and what one wants to talk about', async () => {
    const dana = await withCases()
    const id = await planned(dana, dana.asOf())
    const { user, go } = await show(dana, `/sessions/${id}?section=actions`)
    await user.type(box('What is to be done'), 'Ring Jayden’s mum')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
    await go(`/sessions/${id}/prepare`)
    await user.click(button(/Add/))
    await user.type(screen.getAllByRole('textbox').at(-1)!, 'Jayden’s bedtime')
    await waitFor(() => expect(notices()).toEqual([NAMED]))
  })
})
