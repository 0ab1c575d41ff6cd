import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type Opened, type ScreenLock } from '../../../src/features/account/gate.ts'
import { ScreenLockedPage } from '../../../src/features/account/screen-locked-page.tsx'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { openable } from './fakes.ts'

const OPEN: Opened = { kind: 'open', device: openable(memoryDevice()), keptEarlier: 0 }

const locked = (tryPin: ScreenLock['tryPin']) => {
  const toDoor = vi.fn<() => void>()
  const onOpen = vi.fn<(opened: Opened) => void>()
  return { toDoor, onOpen, ...render(<main><ScreenLockedPage lock={{ knownAs: 'Dana', waiting: 1, tryPin, toDoor }} onOpen={onOpen} /></main>) }
}

describe('a locked screen (K5)', () => {
  test('says whose it is and what waits, and opens with the PIN alone', async () => {
    const tryPin = vi.fn<ScreenLock['tryPin']>(async () => OPEN)
    const { user, onOpen, container } = locked(tryPin)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Dana, type your PIN')
    expect(document.title).not.toContain('Dana')
    expect(screen.getByText('1 item waiting to send')).toBeTruthy()
    await expectAccessible(container, { page: true })
    expect(document.activeElement).toBe(screen.getByLabelText('Your PIN'))
    await user.keyboard('271831')
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(tryPin.mock.calls).toEqual([['271831']])
  })

  test('a wrong PIN says how many tries are left', async () => {
    const { user, onOpen } = locked(async () => ({ kind: 'pin-wrong', left: 4 }))
    await user.keyboard('271831')
    expect(await screen.findByText(/You have 4 tries left/)).toBeTruthy()
    expect(onOpen).not.toHaveBeenCalled()
  })

  test('the fifth wrong one locks it in full: the four words are left', async () => {
    const { user, toDoor, container } = locked(async () => ({ kind: 'pin-gone' }))
    await user.keyboard('271831')
    expect(await screen.findByText(/That was the fifth wrong PIN, so Countersign is locked. Nothing is lost./)).toBeTruthy()
    expect(screen.queryByLabelText('Your PIN')).toBeNull()
    await expectAccessible(container, { page: true })
    expect(toDoor).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(toDoor).toHaveBeenCalledTimes(1)
  })

  test('somebody else goes to the door in one tap', async () => {
    const { user, toDoor } = locked(async () => OPEN)
    await user.click(screen.getByRole('button', { name: 'Not you? Change person' }))
    expect(toDoor).toHaveBeenCalledTimes(1)
  })
})
