/** Where a person is signed in, for themself alone, and ending that. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { PersonId } from '../domain/ids.ts'

/** By which way somebody signed in. */
export const SignInMethod = z.enum(['password', 'password-and-code', 'passkey', 'organisation', 'trusted-device', 'invitation'])
export type SignInMethod = z.infer<typeof SignInMethod>

/** What a browser says it is, as coarsely as it helps to recognise one's own; nothing finer is kept. */
export const SeenOn = z.strictObject({
  browser: z.enum(['chrome', 'edge', 'firefox', 'safari', 'samsung-internet', 'other']),
  on: z.enum(['android-phone', 'android-tablet', 'iphone', 'ipad', 'windows', 'mac', 'chromebook', 'linux', 'other']),
})
export type SeenOn = z.infer<typeof SeenOn>

/** One sign-in. Its id is random and signs nobody in. */
export const SignInLine = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(60)),
  since: Instant,
  lastSeen: Instant,
  seenOn: SeenOn,
  method: SignInMethod,
  /** The one that asks. */
  here: z.boolean(),
})
export type SignInLine = z.infer<typeof SignInLine>

export const SignInsAnswer = z.strictObject({
  signIns: z.array(SignInLine),
  /** When the password was last chosen, and who made the link for that: null where it was nobody's (the demonstration). */
  password: z.strictObject({ since: Instant, linkBy: z.nullable(z.union([PersonId, z.literal('service')])) }),
  serverTime: Instant,
})
export type SignInsAnswer = z.infer<typeof SignInsAnswer>
