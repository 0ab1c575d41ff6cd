/** Beside every due date that a session’s pages name stands the way to why it is due, named for what it is about. */
import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { withSnapshot } from '../today/seed.ts'
import { complete, day, earlier, planned, signAs } from './seed.ts'
import { button, show } from './show.tsx'

const why = `/people/${SAM_POST}/why`
const whys = (): Record<string, string | null> =>
  Object.fromEntries(screen.getAllByRole('link', { name: /^Why / }).map((link) => [textOf(link), hrefOf(link)]))

describe('why is this due, on the pages of a session', () => {
  test('by when the record is shared (SEF-6.2), before signing and after', async () => {
    const dana = memoryDevice()
    const record = await complete(dana)
    const { container, unmount } = await show(dana, `/sessions/${record}/check`)
    expect(whys()).toEqual({ 'Why is Sam’s session record due?': `${why}/record%3A${record}` })
    await expectAccessible(container, { page: true })
    unmount()
    await signAs(dana, record, 'supervisor')
    await show(dana, `/sessions/${record}/check`)
    expect(whys()).toEqual({ 'Why is Sam’s session record due?': `${why}/record%3A${record}` })
  })

  test('when the next session is due, as it will be once this one is held', async () => {
    const dana = memoryDevice()
    const record = await planned(dana, day('2026-06-10'))
    await show(dana, `/sessions/${record}?section=when`)
    expect(whys()).toEqual({ 'Why is Sam’s supervision due?': `${why}/one-to-one?held=2026-06-10` })
  })

  test('how long the gap was (SEF-App3.1), as it is now', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM), day('2026-04-01'))
    const record = await planned(dana, day('2026-06-10'))
    await show(dana, `/sessions/${record}?section=gap-reason`)
    expect(whys()).toEqual({ 'Why is Sam’s supervision due?': `${why}/one-to-one` })
  })

  test('the limit of a new date, as it is if the session is called off today, and once it was (SEF-3.4)', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM), day('2026-05-20'))
    const record = await planned(dana, day('2026-06-12'))
    const { tap } = await show(dana, `/sessions/${record}/move`)
    expect(whys()).toEqual({
      'Why is Sam’s supervision due?': `${why}/one-to-one`,
      'Why is Sam’s new session date due?': `${why}/rearrange%3A${record}?off=${record}`,
    })
    await tap(screen.getByRole('radio', { name: 'Too few staff to leave the floor' }))
    await tap(button('I’ll find a date later'))
    await tap(button('Call it off'))
    await screen.findByText(/Wed 17 June/)
    expect(whys()).toEqual({ 'Why is Sam’s new session date due?': `${why}/rearrange%3A${record}` })
  })

  test('the day by which a session is booked', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM), day('2026-05-20'))
    await show(dana, `/sessions/plan/${SAM_POST}`)
    expect(whys()).toEqual({ 'Why is Sam’s supervision due?': `${why}/one-to-one` })
  })
})

describe('SSWB-4.20: the supervisee’s own version of the record', () => {
  const ownVersion: PolicyPack['tracks']['own-version'] = {
    rule: 'SSWB-4.20', says: { en: 'the supervisee may send their own version of the record within two working days' }, within: { workingDays: 2 },
  }
  const asking = (device: MemoryDevice): MemoryDevice =>
    withSnapshot(device, (snapshot) => ({ ...snapshot, packs: snapshot.packs.map((pack) => ({ ...pack, tracks: { ...pack.tracks, 'own-version': ownVersion } })) }))
  const says = 'You can send your own version until Fri 12 June.'

  test('is offered to the supervisee on a shared record until its day, with why, and to nobody else', async () => {
    const dana = memoryDevice()
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    const { unmount } = await show(asking(dana.as(SAM)), `/sessions/${record}/read`)
    expect(screen.getByText(says, { exact: false })).toBeTruthy()
    expect(whys()).toEqual({ 'Why can you send your own version until then?': `${why}/own-version%3A${record}` })
    unmount()
    await show(asking(dana), `/sessions/${record}/read`)
    expect(screen.queryByText(says, { exact: false })).toBeNull()
  })

  test('is not offered once its day has gone by', async () => {
    const dana = memoryDevice()
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    dana.setClock('2026-06-13T09:00:00Z' as never)
    await show(asking(dana.as(SAM)), `/sessions/${record}/read`)
    expect(screen.queryByText(/your own version/)).toBeNull()
  })
})
