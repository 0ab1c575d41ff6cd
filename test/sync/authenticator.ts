/** An authenticator in software: makes passkeys and answers with them as a browser and a phone would, or wrongly as told. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

export interface Wrongs {
  readonly origin?: string
  readonly host?: string
  /** Whether the person was there, and was verified. */
  readonly verified?: boolean
  readonly type?: string
  readonly counter?: number
  readonly key?: KeyObject
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED = 0x40

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

const authData = (host: string, flags: number, counter: number, more: Uint8Array = new Uint8Array()): Buffer => {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(host), Buffer.from([flags]), count, more])
}

/** One passkey, for one site. */
export class Authenticator {
  readonly id = b64(randomBytes(32))
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  counter = 0
  readonly #site: { readonly origin: string; readonly host: string }

  constructor(site: { readonly origin: string; readonly host: string }) {
    this.#site = site
  }

  #clientData(challenge: string, type: string, wrongs: Wrongs): string {
    return b64(Buffer.from(JSON.stringify({ type: wrongs.type ?? type, challenge, origin: wrongs.origin ?? this.#site.origin, crossOrigin: false })))
  }

  /** What a browser sends once a passkey was made. */
  make(challenge: string, wrongs: Wrongs = {}) {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' })
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array<ArrayBuffer>>([[1, 2], [3, -7], [-1, 1], [-2, new Uint8Array(Buffer.from(x, 'base64url'))], [-3, new Uint8Array(Buffer.from(y, 'base64url'))]]),
    )
    const id = Buffer.from(this.id, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const flags = USER_PRESENT | (wrongs.verified === false ? 0 : USER_VERIFIED) | ATTESTED
    const data = authData(wrongs.host ?? this.#site.host, flags, this.counter, attested)
    const attestation = isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(data)]]) as never)
    return { id: this.id, clientDataJSON: this.#clientData(challenge, 'webauthn.create', wrongs), attestationObject: b64(attestation), transports: ['internal'] }
  }

  /** What a browser sends once it was used. */
  use(challenge: string, wrongs: Wrongs = {}) {
    this.counter = wrongs.counter ?? this.counter + 1
    const flags = USER_PRESENT | (wrongs.verified === false ? 0 : USER_VERIFIED)
    const data = authData(wrongs.host ?? this.#site.host, flags, this.counter)
    const clientDataJSON = this.#clientData(challenge, 'webauthn.get', wrongs)
    const signature = sign('sha256', Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))]), wrongs.key ?? this.keys.privateKey)
    return { id: this.id, clientDataJSON, authenticatorData: b64(data), signature: b64(signature) }
  }
}
