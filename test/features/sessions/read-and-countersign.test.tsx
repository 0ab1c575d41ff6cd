import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { signatureHash } from '../../../src/protocol/signed-content.ts'
import { shipped } from '../../domain/policy/own.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { allTopics, complete, earlier, planned, signAs, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

const shared = async () => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  return { dana, sam, id, href: `/sessions/${id}/read` }
}
const section = (name: string) => within(screen.getByRole('region', { name }))
const radio = (name: string): HTMLElement => screen.getByRole('radio', { name })

describe('J4: a supervisee reads on a phone', () => {
  it('opens to date, length, actions with their own first, and what they said', async () => {
    const { sam, href } = await shared()
    const { container } = await show(sam, href)
    expect(section('Summary').getByText('Wednesday 10 June 2026')).toBeDefined()
    expect(section('Summary').getByText('13:30 to 14:25, 55 minutes')).toBeDefined()
    expect(section('Summary').getByText('Read this, then say below whether you agree.')).toBeDefined()
    const actions = section('Actions agreed').getAllByRole('listitem').map((item) => item.textContent)
    expect(actions).toEqual(['Finish the placement plan review for 4471Yoursby Wed 24 June', 'Swap one night shift with AdeDanaby Wed 17 June'])
    expect(section('What you said').getByText(/Tired after three nights/)).toBeDefined()
    expect(section('Everything in this record').getByText('11. Reviewing the usage and effectiveness of any behaviour management focusing on outcomes')).toBeDefined()
    await expectAccessible(container, { page: true })
  })

  it('reads each of their answers under a name of its own, also where a form asks two in one section', async () => {
    const sswb = shipped('sswb')
    const form = sswb.forms.find(({ record }) => record === 'session')!
    const dana = memoryDevice(DANA, undefined, [], sswb)
    const pins = { pack: sswb.id, packVersion: sswb.version, form: form.id, formVersion: form.version }
    const id = await planned(dana, dana.asOf(), { wellbeing: 'Well.', experience: 'A first visit.', reflecting: 'I was nervous.' }, pins)
    await show(dana.as(SAM), `/sessions/${id}/read`)
    const names = [...document.querySelectorAll('dt')].map(({ textContent }) => textContent)
    expect(names.filter((name) => ['Wellbeing', 'Experience', 'Reflection'].includes(name ?? ''))).toEqual(['Wellbeing', 'Experience', 'Reflection'])
  })

  it('is told that it is still being written before it is shared, and is not asked to sign', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await show(dana.as(SAM), `/sessions/${id}/read`)
    expect(screen.getByText(/Dana is still writing this record/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Sign this record' })).toBeNull()
  })
})

describe('G5: three answers, all of which sign', () => {
  it('I agree: two taps, and the record locks with both names, times and method', async () => {
    const { dana, sam, id, href } = await shared()
    const { tap, taps, container } = await show(sam, href)
    await tap(radio('I agree'))
    expect(screen.getByText('I, Sam Oyelaran, agree that this is an accurate record of the supervision held with Dana Whitlock on Wednesday 10 June 2026.')).toBeDefined()
    await tap(button('Sign this record'))
    const panel = await screen.findByRole('heading', { name: 'Signed by both and locked' })
    expect(taps()).toBeLessThanOrEqual(3)
    await waitFor(() => expect(document.activeElement).toBe(panel))
    expect(screen.getByText('Dana Whitlock and Sam Oyelaran signed the same words. It can’t be changed, only added to.')).toBeDefined()
    const lines = section('Signatures').getAllByText(/^Signed Wed 10 June, 14:3\d, with their own key\. Not yet sent\.$/)
    expect(lines).toHaveLength(2)
    const { locked, signatures } = await stateOf(sam, id)
    expect(locked).toBe(true)
    expect(signatures[1]!.sign).toMatchObject({ role: 'supervisee', answer: 'agree', previous: signatureHash(signatures[0]!.sign), contentHash: signatures[0]!.sign.contentHash })
    expect(screen.queryByRole('button', { name: 'Sign this record' })).toBeNull()
    await expectAccessible(container, { page: true })
    dana.confirm()
    await waitFor(() => expect(section('Signatures').getAllByText(/with their own key\. With the service since Wed 10 June, 14:3\d\.$/)).toHaveLength(2))
  })

  it.each([
    ['I agree, with a comment', 'Your comment', 'Enter your comment', 'agree-with-comment'],
    ['I disagree', 'Your reasons', 'Enter your reasons', 'disagree'],
  ] as const)('%s: not without words, which are kept on the record', async (answer, label, error, stored) => {
    const { sam, id, href } = await shared()
    const { tap, user, container } = await show(sam, href)
    await tap(radio(answer))
    await tap(button('Sign this record'))
    expect((await screen.findByRole('alert')).textContent).toContain(error)
    expect((await stateOf(sam, id)).signatures).toHaveLength(1)
    await expectAccessible(container, { page: true })
    await user.type(box(label), 'Saturday was not like that.')
    await tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Signed by both and locked' })
    expect((await stateOf(sam, id)).signatures[1]!.sign).toMatchObject({ answer: stored, comment: 'Saturday was not like that.' })
    expect(section('Signatures').getByText('Saturday was not like that.')).toBeDefined()
    expect(screen.queryAllByText(/Sam disagrees, and the reasons are kept/)).toHaveLength(stored === 'disagree' ? 1 : 0)
  })

  it('needs an answer', async () => {
    const { sam, id, href } = await shared()
    const { tap } = await show(sam, href)
    await tap(button('Sign this record'))
    const problem = await screen.findByRole('alert')
    expect(problem.textContent).toContain('Select whether you agree')
    await tap(within(problem).getByRole('link'))
    expect(document.activeElement).toBe(radio('I agree'))
    expect((await stateOf(sam, id)).signatures).toHaveLength(1)
  })

  it('keeps the answer and the words when the device could not save', async () => {
    const { sam, id, href } = await shared()
    const { tap, user } = await show(sam, href)
    await tap(radio('I disagree'))
    await user.type(box('Your reasons'), 'Kept.')
    sam.failSaves(true)
    await tap(button('Sign this record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(box('Your reasons')).toHaveProperty('value', 'Kept.')
    expect((await stateOf(sam, id)).locked).toBe(false)
  })
})

describe('P7: a record changed after a signature', () => {
  it('says so to Sam, lets him sign, and waits for Dana to sign again', async () => {
    const { dana, sam, id, href } = await shared()
    await dana.edit({ recordId: id, kind: 'session', values: { 'topic.2': { state: 'note', note: 'Changed.' } } })
    const { tap, container } = await show(sam, href)
    expect(screen.getByText('This record was changed after Dana signed it. Dana will be asked to sign again.')).toBeDefined()
    expect(screen.getByText('What changed: topic 2: Key work')).toBeDefined()
    expect(section('History').getByText('No longer counts: the record was changed afterwards.')).toBeDefined()
    await tap(radio('I agree'))
    await tap(button('Sign this record'))
    await screen.findByText('Your signature is kept. The record locks when Dana has signed the same words.')
    expect((await stateOf(sam, id)).locked).toBe(false)
    await expectAccessible(container, { page: true })
    await signAs(dana, id, 'supervisor')
    await screen.findByRole('heading', { name: 'Signed by both and locked' })
  })

  it('two who signed at once with other salts: one signs again and it locks', async () => {
    const { dana, sam, id, href } = await shared()
    const { signatures } = await stateOf(dana, id)
    const content = Object.fromEntries(Object.entries(signatures[0]!.sign.content).map(([name, { value }]) => [name, { salt: dana.newSalt(), value }]))
    const { contentHash } = await import('../../../src/protocol/signed-content.ts')
    await sam.act({ recordId: id, kind: 'session', type: 'record.sign', payload: { ...signatures[0]!.sign, role: 'supervisee', content, contentHash: contentHash(content) } })
    expect((await stateOf(sam, id)).locked).toBe(false)
    const { tap } = await show(sam, href)
    await tap(radio('I agree'))
    await tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Signed by both and locked' })
  })
})

describe('a locked record', () => {
  it('offers no edit and takes an addendum that both see', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const id = await earlier(dana, sam)
    const { tap, user, container } = await show(sam, `/sessions/${id}/read`)
    expect(screen.queryByRole('link', { name: /Change/ })).toBeNull()
    await tap(button('Add an addendum'))
    await tap(button('Add to the record'))
    expect(screen.getByText('Write what you want to add')).toBeDefined()
    await user.type(box('What you want to add'), 'The date of the refresher was the 20th.')
    await expectAccessible(container, { page: true })
    await tap(button('Add to the record'))
    await waitFor(() => expect(section('Added after signing').getByText('The date of the refresher was the 20th.')).toBeDefined())
    expect(section('Added after signing').getByText(/^Sam Oyelaran, Wed 10 June, 14:3\d$/)).toBeDefined()
    expect((await stateOf(dana, id)).addenda).toHaveLength(1)
  })

  it('begins the addendum with the text of an edit that came too late', async () => {
    const dana = memoryDevice(DANA)
    const id = await earlier(dana, dana.as(SAM))
    await show(dana, `/sessions/${id}/read`, 'What I wrote on the bus.')
    expect(box('What you want to add')).toHaveProperty('value', 'What I wrote on the bus.')
  })

  it('keeps the words of an addendum that could not be saved', async () => {
    const dana = memoryDevice(DANA)
    const id = await earlier(dana, dana.as(SAM))
    const { tap } = await show(dana, `/sessions/${id}/read`, 'Kept words.')
    dana.failSaves(true)
    await tap(button('Add to the record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(box('What you want to add')).toHaveProperty('value', 'Kept words.')
  })

  it('is read, not written, at the session’s own address', async () => {
    const dana = memoryDevice(DANA)
    const id = await earlier(dana, dana.as(SAM))
    const { where } = await show(dana, `/sessions/${id}`)
    await waitFor(() => expect(where()).toBe(`/sessions/${id}/read`))
  })
})

describe('void', () => {
  it('needs a reason, takes the record out of every count, and stays readable to both with the reason', async () => {
    const dana = memoryDevice(DANA)
    const id = await earlier(dana, dana.as(SAM))
    const { tap, user, container, unmount } = await show(dana, `/sessions/${id}/read`)
    await tap(button('This record is wrong: void it'))
    expect(screen.getByText(/A void record counts for nothing/)).toBeDefined()
    await expectAccessible(container, { page: true })
    await tap(button('Void this record'))
    expect((await screen.findByRole('alert')).textContent).toContain('Select why it is void')
    expect((await stateOf(dana, id)).voided).toBeNull()
    await tap(radio('Wrong date'))
    await user.type(box('Note (optional)'), 'It was the 14th.')
    await tap(button('Void this record'))
    const banner = await screen.findByText('This record is void. It counts for nothing.')
    expect(document.activeElement?.contains(banner)).toBe(true)
    expect(document.activeElement).not.toBe(document.body)
    expect(screen.getByText(/^Wrong date\. Voided by Dana Whitlock, Wed 10 June, 14:3\d\.$/)).toBeDefined()
    expect((await stateOf(dana, id)).voided).toMatchObject({ reason: 'wrong-date', note: 'It was the 14th.', on: '2026-06-10' })
    await expectAccessible(container, { page: true })
    unmount()
    await show(dana.as(SAM), `/sessions/${id}/read`)
    expect(screen.getByText('It was the 14th.')).toBeDefined()
    expect(screen.getByText(/1\. Responses to/)).toBeDefined()
  })

  it('is not offered to the supervisee', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const id = await earlier(dana, sam)
    await show(sam, `/sessions/${id}/read`)
    expect(screen.queryByRole('button', { name: /void/ })).toBeNull()
  })
})

describe('a session that is not here', () => {
  it('says so', async () => {
    const dana = memoryDevice(DANA)
    await planned(dana, dana.asOf(), allTopics())
    await show(dana, '/sessions/00000000-0000-4000-8000-000000000999/read')
    expect(screen.getByText('This session is not on this device.')).toBeDefined()
  })
})
