/** A link by which somebody without an account signs one record, once (G4, J5): making it, opening it, signing. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { PersonId, RecordId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { Text } from '../domain/policy/text.ts'
import { WireAct } from './act.ts'
import { PublicKey } from './keys.ts'
import { PasskeyUsed } from './security.ts'

/** Where a link leads. The token is in the fragment, which browsers send to nobody: it is in no log and no referrer. */
export const SIGN_PATH = '/sign'

/** How who has a link shows that they are whom it is for: a code told apart from it, or a passkey they have with the service. */
export const LinkBy = z.enum(['code', 'passkey'])
export type LinkBy = z.infer<typeof LinkBy>

/** `POST /api/sign-links`, by the supervisor of the record or who manages its setting; the one before it is dead. */
export const SignLinkRequest = z.strictObject({ record: RecordId })
export type SignLinkRequest = z.infer<typeof SignLinkRequest>

/** The link and the code, said once: only their hashes are kept. */
export const SignLinkMade = z.strictObject({
  path: z.string(),
  /** Six digits, told to the person apart from the link; null where it is their passkey that is asked for. */
  code: z.nullable(z.string()),
  expires: Instant,
  serverTime: Instant,
})
export type SignLinkMade = z.infer<typeof SignLinkMade>

/** `GET /api/sign-links/:record`: what became of the one there is, for whoever may send one. */
export const SignLinkAnswer = z.strictObject({
  link: z.nullable(
    z.strictObject({
      madeBy: PersonId,
      madeAt: Instant,
      expires: Instant,
      by: LinkBy,
      openedAt: z.nullable(Instant),
      /** Too many wrong codes: it opens nothing any more. */
      dead: z.boolean(),
    }),
  ),
  serverTime: Instant,
})
export type SignLinkAnswer = z.infer<typeof SignLinkAnswer>

/** 256 bits as base64url. */
const Bits256 = z.string().check(z.regex(/^[\w-]{43}$/))

export const SignLinkLook = z.strictObject({ token: Bits256 })
export type SignLinkLook = z.infer<typeof SignLinkLook>

/** What somebody with the link may know before they have shown who they are. */
export const SignLinkFound = z.strictObject({ knownAs: z.string(), service: z.string(), by: LinkBy, expires: Instant, serverTime: Instant })
export type SignLinkFound = z.infer<typeof SignLinkFound>

/** As the browser answers, less the device, which is trusted with nothing here. */
const Passkey = z.omit(PasskeyUsed, { deviceId: true })

/** `POST /api/sign-links/open`. */
export const SignLinkOpen = z.strictObject({
  token: Bits256,
  with: z.union([z.strictObject({ code: z.string().check(z.regex(/^\d{6}$/)) }), z.strictObject({ passkey: Passkey })]),
})
export type SignLinkOpen = z.infer<typeof SignLinkOpen>

/** The one record, as its supervisee may read it, and what signing it needs. */
const Opened = z.strictObject({
  outcome: z.literal('open'),
  /** Shows with the signature that this browser is the one that opened it; another opening takes its place. */
  opened: Bits256,
  person: z.strictObject({ id: PersonId, name: z.string(), knownAs: z.string() }),
  /** The supervisor, or who observed. */
  other: z.strictObject({ id: PersonId, name: z.string() }),
  /** The record's state (`SignableState`), which is what is signed. */
  record: Json,
  /** The same to be read (`RecordReading`). */
  reading: Json,
  /** What the form says that signing means. */
  clauses: z.array(Text),
  serverTime: Instant,
})

export const SignLinkOpened = z.discriminatedUnion('outcome', [
  Opened,
  /** `left` more tries, and then the link is dead. */
  z.strictObject({ outcome: z.literal('wrong'), left: z.int().check(z.minimum(1)), serverTime: Instant }),
])
export type SignLinkOpened = z.infer<typeof SignLinkOpened>

/** `POST /api/sign-links/sign`: the signature, and the key that made it, which is certified for this record and nothing else. */
export const SignLinkSign = z.strictObject({ token: Bits256, opened: Bits256, key: PublicKey, act: WireAct })
export type SignLinkSign = z.infer<typeof SignLinkSign>

export const SignLinkSigned = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('signed'),
    locked: z.boolean(),
    /** The copy to keep (`ExportAnswer`): the link is dead now, and gives no other. */
    copy: z.nullable(z.strictObject({ file: z.string(), text: z.string() })),
    serverTime: Instant,
  }),
  /** The record is another than the one that was read: it is opened again. */
  z.strictObject({ outcome: z.literal('changed'), serverTime: Instant }),
])
export type SignLinkSigned = z.infer<typeof SignLinkSigned>
