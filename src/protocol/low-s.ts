/**
 * Of the two signatures that one under P-256 can be made into, (r, s) and (r, n − s), the lower is ours. It is asked of what
 * nothing else names by its bytes (docs/decisions/receipts-name-the-signature-by-every-byte.md).
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { base64url } from 'jose'
import { type CompactJws } from './keys.ts'

/** The order of the curve, as 64 hex digits (FIPS 186-5). */
const N = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
const HALF = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8'
const PART = 64

/** @param signature r ‖ s */
export const isLowS = (signature: Uint8Array): boolean => bytesToHex(signature).slice(PART) <= HALF

/** The same with the lower s: no key is needed for that. */
export const lowS = (jws: CompactJws): CompactJws => {
  const cut = jws.lastIndexOf('.') + 1
  const signature = bytesToHex(base64url.decode(jws.slice(cut)))
  const s = signature.slice(PART)
  if (s <= HALF) return jws
  const lower = (BigInt(`0x${N}`) - BigInt(`0x${s}`)).toString(16).padStart(PART, '0')
  return jws.slice(0, cut) + base64url.encode(hexToBytes(signature.slice(0, PART) + lower))
}
