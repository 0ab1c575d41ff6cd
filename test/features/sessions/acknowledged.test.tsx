import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, planned, signAs, stateOf } from './seed.ts'
import { box, button, show } from './show.tsx'

const signedByDana = async () => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  return { dana, sam: dana.as(SAM), id, href: `/sessions/${id}/read` }
}
const door = (): HTMLElement | null => screen.queryByRole('button', { name: 'Sam can’t sign now, and has read it' })
const signatures = (): readonly string[] =>
  within(screen.getByRole('region', { name: 'Signatures' })).getAllByRole('listitem').map((item) => item.textContent ?? '')

describe('G4: who has no key on the device types their name', () => {
  it('and that is shown as not yet confirmed, is among no signatures and locks nothing', async () => {
    const { dana, sam, id, href } = await signedByDana()
    const { tap, user, container, unmount } = await show(dana, href)
    await tap(door()!)
    await tap(button('Keep as not yet confirmed'))
    expect(screen.getByText(/Sam types their name here/)).toBeDefined()
    expect((await stateOf(dana, id)).acknowledged).toEqual([])
    await user.type(box('Your name'), 'Sam Oyelaran')
    await tap(button('Keep as not yet confirmed'))
    const card = within(await screen.findByRole('region', { name: 'Read, not yet signed' }))
    expect(card.getByText('Not yet confirmed')).toBeDefined()
    expect(card.getByText(/typed on the device of Dana Whitlock, Wed 10 June, 14:3\d\. It is not the signature of Sam/)).toBeDefined()
    expect(card.getByText('I have read this record with Dana Whitlock on Wednesday 10 June 2026. I have still to sign it myself.')).toBeDefined()
    expect(signatures()).toHaveLength(1)
    await expectAccessible(container, { page: true })
    const { locked, acknowledged } = await stateOf(dana, id)
    expect([locked, acknowledged.length]).toEqual([false, 1])
    unmount()
    // The worker sees it as well, and is still asked to sign.
    await show(sam, href)
    expect(screen.getByText('Not yet confirmed')).toBeDefined()
    expect(screen.getByText('Read this, then say below whether you agree.')).toBeDefined()
    expect(door()).toBeNull()
  })

  it('until they sign themselves: then only the history says so', async () => {
    const { dana, sam, id, href } = await signedByDana()
    await dana.act({ recordId: id, kind: 'session', type: 'record.acknowledge', payload: { name: 'Sam O', role: 'supervisee', words: 'I have read it.', on: dana.asOf() } })
    await signAs(sam, id, 'supervisee')
    await show(dana, href)
    expect(screen.queryByText('Not yet confirmed')).toBeNull()
    expect(screen.getByRole('heading', { name: 'Signed by both and locked' })).toBeDefined()
    expect(screen.getByText('Sam O was typed as having read it, not yet confirmed')).toBeDefined()
    expect(door()).toBeNull()
  })

  it('and says where the record was changed afterwards', async () => {
    const { dana, id, href } = await signedByDana()
    await dana.act({ recordId: id, kind: 'session', type: 'record.acknowledge', payload: { name: 'Sam O', role: 'supervisee', words: 'I have read it.', on: dana.asOf() } })
    await dana.edit({ recordId: id, kind: 'session', values: { feeling: 'Rested.' } })
    await show(dana, href)
    expect(screen.getByText('The record was changed after that.')).toBeDefined()
  })

  it('is not offered for what could not be signed, nor to who does not supervise', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { unmount } = await show(dana, `/sessions/${id}/read`)
    expect(door()).toBeNull()
    unmount()
    const { sam, href } = await signedByDana()
    await show(sam, href)
    expect(door()).toBeNull()
  })
})
