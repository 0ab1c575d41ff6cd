/** What tests of accounts ask of a house: who wants what of whose account, links, and what was written down. */
import { type AccountLine } from '../../src/protocol/accounts.ts'
import { type InvitationMade, type InvitationTaken } from '../../src/protocol/invitations.ts'
import { auditAfter, type AuditEntry } from '../../sync/storage/audit.ts'
import { type Answer, type Client, type House, ORG, person, send } from './house.ts'

export const codeOf = ({ status, body }: Answer): string => (status === 200 ? 'ok' : (body as { error: { code: string } }).error.code)

export const PASSWORD = 'a kettle on the step'

export const invite = (asker: Client, whom: string, username?: string): Promise<Answer<InvitationMade>> =>
  asker.request('POST', '/api/invitations', { person: person(whom), ...(username === undefined ? {} : { username }) })

/** Makes a link, and gives its token. */
export const tokenFor = async (asker: Client, whom: string, username?: string): Promise<string> => {
  const { status, text, body } = await invite(asker, whom, username)
  if (status !== 200) throw new Error(`invite: ${status} ${text}`)
  return body.path.split('#')[1] ?? ''
}

const ANYBODY = { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36' }

/** By somebody who is signed in nowhere. */
export const look = (house: House, token: string): Promise<Answer> => send(house.address, 'POST', '/api/invitations/look', ANYBODY, JSON.stringify({ token }))
export const take = (house: House, token: string, username: string | null, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer<InvitationTaken>> =>
  send(house.address, 'POST', '/api/invitations/take', { ...ANYBODY, ...headers }, JSON.stringify({ token, username, password })) as Promise<Answer<InvitationTaken>>

export const cookieOf = (answer: Answer): string => answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''

/** Somebody’s line, as who asks sees it. */
export const lineFor = async (asker: Client, whom: string): Promise<AccountLine> => {
  const { status, text, body } = await asker.request<{ account: AccountLine }>('GET', `/api/accounts/${person(whom)}`)
  if (status !== 200) throw new Error(`account: ${status} ${text}`)
  return body.account
}

export const change = (asker: Client, whom: string, what: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  asker.request('POST', `/api/accounts/${person(whom)}`, { change: what, ...more })

/** Takes the account of somebody out, as if they had never been invited. */
export const withoutAccount = (house: House, whom: string): Promise<void> =>
  house.server.ports.storage.write(async (tx) => {
    await tx.deleteFrom('sign_ins').where('person', '=', person(whom)).execute()
    await tx.deleteFrom('accounts').where('person', '=', person(whom)).execute()
  })

/** What was written down of these kinds, in order. */
export const audited = async (house: House, ...what: readonly string[]): Promise<readonly AuditEntry[]> =>
  (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))).filter((entry) => what.includes(entry.what))
