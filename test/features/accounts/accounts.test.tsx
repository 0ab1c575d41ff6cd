import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type AccountLine } from '../../../src/protocol/accounts.ts'
import { DeviceError, type DeviceErrorCode } from '../../../src/queries/device-error.ts'
import { type Question } from '../../../src/queries/device.ts'
import { ADE, DANA, HOME, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { typeDay } from '../show.tsx'
import { administrator, type Asked, at, NOW, on, samsLine, show } from './show.tsx'

const SAMS_PAGE = `/account/people/${SAM}`

/** Sam's page over a line that changes as told. */
const samsPage = async (line: AccountLine, answers: Readonly<Record<string, (question: Question) => unknown>> = {}) => {
  const service = { line }
  const answer = () => ({ account: service.line, serverTime: NOW })
  const world: Asked = administrator({ [`GET /api/accounts/${SAM}`]: answer, ...answers, 'POST /api/': answer })
  const shown = await show(world.device, SAMS_PAGE)
  await screen.findByText('Account')
  return { ...world, ...shown, service }
}
const card = (name: string | RegExp) => screen.findByRole('region', { name })
const refuses = (code: DeviceErrorCode) => () => {
  throw new DeviceError(code)
}

describe('who can sign in', () => {
  const lines: readonly AccountLine[] = [
    samsLine(),
    samsLine({ person: ADE, name: 'Ade Brightwell', knownAs: 'Ade', account: null, invited: { by: DANA, at: at('2026-06-10T09:00:00.000Z'), expires: at('2026-06-13T09:00:00.000Z') } }),
    samsLine({ person: DANA, name: 'Dana Whitlock', knownAs: 'Dana', account: { ...samsLine().account!, administrator: true, lastSignIn: null },
      duties: [{ duty: 'quality-assurance', setting: HOME, until: on('2027-03-31'), givenBy: SAM, givenAt: NOW }] }),
  ]
  const answer = { accounts: lines, more: false, serverTime: NOW }

  test('says of each person what there is to know, and leads to their account', async () => {
    const { device } = administrator({ 'GET /api/accounts': () => answer })
    const { container } = await show(device, '/account/people')
    const [sam, ade, dana] = await screen.findAllByRole('listitem')
    expect(textOf(sam!)).toBe('Sam OyelaranLast signed in 1 hour agoCan sign in')
    expect(textOf(ade!)).toBe('Ade BrightwellInvited: the link works until Sat 13 June, 10:00Invited')
    expect(textOf(dana!)).toBe('Dana Whitlock (you)Has never signed inAdministratorQuality assurance, Larkfield House, until Wed 31 March 2027Can sign in')
    expect(within(sam!).getByRole('link').getAttribute('href')).toBe(SAMS_PAGE)
    await expectAccessible(container, { page: true })
  })

  test.each<[string, Partial<AccountLine>, string]>([
    ['no account', { account: null }, 'No account'],
    ['a link that is too old', { account: null, invited: { by: DANA, at: NOW, expires: at('2026-06-10T13:00:00.000Z') } }, 'The link is too old. Make a new one.No account'],
    ['disabled', { account: { ...samsLine().account!, disabled: at('2026-06-09T10:00:00.000Z') } }, 'Disabled since Tue 9 JuneLast signed in 1 hour agoClosed'],
    ['leaving', { leaving: { lastDay: on('2026-06-30'), openUntil: on('2026-06-30') } }, 'Leaving: closes after Tue 30 JuneLast signed in 1 hour agoLeaving'],
    ['kept open', { leaving: { lastDay: on('2026-06-05'), openUntil: on('2026-06-30') } }, 'Left on Fri 5 June, kept open until Tue 30 JuneLast signed in 1 hour agoLeaving'],
    ['left', { leaving: { lastDay: on('2026-06-05'), openUntil: on('2026-06-05') } }, 'Left: closed since Sat 6 JuneLast signed in 1 hour agoClosed'],
  ])('%s', async (_name, change, said) => {
    const { device } = administrator({ 'GET /api/accounts': () => ({ ...answer, accounts: [samsLine(change)] }) })
    await show(device, '/account/people')
    expect(textOf(await screen.findByRole('listitem'))).toBe(`Sam Oyelaran${said}`)
  })

  test('finds by name, asking the service, and says when there are more than it shows', async () => {
    const { device } = administrator({
      'GET /api/accounts?find=sa%20o': () => ({ ...answer, accounts: [lines[0]] }),
      'GET /api/accounts': () => ({ ...answer, more: true }),
    })
    const { user } = await show(device, '/account/people')
    expect(await screen.findByText('There are more people than are shown here. Find them by name.')).toBeTruthy()
    await user.type(screen.getByLabelText('Find a person'), 'sa o{Enter}')
    expect(await screen.findByText('1 person')).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
  })

  test('is refused in words to who lets nobody in', async () => {
    const { device } = administrator({ 'GET /api/accounts': refuses('not-allowed') })
    await show(device, '/account/people')
    expect(await screen.findByText(/You can’t see or change this/)).toBeTruthy()
  })
})

describe('a link (A1, G2)', () => {
  const made = { path: '/invitation#token', expires: at('2026-06-13T13:30:00.000Z'), serverTime: NOW }
  const none = samsLine({ account: null, may: ['see', 'invite', 'give-duty'] })

  test('is made with a user name to offer, and shown once, to copy and as a code', async () => {
    const { user, asked, container } = await samsPage(none, { 'POST /api/invitations': () => made })
    const invite = await card('Invite Sam')
    expect(textOf(invite)).toContain('Countersign sends no e-mail')
    await user.type(within(invite).getByLabelText('User name to offer (optional)'), 'Sam.O')
    await user.click(within(invite).getByRole('button', { name: 'Make a link' }))
    const box = await screen.findByLabelText<HTMLInputElement>('The link')
    expect(box.value).toBe(`${window.location.origin}/invitation#token`)
    expect(asked.map(({ path, body }) => [path, body])).toEqual([['/api/invitations', { person: SAM, username: 'sam.o' }]])
    expect(screen.getByText(/who has it can sign in as Sam. It is shown once and works until Sat 13 June, 14:30/)).toBeTruthy()
    expect(screen.getByRole('img', { name: /The link as a square code/ })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Copy the link' }))
    expect(await screen.findByText('Copied.')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe(box.value)
    await expectAccessible(container, { page: true })
  })

  test('a user name that can’t be one asks nobody', async () => {
    const { user, asked } = await samsPage(none)
    await user.type(await screen.findByLabelText('User name to offer (optional)'), 'sam o')
    await user.click(screen.getByRole('button', { name: 'Make a link' }))
    expect(screen.getByText('A user name has 2 to 60 characters and no spaces. Change it.')).toBeTruthy()
    expect(asked).toEqual([])
  })

  test('for a forgotten password offers no user name', async () => {
    const { user, asked } = await samsPage(samsLine(), { 'POST /api/invitations': () => made })
    const again = await card('A forgotten password')
    expect(within(again).queryByLabelText(/User name/)).toBeNull()
    await user.click(within(again).getByRole('button', { name: 'Make a link' }))
    await screen.findByLabelText('The link')
    expect(asked[0]?.body).toEqual({ person: SAM })
  })

  test('that was made and not taken can be made void', async () => {
    const invited = { by: DANA, at: at('2026-06-10T09:00:00.000Z'), expires: at('2026-06-13T09:00:00.000Z') }
    const { user, asked, service } = await samsPage({ ...none, invited }, { 'DELETE /api/invitations': () => ({ serverTime: NOW }) })
    expect(await screen.findByText(/A link was made by Dana Whitlock on Wed 10 June, 10:00 and is not used yet/)).toBeTruthy()
    service.line = none
    await user.click(screen.getByRole('button', { name: 'Make the link void' }))
    expect(await screen.findByText('Done.')).toBeTruthy()
    expect(asked.map(({ method, path }) => [method, path])).toEqual([['DELETE', `/api/invitations/${SAM}`]])
    await waitFor(() => expect(screen.queryByText(/is not used yet/)).toBeNull())
  })

  test.each<[DeviceErrorCode, string]>([
    ['username-taken', 'Someone has this user name already. Offer another, or none.'],
    ['offline', 'You’re offline. This needs a connection. Try again when you’re back.'],
    ['not-found', 'There is nobody here whose account you look after. They may have moved.'],
  ])('refused says why: %s', async (code, sentence) => {
    const { user } = await samsPage(none, { 'POST /api/invitations': refuses(code) })
    await user.click(await screen.findByRole('button', { name: 'Make a link' }))
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(screen.queryByLabelText('The link')).toBeNull()
  })
})

describe('disabling and administrators', () => {
  test('disabling asks first, and is then offered the other way round', async () => {
    const { user, asked, service, container } = await samsPage(samsLine())
    await user.click(await screen.findByRole('button', { name: 'Disable' }))
    const dialog = screen.getByRole('dialog', { name: 'Disable the account of Sam?' })
    expect(textOf(dialog)).toContain('What they had not sent stays on their device.')
    await expectAccessible(container, { page: true })
    expect(asked).toEqual([])
    service.line = samsLine({ account: { ...samsLine().account!, disabled: NOW }, may: ['see', 'enable', 'give-duty'] })
    await user.click(within(dialog).getByRole('button', { name: 'Disable' }))
    expect(await screen.findByText('The account is disabled.')).toBeTruthy()
    await user.click(await screen.findByRole('button', { name: 'Enable' }))
    await waitFor(() => expect(asked.map(({ path, body }) => [path, body])).toEqual([
      [`/api/accounts/${SAM}`, { change: 'disable' }], [`/api/accounts/${SAM}`, { change: 'enable' }],
    ]))
  })

  test('making somebody an administrator asks first; the last one is refused in words', async () => {
    const { user, asked } = await samsPage(samsLine({ may: ['see', 'take-administrator'] }), { [`POST /api/accounts/${SAM}`]: refuses('last-administrator') })
    await user.click(await screen.findByRole('button', { name: 'Take back' }))
    await user.click(within(screen.getByRole('dialog', { name: 'Take back that Sam is an administrator?' })).getByRole('button', { name: 'Take back' }))
    expect(await screen.findByText('Nobody would be left to administer the service. Make someone else an administrator first.')).toBeTruthy()
    expect(asked[0]?.body).toEqual({ change: 'take-administrator' })
  })

  test('offers nothing that may not be done, and says why', async () => {
    await samsPage(samsLine({ may: ['see'] }))
    expect(await screen.findByText(/An administrator looks after this account/)).toBeTruthy()
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  test('to oneself there is little to do, and it says so', async () => {
    const line = samsLine({ person: DANA, name: 'Dana Whitlock', may: ['see', 'give-duty'] })
    const { device } = administrator({ 'GET /api/accounts/': () => ({ account: line, serverTime: NOW }) })
    await show(device, `/account/people/${DANA}`)
    expect(await screen.findByText(/This is you/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Disable' })).toBeNull()
  })

  test('an address with no person’s id is no page', async () => {
    const { device } = administrator({})
    await show(device, '/account/people/nobody')
    expect(screen.getByRole('heading', { name: 'No such page' })).toBeTruthy()
  })
})

describe('J14: keeping the account of who leaves open', () => {
  const leaving = samsLine({ leaving: { lastDay: on('2026-06-05'), openUntil: on('2026-06-05') }, may: ['see', 'keep-open'] })

  test('until a day, or no longer', async () => {
    const page = await samsPage(leaving)
    const region = await card('Leaving')
    expect(textOf(region)).toContain('The last day of Sam was Fri 5 June.')
    await typeDay(page, within(region).getByRole('group'), '2026-06-30')
    await page.user.click(within(region).getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Done.')).toBeTruthy()
    for (const box of within(region).getAllByRole('textbox')) await page.user.clear(box)
    await page.user.click(within(region).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(page.asked.map(({ body }) => body)).toEqual([{ change: 'keep-open', until: '2026-06-30' }, { change: 'keep-open', until: null }]))
  })

  test('a day that is none asks nobody', async () => {
    const page = await samsPage(leaving)
    const region = await card('Leaving')
    await typeDay(page, within(region).getByRole('group'), '2026-02-31')
    await page.user.click(within(region).getByRole('button', { name: 'Save' }))
    expect(within(region).getByText(/must be a real date/)).toBeTruthy()
    expect(page.asked).toEqual([])
  })

  test('who may not, only reads it', async () => {
    await samsPage({ ...leaving, may: ['see'] })
    expect(within(await card('Leaving')).queryByRole('button')).toBeNull()
  })
})

describe('W2: duties', () => {
  test('one is given: what, where, until when', async () => {
    const page = await samsPage(samsLine())
    const region = await card('Duties')
    expect(textOf(region)).toContain('Sam has no duty.')
    fireEvent.change(within(region).getByLabelText('Duty'), { target: { value: 'quality-assurance' } })
    fireEvent.change(within(region).getByLabelText('Where'), { target: { value: HOME } })
    await typeDay(page, within(region).getByRole('group', { name: /Until/ }), '2027-03-31')
    page.service.line = samsLine({ duties: [{ duty: 'quality-assurance', setting: HOME, until: on('2027-03-31'), givenBy: DANA, givenAt: NOW }], may: ['see', 'give-duty', 'take-duty'] })
    await page.user.click(within(region).getByRole('button', { name: 'Give this duty' }))
    const row = await within(region).findByRole('listitem')
    expect(textOf(row)).toContain('Quality assurance, Larkfield House, until Wed 31 March 2027Given by Dana Whitlock on Wed 10 June')
    expect(page.asked.map(({ path, body }) => [path, body])).toEqual([
      ['/api/duties', { person: SAM, duty: 'quality-assurance', setting: HOME, until: '2027-03-31' }],
    ])
    await expectAccessible(page.container, { page: true })
    await page.user.click(within(row).getByRole('button', { name: /Take back Quality assurance/ }))
    await waitFor(() => expect(page.asked.at(-1)).toMatchObject({ path: '/api/duties/take', body: { person: SAM, duty: 'quality-assurance', setting: HOME } }))
  })

  test('what is missing or over is said, and nobody is asked', async () => {
    const page = await samsPage(samsLine())
    const region = await card('Duties')
    await typeDay(page, within(region).getByRole('group', { name: /Until/ }), '2026-06-09')
    await page.user.click(within(region).getByRole('button', { name: 'Give this duty' }))
    for (const sentence of ['Choose a duty', 'Choose where', 'The last day must be today or later.']) {
      expect(within(region).getAllByText(sentence)).toHaveLength(2)
    }
    expect(page.asked).toEqual([])
    await expectAccessible(page.container, { page: true })
  })

  test('nobody gives themself one while there is another administrator, and is told why', async () => {
    const { user } = await samsPage(samsLine(), { 'POST /api/duties': refuses('another-administrator-needed') })
    const region = await card('Duties')
    fireEvent.change(within(region).getByLabelText('Duty'), { target: { value: 'director' } })
    fireEvent.change(within(region).getByLabelText('Where'), { target: { value: 'everywhere' } })
    await user.click(within(region).getByRole('button', { name: 'Give this duty' }))
    expect(await within(region).findByText(/Nobody gives themself a duty while there is another administrator/)).toBeTruthy()
  })
})
