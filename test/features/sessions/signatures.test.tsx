import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { complete, signAs, stateOf } from './seed.ts'
import { show } from './show.tsx'

/** A record signed by Dana with her key and by Sam before there were keys, all of it with the service. */
const signed = async () => {
  const dana = memoryDevice(DANA)
  const sam = dana.as(SAM)
  sam.setKey(null)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  await signAs(sam, id, 'supervisee')
  dana.confirm()
  return { dana, sam, id, href: `/sessions/${id}/read` }
}
const signatures = (): readonly string[] =>
  within(screen.getByRole('region', { name: 'Signatures' })).getAllByRole('listitem').map((item) => item.textContent ?? '')

describe('how and when each signed (G3, G4)', () => {
  it('says by what each signed, by their own clock and by the service’s; one from before there were keys stays what it is', async () => {
    const { sam, href } = await signed()
    await show(sam, href)
    const [dana, own] = signatures()
    expect(dana).toMatch(/Dana Whitlock.*Signed Wed 10 June, 14:3\d, with their own key\. With the service since Wed 10 June, 14:3\d\./)
    expect(own).toMatch(/Sam Oyelaran.*Signed Wed 10 June, 14:3\d, signed in, with no key of their own\. With the service since Wed 10 June, 14:3\d\./)
  })

  it('says that a clock was ahead, and by no more than five minutes says nothing (T1)', async () => {
    const { dana, sam, href } = await signed()
    const { unmount } = await show(sam, href)
    expect(screen.queryByText(/clock/)).toBeNull()
    unmount()
    dana.setClock('2026-06-10T16:00:00Z' as Instant)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    dana.setClock('2026-06-10T15:00:00Z' as Instant)
    dana.confirm()
    await show(sam, `/sessions/${id}/read`)
    expect(await screen.findByText(/Signed Wed 10 June, 17:00, .* With the service since Wed 10 June, 16:00\. The clock of the device was ahead\./)).toBeDefined()
  })

  it('says since when a key is believed no longer, of the signature it made and of no other', async () => {
    const { sam, id, href } = await signed()
    const [dana] = (await stateOf(sam, id)).signatures
    sam.setAnswers(({ path }) => {
      if (path !== `/api/records/${id}/signatures`) throw new Error(path)
      return { signatures: [{ act: dana!.act, until: '2027-06-10T13:30:00Z', revokedAt: '2026-06-20T08:00:00Z' }], serverTime: '2026-06-21T08:00:00Z' }
    })
    await show(sam, href)
    expect(await screen.findByText('That key was taken out of use Sat 20 June, 09:00. The signature was with the service before.')).toBeDefined()
    expect(signatures().map((text) => /taken out of use/.test(text))).toEqual([true, false])
  })

  it('says nothing of keys with no connection, nor where none was revoked', async () => {
    const { sam, id, href } = await signed()
    const { unmount } = await show(sam, href)
    expect(screen.queryByText(/taken out of use/)).toBeNull()
    unmount()
    const [dana] = (await stateOf(sam, id)).signatures
    sam.setAnswers(() => ({ signatures: [{ act: dana!.act, until: '2027-06-10T13:30:00Z', revokedAt: null }], serverTime: '2026-06-21T08:00:00Z' }))
    await show(sam, href)
    expect(screen.queryByText(/taken out of use/)).toBeNull()
  })
})
