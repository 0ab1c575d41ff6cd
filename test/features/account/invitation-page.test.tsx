import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type DoorStep, type GateAnswer, type Opened } from '../../../src/features/account/gate.ts'
import { type Invitations, type Invited, type Looked, type Taken } from '../../../src/features/account/invitation.ts'
import { InvitationPage } from '../../../src/features/account/invitation-page.tsx'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { openable } from './fakes.ts'

const TOKEN = 'A'.repeat(43)
const KOFI: Invited = { knownAs: 'Kofi', service: 'Larkfield', username: 'kofi.m', again: false, expires: '2026-06-13T13:30:00Z' as Instant }
const OPEN: GateAnswer = { kind: 'open', device: openable(memoryDevice()), keptEarlier: 0 }
const PASSWORD = 'a kettle on the step'

const arrive = (answers: { look?: Looked; take?: Taken; hash?: string } = {}) => {
  window.history.replaceState(null, '', `/invitation${answers.hash ?? `#${TOKEN}`}`)
  const look = vi.fn<Invitations['look']>(async () => answers.look ?? { kind: 'found', invited: KOFI })
  const take = vi.fn<Invitations['take']>(async () => answers.take ?? { kind: 'chosen', answer: OPEN })
  const onOpen = vi.fn<(opened: Opened) => void>()
  const onMore = vi.fn<(step: DoorStep) => void>()
  const onLeave = vi.fn<() => void>()
  const rendered = render(<main><InvitationPage invitations={{ look, take }} onOpen={onOpen} onMore={onMore} onLeave={onLeave} /></main>)
  return { ...rendered, look, take, onOpen, onMore, onLeave }
}
const choose = async ({ user }: ReturnType<typeof arrive>, username: string | null, password: string) => {
  await screen.findByLabelText('Password')
  if (username !== null) {
    await user.clear(screen.getByLabelText('User name'))
    if (username !== '') await user.type(screen.getByLabelText('User name'), username)
  }
  if (password !== '') await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Choose and sign in' }))
}

describe('behind a link', () => {
  test('A1: where there is a second factor, it goes on to the door’s next step, and opens nothing', async () => {
    const step = { kind: 'code', username: 'kofi.m', password: PASSWORD } as const
    const arrived = arrive({ take: { kind: 'chosen', answer: { kind: 'more', step } } })
    await choose(arrived, null, PASSWORD)
    await waitFor(() => expect(arrived.onMore).toHaveBeenCalledWith(step))
    expect(arrived.onOpen).not.toHaveBeenCalled()
    expect(arrived.onLeave).not.toHaveBeenCalled()
  })

  test('says whom it is for once the token is checked, and the token is out of the address', async () => {
    const { look, container } = arrive()
    expect(screen.queryByText(/Kofi/)).toBeNull()
    expect(await screen.findByRole('heading', { name: 'Hello, Kofi' })).toBeTruthy()
    expect(look).toHaveBeenCalledWith(TOKEN)
    expect(window.location.href).not.toContain(TOKEN)
    expect(window.location.pathname).toBe('/invitation')
    expect(document.title).not.toContain('Kofi')
    expect(screen.getByText(/Larkfield has invited you/)).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('opens with a user name, offered or another, and a password', async () => {
    const page = arrive()
    await choose(page, 'Kofi.Marshall', PASSWORD)
    await waitFor(() => expect(page.onOpen).toHaveBeenCalledWith(OPEN))
    expect(page.take).toHaveBeenCalledWith(TOKEN, KOFI, 'Kofi.Marshall', PASSWORD)
  })

  test('a forgotten password is chosen anew, and the user name stays', async () => {
    const invited = { ...KOFI, again: true }
    const page = arrive({ look: { kind: 'found', invited } })
    await screen.findByText('Your user name is kofi.m.')
    expect(screen.queryByLabelText('User name')).toBeNull()
    await choose(page, null, PASSWORD)
    await waitFor(() => expect(page.take).toHaveBeenCalledWith(TOKEN, invited, 'kofi.m', PASSWORD))
  })

  test.each([
    ['', PASSWORD, 'Enter a user name'],
    ['k m', PASSWORD, 'A user name has 2 to 60 characters and no spaces. Change it.'],
    ['kofi.m', '', 'Enter a password'],
    ['kofi.m', 'short', 'Your password must have at least 12 characters. Add another word.'],
    ['kofi.m', 'Password2026', 'Many people try this one first, so it is easy to guess. Choose words that don’t belong together.'],
    ['kofi.marshall', 'kofi-marshall', 'Your password must not be your user name. Choose other words.'],
  ])('user name “%s”, password “%s”: %s', async (username, password, sentence) => {
    const page = arrive()
    await choose(page, username, password)
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(1)
    expect(page.take).not.toHaveBeenCalled()
    expect(document.title).toContain('Error:')
    await expectAccessible(page.container, { page: true })
  })

  test.each<[Taken, string]>([
    [{ kind: 'username-taken' }, 'Someone has this user name already. Choose another.'],
    [{ kind: 'password-weak' }, 'Many people try this one first, so it is easy to guess. Choose words that don’t belong together.'],
    [{ kind: 'offline' }, 'You’re offline. A link needs a connection: nothing can be checked or chosen without. Connect, then try again.'],
    [{ kind: 'throttled', seconds: 90 }, 'Too many tries. Wait 90 seconds, then try again.'],
    [{ kind: 'server-trouble' }, 'The service has a problem. Your link is still good. Try again in a few minutes.'],
  ])('when it is not done, says why and keeps what was typed: %o', async (taken, sentence) => {
    const page = arrive({ take: taken })
    await choose(page, 'kofi.m', PASSWORD)
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(0)
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe(PASSWORD)
    expect(page.onOpen).not.toHaveBeenCalled()
  })

  test.each([['when it is opened', { look: { kind: 'unknown' } as const }], ['when it is taken', { take: { kind: 'unknown' } as const }]])(
    'a link that can’t be used says so %s, and leads to the door', async (_when, answers) => {
      const page = arrive(answers)
      if ('take' in answers) await choose(page, 'kofi.m', PASSWORD)
      expect(await screen.findByRole('heading', { name: 'This link can’t be used' })).toBeTruthy()
      expect(screen.queryByText(/Kofi/)).toBeNull()
      await expectAccessible(page.container, { page: true })
      await page.user.click(screen.getByRole('button', { name: 'Go to sign in' }))
      expect(page.onLeave).toHaveBeenCalledTimes(1)
    })

  test('offline, says that it needs a connection, and tries again with the same link', async () => {
    const page = arrive({ look: { kind: 'offline' } })
    expect(await screen.findByText(/A link needs a connection/)).toBeTruthy()
    page.look.mockImplementation(async () => ({ kind: 'found', invited: KOFI }))
    await page.user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Hello, Kofi' })).toBeTruthy()
    expect(page.look.mock.calls).toEqual([[TOKEN], [TOKEN]])
  })

  test('another link pasted over the address is read in its place', async () => {
    const { look } = arrive()
    await screen.findByRole('heading', { name: 'Hello, Kofi' })
    look.mockImplementation(async () => ({ kind: 'found', invited: { ...KOFI, knownAs: 'Ade' } }))
    window.location.hash = `#${'B'.repeat(43)}`
    expect(await screen.findByRole('heading', { name: 'Hello, Ade' })).toBeTruthy()
    expect(look).toHaveBeenLastCalledWith('B'.repeat(43))
    expect(window.location.hash).toBe('')
  })

  test('a browser that keeps nothing says so after the password is chosen, and leads to the door', async () => {
    const page = arrive({ take: { kind: 'chosen', answer: { kind: 'no-storage' } } })
    await choose(page, 'kofi.m', PASSWORD)
    expect(await screen.findByRole('heading', { name: 'Your password is chosen' })).toBeTruthy()
    expect(screen.getByText(/can’t keep anything in this browser window/)).toBeTruthy()
    expect(page.onOpen).not.toHaveBeenCalled()
  })
})
