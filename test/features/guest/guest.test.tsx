import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { readingOf } from '../../../src/domain/reading.ts'
import { formOf } from '../../../src/domain/records/forms.ts'
import { type GuestLink, type GuestRecord } from '../../../src/features/guest/guest.ts'
import { GuestPage } from '../../../src/features/guest/guest-page.tsx'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { complete, signAs, stateOf } from '../sessions/seed.ts'

const TOKEN = 'T'.repeat(43)
const WHOLE = { A: 'whole', B: 'whole', C: 'whole', D: 'whole', E: 'whole' } as const
const found = { kind: 'found' as const, found: { knownAs: 'Sam', service: 'Larkfield', by: 'code' as const, expires: '2026-06-13T13:30:00Z' as Instant } }

const recordOf = async (): Promise<GuestRecord> => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  const state = await stateOf(dana, id)
  const form = formOf(packOf('sefton')!, state.pins)!
  return {
    person: { id: SAM, name: 'Sam Oyelaran', knownAs: 'Sam' }, other: { id: DANA, name: 'Dana Whitlock' }, state, reading: readingOf(state, form.sections, WHOLE), clauses: [],
  }
}

const linkOf = async (change: Partial<GuestLink> = {}): Promise<GuestLink & { readonly record: GuestRecord }> => {
  const record = await recordOf()
  return {
    record,
    look: vi.fn<GuestLink['look']>(async () => found),
    open: vi.fn<GuestLink['open']>(async () => ({ kind: 'open', record })),
    sign: vi.fn<GuestLink['sign']>(async () => ({ kind: 'signed', locked: true, copy: { file: 'copy.json', text: '{}' } })),
    ...change,
  }
}

const shown = async (link: GuestLink) => {
  const rendered = render(<main><GuestPage link={link} /></main>)
  await screen.findByRole('heading', { level: 1 })
  let taps = 0
  const tap = async (element: HTMLElement): Promise<void> => {
    taps += 1
    await rendered.user.click(element)
  }
  return { ...rendered, tap, taps: () => taps }
}
const button = (name: string): HTMLElement => screen.getByRole('button', { name })

beforeEach(() => {
  window.history.replaceState(null, '', `/sign#${TOKEN}`)
})

describe('J5: somebody with a link and no account', () => {
  it('reads the one record and signs it in four taps, and has a copy to keep', async () => {
    const link = await linkOf()
    const { tap, taps, user, container } = await shown(link)
    expect(screen.getByRole('heading', { name: 'This link is for Sam' })).toBeDefined()
    expect(link.look).toHaveBeenCalledWith(TOKEN)
    await expectAccessible(container, { page: true })
    await user.type(screen.getByLabelText('Code'), '123 456')
    await tap(button('Open the record'))
    expect(link.open).toHaveBeenCalledWith(TOKEN, '123456')
    await screen.findByRole('heading', { name: /Supervision session on Wednesday 10 June 2026/ })
    expect(screen.getByText(/Tired after three nights/)).toBeDefined()
    await expectAccessible(container, { page: true })
    await tap(screen.getByRole('radio', { name: 'I agree' }))
    const statement = 'I, Sam Oyelaran, agree that this is an accurate record of the supervision held with Dana Whitlock on Wednesday 10 June 2026.'
    expect(screen.getByText(statement)).toBeDefined()
    await tap(button('Sign this record'))
    const done = await screen.findByRole('heading', { name: 'You have signed' })
    await waitFor(() => expect(document.activeElement).toBe(done))
    expect(link.sign).toHaveBeenCalledWith(TOKEN, { answer: 'agree', comment: null, statement, language: 'en' })
    URL.createObjectURL = () => 'blob:x'
    URL.revokeObjectURL = () => undefined
    const clicked: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) { clicked.push(this.download) })
    await tap(button('Save my copy'))
    expect(clicked).toEqual(['copy.json'])
    expect(taps()).toBeLessThanOrEqual(6)
    await expectAccessible(container, { page: true })
  })

  it('takes the token out of the address', async () => {
    await shown(await linkOf())
    expect(window.location.hash).toBe('')
  })

  it.each([
    ['I agree, with a comment', 'Your comment', 'Enter your comment', 'agree-with-comment'],
    ['I disagree', 'Your reasons', 'Enter your reasons', 'disagree'],
  ] as const)('G5, %s: not without words', async (answer, label, error, stored) => {
    const link = await linkOf()
    const { tap, user } = await shown(link)
    await user.type(screen.getByLabelText('Code'), '123456')
    await tap(button('Open the record'))
    await screen.findByRole('radio', { name: 'I agree' })
    await tap(button('Sign this record'))
    expect(screen.getByRole('alert').textContent).toContain('Select whether you agree')
    await tap(screen.getByRole('radio', { name: answer }))
    await tap(button('Sign this record'))
    expect(screen.getByRole('alert').textContent).toContain(error)
    expect(link.sign).not.toHaveBeenCalled()
    await user.type(screen.getByRole('textbox', { name: label }), 'Not like that.')
    await tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'You have signed' })
    expect(link.sign).toHaveBeenCalledWith(TOKEN, expect.objectContaining({ answer: stored, comment: 'Not like that.' }))
  })

  it('is told how many more tries a wrong code leaves, and asked for all six figures before anybody is asked', async () => {
    const link = await linkOf({ open: vi.fn<GuestLink['open']>(async () => ({ kind: 'wrong-code', left: 1 })) })
    const { tap, user } = await shown(link)
    await user.type(screen.getByLabelText('Code'), '12345')
    await tap(button('Open the record'))
    expect(screen.getByRole('alert').textContent).toContain('Enter the six figures')
    expect(link.open).not.toHaveBeenCalled()
    await user.type(screen.getByLabelText('Code'), '6')
    await tap(button('Open the record'))
    expect(await within(screen.getByRole('alert')).findByText(/One more try, then the link stops working/)).toBeDefined()
  })

  it('uses a passkey where there is one: no code is asked for', async () => {
    const link = await linkOf({ look: vi.fn<GuestLink['look']>(async () => ({ kind: 'found', found: { ...found.found, by: 'passkey' } })), open: vi.fn<GuestLink['open']>(async () => ({ kind: 'passkey-stopped' })) })
    const { tap } = await shown(link)
    expect(screen.queryByLabelText('Code')).toBeNull()
    await tap(button('Use your passkey'))
    expect(link.open).toHaveBeenCalledWith(TOKEN, null)
    expect(await screen.findByText('The passkey was not used. Try again.')).toBeDefined()
  })

  it.each([
    ['unknown', 'This link can’t be used'],
    ['offline', 'You’re offline. Connect, then try again.'],
    ['server-trouble', 'The service has a problem. Try again in a few minutes.'],
  ] as const)('a link that is %s says what to do', async (kind, text) => {
    const { container } = await shown(await linkOf({ look: async () => ({ kind }) }))
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0)
    await expectAccessible(container, { page: true })
  })

  it('with no connection at the moment of signing keeps what was chosen, and signs the same once there is one', async () => {
    const answers = [{ kind: 'offline' as const }, { kind: 'signed' as const, locked: true, copy: null }]
    const link = await linkOf({ sign: vi.fn<GuestLink['sign']>(async () => answers.shift() ?? { kind: 'unknown' }) })
    const { tap, user } = await shown(link)
    await user.type(screen.getByLabelText('Code'), '123456')
    await tap(button('Open the record'))
    await tap(await screen.findByRole('radio', { name: 'I agree' }))
    await tap(button('Sign this record'))
    expect(await screen.findByText('You’re offline. Connect, then try again.')).toBeDefined()
    await tap(button('Sign this record'))
    expect(await screen.findByText('Your copy could not be made. Ask Dana Whitlock for one.')).toBeDefined()
  })

  it('a record that was changed meanwhile is opened and read again', async () => {
    const link = await linkOf({ sign: vi.fn<GuestLink['sign']>(async () => ({ kind: 'changed' })) })
    const { tap, user } = await shown(link)
    await user.type(screen.getByLabelText('Code'), '123456')
    await tap(button('Open the record'))
    await tap(await screen.findByRole('radio', { name: 'I agree' }))
    await tap(button('Sign this record'))
    expect(await screen.findByText(/The record was changed while you read it/)).toBeDefined()
    expect(screen.getByLabelText('Code')).toBeDefined()
  })

  it('a link that died while it was read shows nothing of the record any more', async () => {
    const link = await linkOf({ sign: vi.fn<GuestLink['sign']>(async () => ({ kind: 'unknown' })) })
    const { tap, user } = await shown(link)
    await user.type(screen.getByLabelText('Code'), '123456')
    await tap(button('Open the record'))
    await tap(await screen.findByRole('radio', { name: 'I agree' }))
    await tap(button('Sign this record'))
    expect(await screen.findByRole('heading', { name: 'This link can’t be used' })).toBeDefined()
    expect(screen.queryByText(/Tired after three nights/)).toBeNull()
  })
})

