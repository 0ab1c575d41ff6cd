/** One's own ways to sign in: what is set, and setting it (A1). */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { DeviceId } from '../domain/ids.ts'
import { Code, Password } from './sign-in.ts'

const Base64Url = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(8192))
/** How a person names a passkey. */
export const PasskeyLabel = z.string().check(z.minLength(1), z.maxLength(60))

const Kept = { since: Instant, lastUsed: z.nullable(Instant) }

/** What a person has set. No secret is ever told again. */
export const Security = z.strictObject({
  /** Whether the service asks everybody for a second factor. */
  secondFactor: z.enum(['required', 'optional']),
  /** Whether there is a password to sign in with. */
  password: z.boolean(),
  totp: z.nullable(z.strictObject({ ...Kept, recoveryCodesLeft: z.int() })),
  passkeys: z.array(z.strictObject({ id: Base64Url, label: z.string(), ...Kept })),
  work: z.strictObject({ offered: z.boolean(), accounts: z.array(z.strictObject({ id: z.string(), ...Kept })) }),
  /** Whether passkeys can be used at this address. */
  passkeysHere: z.boolean(),
  /** Whether the sign-in is recent enough to change any of it; otherwise one signs in again first. */
  fresh: z.boolean(),
  serverTime: Instant,
})
export type Security = z.infer<typeof Security>

/** The key of an authenticator app, told once: as text, and as the address that its QR code holds. */
export const TotpBegun = z.strictObject({ secret: z.string(), uri: z.string(), serverTime: Instant })
export type TotpBegun = z.infer<typeof TotpBegun>

export const TotpConfirm = z.strictObject({ code: Code })
export type TotpConfirm = z.infer<typeof TotpConfirm>

/** Ten codes for when the authenticator is lost, told once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()), serverTime: Instant })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

export const SecurityChanged = z.strictObject({ security: Security, serverTime: Instant })
export type SecurityChanged = z.infer<typeof SecurityChanged>

/** What the browser is asked to make or use a passkey with, as WebAuthn has it in JSON. */
export const PasskeyOptions = z.strictObject({ options: z.looseObject({ challenge: z.string() }), serverTime: Instant })
export type PasskeyOptions = z.infer<typeof PasskeyOptions>

/** A new passkey, as the authenticator made it. */
export const PasskeyMade = z.strictObject({
  id: Base64Url,
  clientDataJSON: Base64Url,
  attestationObject: Base64Url,
  transports: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(10)),
  label: PasskeyLabel,
})
export type PasskeyMade = z.infer<typeof PasskeyMade>

/** A passkey's answer to a challenge. */
export const PasskeyUsed = z.strictObject({
  id: Base64Url,
  clientDataJSON: Base64Url,
  authenticatorData: Base64Url,
  signature: Base64Url,
  deviceId: z.exactOptional(DeviceId),
})
export type PasskeyUsed = z.infer<typeof PasskeyUsed>

export const PasskeyRename = z.strictObject({ id: Base64Url, label: PasskeyLabel })
export type PasskeyRename = z.infer<typeof PasskeyRename>

/** A passkey or a work account to take away. */
export const CredentialRemove = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(1400)) })
export type CredentialRemove = z.infer<typeof CredentialRemove>

/** Where to go in order to link a work account. */
export const WorkBegun = z.strictObject({ address: z.string().check(z.regex(/^https?:\/\/\S+$/)), serverTime: Instant })
export type WorkBegun = z.infer<typeof WorkBegun>

/** An account's password: as long as setting up a service asks, and never cut or changed. */
export const NewPassword = z.string().check(z.minLength(12), z.maxLength(200))

export const PasswordChange = z.strictObject({ password: Password, next: NewPassword })
export type PasswordChange = z.infer<typeof PasswordChange>
