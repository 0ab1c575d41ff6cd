import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type RecordId, RecordId as Id } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Device } from '../../../src/queries/device.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { richPack } from '../../rich-pack.ts'
import { hold, signAs, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

const CASE = '01900000-0000-7000-8000-00000000000a'
const OTHER = '01900000-0000-7000-8000-00000000000b'
const pack = richPack()
const pins = { pack: pack.id, packVersion: pack.version, form: 'rich-session', formVersion: 1 }

const device = (): MemoryDevice => memoryDevice(DANA, undefined, [], pack)

const planned = async (dana: Device, values: Readonly<Record<string, Json>> = {}): Promise<RecordId> => {
  const recordId = Id.parse(dana.newId())
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, supervisor: DANA, plannedFor: dana.asOf(), pins }
  await dana.act({ recordId, kind: 'session', type: 'session.plan', payload })
  if (Object.keys(values).length > 0) await dana.edit({ recordId, kind: 'session', values })
  return recordId
}

/** Everything answered but the cases. */
const ANSWERED: Readonly<Record<string, Json>> = {
  wellbeing: 'Rested, for once.',
  'load.children': 12,
  [`actions.${OTHER}.about`]: 'actions',
  [`actions.${OTHER}.what`]: 'Visit 4471 on Friday',
  [`actions.${OTHER}.who`]: 'supervisee',
  [`actions.${OTHER}.by`]: '2026-06-19',
}
const WHOLE: Readonly<Record<string, Json>> = {
  ...ANSWERED,
  [`cases.${CASE}.ref`]: '4471',
  [`cases.${CASE}.visited`]: '2026-06-01',
  [`cases.${CASE}.visits`]: 3,
  [`cases.${CASE}.seen`]: true,
  [`cases.${CASE}.plan`]: 'drifting',
  [`cases.${CASE}.agreed`]: 'Ask for a second view of the plan.',
}
const valuesOf = async (dana: Device, id: RecordId): Promise<Record<string, Json>> =>
  Object.fromEntries(Object.entries((await stateOf(dana, id)).fields).map(([name, { value }]) => [name, value]))
const table = (name: string) => within(screen.getByRole('group', { name }))

describe('a table in a session', () => {
  it('takes a row cell by cell, each saved by itself in its own type, and has it again when it is opened again', async () => {
    const dana = device()
    const id = await planned(dana)
    const page = await show(dana, `/sessions/${id}?section=cases`)
    expect(table('Cases discussed').getByText('Write no names here. Use this instead: the case number.')).toBeDefined()
    await page.tap(button('Add case'))
    const ref = box('Case number')
    expect(document.activeElement).toBe(ref)
    await page.user.keyboard('4471')
    const row = within(screen.getByRole('group', { name: 'Case 1' }))
    await page.user.type(row.getByRole('textbox', { name: 'Visits' }), '3')
    await page.user.click(row.getByRole('checkbox', { name: 'Seen alone' }))
    await page.user.selectOptions(row.getByRole('combobox', { name: 'The plan' }), 'Drifting')
    for (const [part, typed] of [['Day', '1'], ['Month', '6'], ['Year', '2026']] as const) await page.user.type(row.getByRole('textbox', { name: part }), typed)
    await page.user.type(row.getByRole('textbox', { name: 'What was agreed' }), 'A second view.')
    await page.user.tab()
    await waitFor(async () => {
      const values = Object.entries(await valuesOf(dana, id)).map(([name, value]) => [name.replace(/^cases\.[0-9a-f-]{36}\./, ''), value])
      expect(Object.fromEntries(values)).toEqual({ ref: '4471', visits: 3, seen: true, plan: 'drifting', visited: '2026-06-01', agreed: 'A second view.' })
    })
    await expectAccessible(page.container, { page: true })
    page.unmount()

    await show(dana, `/sessions/${id}?section=cases`)
    const again = within(screen.getByRole('group', { name: 'Case 1' }))
    expect(again.getByRole('textbox', { name: 'Case number' })).toHaveProperty('value', '4471')
    expect(again.getByRole('textbox', { name: 'Visits' })).toHaveProperty('value', '3')
    expect(again.getByRole('checkbox', { name: 'Seen alone' })).toHaveProperty('checked', true)
    expect(button('Add another case')).toBeDefined()
  })

  it('takes a row out with the way back in focus, and puts it back', async () => {
    const dana = device()
    const id = await planned(dana, WHOLE)
    const { tap, user } = await show(dana, `/sessions/${id}?section=cases`)
    await tap(button('Remove Case 1'))
    const undo = await screen.findByRole('button', { name: 'Put it back' })
    await waitFor(() => expect(document.activeElement).toBe(undo))
    expect(undo.closest('output')?.textContent).toBe('Taken out of the list. Put it back')
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Case 1' })).toBeNull())
    expect((await valuesOf(dana, id))[`cases.${CASE}.removed`]).toBe(true)
    await user.keyboard('{Enter}')
    await screen.findByRole('group', { name: 'Case 1' })
    expect(document.activeElement).toBe(button('Add another case'))
    expect((await valuesOf(dana, id))[`cases.${CASE}.removed`]).toBe(false)
  })

  it('a row that nothing was written in goes without a trace, and the focus to the button that adds one', async () => {
    const dana = device()
    const id = await planned(dana)
    const { tap } = await show(dana, `/sessions/${id}?section=cases`)
    await tap(button('Add case'))
    await tap(button('Remove Case 1'))
    await waitFor(() => expect(document.activeElement).toBe(button('Add case')))
    expect(await valuesOf(dana, id)).toEqual({})
  })

  it('what was typed a moment before a row is taken out is kept with it', async () => {
    const dana = device()
    const id = await planned(dana)
    const { tap, user } = await show(dana, `/sessions/${id}?section=cases`)
    await tap(button('Add case'))
    await user.keyboard('44')
    await tap(button('Remove Case 1'))
    await tap(await screen.findByRole('button', { name: 'Put it back' }))
    expect(await screen.findByRole('textbox', { name: 'Case number' })).toHaveProperty('value', '44')
  })

  it('can be said to have nothing to record, which adding a row takes back', async () => {
    const dana = device()
    const id = await planned(dana)
    const { tap } = await show(dana, `/sessions/${id}?section=cases`)
    await tap(within(table('Cases discussed').getByRole('group', { name: 'In one tap: Cases discussed' })).getByRole('button', { name: 'Nothing to record' }))
    await waitFor(async () => expect((await valuesOf(dana, id))['cases']).toEqual({ state: 'nothing-to-record' }))
    await tap(button('Add case'))
    await waitFor(async () => expect((await valuesOf(dana, id))['cases']).toBeNull())
  })

  it('P6: two versions of a cell stand in its place, by the row’s name, until one is chosen', async () => {
    const dana = device()
    const sam = dana.as(SAM)
    const id = await planned(dana, WHOLE)
    const patch = { [`cases.${CASE}.visits`]: { value: 4, from: null } }
    await sam.act({ recordId: id, kind: 'session', type: 'fields.edit', patch })
    const { tap, container } = await show(dana, `/sessions/${id}?section=cases`)
    const versions = screen.getAllByRole('group', { name: 'Two versions of Cases discussed, 4471: Visits' })
    expect(versions).toHaveLength(1)
    expect(within(versions[0]!).getAllByRole('listitem').map((each) => each.querySelector('.cs-version__text')?.textContent)).toEqual(['3', '4'])
    await expectAccessible(container, { page: true })
    await tap(button('Use Sam’s version'))
    expect(await screen.findByRole('textbox', { name: 'Visits' })).toHaveProperty('value', '4')
  })
})

describe('figures in a session', () => {
  it('stand beside one another and are kept as numbers; what is none stays as typed and is said on leaving the box', async () => {
    const dana = device()
    const id = await planned(dana)
    const { user, container } = await show(dana, `/sessions/${id}?section=load.children`)
    const children = box('Children in need')
    expect(children.getAttribute('inputmode')).toBe('numeric')
    expect(children.closest('.cs-figures')).toBe(box('Plans').closest('.cs-figures'))
    await user.type(children, '0')
    await user.type(box('Plans'), '1o')
    expect(screen.queryByText(/Write a whole number/)).toBeNull()
    await user.tab()
    expect(screen.getByText('Write a whole number, such as 0 or 12')).toBeDefined()
    expect(box('Plans').getAttribute('aria-invalid')).toBe('true')
    await waitFor(async () => expect(await valuesOf(dana, id)).toEqual({ 'load.children': 0, 'load.plans': '1o' }))
    await expectAccessible(container, { page: true })
  })
})

describe('the parts of a form, and what is proposed', () => {
  it('says where each printed part begins, and which section the policy does not ask for', async () => {
    const dana = device()
    const id = await planned(dana)
    await show(dana, `/sessions/${id}?section=wellbeing`)
    const headings = screen.getAllByRole('heading').map(({ textContent }) => textContent)
    expect(headings.filter((each) => /^Part |^Wellbeing$|^Learning$|^Caseload$/.test(each ?? ''))).toEqual(['Part one: you', 'Wellbeing', 'Learning', 'Part two: the work', 'Caseload'])
    expect(screen.getAllByText('The policy does not ask for this part. Its headings are proposed.')).toHaveLength(1)
    expect(screen.queryByText('The policy gives no form for this. These headings are proposed.')).toBeNull()
  })

  it('a form that the policy does not give says so once', async () => {
    const form = pack.forms.find(({ id }) => id === 'rich-session')!
    const dana = memoryDevice(DANA, undefined, [], richPack({ session: { ...form, proposed: true } }))
    const id = await planned(dana)
    await show(dana, `/sessions/${id}?section=wellbeing`)
    expect(screen.getAllByText('The policy gives no form for this. These headings are proposed.')).toHaveLength(1)
    expect(screen.queryByText(/does not ask for this part/)).toBeNull()
  })

  it('what the policy says is folded on the pages it guides, each rule with its place', async () => {
    const dana = device()
    const id = await planned(dana)
    const { go } = await show(dana, `/sessions/${id}`)
    const guidance = screen.getByText('What the policy says').closest('details')!
    expect(guidance.open).toBe(false)
    expect(within(guidance).getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent)).toEqual(['Supervision looks at every case. Section 1 (RICH-1)'])
    await go(`/sessions/${id}/prepare`)
    expect(screen.getByText('Supervision looks at every case.', { exact: false })).toBeDefined()
  })
})

describe('actions in two places of a form', () => {
  it('each is written under its own list and shown there alone; both go on to the next session', async () => {
    const dana = device()
    const id = await planned(dana)
    const { tap, user, go, container } = await show(dana, `/sessions/${id}?section=wellbeing`)
    const list = within(screen.getByRole('group', { name: 'Action on wellbeing' }))
    await tap(list.getByRole('button', { name: 'Add an action' }))
    expect(document.activeElement).toBe(box('What is to be done'))
    await user.keyboard('Take the leave that is owed')
    await tap(list.getByRole('button', { name: /^In a week/ }))
    await expectAccessible(container, { page: true })
    await go(`/sessions/${id}?section=actions`)
    expect(box('What is to be done')).toHaveProperty('value', '')
    await tap(box('What is to be done'))
    await user.keyboard('Visit 4471')
    await tap(button(/^In two weeks/))
    await user.tab()
    await waitFor(async () => {
      const values = Object.entries(await valuesOf(dana, id))
      const part = (name: string) => values.filter(([field]) => field.startsWith('actions.') && field.endsWith(`.${name}`)).map(([, value]) => value)
      expect(part('what')).toEqual(['Take the leave that is owed', 'Visit 4471'])
      expect(part('about')).toEqual(['actions'])
    })
    expect(within(screen.getByRole('navigation', { name: 'Agenda' })).getByRole('link', { name: /New actions 1 action/ })).toBeDefined()

    await hold(dana, id, dana.asOf())
    const next = await planned(dana)
    await go(`/sessions/${next}?section=last`)
    for (const what of ['Take the leave that is owed', 'Visit 4471']) expect(screen.getByRole('heading', { name: what })).toBeDefined()
  })

  it('a half-written one is named with its list, and the link leads to it', async () => {
    const dana = device()
    const id = await planned(dana, { ...WHOLE, [`actions.${CASE}.what`]: 'Rest' })
    await hold(dana, id, dana.asOf())
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(screen.getByRole('link', { name: 'Say by when action 1 of Wellbeing, Action on wellbeing is to be done' }))
    expect(await screen.findByRole('group', { name: 'Action on wellbeing' })).toBeDefined()
  })
})

describe('before it is signed', () => {
  it('names what is missing and what can’t be read, and leads to the very cell', async () => {
    const dana = device()
    const id = await planned(dana, { ...ANSWERED, wellbeing: '', 'load.plans': '1o', [`cases.${CASE}.visits`]: 'two' })
    await hold(dana, id, dana.asOf())
    const { tap } = await show(dana, `/sessions/${id}/check`)
    const links = screen.getAllByRole('link').map(({ textContent }) => textContent).filter((each) => /^(?:Answer|Put right)/.test(each ?? ''))
    expect(links).toEqual([
      'Answer Wellbeing, How are you?',
      'Put right Caseload, Plans: it can’t be read',
      'Answer Cases discussed, Case 1: Case number',
      'Put right Cases discussed, Case 1: Visits: it can’t be read',
    ])
    await tap(screen.getByRole('link', { name: 'Answer Cases discussed, Case 1: Case number' }))
    await waitFor(() => expect(document.activeElement).toBe(box('Case number')))
  })

  it('reads every row and figure under its part, signs and locks them', async () => {
    const dana = device()
    const sam = dana.as(SAM)
    const id = await planned(dana, WHOLE)
    await hold(dana, id, dana.asOf())
    const page = await show(dana, `/sessions/${id}/check`)
    expect(screen.queryByText(/to do before it can be signed/)).toBeNull()
    const row = screen.getByRole('list', { name: 'Cases discussed' })
    expect(within(row).getByRole('listitem').textContent).toBe('Case 1Case number4471Last visitMonday 1 June 2026Visits3Seen aloneYesThe planDriftingWhat was agreedAsk for a second view of the plan.')
    expect(screen.getByText('Part two: the work')).toBeDefined()
    await expectAccessible(page.container, { page: true })
    await page.tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
    await page.tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
    page.unmount()

    await signAs(sam, id, 'supervisee')
    const { locked, signatures } = await stateOf(sam, id)
    expect(locked).toBe(true)
    expect(signatures[0]?.sign.content).toMatchObject({ 'field.load.children': { value: 12 }, [`field.cases.${CASE}.visits`]: { value: 3 }, [`field.cases.${CASE}.seen`]: { value: true } })
    const read = await show(sam, `/sessions/${id}/read`)
    expect(screen.getByText('Ask for a second view of the plan.')).toBeDefined()
    expect(screen.getByText('12')).toBeDefined()
    await expectAccessible(read.container, { page: true })
  })
})

describe('the supervisee’s view', () => {
  it('writes where the voice lets them, and reads the rest', async () => {
    const dana = device()
    const id = await planned(dana, { ...WHOLE, [`courses.${CASE}.name`]: 'Trauma and sleep' })
    await show(dana.as(SAM), `/sessions/${id}?section=wellbeing`)
    expect(box('How are you?')).toHaveProperty('value', 'Rested, for once.')
    expect(box('Case number')).toHaveProperty('value', '4471')
    expect(screen.queryByRole('button', { name: /Course/ })).toBeNull()
    const courses = table('Courses')
    expect(courses.queryByRole('textbox')).toBeNull()
    expect(courses.getByRole('listitem').textContent).toContain('Trauma and sleep')
    expect(screen.queryByRole('textbox', { name: 'Children in need' })).toBeNull()
    expect(screen.getByText('Children in need').parentElement?.textContent).toContain('12')
  })
})
