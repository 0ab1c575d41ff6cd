/** One's own ways to sign in, for the screens: asked of the service, kept nowhere (A1, K8). */
import {
  type PasskeyMade, PasskeyOptions, RecoveryCodes, Security, SecurityChanged, TotpBegun, WorkBegun,
} from '../protocol/security.ts'
import { ServiceInfo } from '../protocol/sign-in.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'

export type { Security } from '../protocol/security.ts'

/** Has the browser make a passkey. Rejects when the person stops it. */
export type MakePasskey = (options: PasskeyOptions['options']) => Promise<Omit<PasskeyMade, 'label'>>

/** What can be changed; each rejects with a `DeviceError`, whose code says why not. */
export interface SecurityMatters {
  /** A new key for an authenticator app, as text and as the address its QR code holds. */
  readonly beginTotp: () => Promise<Pick<TotpBegun, 'secret' | 'uri'>>
  /** @returns recovery codes, told this once */
  readonly confirmTotp: (code: string) => Promise<readonly string[]>
  readonly removeTotp: () => Promise<Security>
  readonly newRecoveryCodes: () => Promise<readonly string[]>
  /** Rejects with something else when the person stops the browser's own question. */
  readonly addPasskey: (label: string) => Promise<Security>
  readonly renamePasskey: (id: string, label: string) => Promise<Security>
  readonly removePasskey: (id: string) => Promise<Security>
  /** @returns where to go */
  readonly beginWork: () => Promise<string>
  readonly removeWork: (id: string) => Promise<Security>
  readonly changePassword: (password: string, next: string) => Promise<Security>
}

export const securityMatters = (ask: Device['ask'], makePasskey: MakePasskey): SecurityMatters => {
  const change = async (path: `/api/security/${string}`, body?: object): Promise<Security> => {
    const question = { path, ...(body === undefined ? {} : { body }) }
    return (await ask(question, SecurityChanged)).security
  }
  return {
    beginTotp: () => ask({ path: '/api/security/totp/begin' }, TotpBegun),
    confirmTotp: async (code) => (await ask({ path: '/api/security/totp', body: { code } }, RecoveryCodes)).recoveryCodes,
    removeTotp: () => change('/api/security/totp/remove'),
    newRecoveryCodes: async () => (await ask({ path: '/api/security/recovery-codes' }, RecoveryCodes)).recoveryCodes,
    addPasskey: async (label) => {
      const { options } = await ask({ path: '/api/security/passkeys/begin' }, PasskeyOptions)
      return change('/api/security/passkeys', { ...(await makePasskey(options)), label })
    },
    renamePasskey: (id, label) => change('/api/security/passkeys/rename', { id, label }),
    removePasskey: (id) => change('/api/security/passkeys/remove', { id }),
    beginWork: async () => (await ask({ path: '/api/security/work/begin' }, WorkBegun)).address,
    removeWork: (id) => change('/api/security/work/remove', { id }),
    changePassword: (password, next) => change('/api/security/password', { password, next }),
  }
}

const QUESTION = { path: '/api/security', method: 'GET' } as const
/** What is set. */
export const useSecurity = (): Asked<Security> => useAsked(QUESTION, Security)

const SERVICE = { path: '/api/service', method: 'GET' } as const
/** The ways to sign in beside a password; none offline. */
export const useWays = (): readonly ('passkey' | 'work')[] => useAsked(SERVICE, ServiceInfo).value?.ways ?? []
