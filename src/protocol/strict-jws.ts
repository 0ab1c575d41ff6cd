/**
 * Reading a compact JWS (RFC 7515), strictly: what says something is written in one way only, so that who reads it with other
 * code reads the same, and no byte of it changes unseen. The signature itself is checked where there is a key to check it with.
 */
import { base64url } from 'jose'
import * as z from 'zod/mini'
import { type Json } from '../domain/json.ts'
import { KeyId } from './keys.ts'

/** Nothing else is ever in a header: no key of its own, no address of one, no critical extension. */
const Header = z.strictObject({ alg: z.literal('ES256'), typ: z.string(), kid: KeyId })

export interface StrictJws {
  readonly kid: KeyId
  readonly payload: Json
  /** What the signature is over, and the signature: r ‖ s, 64 bytes (RFC 7518, 3.4). */
  readonly signed: string
  readonly signature: Uint8Array
}

const SIGNATURE_BYTES = 64

/** The bytes of base64url that is written in the one way there is. @throws TypeError */
const bytesIn = (text: string): Uint8Array => {
  const bytes = base64url.decode(text)
  if (base64url.encode(bytes) !== text) throw new TypeError('not canonical base64url')
  return bytes
}

/** Browsers and Node have it; this room is compiled with the types of neither. */
declare const TextDecoder: new (label: 'utf-8', options: { readonly fatal: true; readonly ignoreBOM: true }) => { readonly decode: (bytes: Uint8Array) => string }

/** The text that bytes are in UTF-8, with whatever stands at its start. @throws TypeError where they are none */
export const textIn = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

/** The JSON in a part, as it is written without a space: a name said twice would be gone from what is written again. @throws */
const jsonIn = (part: string): Json => {
  const text = textIn(bytesIn(part))
  const value = JSON.parse(text) as Json
  if (JSON.stringify(value) !== text) throw new TypeError('not JSON as we write it')
  return value
}

/** @returns null where it is not one that says it is of this type, or it is not written as we write one */
export const strictJws = (jws: string, typ: string): StrictJws | null => {
  const [head, body, tail, ...more] = jws.split('.')
  if (!head || !body || !tail || more.length > 0) return null
  try {
    const header = Header.parse(jsonIn(head))
    const payload = jsonIn(body)
    const signature = bytesIn(tail)
    if (header.typ !== typ || signature.length !== SIGNATURE_BYTES) return null
    return { kid: header.kid, payload, signed: `${head}.${body}`, signature }
  } catch {
    return null
  }
}
