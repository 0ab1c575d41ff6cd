/** What comes with a vault being open and is kept sealed beside its wraps: the certificate, the service's keys, the PIN's check. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { CompactJws, KeyId, ServiceKeys } from '../protocol/keys.ts'
import { base64url, type Bytes, ofBase64url, textOf, utf8 } from './bytes.ts'
import { type Cipher } from './cipher.ts'
import { KdfCost } from './kdf.ts'
import { VaultError } from './vault-error.ts'

const Base64url = z.string().check(z.regex(/^[\w-]+$/))

/** What knows a PIN again while the vault is kept (K5). Unsealed it is never on the disk: a PIN could be tried against it. */
export interface PinCheck {
  readonly salt: Bytes
  readonly cost: KdfCost
  readonly check: Bytes
}

const Sealed = z.strictObject({
  signing: z.strictObject({ kid: KeyId, certificate: CompactJws, until: Instant }),
  keys: ServiceKeys,
  pin: z.strictObject({ salt: Base64url, cost: KdfCost, check: Base64url }),
})

export interface Secrets {
  /** The person's certified key; until when what it signs counts (G2). */
  readonly signing: z.infer<typeof Sealed>['signing']
  /** The service's own, as of the last certificate. */
  readonly keys: ServiceKeys
  readonly pin: PinCheck
}

const place = (vault: string) => ({ store: 'secrets', id: vault, rev: '2' }) as const

/** @param cipher of the vault's person */
export const sealSecrets = (cipher: Cipher, vault: string, { signing, keys, pin }: Secrets): Promise<Bytes> =>
  cipher.seal(
    place(vault),
    utf8(JSON.stringify({ signing, keys, pin: { ...pin, salt: base64url(pin.salt), check: base64url(pin.check) } } satisfies z.infer<typeof Sealed>)),
  )

/** @throws VaultError envelope-unreadable, locked */
export const openSecrets = async (cipher: Cipher, vault: string, sealed: Bytes): Promise<Secrets> => {
  try {
    const { signing, keys, pin } = Sealed.parse(JSON.parse(textOf(await cipher.open(place(vault), sealed))))
    return { signing, keys, pin: { cost: pin.cost, salt: ofBase64url(pin.salt), check: ofBase64url(pin.check) } }
  } catch (cause) {
    if (cause instanceof VaultError && cause.code === 'locked') throw cause
    throw new VaultError('envelope-unreadable', { cause })
  }
}
