/** Signing in and out, who is signed in, and what the service is. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { Duty } from '../domain/duties.ts'
import { OrgId, PersonId } from '../domain/ids.ts'

export const SignInRequest = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(200)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
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

/** What anybody may know of the service; the demonstration's sign-ins only in demonstration mode. */
export const ServiceInfo = z.strictObject({
  name: z.string(),
  setUp: z.boolean(),
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
