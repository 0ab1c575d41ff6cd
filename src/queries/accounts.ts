/** What pages ask of the service about accounts, and have it do: only with a connection, and kept nowhere (K8). */
import { type PlainDate } from '../domain/dates.ts'
import { type Duty } from '../domain/duties.ts'
import { type PersonId } from '../domain/ids.ts'
import { AccountAnswer, type AccountChange, type AccountLine, AccountsAnswer } from '../protocol/accounts.ts'
import { InvitationMade } from '../protocol/invitations.ts'
import { SignedOut } from '../protocol/sign-in.ts'
import { type SignInLine, SignInsAnswer } from '../protocol/sign-ins.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'

export type { AccountLine, SignInLine, SignInsAnswer }

/** @param find what a name begins with; '' for everybody */
export const useAccounts = (find: string): Asked<AccountsAnswer> =>
  useAsked({ path: `/api/accounts?find=${encodeURIComponent(find)}`, method: 'GET' }, AccountsAnswer)

export const useAccount = (person: PersonId): Asked<AccountAnswer> =>
  useAsked({ path: `/api/accounts/${person}`, method: 'GET' }, AccountAnswer)

export const useSignIns = (): Asked<SignInsAnswer> => useAsked({ path: '/api/sign-ins', method: 'GET' }, SignInsAnswer)

/** A link as it is handed over: whole, with the address of this service. */
export interface HandedLink {
  readonly address: string
  readonly expires: InvitationMade['expires']
}

/** What can be done to an account. Each throws a DeviceError where it was not done. */
export const accountDoings = (device: Device, person: PersonId) => ({
  invite: async (username: string): Promise<HandedLink> => {
    const body = { person, ...(username === '' ? {} : { username }) }
    const { path, expires } = await device.ask({ path: '/api/invitations', body }, InvitationMade)
    return { address: `${globalThis.location.origin}${path}`, expires }
  },
  withdraw: async (): Promise<void> => {
    await device.ask({ path: `/api/invitations/${person}`, method: 'DELETE' }, SignedOut)
  },
  change: async (change: Exclude<AccountChange['change'], 'keep-open'>): Promise<void> => {
    await device.ask({ path: `/api/accounts/${person}`, body: { change } }, AccountAnswer)
  },
  keepOpen: async (until: PlainDate | null): Promise<void> => {
    await device.ask({ path: `/api/accounts/${person}`, body: { change: 'keep-open', until } }, AccountAnswer)
  },
  giveDuty: async (duty: Duty): Promise<void> => {
    await device.ask({ path: '/api/duties', body: { person, ...duty } }, AccountAnswer)
  },
  takeDuty: async ({ duty, setting }: Pick<Duty, 'duty' | 'setting'>): Promise<void> => {
    await device.ask({ path: '/api/duties/take', body: { person, duty, setting } }, AccountAnswer)
  },
})

export type AccountDoings = ReturnType<typeof accountDoings>

/** Ends one sign-in of one's own, or, with null, all but this one. */
export const endSignIn = async (device: Device, id: string | null): Promise<void> => {
  await device.ask({ path: id === null ? '/api/sign-ins' : `/api/sign-ins/${id}`, method: 'DELETE' }, SignInsAnswer)
}
