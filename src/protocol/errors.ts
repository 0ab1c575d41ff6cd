/** What an HTTP error says. It speaks of the envelope only; each act has its own receipt (P3). */
import * as z from 'zod/mini'

export const ApiErrorCode = z.enum([
  'body-malformed',
  'body-invalid',
  'body-duplicate-key',
  'body-too-deep',
  'body-too-large',
  'content-type',
  'sign-in-wrong',
  'sign-in-throttled',
  'sign-in-needed',
  // Signing in: the password is right and is not enough.
  'code-needed',
  'code-wrong',
  'other-way-needed',
  // The sign-in may only set a second factor.
  'second-factor-to-set',
  // Changing the ways to sign in.
  'sign-in-not-fresh',
  'second-factor-last',
  'password-wrong',
  'passkey-refused',
  'took-too-long',
  'principal-other',
  /** The password was right, and the account is disabled or its person has left. */
  'account-closed',
  /** No such link: never made, taken, replaced or too old. Which of these is not said. */
  'invitation-unknown',
  /** No such link to sign with: never made, used, ended, replaced, too old, or too many wrong codes. Which is not said. */
  'sign-link-unknown',
  // The record is not one that its supervisee is asked to sign as it is.
  'sign-link-not-now',
  'username-taken',
  'password-weak',
  // The device was reported lost, or its vault was ended: it destroys what opens it (K6).
  'device-revoked',
  // What proves a vault's key is of another key, too old, or was used.
  'proof-refused',
  'vault-unknown',
  'not-allowed',
  'not-yourself',
  'last-administrator',
  'another-administrator-needed',
  'cross-site',
  'protocol-unsupported',
  'not-found',
  'method-not-allowed',
  'too-many-requests',
  'timeout',
  'server-error',
  'server-stopping',
])
export type ApiErrorCode = z.infer<typeof ApiErrorCode>

export const ApiError = z.strictObject({
  error: z.strictObject({
    code: ApiErrorCode,
    /** A sentence that says what to do. */
    message: z.string(),
    /** The path of the first fault in the body, where there is one. */
    where: z.optional(z.string()),
    requestId: z.string(),
  }),
})
export type ApiError = z.infer<typeof ApiError>
