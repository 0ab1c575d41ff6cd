import { screen, waitFor } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { showsWhileBlocked } from '../../../src/features/lease/blocked.ts'
import { BlockedPage } from '../../../src/features/lease/blocked-page.tsx'
import { LeaseInset } from '../../../src/features/lease/lease-inset.tsx'
import { KeptNote } from '../../../src/features/shared/kept-note.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { type LeaseNotice } from '../../../src/queries/vault-here.ts'
import { memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { fakeHere } from '../devices/fakes.ts'

const leased = (lease: LeaseNotice, device: Device = memoryDevice()): Device => ({ ...device, here: fakeHere({ lease: () => lease }) })

describe('a device that has not been in contact (K6)', () => {
  const inset = async (lease: LeaseNotice, lastVerified = '2026-06-04T09:00:00Z' as Instant) => {
    const device = memoryDevice()
    device.setSync({ lastVerified })
    return renderInside(<><h1>Today</h1><LeaseInset /></>, leased(lease, device))
  }

  test.each([
    [1, 'This device has not been in contact with the service for 6 days. In 1 day it shows no records until it has. What you write is kept.'],
    [2, 'This device has not been in contact with the service for 6 days. In 2 days it shows no records until it has. What you write is kept.'],
    [0, 'This device has not been in contact with the service for 6 days. In less than a day it shows no records until it has. What you write is kept.'],
  ])('%i days before it shows no records says so', async (left, sentence) => {
    const { container } = await inset(left)
    expect(screen.getByText(sentence)).toBeTruthy()
    await expectAccessible(container)
  })

  test('within its lease says nothing', async () => {
    await inset(null)
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('on a page to write on, and no other, says that records are not shown and what is written is kept', async () => {
    const { unmount } = await inset('reading-blocked')
    expect(screen.queryByText(/^Records are not shown/)).toBeNull()
    unmount()
    window.history.replaceState(null, '', '/sessions/1')
    onTestFinished(() => window.history.replaceState(null, '', '/'))
    await inset('reading-blocked')
    expect(screen.getByText('Records are not shown. What you write here is saved on this device and sent later.')).toBeTruthy()
  })

  test.each([
    [{ kind: 'offline', unsent: 0 }, 'Still offline. Try again where there is Wi-Fi or a signal.'],
    [{ kind: 'server-trouble', unsent: 0 }, 'The service has a problem. Try again in a few minutes.'],
    [{ kind: 'sign-in-needed', unsent: 0 }, 'There is a connection. Sign in again to see your records.'],
  ] as const)('tries to connect when told to, and answers: %o', async (answer, sentence) => {
    const sendNow = vi.fn<Device['sendNow']>(async () => answer)
    const { user } = await renderInside(<BlockedPage />, { ...leased('reading-blocked'), sendNow })
    await user.click(screen.getByRole('button', { name: 'Connect now' }))
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(sendNow).toHaveBeenCalledTimes(1)
  })

  test('in contact again, says no more', async () => {
    const device = memoryDevice()
    let lease: LeaseNotice = 1
    const opened: Device = { ...device, here: fakeHere({ lease: () => lease }) }
    await renderInside(<><h1>Today</h1><LeaseInset /></>, opened)
    expect(screen.getByText(/In 1 day/)).toBeTruthy()
    lease = null
    device.setSync({ connection: 'online' })
    await waitFor(() => expect(screen.queryByText(/In 1 day/)).toBeNull())
  })
})

describe('while records are not shown', () => {
  test('a supervisor still begins a session, and carries on with one', async () => {
    const device = memoryDevice()
    const { container, unmount } = await renderInside(<BlockedPage />, leased('reading-blocked', device))
    expect(screen.getByText(/has not been in contact with the service for too long, so it shows no records until it has. Nothing is lost./)).toBeTruthy()
    expect((await screen.findByRole('link', { name: 'Start session with Sam' })).getAttribute('href')).toBe(`/sessions/new/${SAM_POST}`)
    expect(screen.queryByRole('link', { name: /Carry on/ })).toBeNull()
    await expectAccessible(container, { page: true })
    unmount()
  })

  test('somebody who supervises nobody writes in their notebook', async () => {
    const { user } = await renderInside(<BlockedPage />, leased('reading-blocked', memoryDevice(SAM)))
    await user.type(screen.getByLabelText('Write something down'), 'Kofi asked about nights')
    expect(screen.queryByRole('heading', { name: 'You can still write' })).toBeNull()
  })

  test('a clock that was turned back is named', async () => {
    await renderInside(<BlockedPage />, leased('clock-back'))
    expect(screen.getByText(/The clock of this device was turned back, so it shows no records. Put its date and time right, or connect./)).toBeTruthy()
  })

  test.each([
    ['/sessions/new/1', true], ['/sessions/1', true], ['/sync', true], ['/account', true], ['/account/devices/this', true],
    ['/', false], ['/people', false], ['/sessions/1/read', false], ['/sessions/1/check', false], ['/agreements/1', false], ['/accounting', false], ['/oversight', false],
  ])('the page %s is there: %s', (path, shown) => {
    expect(showsWhileBlocked(path)).toBe(shown)
  })
})

describe('what was written in the notebook', () => {
  const written = async () => {
    const device = memoryDevice()
    await device.texts.keep('while-blocked', 'Kofi asked about nights')
    return { device, ...(await renderInside(<><h1>Account</h1><KeptNote /></>, device)) }
  }

  test('is there afterwards, and gone once its writer deletes it', async () => {
    const { user, device, container } = await written()
    expect(textOf(screen.getByRole('region', { name: 'Your notebook' }))).toContain('Kofi asked about nights')
    await expectAccessible(container, { page: false })
    await user.click(screen.getByRole('button', { name: 'Delete this note' }))
    expect(screen.getByText('It is nowhere else.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(device.texts.of('while-blocked')).toBe('Kofi asked about nights')
    await user.click(screen.getByRole('button', { name: 'Delete this note' }))
    await user.click(screen.getAllByRole('button', { name: 'Delete this note' })[0]!)
    await waitFor(() => expect(device.texts.of('while-blocked')).toBe(''))
    expect(screen.queryByRole('region', { name: 'Your notebook' })).toBeNull()
  })

  test('is copied, or says that it could not be', async () => {
    const { user } = await written()
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByText('Copied.')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe('Kofi asked about nights')
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new Error('no'))
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByText(/It could not be copied/)).toBeTruthy()
  })

  test('is not spoken of where there is none', async () => {
    await renderInside(<><h1>Account</h1><KeptNote /></>, memoryDevice())
    expect(screen.queryByRole('region', { name: 'Your notebook' })).toBeNull()
  })
})
