/** Signing one record by a link, with no account (G4, J5), on the real server: what it gives, and every way it could be abused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { SignLinkAnswer, SignLinkFound, type SignLinkOpened } from '../../src/protocol/sign-links.ts'
import { PasskeyOptions } from '../../src/protocol/security.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { verifyRecord } from '../../src/protocol/verify-record.ts'
import { tokenHash } from '../../sync/clock.ts'
import { newTestKey } from '../test-key.ts'
import { audited, change, codeOf, withoutAccount } from './account-house.ts'
import { Authenticator } from './authenticator.ts'
import { agreementAnswers, applied, drawUp, edit, observe, planObservation, reveal } from './deeds.ts'
import { looksAt, type Link, linkFor, makeLink, openedBy, opens, opensWith, signatureBy, type Signing, signsWith } from './guest.ts'
import { type Answer, Client, cookieOf, heldSession, type House, lockedSession, openHouse, ORG, person, post, send, signInAs } from './house.ts'
import { type CertifiedKey, certified, signWith } from './signing.ts'

const HOURS = 3_600_000
let house: House
let dana: Client
let danas: CertifiedKey
/** A session of Ade's, who has no account, signed by Dana. */
let id: string

beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
  danas = await certified(house, 'dana')
  await withoutAccount(house, 'ade')
})
afterAll(() => house.close())

const waiting = async (): Promise<string> => {
  const made = await heldSession(dana, 'ade')
  applied(await dana.push(dana.share(made)))
  applied(await dana.push(await signWith(dana, danas, made, 'supervisor')))
  return made
}
beforeEach(async () => {
  house.pass(20 * 60_000)
  dana = await house.signIn('dana')
  id = await waiting()
})

const signs = async (link: Link, how: Signing = {}) => {
  const opened = await openedBy(house, link)
  return signsWith(house, link, opened, await signatureBy(opened, house.now(), how))
}
const session = (record: string): Promise<SessionState> => dana.session(record)
const UNKNOWN = 'sign-link-unknown'

describe('a link', () => {
  test('opens the one record to whom it is for, who signs it: locked, by method `link`, with a copy to keep that verifies', async () => {
    const link = await linkFor(dana, id)
    const found = SignLinkFound.parse((await looksAt(house, link.token)).body)
    expect(found).toMatchObject({ knownAs: 'ade', service: 'Test service', by: 'code' })
    const signed = await signs(link, { answer: 'agree-with-comment', comment: 'As I remember it.' })
    expect(signed.body).toMatchObject({ outcome: 'signed', locked: true })
    const { locked, signatures } = await session(id)
    expect([locked, signatures.map(({ by, sign }) => [by, sign.method])]).toEqual([true, [[person('dana'), 'key'], [person('ade'), 'link']]])
    const copy = signed.body.outcome === 'signed' ? signed.body.copy : null
    expect(copy?.file).toMatch(/^session-2026-06-\d\d\.countersign\.json$/)
    const verified = await verifyRecord(new TextEncoder().encode(copy!.text), null)
    expect([verified.ok, verified.signatures.map(({ notes }) => notes)]).toEqual([true, [[], ['by-link']]])
    expect(verified.signatures[1]!.certificate).toMatchObject({ method: 'link', record: id, person: person('ade'), name: 'ade Example' })
  })

  test('lets them agree, agree with a comment, and disagree: all three sign (G5)', async () => {
    for (const [answer, comment] of [['agree', null], ['agree-with-comment', 'But.'], ['disagree', 'Not so.']] as const) {
      const record = await waiting()
      expect((await signs(await linkFor(dana, record), { answer, comment })).body).toMatchObject({ outcome: 'signed', locked: true })
      expect((await session(record)).signatures[1]!.sign).toMatchObject({ answer, comment })
    }
  })

  test('is for agreements and observations too', async () => {
    const agreement = v7()
    applied(await dana.push(drawUp(dana, 'ade', agreement, '2026-06-02'), edit(dana, agreement, 'agreement', agreementAnswers([{ on: '2026-07-01', at: null }]))))
    expect((await signs(await linkFor(dana, agreement))).body).toMatchObject({ outcome: 'signed', locked: false })
    const observation = v7()
    applied(await dana.push(planObservation(dana, 'ade', 'dana', observation, '2026-06-02')))
    expect(codeOf(await makeLink(dana, observation))).toBe('sign-link-not-now')
    applied(await dana.push(observe(dana, observation, '2026-06-02'), reveal(dana, observation, '2026-06-02')))
    const state = await dana.record(observation)
    expect(state.kind).toBe('observation')
  })

  test('holds 256 random bits behind #; of it, the code and what opened it only hashes are kept; none is in a log', async () => {
    const from = house.logs.length
    const { body } = await makeLink(dana, id)
    expect(body.path).toMatch(/^\/sign#[\w-]{43}$/)
    expect(body.code).toMatch(/^\d{6}$/)
    const link = { token: body.path.split('#')[1]!, code: body.code! }
    const opened = await openedBy(house, link)
    await opensWith(house, link.token, { code: '000000' })
    await signsWith(house, link, opened, await signatureBy(opened, house.now()))
    const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('sign_links').selectAll().where('record', '=', id).execute())
    expect(rows[0]!.token_hash).toBe(tokenHash(link.token))
    const kept = JSON.stringify([rows, await audited(house, 'sign-link-made', 'sign-link-opened', 'sign-link-refused', 'sign-link-used')])
    const logged = house.logs.slice(from).join('')
    for (const secret of [link.token, link.code, opened.opened]) {
      expect(kept.includes(secret)).toBe(false)
      expect(logged.includes(secret)).toBe(false)
    }
    expect(logged).not.toMatch(/Example|ade/)
  })

  test('says before it is opened what they are called, and nothing of the record', async () => {
    const link = await linkFor(dana, id)
    const { body, text } = await looksAt(house, link.token)
    expect(Object.keys(body as object).sort()).toEqual(['by', 'expires', 'knownAs', 'serverTime', 'service'])
    expect(text).not.toMatch(/Example|topic|dana/)
  })

  test('is written down: made, opened, used, and seen by the worker who looks at who has looked (A8, W2)', async () => {
    await signs(await linkFor(dana, id))
    const written = (await audited(house, 'sign-link-made', 'sign-link-opened', 'sign-link-used')).filter(({ record }) => record === id)
    expect(written.map(({ what, actor, subject }) => [what, actor, subject])).toEqual([
      ['sign-link-made', person('dana'), person('ade')],
      ['sign-link-opened', 'link', person('ade')],
      ['sign-link-used', person('ade'), person('ade')],
    ])
  })

  test('its maker sees whether it was opened, and nobody sees the link again', async () => {
    const see = async (client: Client) => SignLinkAnswer.safeParse((await client.request('GET', `/api/sign-links/${id}`)).body).data?.link
    expect(await see(dana)).toBeNull()
    const link = await linkFor(dana, id)
    expect(await see(dana)).toMatchObject({ madeBy: person('dana'), by: 'code', openedAt: null, dead: false })
    await openedBy(house, link)
    expect(await see(dana)).toMatchObject({ openedAt: house.now() })
    await signs(link)
    expect(await see(dana)).toBeNull()
  })
})

describe('who may send one', () => {
  test('the supervisor and who manages the home; nobody else, nor the worker themselves', async () => {
    const samsSession = await heldSession(dana, 'sam')
    applied(await dana.push(dana.share(samsSession)))
    const kofisSession = await heldSession(await house.signIn('priya'), 'kofi')
    const priya = await house.signIn('priya')
    applied(await priya.push(priya.share(kofisSession)))
    const answers: Record<string, string> = {}
    for (const [who, record] of [['dana', samsSession], ['sam', samsSession], ['kofi', samsSession], ['priya', samsSession], ['olu', samsSession], ['dana', kofisSession], ['priya', kofisSession]] as const) {
      answers[`${who} ${record === samsSession ? 'sam' : 'kofi'}`] = codeOf(await makeLink(await house.signIn(who), record))
    }
    expect(answers).toEqual({
      'dana sam': 'ok', 'sam sam': 'not-found', 'kofi sam': 'not-found', 'priya sam': 'not-found', 'olu sam': 'not-found',
      // Dana manages the home in which Priya supervises.
      'dana kofi': 'ok', 'priya kofi': 'ok',
    })
    for (const who of ['sam', 'kofi', 'olu']) {
      const client = await house.signIn(who)
      expect(codeOf(await client.request('GET', `/api/sign-links/${samsSession}`))).toBe('not-found')
      expect(codeOf(await client.request('DELETE', `/api/sign-links/${samsSession}`))).toBe('not-found')
    }
  })

  test('of a record that waits for the worker: not before it is held and shared, nor once they have signed, nor once it is void', async () => {
    const planned = v7()
    applied(await dana.push(dana.plan(planned, 'ade')))
    const held = await heldSession(dana, 'ade')
    const sam = await house.signIn('sam')
    const locked = await lockedSession(dana, sam)
    const voided = await waiting()
    applied(await dana.push(dana.act(voided, 'record.void', { reason: 'wrong-date', note: '', on: '2026-06-02' })))
    for (const record of [planned, held, locked, voided]) expect(codeOf(await makeLink(dana, record))).toBe('sign-link-not-now')
    expect(codeOf(await makeLink(dana, post('ade')))).toBe('not-found')
    expect(codeOf(await makeLink(dana, v7()))).toBe('not-found')
  })
})

describe('abuse:', () => {
  test('used twice, it signs once; the very same request is answered once more, another is not', async () => {
    const link = await linkFor(dana, id)
    const opened = await openedBy(house, link)
    const signature = await signatureBy(opened, house.now())
    expect((await signsWith(house, link, opened, signature)).body).toMatchObject({ outcome: 'signed' })
    const again = await signsWith(house, link, opened, signature)
    expect(again.body).toMatchObject({ outcome: 'signed', locked: true })
    expect(codeOf(await signsWith(house, link, opened, await signatureBy(opened, house.now(), { answer: 'disagree', comment: 'No.' })))).toBe(UNKNOWN)
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
    expect(codeOf(await looksAt(house, link.token))).toBe(UNKNOWN)
    expect((await session(id)).signatures).toHaveLength(2)
    expect((await session(id)).unsetSignatures).toEqual([])
  })

  test('used by four at once, one signs', async () => {
    const link = await linkFor(dana, id)
    const opened = await openedBy(house, link)
    const signatures = await Promise.all([1, 2, 3, 4].map(() => signatureBy(opened, house.now())))
    const answers = await Promise.all(signatures.map((signature) => signsWith(house, link, opened, signature)))
    expect(answers.map(codeOf).sort()).toEqual(['ok', UNKNOWN, UNKNOWN, UNKNOWN])
    expect((await session(id)).signatures).toHaveLength(2)
  })

  test('too old, it opens and signs nothing: 72 hours', async () => {
    const link = await linkFor(dana, id)
    house.pass(72 * HOURS - 1000)
    const opened = await openedBy(house, link)
    house.pass(1000)
    expect(codeOf(await looksAt(house, link.token))).toBe(UNKNOWN)
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
    expect(codeOf(await signsWith(house, link, opened, await signatureBy(opened, house.now())))).toBe(UNKNOWN)
  })

  test('five wrong codes and it is dead, for the right code too', async () => {
    const link = await linkFor(dana, id)
    const wrong = link.code === '111111' ? '222222' : '111111'
    const answers = []
    for (let n = 0; n < 4; n += 1) answers.push((await opensWith(house, link.token, { code: wrong })).body)
    expect(answers).toEqual([4, 3, 2, 1].map((left) => ({ outcome: 'wrong', left, serverTime: house.now() })))
    expect(codeOf(await opensWith(house, link.token, { code: wrong }))).toBe(UNKNOWN)
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
    expect(SignLinkAnswer.parse((await dana.request('GET', `/api/sign-links/${id}`)).body).link?.dead).toBe(true)
    // Another is made.
    expect((await signs(await linkFor(dana, id))).body).toMatchObject({ outcome: 'signed' })
  })

  test('a thousand wrong codes at once, from many addresses, are five tries', async () => {
    const link = await linkFor(dana, id)
    const right = Number(link.code)
    const codes = Array.from({ length: 1000 }, (_, n) => String((right + 1 + n) % 1_000_000).padStart(6, '0'))
    const answers = await Promise.all(codes.map((code) => opensWith(house, link.token, { code })))
    expect(answers.filter(({ body }) => body.outcome === 'wrong')).toHaveLength(4)
    const refused = (await audited(house, 'sign-link-refused')).filter(({ record }) => record === id)
    expect(refused).toHaveLength(5)
    house.pass(6 * 60_000)
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
  })

  test('a guess at the token is told nothing, and after thirty from one address nothing more for a while (A7)', async () => {
    const link = await linkFor(dana, id)
    const guess = `${link.token.slice(0, -2)}AA`
    const answers = []
    for (let n = 0; n < 31; n += 1) answers.push(codeOf(await looksAt(house, guess)))
    expect([answers.slice(0, 30).every((code) => code === UNKNOWN), answers[30]]).toEqual([true, 'sign-in-throttled'])
    house.pass(6 * 60_000)
    expect(codeOf(await looksAt(house, link.token))).toBe('ok')
  })

  test.each<[string, (other: string) => Signing]>([
    ['another record', (other) => ({ act: (act) => ({ ...act, recordId: other as never }) })],
    ['another name', () => ({ signer: person('sam') })],
    ['another part', () => ({ act: (act) => ({ ...act, payload: { ...(act.payload as object), role: 'supervisor' } }) })],
    ['words that were not shown', () => ({ act: (act) => ({ ...act, payload: { ...(act.payload as object), statement: 'I agree to anything.' } }) })],
    ['a key of the person’s own', () => ({ method: 'key' })],
    ['no signature at all, but an addendum', () => ({ act: (act) => ({ ...act, type: 'record.addendum', payload: { text: 'x', on: '2026-06-02' } }) })],
    ['an edit', () => ({ act: ({ payload: _, ...act }) => ({ ...act, type: 'fields.edit', patch: { feeling: { value: 'x', from: null } } }) })],
  ])('it signs nothing else: %s', async (_name, how) => {
    const other = await waiting()
    const link = await linkFor(dana, id)
    const before = [await session(id), await session(other)]
    expect(codeOf(await signs(link, how(other)))).toBe('proof-refused')
    expect([await session(id), await session(other)]).toEqual(before)
    // Nothing is kept of it, and the link still works for whom it is for.
    expect((await house.server.ports.storage.snapshot((tx) => tx.selectFrom('person_keys').select('kid').where('record', '=', id).execute()))).toEqual([])
    expect((await signs(link)).body).toMatchObject({ outcome: 'signed' })
  })

  test('nor under a key that somebody has already, nor under the service’s', async () => {
    const link = await linkFor(dana, id)
    for (const key of [danas, { ...(await newTestKey()), key: house.server.ports.keys.published.certify[0]!.key }]) {
      const opened = await openedBy(house, link)
      expect(codeOf(await signsWith(house, link, opened, await signatureBy(opened, house.now(), { key })))).toBe('proof-refused')
    }
    expect((await session(id)).signatures).toHaveLength(1)
  })

  test('its key is worth nothing anywhere else: no push, no other record, no deposit', async () => {
    const link = await linkFor(dana, id)
    const key = await newTestKey()
    await signs(link, { key })
    const other = await waiting()
    const opened = await openedBy(house, await linkFor(dana, other))
    // Signed by the key of the first, and sent as if it were of the second.
    const act = (await signatureBy(opened, house.now(), { key })).act
    const sam = await house.signIn('sam')
    expect((await sam.push(act))[0]).toMatchObject({ outcome: 'quarantined', reason: { code: 'not-allowed' } })
    expect((await session(other)).signatures).toHaveLength(1)
  })

  test('ended by its maker, it opens and signs nothing; a new one kills the one before', async () => {
    const first = await linkFor(dana, id)
    const opened = await openedBy(house, first)
    expect((await dana.request('DELETE', `/api/sign-links/${id}`)).status).toBe(200)
    expect(codeOf(await signsWith(house, first, opened, await signatureBy(opened, house.now())))).toBe(UNKNOWN)
    expect(codeOf(await opens(house, first))).toBe(UNKNOWN)
    const second = await linkFor(dana, id)
    const third = await linkFor(dana, id)
    expect(codeOf(await opens(house, second))).toBe(UNKNOWN)
    expect((await signs(third)).body).toMatchObject({ outcome: 'signed' })
    expect((await audited(house, 'sign-link-withdrawn')).filter(({ record }) => record === id)).toHaveLength(1)
  })

  test('it is dead while its maker is disabled, or supervises and manages there no more', async () => {
    const olu = await house.signIn('olu')
    const kofis = await heldSession(await house.signIn('priya'), 'kofi')
    const priya = await house.signIn('priya')
    applied(await priya.push(priya.share(kofis)))
    const link = await linkFor(priya, kofis)
    await change(olu, 'priya', 'disable')
    expect(codeOf(await looksAt(house, link.token))).toBe(UNKNOWN)
    await change(olu, 'priya', 'enable')
    expect(codeOf(await looksAt(house, link.token))).toBe('ok')
    applied(await dana.push(dana.act(post('kofi'), 'post.supervise', { supervisor: person('dana'), on: '2026-06-02' }, 'post')))
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
    applied(await dana.push(dana.act(post('kofi'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-02' }, 'post')))
  })

  test('opened a second time, the first opening signs nothing', async () => {
    const link = await linkFor(dana, id)
    const first = await openedBy(house, link)
    const second = await openedBy(house, link)
    expect(codeOf(await signsWith(house, link, first, await signatureBy(first, house.now())))).toBe(UNKNOWN)
    expect((await signsWith(house, link, second, await signatureBy(second, house.now()))).body).toMatchObject({ outcome: 'signed' })
  })

  test('signed without having opened it, it is nothing', async () => {
    const link = await linkFor(dana, id)
    const opened = await openedBy(house, link)
    const next = await linkFor(dana, id)
    expect(codeOf(await signsWith(house, next, opened, await signatureBy(opened, house.now())))).toBe(UNKNOWN)
  })

  test('what was changed after it was read is not signed: it is opened again, and the link lives', async () => {
    const link = await linkFor(dana, id)
    const opened = await openedBy(house, link)
    const { fields } = await session(id)
    applied(await dana.push(dana.edit(id, { 'topic.1': { state: 'note', note: 'otherwise' } }, fields['topic.1']!.act)))
    const answer = await signsWith(house, link, opened, await signatureBy(opened, house.now()))
    expect(answer.body).toEqual({ outcome: 'changed', serverTime: house.now() })
    expect((await session(id)).unsetSignatures.filter(({ by }) => by === person('ade'))).toEqual([])
    expect((await signs(link)).body).toMatchObject({ outcome: 'signed', locked: false })
  })

  test('what the worker signed meanwhile on their own device needs no link any more', async () => {
    const samsSession = await heldSession(dana, 'sam')
    applied(await dana.push(dana.share(samsSession)))
    const link = await linkFor(dana, samsSession)
    const opened = await openedBy(house, link)
    const sam = await house.signIn('sam')
    applied(await sam.push(await sam.sign(samsSession, 'supervisee')))
    expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
    expect(codeOf(await signsWith(house, link, opened, await signatureBy(opened, house.now())))).toBe(UNKNOWN)
  })

  test('a code where a passkey is asked for, and anything that is no code', async () => {
    const link = await linkFor(dana, id)
    const passkey = { id: 'AAAA', clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' }
    expect((await opensWith(house, link.token, { passkey })).body).toMatchObject({ outcome: 'wrong', left: 4 })
    for (const code of ['12345', '1234567', 'abcdef', '１２３４５６', ' 12345', '']) expect(codeOf(await opensWith(house, link.token, { code }))).toBe('body-invalid')
    expect((await opens(house, link)).status).toBe(200)
  })
})

test('the record is read whole by its supervisee, and nothing else of the service is in the answer', async () => {
  const record = await heldSession(dana, 'ade', { ...Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, { state: 'note', note: `canary-${n}` }])), feeling: 'canary-own' })
  applied(await dana.push(dana.share(record)))
  const opened = await openedBy(house, await linkFor(dana, record))
  const text = JSON.stringify(opened)
  expect(text).toContain('canary-own')
  expect(opened.person).toEqual({ id: person('ade'), name: 'ade Example', knownAs: 'ade' })
  for (const key of ['sam', 'kofi', 'priya', 'olu', 'una']) expect(text).not.toContain(`${key} Example`)
  expect((opened.record as { id: string }).id).toBe(record)
})

describe('where its person has a passkey with the service', () => {
  /** The house at `localhost`: there are no passkeys for a bare address. */
  const at = (): string => `http://localhost:${new URL(house.address).port}`
  const site = () => ({ origin: at(), host: 'localhost' })
  const request = (method: string, url: string, body?: unknown, cookie = ''): Promise<Answer> =>
    send(at(), method, url, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(cookie === '' ? {} : { cookie }) }, body === undefined ? undefined : JSON.stringify(body))
  const withPasskey = async (key: string): Promise<Authenticator> => {
    const answer = await signInAs(at(), key, `pw-${key}`, { deviceId: crypto.randomUUID() })
    const client = new Client(key, at(), cookieOf(answer), house.now)
    const phone = new Authenticator(site())
    const { options } = PasskeyOptions.parse((await client.request('POST', '/api/security/passkeys/begin')).body)
    const made = await client.request('POST', '/api/security/passkeys', { ...phone.make(options.challenge), label: 'Phone' })
    if (made.status !== 200) throw new Error(made.text)
    return phone
  }
  const challenge = async (): Promise<string> => PasskeyOptions.parse((await request('POST', '/api/sign-in/passkey/begin')).body).options.challenge
  const open = (token: string, how: unknown): Promise<Answer<SignLinkOpened>> => request('POST', '/api/sign-links/open', { token, with: how }) as Promise<Answer<SignLinkOpened>>

  test('that opens it and nothing else does: no code is made, no other passkey is taken, no challenge answered twice', async () => {
    const [kofis, unas] = [await withPasskey('kofi'), await withPasskey('una')]
    const priya = await house.signIn('priya')
    const record = await heldSession(priya, 'kofi')
    applied(await priya.push(priya.share(record)))
    const { body } = await makeLink(priya, record)
    expect(body.code).toBeNull()
    const token = body.path.split('#')[1]!
    expect((await request('POST', '/api/sign-links/look', { token })).body).toMatchObject({ by: 'passkey', knownAs: 'kofi' })
    expect(codeOf(await open(token, { code: '123456' }))).toBe('passkey-refused')
    expect(codeOf(await open(token, { passkey: unas.use(await challenge()) }))).toBe('passkey-refused')
    expect(codeOf(await open(token, { passkey: kofis.use(await challenge(), { verified: false }) }))).toBe('passkey-refused')
    expect(codeOf(await open(token, { passkey: kofis.use(await challenge(), { origin: 'http://evil.localhost' }) }))).toBe('passkey-refused')
    const used = kofis.use(await challenge())
    const opened = await open(token, { passkey: used })
    expect(opened.body).toMatchObject({ outcome: 'open', person: { knownAs: 'kofi' } })
    expect(codeOf(await open(token, { passkey: used }))).toBe('passkey-refused')
    // Nobody is signed in by it.
    expect(opened.headers.get('set-cookie')).toBeNull()
    if (opened.body.outcome !== 'open') throw new Error('it opens')
    const answer = await signsWith(house, { token }, opened.body, await signatureBy(opened.body, house.now()))
    expect(answer.body).toMatchObject({ outcome: 'signed' })
  })

  test('a code is made where their account is closed: whoever closed it closed that way in', async () => {
    await withPasskey('sam')
    const olu = await house.signIn('olu')
    const record = await heldSession(dana, 'sam')
    applied(await dana.push(dana.share(record)))
    await change(olu, 'sam', 'disable')
    expect((await makeLink(dana, record)).body.code).toMatch(/^\d{6}$/)
    await change(olu, 'sam', 'enable')
    expect((await makeLink(dana, record)).body.code).toBeNull()
  })
})

test('what is erased takes its link with it', async () => {
  const link = await linkFor(dana, id)
  await house.server.ports.storage.write(async (tx) => {
    const { eraseRecords } = await import('../../sync/storage/erasing.ts')
    await eraseRecords(tx, ORG, { ids: [id], posts: [], people: [], disposal: 'x', at: house.now(), token: 't' })
  })
  expect(codeOf(await opens(house, link))).toBe(UNKNOWN)
  expect(await house.server.ports.storage.snapshot((tx) => tx.selectFrom('sign_links').selectAll().where('record', '=', id).execute())).toEqual([])
})
