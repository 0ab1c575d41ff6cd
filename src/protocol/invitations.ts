/** A link with which somebody chooses a user name and a password: making it, looking at it, taking it. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { DeviceId, PersonId } from '../domain/ids.ts'
import { PASSWORD_LONGEST, Username } from '../domain/password.ts'
import { SignInAnswer } from './sign-in.ts'

/** Where a link leads. The token is in the fragment, which browsers send to nobody: it is in no log and no referrer. */
export const INVITATION_PATH = '/invitation'

export const InvitationRequest = z.strictObject({
  person: PersonId,
  /** Offered to the person, who may choose another. */
  username: z.optional(Username),
})
export type InvitationRequest = z.infer<typeof InvitationRequest>

/** The link, said once: only its hash is kept. */
export const InvitationMade = z.strictObject({ path: z.string(), expires: Instant, serverTime: Instant })
export type InvitationMade = z.infer<typeof InvitationMade>

/** 256 bits as base64url. */
const Token = z.string().check(z.regex(/^[\w-]{43}$/))

export const InvitationLook = z.strictObject({ token: Token })
export type InvitationLook = z.infer<typeof InvitationLook>

/** What somebody with the link may know. */
export const InvitationFound = z.strictObject({
  knownAs: z.string(),
  service: z.string(),
  /** Offered, or of an account there is; then it stays as it is. */
  username: z.nullable(z.string()),
  /** There is an account: only its password is chosen anew. */
  again: z.boolean(),
  expires: Instant,
  serverTime: Instant,
})
export type InvitationFound = z.infer<typeof InvitationFound>

export const InvitationTake = z.strictObject({
  token: Token,
  /** Null leaves that of an account there is. */
  username: z.nullable(Username),
  password: z.string().check(z.minLength(1), z.maxLength(PASSWORD_LONGEST)),
  /** Which device is to be trusted, as of a sign-in (A1); without it, none is. */
  deviceId: z.exactOptional(DeviceId),
})
export type InvitationTake = z.infer<typeof InvitationTake>

/** The password is chosen, and the link dead. */
export const InvitationTaken = z.strictObject({
  /**
   * Who is signed in by that; null where the person has a second factor: they sign in with the new password as ever, since
   * a link must not stand in for what they have (A1).
   */
  signedIn: z.nullable(SignInAnswer),
  serverTime: Instant,
})
export type InvitationTaken = z.infer<typeof InvitationTaken>
