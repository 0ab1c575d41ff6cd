/** Who may do what to whose account, disabling, leaving, duties, on the real server (A1, A5, W2, J14). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileScope } from '../../src/domain/projections.ts'
import { type AccountsAnswer } from '../../src/protocol/accounts.ts'
import { type Me } from '../../src/protocol/sign-in.ts'
import { audited, change, codeOf, invite, lineFor } from './account-house.ts'
import { type Answer, type Client, type House, heldSession, HOME, openHouse, OTHER_HOME, person, post, send, signInAs } from './house.ts'

/** Olu administers the service and manages the other home; Dana manages the home; Priya supervises Kofi in it. */
let house: House
const clients = new Map<string, Client>()
const by = (key: string): Client => clients.get(key)!
const storage = () => house.server.ports.storage

beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
})
afterAll(() => house.close())
beforeEach(async () => {
  house.setClock('2026-06-02T10:00:00.000Z')
  await storage().write(async (tx) => {
    await tx.updateTable('accounts').set({ disabled_at: null, disabled_by: null, open_until: null, administrator: 0 }).execute()
    await tx.updateTable('accounts').set({ administrator: 1 }).where('username', '=', 'olu').execute()
    await tx.deleteFrom('duties').execute()
    await tx.deleteFrom('invitations').execute()
  })
  const dana = await house.signIn('dana')
  await dana.push(dana.act(post('sam'), 'post.end', { until: null, reason: 'left', on: '2026-06-02' }, 'post'))
  for (const key of ['olu', 'dana', 'priya', 'sam', 'una']) clients.set(key, await house.signIn(key))
})

const duty = (asker: string, whom: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  by(asker).request('POST', '/api/duties', { person: person(whom), duty: 'quality-assurance', setting: null, until: null, ...more })
const takeBack = (asker: string, whom: string): Promise<Answer> =>
  by(asker).request('POST', '/api/duties/take', { person: person(whom), duty: 'quality-assurance', setting: null })

const DOING = {
  see: (asker: string, whom: string) => by(asker).request('GET', `/api/accounts/${person(whom)}`),
  invite: (asker: string, whom: string) => invite(by(asker), whom),
  withdraw: (asker: string, whom: string) => by(asker).request('DELETE', `/api/invitations/${person(whom)}`),
  disable: (asker: string, whom: string) => change(by(asker), whom, 'disable'),
  enable: (asker: string, whom: string) => change(by(asker), whom, 'enable'),
  'keep-open': (asker: string, whom: string) => change(by(asker), whom, 'keep-open', { until: '2026-12-31' }),
  'make-administrator': (asker: string, whom: string) => change(by(asker), whom, 'make-administrator'),
  'take-administrator': (asker: string, whom: string) => change(by(asker), whom, 'take-administrator'),
  'give-duty': (asker: string, whom: string) => duty(asker, whom),
  'take-duty': takeBack,
} as const
type Doing = keyof typeof DOING
const ALL = Object.keys(DOING) as Doing[]

describe('A5: who may do what to whose account', () => {
  /** Written by hand, not from the table in the code. What is left out of a row is `not-allowed`. */
  const rows: readonly (readonly [asker: string, whom: string, what: string, outcome: Partial<Record<Doing, string>> | string])[] = [
    ['olu', 'sam', 'an administrator, anybody', 'ok'],
    ['olu', 'dana', 'an administrator, a manager', 'ok'],
    ['olu', 'olu', 'the last administrator, themself', {
      see: 'ok', invite: 'not-yourself', withdraw: 'not-yourself', disable: 'not-yourself', enable: 'not-yourself', 'keep-open': 'not-yourself',
      'make-administrator': 'ok', 'take-administrator': 'last-administrator', 'give-duty': 'ok', 'take-duty': 'ok',
    }],
    ['dana', 'sam', 'a manager, somebody with a post in their home', { see: 'ok', invite: 'ok', withdraw: 'ok', disable: 'ok', enable: 'ok' }],
    ['dana', 'priya', 'a manager, a supervisor in their home alone', { see: 'ok', invite: 'ok', withdraw: 'ok', disable: 'ok', enable: 'ok' }],
    ['dana', 'una', 'a manager, somebody of another home', 'not-found'],
    ['dana', 'olu', 'a manager, an administrator', 'not-found'],
    ['dana', 'dana', 'a manager, themself, with no post in their home', 'not-found'],
    ['priya', 'kofi', 'a supervisor, their supervisee', 'not-found'],
    ['sam', 'sam', 'a worker, themself', 'not-found'],
    ['sam', 'dana', 'a worker, their manager', 'not-found'],
  ]

  test.each(rows.flatMap(([asker, whom, what, outcome]) => ALL.map((doing) => [what, doing, asker, whom, typeof outcome === 'string' ? outcome : (outcome[doing] ?? 'not-allowed')] as const)))(
    '%s: %s', async (_what, doing, asker, whom, outcome) => {
      expect(codeOf(await DOING[doing](asker, whom))).toBe(outcome)
    })

  test.each([
    ['is an administrator with a post in the home', () => change(by('olu'), 'sam', 'make-administrator')],
    ['has a duty', () => duty('olu', 'sam')],
    ['supervises in a home the manager does not manage', () => {
      const olu = by('olu')
      return olu.push(olu.act(post('una'), 'post.supervise', { supervisor: person('sam'), on: '2026-06-02' }, 'post'))
    }],
  ])('a manager sees, and makes no link for, who %s: who makes a link could use it', async (_name, given) => {
    await given()
    for (const doing of ['invite', 'disable', 'enable'] as const) expect([doing, codeOf(await DOING[doing]('dana', 'sam'))]).toEqual([doing, 'not-allowed'])
    expect((await lineFor(by('dana'), 'sam')).may).toEqual(['see'])
    expect((await lineFor(by('olu'), 'sam')).may).toContain('invite')
    const olu = by('olu')
    await olu.push(olu.act(post('una'), 'post.supervise', { supervisor: person('olu'), on: '2026-06-03' }, 'post'))
  })

  test('a manager does not undo what an administrator disabled, but what they disabled themself', async () => {
    await change(by('olu'), 'sam', 'disable')
    expect(codeOf(await change(by('dana'), 'sam', 'enable'))).toBe('not-allowed')
    await change(by('olu'), 'sam', 'enable')
    await change(by('dana'), 'sam', 'disable')
    expect(codeOf(await change(by('dana'), 'sam', 'enable'))).toBe('ok')
  })

  test('a post that is over gives a manager nothing any more', async () => {
    const dana = by('dana')
    const end = (until: string | null) => dana.act(post('ade'), 'post.end', { until, reason: 'moved', on: '2026-06-02' }, 'post')
    expect((await lineFor(dana, 'ade')).posts).toEqual([{ title: 'Worker', setting: HOME }])
    await dana.push(end('2026-06-01'))
    expect(codeOf(await DOING.see('dana', 'ade'))).toBe('not-found')
    expect((await lineFor(by('olu'), 'ade')).posts).toEqual([])
    await dana.push(end(null))
  })

  test('nobody is asked without a sign-in, or as somebody else (A3)', async () => {
    for (const [method, url] of [['GET', '/api/accounts'], ['GET', `/api/accounts/${person('sam')}`], ['GET', '/api/sign-ins']] as const) {
      expect((await send(house.address, method, url, { 'x-principal': person('olu') })).status).toBe(401)
      expect((await send(house.address, method, url, { cookie: by('olu').cookie, 'x-principal': person('sam') })).status).toBe(409)
    }
  })
})

describe('the list', () => {
  const list = async (asker: string, find = ''): Promise<Answer<AccountsAnswer>> => by(asker).request('GET', `/api/accounts?find=${find}`)
  const names = ({ body }: Answer<AccountsAnswer>): readonly string[] => body.accounts.map(({ knownAs }) => knownAs)

  test('an administrator sees everybody by name, a manager their home’s people, others nobody', async () => {
    expect(names(await list('olu'))).toEqual(['ade', 'dana', 'kofi', 'olu', 'priya', 'sam', 'una'])
    expect(names(await list('dana'))).toEqual(['ade', 'kofi', 'priya', 'sam'])
    expect(codeOf(await list('priya'))).toBe('not-allowed')
  })

  test('finds by the beginning of a name', async () => {
    expect(names(await list('olu', 'ko'))).toEqual(['kofi'])
    expect(names(await list('olu', 'EXAMPLE'))).toHaveLength(7)
    expect(names(await list('olu', 'ofi'))).toEqual([])
    expect(codeOf(await list('olu', 'x'.repeat(101)))).toBe('body-invalid')
  })

  test('says who has an account, when they last signed in, and what may be done', async () => {
    const { body } = await list('olu')
    const line = (key: string) => body.accounts.find(({ knownAs }) => knownAs === key)
    expect(line('sam')).toMatchObject({
      account: { username: 'sam', lastSignIn: '2026-06-02T10:00:00.000Z', disabled: null, administrator: false },
      invited: null, leaving: null, duties: [], may: ['see', 'invite', 'disable', 'make-administrator', 'give-duty'],
    })
    expect(line('kofi')?.account?.lastSignIn).toBeNull()
    expect(line('olu')?.may).toEqual(['see', 'give-duty'])
    expect(JSON.stringify(body)).not.toContain('pw-')
  })
})

describe('disabling', () => {
  test('at once: sign-ins end, pulls are refused, nobody signs in, the calendar address is dead; enabling brings it back', async () => {
    const sam = by('sam')
    const { path } = (await sam.request<{ path: string }>('POST', '/api/calendar')).body
    const calendar = async () => (await send(house.address, 'GET', path, {})).status
    expect(await calendar()).toBe(200)
    expect((await change(by('dana'), 'sam', 'disable')).status).toBe(200)
    const pull = await sam.request('POST', '/api/changes', { cursors: {}, unsent: { count: 1, oldest: null } })
    expect([pull.status, codeOf(pull), await calendar()]).toEqual([401, 'sign-in-needed', 404])
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam'))).toBe('account-closed')
    expect((await lineFor(by('dana'), 'sam')).account?.disabled).toBe('2026-06-02T10:00:00.000Z')
    await change(by('dana'), 'sam', 'enable')
    expect([await calendar(), (await signInAs(house.address, 'sam', 'pw-sam')).status]).toEqual([200, 200])
    // What had begun before does not go on by itself.
    expect((await send(house.address, 'GET', '/api/me', { cookie: sam.cookie })).status).toBe(401)
  })

  test('V3: what a device had not sent is taken when the account is enabled again', async () => {
    const dana = by('dana')
    const id = await heldSession(dana, 'sam')
    const late = by('sam').edit(id, { feeling: 'written while disabled' })
    await change(dana, 'sam', 'disable')
    expect((await by('sam').request('POST', '/api/acts', { acts: [late] })).status).toBe(401)
    await change(dana, 'sam', 'enable')
    expect((await (await house.signIn('sam')).push(late))[0]?.outcome).toBe('applied')
  })

  test('is written down once, however often it is asked (A8)', async () => {
    const before = (await audited(house, 'account-disabled', 'account-enabled')).length
    for (const what of ['disable', 'disable', 'enable', 'enable']) expect((await change(by('dana'), 'sam', what)).status).toBe(200)
    const written = (await audited(house, 'account-disabled', 'account-enabled')).slice(before)
    expect(written.map(({ what, actor, subject }) => [what, actor, subject])).toEqual([
      ['account-disabled', person('dana'), person('sam')], ['account-enabled', person('dana'), person('sam')],
    ])
  })

  test('whose account there is none of can’t be disabled', async () => {
    await storage().write((tx) => tx.deleteFrom('accounts').where('username', '=', 'kofi').execute())
    expect(codeOf(await change(by('dana'), 'kofi', 'disable'))).toBe('not-found')
  })
})

describe('administrators', () => {
  test('make others, and never leave the service with none', async () => {
    expect(codeOf(await change(by('olu'), 'olu', 'take-administrator'))).toBe('last-administrator')
    expect(codeOf(await change(by('olu'), 'dana', 'make-administrator'))).toBe('ok')
    expect((await send(house.address, 'GET', '/api/me', { cookie: by('dana').cookie })).body).toMatchObject({ administrator: true })
    expect(codeOf(await change(by('dana'), 'olu', 'disable'))).toBe('ok')
    // The other one is disabled: this one is the last.
    expect(codeOf(await change(by('dana'), 'dana', 'take-administrator'))).toBe('last-administrator')
    expect(codeOf(await change(by('dana'), 'olu', 'enable'))).toBe('ok')
    expect(codeOf(await change(by('dana'), 'dana', 'take-administrator'))).toBe('ok')
    expect(codeOf(await change(by('dana'), 'una', 'make-administrator'))).toBe('not-found')
  })

  test('two who disable each other at once leave one', async () => {
    await change(by('olu'), 'dana', 'make-administrator')
    await Promise.all([change(by('olu'), 'dana', 'disable'), change(by('dana'), 'olu', 'disable')])
    const open = await storage().snapshot((tx) => tx.selectFrom('accounts').select('username').where('administrator', '=', 1).where('disabled_at', 'is', null).execute())
    expect(open).toHaveLength(1)
  })

  test('somebody disabled is made none', async () => {
    await change(by('olu'), 'sam', 'disable')
    expect(codeOf(await change(by('olu'), 'sam', 'make-administrator'))).toBe('account-closed')
  })
})

describe('J14: leaving', () => {
  const ends = async (key: string, until: string | null, reason = 'left') => {
    const dana = await house.signIn('dana')
    const [receipt] = await dana.push(dana.act(post(key), 'post.end', { until, reason, on: '2026-06-02' }, 'post'))
    expect(receipt?.outcome).toBe('applied')
  }
  const signsIn = async (key: string) => codeOf(await signInAs(house.address, key, `pw-${key}`))

  test('the account is open to the end of the last day, in London, and closed from the day after', async () => {
    await ends('sam', '2026-06-05')
    expect((await lineFor(by('olu'), 'sam')).leaving).toEqual({ lastDay: '2026-06-05', openUntil: '2026-06-05' })
    house.setClock('2026-06-05T22:50:00.000Z')
    const sam = await house.signIn('sam')
    const { path } = (await sam.request<{ path: string }>('POST', '/api/calendar')).body
    house.setClock('2026-06-05T22:59:59.000Z')
    expect((await sam.request('GET', '/api/sign-ins')).status).toBe(200)
    // British Summer Time: the day ends at 23:00 UTC.
    house.setClock('2026-06-05T23:00:00.000Z')
    expect(codeOf(await sam.request('POST', '/api/changes', { cursors: {}, unsent: { count: 0, oldest: null } }))).toBe('sign-in-needed')
    expect(await signsIn('sam')).toBe('account-closed')
    expect((await send(house.address, 'GET', path, {})).status).toBe(404)
    await ends('sam', null)
    expect(await signsIn('sam')).toBe('ok')
  })

  test('an administrator keeps it open with a date, and lets it end', async () => {
    await ends('sam', '2026-06-01')
    expect(await signsIn('sam')).toBe('account-closed')
    expect(codeOf(await change(by('olu'), 'sam', 'keep-open', { until: '2026-06-30' }))).toBe('ok')
    expect((await lineFor(by('olu'), 'sam')).leaving).toEqual({ lastDay: '2026-06-01', openUntil: '2026-06-30' })
    house.setClock('2026-06-30T12:00:00.000Z')
    expect(await signsIn('sam')).toBe('ok')
    house.setClock('2026-07-01T12:00:00.000Z')
    expect(await signsIn('sam')).toBe('account-closed')
    expect(codeOf(await change(await house.signIn('olu'), 'sam', 'keep-open', { until: null }))).toBe('ok')
    house.setClock('2026-06-02T10:00:00.000Z')
    expect(await signsIn('sam')).toBe('account-closed')
    expect((await audited(house, 'account-kept-open')).slice(-2).map(({ details }) => details)).toEqual([{ until: '2026-06-30' }, { until: null }])
  })

  test('a move, and another kind of employment, keep it open', async () => {
    for (const reason of ['moved', 'other-employment']) {
      await ends('sam', '2026-06-01', reason)
      expect(await signsIn('sam')).toBe('ok')
    }
  })

  test('who has no post is no leaver, nor is an administrator: their account ends when somebody ends it', async () => {
    house.setClock('2030-01-01T10:00:00.000Z')
    expect([await signsIn('dana'), await signsIn('olu')]).toEqual(['ok', 'ok'])
    await ends('sam', '2026-06-01')
    expect(await signsIn('sam')).toBe('account-closed')
    await storage().write((tx) => tx.updateTable('accounts').set({ administrator: 1 }).where('username', '=', 'sam').execute())
    expect(await signsIn('sam')).toBe('ok')
  })

  test('a duty does not keep it open: it ends with the last day', async () => {
    await duty('olu', 'sam')
    await ends('sam', '2026-06-01')
    expect(await signsIn('sam')).toBe('account-closed')
  })

  test('an old supervisor loses the file at the next contact', async () => {
    const priya = by('priya')
    const dana = by('dana')
    const scope = fileScope(post('kofi'))
    const first = await priya.changes()
    expect(first.scopes.map((page) => page.scope)).toContain(scope)
    await dana.push(dana.act(post('kofi'), 'post.supervise', { supervisor: person('dana'), on: '2026-06-02' }, 'post'))
    const next = await priya.changes({ [scope]: first.head })
    expect(next.gone).toEqual([scope])
    expect(JSON.stringify(next.scopes.map((page) => page.scope))).not.toContain(scope)
    expect((await dana.changes()).scopes.map((page) => page.scope)).toContain(scope)
  })
})

describe('W2: duties', () => {
  const me = async (key: string): Promise<Me> => (await send(house.address, 'GET', '/api/me', { cookie: by(key).cookie })).body as Me

  test('are given for a place and a time, told to the device, and written down', async () => {
    expect(codeOf(await duty('olu', 'sam', { duty: 'senior-manager', setting: HOME, until: '2026-12-31' }))).toBe('ok')
    expect((await me('sam')).duties).toEqual([{ duty: 'senior-manager', setting: HOME, until: '2026-12-31' }])
    expect((await lineFor(by('olu'), 'sam')).duties).toEqual([
      { duty: 'senior-manager', setting: HOME, until: '2026-12-31', givenBy: person('olu'), givenAt: '2026-06-02T10:00:00.000Z' },
    ])
    expect((await signInAs(house.address, 'sam', 'pw-sam')).body.duties).toHaveLength(1)
    expect((await audited(house, 'duty-given')).at(-1)).toMatchObject({
      actor: person('olu'), subject: person('sam'), details: { duty: 'senior-manager', setting: HOME, until: '2026-12-31' },
    })
    house.setClock('2026-12-31T23:55:00.000Z')
    clients.set('sam', await house.signIn('sam'))
    expect((await me('sam')).duties).toHaveLength(1)
    house.setClock('2027-01-01T00:05:00.000Z')
    expect((await me('sam')).duties).toEqual([])
  })

  test('the same again changes until when; taken back it is gone at once, and only then is that written down', async () => {
    await duty('olu', 'sam', { until: '2026-12-31' })
    await duty('olu', 'sam', { until: '2027-03-31' })
    expect((await me('sam')).duties).toEqual([{ duty: 'quality-assurance', setting: null, until: '2027-03-31' }])
    const before = (await audited(house, 'duty-taken')).length
    for (let n = 0; n < 2; n += 1) expect(codeOf(await takeBack('olu', 'sam'))).toBe('ok')
    expect((await me('sam')).duties).toEqual([])
    expect(await audited(house, 'duty-taken')).toHaveLength(before + 1)
  })

  test('nobody gives themself one while there is another administrator', async () => {
    expect(codeOf(await duty('olu', 'olu'))).toBe('ok')
    await takeBack('olu', 'olu')
    await change(by('olu'), 'dana', 'make-administrator')
    expect(codeOf(await duty('olu', 'olu'))).toBe('another-administrator-needed')
    expect((await me('olu')).duties).toEqual([])
    expect(codeOf(await duty('dana', 'olu'))).toBe('ok')
    // Giving it up needs nobody.
    expect(codeOf(await takeBack('olu', 'olu'))).toBe('ok')
  })

  test.each([
    ['a day that is over', { until: '2026-06-01' }, 'body-invalid'],
    ['a setting that is none', { setting: person('sam') }, 'not-found'],
    ['a duty nobody knows', { duty: 'emperor' }, 'body-invalid'],
  ])('%s is refused', async (_name, more, code) => {
    expect(codeOf(await duty('olu', 'sam', more))).toBe(code)
    expect((await me('sam')).duties).toEqual([])
  })

  test('for another setting is another duty', async () => {
    await duty('olu', 'sam', { setting: HOME })
    await duty('olu', 'sam', { setting: OTHER_HOME })
    expect(new Set((await me('sam')).duties.map(({ setting }) => setting))).toEqual(new Set([HOME, OTHER_HOME]))
  })
})
