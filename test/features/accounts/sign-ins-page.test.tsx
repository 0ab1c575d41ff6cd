import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type SignInsAnswer } from '../../../src/protocol/sign-ins.ts'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { administrator, at, NOW, show } from './show.tsx'

const HERE: SignInsAnswer['signIns'][number] = {
  id: 'here', since: at('2026-06-10T13:00:00.000Z'), lastSeen: NOW, seenOn: { browser: 'chrome', on: 'android-tablet' }, method: 'password', here: true,
}
const PHONE: SignInsAnswer['signIns'][number] = {
  id: 'phone', since: at('2026-06-10T11:00:00.000Z'), lastSeen: at('2026-06-10T13:25:00.000Z'), seenOn: { browser: 'safari', on: 'iphone' }, method: 'invitation', here: false,
}
const answer = (signIns: SignInsAnswer['signIns'], linkBy: SignInsAnswer['password']['linkBy'] = null): SignInsAnswer => ({
  signIns, password: { since: at('2026-06-01T09:00:00.000Z'), linkBy }, serverTime: NOW,
})

describe('where one is signed in (A1)', () => {
  test('says on what, since when and how, and marks this browser', async () => {
    const { device } = administrator({ 'GET /api/sign-ins': () => answer([HERE, PHONE], SAM) })
    const { container } = await show(device, '/account/sign-ins')
    const [here, phone] = await screen.findAllByRole('listitem')
    expect(textOf(here!)).toContain('Chrome on Android tabletSince Wed 10 June, 14:00, last seen just nowSigned in with the passwordThis browser')
    expect(textOf(phone!)).toContain('Safari on iPhoneSince Wed 10 June, 12:00, last seen 5 minutes agoSigned in with a link')
    expect(within(here!).queryByRole('button')).toBeNull()
    expect(await screen.findByText('Chosen on Mon 1 June, with a link that Sam Oyelaran made.')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('ends one, and says so', async () => {
    let there = [HERE, PHONE]
    const { device, asked } = administrator({
      'GET /api/sign-ins': () => answer(there),
      'DELETE /api/sign-ins/phone': () => answer((there = [HERE])),
    })
    const { user } = await show(device, '/account/sign-ins')
    await user.click(await screen.findByRole('button', { name: 'Sign out Safari on iPhone' }))
    expect(await screen.findByText('Signed out.')).toBeTruthy()
    expect(asked.map(({ method, path }) => [method, path])).toEqual([['DELETE', '/api/sign-ins/phone']])
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.queryByRole('button', { name: 'Sign out everywhere else' })).toBeNull()
  })

  test('ends all others only after asking', async () => {
    let there = [HERE, PHONE]
    const { device, asked } = administrator({
      'GET /api/sign-ins': () => answer(there),
      'DELETE /api/sign-ins': () => answer((there = [HERE])),
    })
    const { user, container } = await show(device, '/account/sign-ins')
    await user.click(await screen.findByRole('button', { name: 'Sign out everywhere else' }))
    const dialog = screen.getByRole('dialog', { name: 'Sign out everywhere else?' })
    await expectAccessible(container, { page: true })
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(asked).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Sign out everywhere else' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out everywhere else' }))
    expect(await screen.findByText('You’re signed in here and nowhere else.')).toBeTruthy()
    expect(asked.map(({ path }) => path)).toEqual(['/api/sign-ins'])
  })

  test('offline says so, and tries again; one that could not be ended is still there', async () => {
    let online = false
    const offline = () => {
      throw new DeviceError('offline')
    }
    const { device } = administrator({ 'GET /api/sign-ins': () => (online ? answer([HERE, PHONE]) : offline()), 'DELETE ': offline })
    const { user } = await show(device, '/account/sign-ins')
    expect(await screen.findByText('You’re offline. This needs a connection. Try again when you’re back.')).toBeTruthy()
    online = true
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await user.click(await screen.findByRole('button', { name: 'Sign out Safari on iPhone' }))
    expect(await screen.findByText('You’re offline. This needs a connection. Try again when you’re back.')).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
  })
})
