import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../../src/domain/ids.ts'
import { DANA, memoryDevice, type MemoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, earlier, planned, signAs, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

const section = (name: string) => within(screen.getByRole('region', { name }))
const radio = (name: string): HTMLElement => screen.getByRole('radio', { name })

/** Shared by Dana, signed by nobody. */
const shared = async () => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  const id = await complete(dana)
  await dana.act({ recordId: id, kind: 'session', type: 'record.share', payload: { on: dana.asOf() } })
  return { dana, sam, id, href: `/sessions/${id}/read` }
}
const ask = (sam: MemoryDevice, id: RecordId, text = 'I was not tired.') =>
  sam.act({ recordId: id, kind: 'session', type: 'record.respond', payload: { ask: 'change', field: 'feeling', text, on: sam.asOf() } })

describe('SEF-App3.5: shared before it is signed', () => {
  it('Dana shares without signing, and says so; Sam is asked', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { tap, container } = await show(dana, `/sessions/${id}/check`)
    await tap(button('Share with Sam without signing yet'))
    expect(await screen.findByText(/^Shared with Sam on Wed 10 June\. Sam can read it, comment and ask for changes/)).toBeDefined()
    const { shared: isShared, signatures } = await stateOf(dana, id)
    expect([isShared?.on, signatures.length]).toEqual(['2026-06-10', 0])
    expect(screen.queryByRole('button', { name: /without signing/ })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  it('is not shared while answers are missing', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(button('Share with Sam without signing yet'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/This record can’t be signed yet/)
    expect((await stateOf(dana, id)).shared).toBeNull()
  })

  it('what Sam began to write is there after a reload, with its question, until it is sent or given up', async () => {
    const { dana, sam, id, href } = await shared()
    const first = await show(sam, href)
    await first.tap(screen.getByText('How am I feeling?', { selector: '.govuk-details__summary-text' }))
    await first.tap(button('Ask for a change on How am I feeling?'))
    await first.user.selectOptions(screen.getByRole('combobox', { name: 'Which question it is about' }), 'feeling-comments')
    await first.user.type(box('What should be changed'), 'It was half')
    first.unmount()
    const other = await show(dana, href)
    expect(screen.queryByDisplayValue('It was half')).toBeNull()
    other.unmount()
    const again = await show(sam, href)
    expect(box('What should be changed')).toHaveProperty('value', 'It was half')
    expect(screen.getByRole('combobox', { name: 'Which question it is about' })).toHaveProperty('value', 'feeling-comments')
    expect(document.activeElement).not.toBe(box('What should be changed'))
    await again.user.type(box('What should be changed'), ' of it.')
    await again.tap(button('Send to Dana'))
    await screen.findByText('Kept on the record. Dana sees it as soon as it is sent.')
    expect((await stateOf(sam, id)).responses).toMatchObject([{ field: 'feeling-comments', text: 'It was half of it.' }])
    again.unmount()
    await show(sam, href)
    expect(screen.queryByRole('textbox', { name: 'What should be changed' })).toBeNull()
  })

  it('a comment on one’s signature is there after a reload, with the answer', async () => {
    const { sam, href } = await shared()
    const first = await show(sam, href)
    await first.tap(radio('I disagree'))
    await first.user.type(box('Your reasons'), 'It was Tuesday.')
    first.unmount()
    const again = await show(sam, href)
    expect(radio('I disagree')).toHaveProperty('checked', true)
    expect(box('Your reasons')).toHaveProperty('value', 'It was Tuesday.')
    await again.user.clear(box('Your reasons'))
    again.unmount()
    await show(sam, href)
    expect(radio('I disagree')).toHaveProperty('checked', false)
  })

  it('Sam asks for a change beside the question, with his words as he typed them', async () => {
    const { sam, id, href } = await shared()
    const { tap, user, container } = await show(sam, href)
    await tap(screen.getByText('How am I feeling?', { selector: '.govuk-details__summary-text' }))
    await tap(button('Ask for a change on How am I feeling?'))
    await tap(button('Send to Dana'))
    expect(screen.getByText('Write what you want to say')).toBeDefined()
    expect(document.activeElement).toBe(box('What should be changed'))
    expect(screen.getByRole('combobox', { name: 'Which question it is about' })).toHaveProperty('value', 'feeling')
    await user.type(box('What should be changed'), '  I was not tired. ')
    await expectAccessible(container, { page: true })
    await tap(button('Send to Dana'))
    expect(await screen.findByText('Kept on the record. Dana sees it as soon as it is sent.')).toBeDefined()
    expect((await stateOf(sam, id)).responses).toMatchObject([{ ask: 'change', field: 'feeling', text: '  I was not tired. ', answer: null, by: SAM }])
    expect(section('Comments and changes asked for').getByText('Change asked for: Feelings')).toBeDefined()
    expect(section('Comments and changes asked for').getByText('Waiting for Dana to answer')).toBeDefined()
  })

  it('comments on the whole record, and keeps words that could not be saved', async () => {
    const { sam, id, href } = await shared()
    const { tap, user } = await show(sam, href)
    await tap(button('Comment on the whole record'))
    await user.type(box('Your comment'), 'Thank you 🙂')
    sam.failSaves(true)
    await tap(button('Send to Dana'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(box('Your comment')).toHaveProperty('value', 'Thank you 🙂')
    sam.failSaves(false)
    await tap(button('Send to Dana'))
    await waitFor(async () => expect((await stateOf(sam, id)).responses).toMatchObject([{ ask: 'comment', field: null, text: 'Thank you 🙂' }]))
  })

  it('Dana amends and answers; the text that was shared stays beside the new one, for both', async () => {
    const { dana, sam, id, href } = await shared()
    await ask(sam, id)
    const first = await show(dana, href)
    const card = section('Comments and changes asked for')
    expect(card.getByRole('link', { name: /^Change it/ }).getAttribute('href')).toBe(`/sessions/${id}?section=feeling`)
    await dana.edit({ recordId: id, kind: 'session', values: { feeling: 'Proud of the team.' } })
    await first.tap(radio('I changed it'))
    await first.user.type(box('What you want to say (optional)'), 'You are right.')
    await expectAccessible(first.container, { page: true })
    await first.tap(button('Answer'))
    await screen.findByText(/^Changed\. Dana Whitlock, Wed 10 June/)
    first.unmount()
    await show(sam, href)
    expect(section('Comments and changes asked for').getByText('You are right.')).toBeDefined()
    expect(screen.getAllByText('Proud of the team.').length).toBeGreaterThan(0)
    expect(screen.getByText(/^As shared on Wed 10 June: Tired after three nights in a row/)).toBeDefined()
    expect(section('History').getByText('Change asked for')).toBeDefined()
    expect(section('History').getByText('Answered')).toBeDefined()
  })

  it('keeping it needs a reason', async () => {
    const { dana, sam, id, href } = await shared()
    await ask(sam, id)
    const { tap, user } = await show(dana, href)
    await tap(button('Answer'))
    expect(screen.getByText('Select your answer')).toBeDefined()
    await tap(radio('I kept it as it is'))
    await tap(button('Answer'))
    expect(screen.getByText('Say why you kept it')).toBeDefined()
    expect((await stateOf(dana, id)).responses[0]?.answer).toBeNull()
    await user.type(box('What you want to say'), 'You said so twice.')
    await tap(button('Answer'))
    await waitFor(async () => expect((await stateOf(dana, id)).responses[0]?.answer).toMatchObject({ outcome: 'kept', text: 'You said so twice.' }))
  })

  it('is not offered before it is shared, nor once it is locked, nor to Dana', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const writing = await complete(dana)
    const one = await show(sam, `/sessions/${writing}/read`)
    expect(screen.queryByRole('button', { name: /^Comment/ })).toBeNull()
    one.unmount()
    const locked = await earlier(dana, sam)
    const two = await show(sam, `/sessions/${locked}/read`)
    expect(screen.queryByRole('button', { name: /^Comment/ })).toBeNull()
    two.unmount()
    await show(dana, `/sessions/${writing}/read`)
    expect(screen.queryByRole('button', { name: /^Comment/ })).toBeNull()
  })
})

describe('SEF-8.4: they can’t agree', () => {
  const disagreed = async () => {
    const { dana, sam, id, href } = await shared()
    await signAs(dana, id, 'supervisor')
    await signAs(sam, id, 'supervisee', 'disagree', 'Saturday was not like that.')
    return { dana, sam, id, href }
  }

  it('Sam, who disagreed, refers it with his reasons to a manager who has no place here; Dana writes down the outcome', async () => {
    const { dana, sam, id, href } = await disagreed()
    const first = await show(sam, href)
    const card = section('When you can’t agree')
    expect(card.getByText('You disagree with this record.')).toBeDefined()
    await first.tap(button('Refer it to a senior manager'))
    expect(box('What you can’t agree on')).toHaveProperty('value', 'Saturday was not like that.')
    await first.tap(button('Refer it'))
    expect(card.getByText('Enter the name of the senior manager')).toBeDefined()
    await first.user.type(box('Name of the senior manager'), 'عائشة Noor')
    await expectAccessible(first.container, { page: true })
    await first.tap(button('Refer it'))
    await waitFor(async () => expect((await stateOf(sam, id)).referrals).toMatchObject([{ about: 'Saturday was not like that.', to: null, name: 'عائشة Noor', by: SAM, resolved: null }]))
    expect(card.getByText('Not resolved yet')).toBeDefined()
    expect(card.getByText('It waits for Dana.')).toBeDefined()
    first.unmount()

    const second = await show(dana, href)
    await second.tap(button('Keep on the record'))
    expect(screen.getByText('Say how it was resolved')).toBeDefined()
    await second.user.type(box('How it was resolved'), 'We wrote it again together.')
    await second.tap(button('Keep on the record'))
    expect(await section('When you can’t agree').findByText('Resolved')).toBeDefined()
    expect(section('When you can’t agree').getByText('We wrote it again together.')).toBeDefined()
    await expectAccessible(second.container, { page: true })
  })

  it('SEF-8.5, SEF-8.6: the policy’s own ways are there, step by step, for this post alone', async () => {
    const { sam, href } = await disagreed()
    const { container, tap } = await show(sam, href)
    const ways = section('When you can’t agree').getByText('Where the policy says to take it')
    await tap(ways)
    const steps = [...ways.closest('details')!.querySelectorAll('ol')].map((list) => [...list.children].map((item) => item.textContent))
    expect(steps.slice(0, 2)).toEqual([
      ['The senior manager for your service settles it.'],
      ['Talk to your manager about it first.', 'Then speak to the senior manager, who looks into it.'],
    ])
    await expectAccessible(container, { page: true })
  })

  it('says in signing what follows from "I disagree"', async () => {
    const { dana, sam, id, href } = await shared()
    await signAs(dana, id, 'supervisor')
    await show(sam, href)
    expect(screen.getByText(/You still sign: it says that you have read it\..*refer it to a senior manager/)).toBeDefined()
  })

  it('at any time either may refer, without having disagreed', async () => {
    const { dana, href, id } = await shared()
    const { tap, user, container } = await show(dana, href)
    await tap(button('We can’t agree on this record'))
    await expectAccessible(container, { page: true })
    await tap(button('Refer it'))
    expect(screen.getByText('Say what you can’t agree on')).toBeDefined()
    await user.type(box('What you can’t agree on'), 'Whether nights count.')
    await user.type(box('Name of the senior manager'), 'Alex Marsh')
    await tap(button('Refer it'))
    await waitFor(async () => expect((await stateOf(dana, id)).referrals).toHaveLength(1))
    expect(await screen.findByText('Not resolved yet')).toBeDefined()
    expect(screen.queryByRole('button', { name: /agree|Refer/ })).toBeNull()
  })
})
