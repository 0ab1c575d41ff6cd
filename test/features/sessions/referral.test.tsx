import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { drawnUp, EXPECTATIONS, home, MORAG, signAs as signAgreement } from '../agreements/seed.ts'
import { SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, signAs, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

/** Dana and Sam have an agreement that names Morag; Sam disagrees with a record and refers it to her. */
const referred = async () => {
  const dana = home()
  const sam = dana.as(SAM)
  const agreement = await drawnUp(dana, { ...EXPECTATIONS, 'named-manager': { person: MORAG, name: 'Morag Ellery' } })
  await signAgreement(dana, agreement, 'supervisor')
  await signAgreement(sam, agreement, 'supervisee')
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  await signAs(sam, id, 'supervisee', 'disagree', 'Saturday was not like that.')
  const { tap, unmount } = await show(sam, `/sessions/${id}/read`)
  await tap(button('Refer it to Morag Ellery'))
  expect(screen.queryByRole('textbox', { name: 'Name of the senior manager' })).toBeNull()
  await tap(button('Refer it to Morag Ellery'))
  await waitFor(async () => expect((await stateOf(sam, id)).referrals).toMatchObject([{ to: MORAG, name: 'Morag Ellery', by: SAM }]))
  unmount()
  return { dana, sam, id, morag: dana.as(MORAG) }
}

describe('SEF-8.4: the named senior manager', () => {
  it('reads who and what, not the record, and resolves it; both read how', async () => {
    const { dana, id, morag } = await referred()
    const { tap, user, container, unmount } = await show(morag, `/referrals/${id}`)
    expect(screen.getByRole('heading', { level: 1, name: /Sam Oyelaran and Dana Whitlock can’t agree/ })).toBeDefined()
    expect(screen.getByText('Saturday was not like that.')).toBeDefined()
    expect(screen.getByText(/You don’t see the record itself/)).toBeDefined()
    expect(container.textContent).not.toContain('Tired after three nights')
    expect((await morag.snapshot()).sessions.size).toBe(0)
    await expectAccessible(container, { page: true })
    await tap(button('Keep on the record'))
    expect(screen.getByText('Say how it was resolved')).toBeDefined()
    await user.type(box('How it was resolved'), 'Both accounts stand.')
    await tap(button('Keep on the record'))
    const done = await screen.findByRole('heading', { level: 2, name: 'Resolved' })
    await waitFor(() => expect(document.activeElement).toBe(done))
    expect(await screen.findByText('Both accounts stand.')).toBeDefined()
    await expectAccessible(container, { page: true })
    unmount()
    await show(dana, `/sessions/${id}/read`)
    const card = within(screen.getByRole('region', { name: 'When you can’t agree' }))
    expect(card.getByText('Both accounts stand.')).toBeDefined()
    expect(card.getByText(/^Morag Ellery, Wed 10 June/)).toBeDefined()
  })

  it('keeps words that could not be saved', async () => {
    const { id, morag } = await referred()
    const { tap, user } = await show(morag, `/referrals/${id}`)
    await user.type(box('How it was resolved'), 'Kept.')
    morag.failSaves(true)
    await tap(button('Keep on the record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(box('How it was resolved')).toHaveProperty('value', 'Kept.')
  })

  it('is nobody else’s to read', async () => {
    const { id, dana } = await referred()
    await show(dana, `/referrals/${id}`)
    expect(screen.getByText('This disagreement is not on this device')).toBeDefined()
  })
})
