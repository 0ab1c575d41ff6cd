import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { ReadyPage } from '../../../src/features/shared/ready-page.tsx'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'

describe('getting ready to work offline', () => {
  test('says what is still to be got, and lets one start all the same', async () => {
    const device = memoryDevice()
    device.setSync({ lastVerified: null })
    const onContinue = vi.fn<() => void>()
    const { user, container } = await renderInside(<ReadyPage app="working" onContinue={onContinue} />, device)
    expect(screen.getAllByRole('listitem').map(textOf)).toEqual(['Your people and sessionsGetting it…', 'Countersign itselfGetting it…'])
    await expectAccessible(container, { page: true })
    expect(onContinue).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Start now, and finish in the background' }))
    expect(onContinue).toHaveBeenCalledTimes(1)
  })

  test('goes on by itself once records and app are here', async () => {
    const device = memoryDevice()
    device.setSync({ lastVerified: null })
    const onContinue = vi.fn<() => void>()
    await renderInside(<ReadyPage app="ready" onContinue={onContinue} />, device)
    expect(onContinue).not.toHaveBeenCalled()
    device.setSync({ lastVerified: '2026-06-10T13:31:00Z' as Instant })
    await waitFor(() => expect(onContinue).toHaveBeenCalled())
  })

  test('says when there is no connection, or the service has a problem', async () => {
    const device = memoryDevice()
    device.setSync({ lastVerified: null, connection: 'offline' })
    await renderInside(<ReadyPage app="working" onContinue={() => undefined} />, device)
    expect(screen.getByText('You’re offline. We carry on when you’re back.')).toBeTruthy()
    device.setSync({ connection: 'online', trouble: 'server' })
    expect(await screen.findByText('The service has a problem. We’ll keep trying.')).toBeTruthy()
  })

  test('in a window that keeps no app says so and waits for nothing', async () => {
    await renderInside(<ReadyPage app="impossible" onContinue={() => undefined} />, memoryDevice())
    expect(screen.getByText(/Not possible in this browser window/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Go to Today' })).toBeTruthy()
  })
})
