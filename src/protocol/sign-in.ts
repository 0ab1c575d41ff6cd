/** Signing in and out, who is signed in, and what the service is. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { Duty } from '../domain/duties.ts'
import { DeviceId, OrgId, PersonId } from '../domain/ids.ts'
import { CompactJws } from './keys.ts'

export const Password = z.string().check(z.minLength(1), z.maxLength(200))

/** Of an authenticator app, or a recovery code; spaces and hyphens do not count. */
export const Code = z.string().check(z.minLength(1), z.maxLength(40))

export const SignInRequest = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(200)),
  password: Password,
  /** Sent with the password once it was asked for (`code-needed`): the server keeps no half sign-in. */
  code: z.exactOptional(Code),
  /** Which device it is, so that the sign-in ends where that is lost; the vaults a person has there sign them in again (A1). */
  deviceId: z.exactOptional(DeviceId),
})
export type SignInRequest = z.infer<typeof SignInRequest>

export const Me = z.strictObject({
  org: OrgId,
  person: PersonId,
  name: z.string(),
  knownAs: z.string(),
  administrator: z.boolean(),
  /** What they may look at beside their own (W2); a service of before says nothing of it. */
  duties: z._default(z.array(Duty), []),
  serverTime: Instant,
})
export type Me = z.infer<typeof Me>

/** Who has signed in. */
export const SignInAnswer = z.strictObject({
  ...Me.shape,
  /** How long this vault may show records without contact (K6): of a sign-in by its key. */
  lease: z.exactOptional(CompactJws),
  /** The sign-in may only set a second factor and end: the service asks for one, and there is none yet. */
  secondFactor: z.exactOptional(z.literal('to-set')),
})
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** A way to sign in without the password. */
export const OtherWay = z.enum(['passkey', 'work'])
export type OtherWay = z.infer<typeof OtherWay>

/** What anybody may know of the service; the demonstration's sign-ins only in demonstration mode. */
export const ServiceInfo = z.strictObject({
  name: z.string(),
  setUp: z.boolean(),
  /** What there is beside user name and password. */
  ways: z.array(OtherWay),
  demonstration: z.nullable(
    z.array(
      z.strictObject({
        username: z.string(),
        password: z.string(),
        knownAs: z.string(),
        post: z.string(),
        /** Of another service than the first: shown apart, so that the list stays short. */
        elsewhere: z.exactOptional(z.literal(true)),
      }),
    ),
  ),
  serverTime: Instant,
})
export type ServiceInfo = z.infer<typeof ServiceInfo>

/** The answer to signing out. */
export const SignedOut = z.strictObject({ serverTime: Instant })
export type SignedOut = z.infer<typeof SignedOut>

/** Whether the service works: for whoever watches over it. */
export const Health = z.strictObject({
  ok: z.boolean(),
  version: z.string(),
  database: z.enum(['ok', 'failing']),
  serverTime: Instant,
})
export type Health = z.infer<typeof Health>
