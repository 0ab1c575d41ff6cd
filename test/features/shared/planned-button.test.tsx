import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { type Planned } from '../../../src/domain/planned.ts'
import { PlannedButton } from '../../../src/features/shared/planned-button.tsx'
import { DANA, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { drawnUp, EXPECTATIONS, home, signAs } from '../agreements/seed.ts'
import { renderInside } from '../inside.tsx'
import { day, planned } from '../sessions/seed.ts'

const shown = async (device: MemoryDevice, date: Planned) => {
  const { hook, history } = memoryLocation({ path: '/', record: true })
  const rendered = await renderInside(
    <Router hook={hook}>
      <h1>Today</h1>
      <PlannedButton post={SAM_POST} planned={date} page="prepare">
        Prepare
      </PlannedButton>
    </Router>,
    device,
  )
  return { ...rendered, where: () => history.at(-1) }
}

describe('a button for a date that lies ahead', () => {
  it('is a link where the session is there', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, day('2026-06-12'))
    const { container } = await shown(dana, { on: day('2026-06-12'), at: null, session: id, agreement: null })
    expect(screen.getByRole('link', { name: 'Prepare' }).getAttribute('href')).toBe(`/sessions/${id}/prepare`)
    await expectAccessible(container)
  })

  it('makes the session of an agreed date, the same for both of the two', async () => {
    const dana = home()
    const sam = dana.as(SAM)
    const agreement = await drawnUp(dana, { ...EXPECTATIONS, dates: [{ on: '2026-06-12', at: '14:00' }] })
    await signAs(dana, agreement, 'supervisor')
    await signAs(sam, agreement, 'supervisee')
    const date: Planned = { on: day('2026-06-12'), at: '14:00' as Planned['at'], session: null, agreement }
    const his = await shown(sam, date)
    await his.user.click(screen.getByRole('button', { name: 'Prepare' }))
    await waitFor(() => expect(his.where()).toMatch(/^\/sessions\/[0-9a-f-]{36}\/prepare$/))
    his.unmount()
    const hers = await shown(dana, date)
    await hers.user.click(screen.getByRole('button', { name: 'Prepare' }))
    await waitFor(() => expect(hers.where()).toBe(his.where()))
    const made = [...(await dana.snapshot()).sessions.values()]
    expect(made).toMatchObject([{ plannedFor: '2026-06-12', at: '14:00', agreed: { agreement, on: '2026-06-12' } }])
  })

  it('says in red that nothing was made, and goes nowhere', async () => {
    const dana = memoryDevice(DANA)
    const { user, where } = await shown(dana, { on: day('2026-06-12'), at: null, session: null, agreement: null })
    dana.failSaves(true)
    await user.click(screen.getByRole('button', { name: 'Prepare' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect(where()).toBe('/')
  })
})
