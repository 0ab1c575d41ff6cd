/** What an open vault signs with its person's key, and seals to the service (K7, G1). */
import { type Instant } from '../domain/dates.ts'
import { type Json } from '../domain/json.ts'
import { type WireAct } from '../protocol/act.ts'
import { type CompactJws, type KeyId, TYP } from '../protocol/keys.ts'
import { type Bytes, utf8 } from './bytes.ts'

export interface Signer {
  readonly kid: string
  readonly certificate: CompactJws
  /** What is signed later does not count: the key is to be rotated before. */
  readonly until: Instant
  /** @param payload a `Proof`, a `SignaturePayload` @throws VaultError locked */
  readonly sign: (typ: (typeof TYP)['proof' | 'signature'], payload: Json) => Promise<CompactJws>
  /**
   * Signs the act in its person's name and seals it to the service's key, for anyone to deliver (P9).
   *
   * @returns the UTF-8 of a compact JWE
   * @throws VaultError locked
   */
  readonly seal: (act: WireAct) => Promise<Bytes>
}

/** The keys of an open vault. */
export interface SigningKeys {
  readonly key: CryptoKey
  readonly kid: KeyId
  readonly certificate: CompactJws
  readonly until: Instant
  /** The service's, to which acts are sealed. */
  readonly service: { readonly kid: string; readonly key: CryptoKey }
}

/**
 * @param held   the keys, which another rotation may change; throws once they are dropped
 * @param author whose acts these are, and of which vault
 */
export const signerOf = (
  held: () => SigningKeys,
  author: { readonly org: string; readonly person: string; readonly vault: string },
): Signer => ({
  get kid() {
    return held().kid
  },
  get certificate() {
    return held().certificate
  },
  get until() {
    return held().until
  },
  sign: async (typ, payload) => {
    const keys = held()
    const { signJws } = await import('./jws.ts')
    return signJws(typ, payload, keys)
  },
  seal: async (act) => {
    const keys = held()
    const { sealedTo, signJws } = await import('./jws.ts')
    // What an act does not have is not written.
    const said = { v: 1, ...author, act } as Json
    const jws = await signJws(TYP.act, said, keys)
    return utf8(await sealedTo(keys.service, jws))
  },
})
