/** Codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds, which is what they all know) and recovery codes. */
import { Secret, TOTP } from 'otpauth'
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type RandomToken } from '../clock.ts'
import { anyTotp, type Credential, markUsed, setRecoveryCodes, takeRecoveryCode } from '../storage/credentials.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Tx } from '../storage/storage.ts'

type Whose = { readonly org: OrgId; readonly person: PersonId }

const PERIOD_S = 30
/** Clocks of phones may be half a minute off. */
const WINDOW = 1
/** 160 bits, as RFC 4226 asks. */
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
const RECOVERY_LETTERS = 12
/** No letter that is taken for a digit. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const totpOf = (secret: Secret): TOTP => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: PERIOD_S })

const placeOf = ({ org, person }: Whose): string => `totp ${org} ${person}`
const recoveryPlace = ({ org, person }: Whose): string => `recovery ${org} ${person}`

/** As people type codes: with spaces, hyphens and small letters, or without. */
const bare = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase()

/** A new key, base32. */
export const newTotpSecret = (random: RandomToken): string =>
  new Secret({ buffer: Uint8Array.from(Buffer.from(random(SECRET_BYTES), 'base64url')).buffer }).base32

/** The address that an authenticator app reads from a QR code. */
export const totpUri = (secret: string, service: string, account: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_S, issuer: service, label: account }).toString()

/** The time step a code is of, within the window; null when it is of none. */
export const stepOf = (secret: string, code: string, now: Instant): number | null => {
  const digits = bare(code)
  if (!/^\d{6}$/.test(digits)) return null
  const timestamp = epochOf(now)
  const delta = totpOf(Secret.fromBase32(secret)).validate({ token: digits, timestamp, window: WINDOW })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta
}

export const sealTotp = (seal: Seal, whose: Whose, secret: string): string => seal.seal(placeOf(whose), secret)

/**
 * Uses a code up: of an authenticator app once for each time step, a recovery code once for ever.
 *
 * @returns what it was; null when it is neither, or was used
 */
export const takeCode = async (
  tx: Tx,
  seal: Seal,
  totp: Credential,
  { code, now }: { readonly code: string; readonly now: Instant },
): Promise<'totp' | 'recovery-code' | null> => {
  const step = totp.secret === null ? null : stepOf(seal.open(placeOf(totp), totp.secret), code, now)
  if (step !== null) return (await markUsed(tx, totp, { counter: step, at: now, moved: true })) ? 'totp' : null
  const hash = seal.hash(recoveryPlace(totp), bare(code))
  return (await takeRecoveryCode(tx, totp.org, totp.person, hash)) ? 'recovery-code' : null
}

/** Makes ten new recovery codes; those before are dead. @returns them, to be told once */
export const makeRecoveryCodes = async (tx: Tx, seal: Seal, whose: Whose, random: RandomToken): Promise<string[]> => {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    [...Buffer.from(random(RECOVERY_LETTERS), 'base64url')].map((byte) => ALPHABET[byte % ALPHABET.length]).join(''),
  )
  await setRecoveryCodes(tx, whose.org, whose.person, codes.map((code) => seal.hash(recoveryPlace(whose), code)))
  return codes.map((code) => code.replaceAll(/.{4}(?=.)/g, '$&-'))
}

/** Whether what is sealed can be opened: with another key nobody's authenticator app would be right any more. */
export const keyFits = async (tx: Tx, seal: Seal): Promise<boolean> => {
  const totp = await anyTotp(tx)
  if (!totp || totp.secret === null) return true
  try {
    seal.open(placeOf(totp), totp.secret)
    return true
  } catch {
    return false
  }
}
