import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type Json } from '../../../src/domain/json.ts'
import { type Device } from '../../../src/queries/device.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, NEW_ACTION, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

/** An edit made without having seen the value that is there now. */
const unseen = (device: Device, recordId: RecordId, field: string, value: Json) =>
  device.act({ recordId, kind: 'session', type: 'fields.edit', patch: { [field]: { value, from: null } } })

const competed = async () => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  const id = await complete(dana)
  await unseen(sam, id, 'topic.1', { state: 'note', note: 'Sam’s own note.' })
  return { dana, sam, id }
}
const group = () => screen.getByRole('group', { name: 'Two versions of topic 1: Ways of working' })
const topicOne = async (device: Device, id: RecordId) => {
  const state = await stateOf(device, id)
  return { value: state.fields['topic.1']?.value, open: Object.keys(state.competing) }
}

describe('P6: two versions of a field', () => {
  it('stand side by side with who and when, and keep the record from being signed', async () => {
    const { dana, id } = await competed()
    const { container, go } = await show(dana, `/sessions/${id}?section=topic.1`)
    const versions = within(group()).getAllByRole('listitem')
    expect(versions.map((each) => each.querySelector('.cs-version__text')?.textContent)).toEqual(['Talked about topic 1.', 'Sam’s own note.'])
    expect(versions[0]!.textContent).toMatch(/Version 1: Dana, Wed 10 June, 14:3\d/)
    expect(versions[1]!.textContent).toMatch(/Version 2: Sam, Wed 10 June, 14:3\d/)
    await expectAccessible(container, { page: true })
    await go(`/sessions/${id}/check`)
    expect(screen.getByRole('link', { name: 'Choose a version: topic 1: Ways of working' }).getAttribute('href')).toBe(`/sessions/${id}?section=topic.1`)
    expect(screen.getByText('Two versions: both are kept until one of you chooses')).toBeDefined()
  })

  it.each([
    ['this', 'Use Dana’s version', { state: 'note', note: 'Talked about topic 1.' }],
    ['that', 'Use Sam’s version', { state: 'note', note: 'Sam’s own note.' }],
    ['both', 'Keep both', { state: 'note', note: 'Talked about topic 1.\n\nSam’s own note.' }],
  ])('is settled by choosing %s', async (_, name, value) => {
    const { dana, id } = await competed()
    const { tap } = await show(dana, `/sessions/${id}?section=topic.1`)
    await tap(within(group()).getByRole('button', { name }))
    await waitFor(async () => expect(await topicOne(dana, id)).toEqual({ value, open: [] }))
    expect(await screen.findByRole('textbox', { name: /^Note on topic 1:/ })).toHaveProperty('value', value.note)
  })

  it('is settled by a new text, by either of the two', async () => {
    const { sam, id } = await competed()
    const { tap, user, container } = await show(sam, `/sessions/${id}?section=topic.1`)
    await tap(within(group()).getByRole('button', { name: 'Write a new text' }))
    await user.clear(box('New text'))
    await user.type(box('New text'), 'What we agreed.')
    await expectAccessible(container, { page: true })
    await tap(button('Use this text'))
    await waitFor(async () => expect(await topicOne(sam, id)).toEqual({ value: { state: 'note', note: 'What we agreed.' }, open: [] }))
  })

  it('stays open when the choice could not be saved, with the new text kept', async () => {
    const { dana, id } = await competed()
    const { tap, user } = await show(dana, `/sessions/${id}?section=topic.1`)
    await tap(button('Write a new text'))
    await user.type(box('New text'), ' Kept.')
    dana.failSaves(true)
    await tap(button('Use this text'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(box('New text')).toHaveProperty('value', 'Talked about topic 1.\n\nSam’s own note. Kept.')
    expect((await topicOne(dana, id)).open).toEqual(['topic.1'])
  })

  it('in a part of an action is chosen above the actions', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await unseen(dana, id, `actions.${NEW_ACTION}.by`, '2026-06-30')
    const { tap } = await show(dana, `/sessions/${id}?section=actions`)
    const versions = within(screen.getByRole('group', { name: 'Two versions of action: Swap one night shift with Ade' }))
    expect(versions.getByText('Wednesday 17 June 2026')).toBeDefined()
    expect(versions.queryByRole('button', { name: 'Keep both' })).toBeNull()
    await tap(versions.getByRole('button', { name: 'Use version 2' }))
    await waitFor(async () => expect((await stateOf(dana, id)).fields[`actions.${NEW_ACTION}.by`]?.value).toBe('2026-06-30'))
  })
})
