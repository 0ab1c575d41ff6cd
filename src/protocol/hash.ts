/** Canonical JSON (RFC 8785) and SHA-256 over it. The same bytes on a device and on the server. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { type Json } from '../domain/json.ts'

/** RFC 8785 canonical JSON of a JSON value. */
export const canonicalJson = (value: Json): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

/** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** Lower-case hex SHA-256 of a JSON value's canonical form. */
export const hashOf = (value: Json): string => sha256Hex(canonicalJson(value))
