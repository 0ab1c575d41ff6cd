import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, planned, signAs } from './seed.ts'
import { button, show } from './show.tsx'

const signedByDana = async () => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  return { dana, sam: dana.as(SAM), id, href: `/sessions/${id}/read` }
}
const door = (): HTMLElement | null => screen.queryByText('Send Sam a link to sign with')
const AT = '2026-06-10T13:40:00Z'

describe('G4: sending a link to sign with', () => {
  it('makes one, shows the code apart from it and once, and ends it', async () => {
    const { dana, id, href } = await signedByDana()
    let link: object | null = null
    const asked: string[] = []
    const bodies: unknown[] = []
    dana.setAnswers(({ path, method, body }) => {
      asked.push(`${method ?? 'POST'} ${path}`)
      if (path.endsWith('/signatures')) return { signatures: [], serverTime: AT }
      if (path === '/api/sign-links') {
        bodies.push(body)
        link = { madeBy: DANA, madeAt: AT, expires: '2026-06-13T13:40:00Z', by: 'code', openedAt: null, dead: false }
        return { path: '/sign#secret', code: '042317', expires: '2026-06-13T13:40:00Z', serverTime: AT }
      }
      if (method === 'DELETE') link = null
      return { link, serverTime: AT }
    })
    const { tap, container } = await show(dana, href)
    expect(asked.filter((each) => each.includes('sign-links'))).toEqual([])
    await tap(door()!)
    await tap(await screen.findByRole('button', { name: 'Make a link' }))
    expect(await screen.findByDisplayValue(`${window.location.origin}/sign#secret`)).toBeDefined()
    expect(bodies).toEqual([{ record: id }])
    expect(screen.getByText('Code: 042317')).toBeDefined()
    expect(screen.getByText(/Tell Sam the code yourself/)).toBeDefined()
    expect(screen.getByText('It works until Sat 13 June, 14:40.')).toBeDefined()
    await expectAccessible(container, { page: true })
    await tap(button('End the link'))
    expect(await screen.findByText('The link is ended.')).toBeDefined()
    expect(screen.queryByText('Code: 042317')).toBeNull()
    expect(asked.at(-2)).toBe(`DELETE /api/sign-links/${id}`)
  })

  it('says what became of one that was made before, and never the link or the code again', async () => {
    const { dana, href } = await signedByDana()
    dana.setAnswers(({ path }) =>
      path.endsWith('/signatures')
        ? { signatures: [], serverTime: AT }
        : { link: { madeBy: DANA, madeAt: AT, expires: '2026-06-13T13:40:00Z', by: 'code', openedAt: '2026-06-10T14:00:00Z', dead: false }, serverTime: AT },
    )
    const { tap } = await show(dana, href)
    await tap(door()!)
    expect(await screen.findByText(/A link was made Wed 10 June, 14:40\. It works until Sat 13 June, 14:40\. It was opened Wed 10 June, 15:00\./)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Make a new link' })).toBeDefined()
  })

  it('says that there is no code where a passkey opens it', async () => {
    const { dana, href } = await signedByDana()
    dana.setAnswers(({ path }) =>
      path === '/api/sign-links'
        ? { path: '/sign#secret', code: null, expires: '2026-06-13T13:40:00Z', serverTime: AT }
        : path.endsWith('/signatures') ? { signatures: [], serverTime: AT } : { link: null, serverTime: AT },
    )
    const { tap } = await show(dana, href)
    await tap(door()!)
    await tap(await screen.findByRole('button', { name: 'Make a link' }))
    expect(await screen.findByText(/opens it with the passkey they have with this service\. There is no code\./)).toBeDefined()
  })

  it('says so with no connection', async () => {
    const { dana, href } = await signedByDana()
    const { tap } = await show(dana, href)
    await tap(door()!)
    expect(await within(door()!.closest('details')!).findByText(/You’re offline/)).toBeDefined()
  })

  it('is not offered to the worker, nor of what does not wait for them', async () => {
    const { dana, sam, id, href } = await signedByDana()
    const first = await show(sam, href)
    expect(door()).toBeNull()
    first.unmount()
    await signAs(sam, id, 'supervisee')
    const second = await show(dana, href)
    expect(door()).toBeNull()
    second.unmount()
    const early = await planned(dana, dana.asOf())
    await show(dana, `/sessions/${early}/read`)
    expect(door()).toBeNull()
  })
})
