import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ADE, DANA, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, day, planned } from './seed.ts'
import { show } from './show.tsx'

/** Dana recorded a session with Sam; then Ade became his supervisor. */
const handedOver = async ({ shared = true } = {}) => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  const ahead = await planned(dana, day('2026-06-12'))
  if (shared) await dana.act({ recordId: id, kind: 'session', type: 'record.share', payload: { on: dana.asOf() } })
  await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: dana.asOf() } })
  return { dana, id, ahead, ade: dana.as(ADE), sam: dana.as(SAM) }
}

describe('a record of an earlier supervisor', () => {
  it('is read by the present one, who can change and sign nothing in it, and void it where it must not count', async () => {
    const { ade, id } = await handedOver()
    const { container } = await show(ade, `/sessions/${id}/read`)
    expect(screen.getByText('Sam Oyelaran with Dana Whitlock')).toBeDefined()
    expect(screen.getAllByText(/Tired after three nights/).length).toBeGreaterThan(0)
    for (const name of [/Change/, /Sign/, /Comment/, /Refer/, /can’t agree/, /Share/]) {
      expect(screen.queryByRole('button', { name })).toBeNull()
      expect(screen.queryByRole('link', { name })).toBeNull()
    }
    expect(screen.getByText(/void it/)).toBeDefined()
    await expectAccessible(container, { page: true })
  })

  it('SEF-6.2: that nobody shared is shared by the present one, so that it does not stay overdue', async () => {
    const { ade, sam, id } = await handedOver({ shared: false })
    const { user } = await show(ade, `/sessions/${id}/read`)
    expect(screen.getByText(/Dana Whitlock held this session and did not share the record/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Share with Sam without signing yet' }))
    await waitFor(async () => expect((await sam.snapshot()).sessions.get(id)?.shared).not.toBeNull())
    expect(screen.queryByText(/did not share the record/)).toBeNull()
  })

  it('is opened for reading at every address', async () => {
    const { ade, id, ahead } = await handedOver()
    for (const [at, to] of [[id, id], [`${id}/check`, id], [`${ahead}/prepare`, ahead]] as const) {
      const { where, unmount } = await show(ade, `/sessions/${at}`)
      await waitFor(() => expect(where()).toBe(`/sessions/${to}/read`))
      unmount()
    }
  })

  it('is still answered by Sam', async () => {
    const { sam, id } = await handedOver()
    await show(sam, `/sessions/${id}/read`)
    expect(screen.getByRole('button', { name: 'Comment on the whole record' })).toBeDefined()
  })

  it('planned with Dana is not begun by Ade: hers is a new one', async () => {
    const { ade, ahead } = await handedOver()
    const { where } = await show(ade, `/sessions/new/${SAM_POST}`)
    await waitFor(() => expect(where()).toMatch(/^\/sessions\/[0-9a-f-]{36}$/))
    expect(where()).not.toContain(ahead)
  })
})
