/**
 * The key the server seals with: in a file of its own, not in the database, so that whoever reads a copy of the database
 * alone has neither the keys of authenticator apps nor what recovery codes could be tried against.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/** Seals texts. `place` says what and whose a text is: sealed for one place it does not open in another. */
export interface Seal {
  readonly seal: (place: string, text: string) => string
  /** @throws Error when it was changed, is of another place, or was sealed under another key */
  readonly open: (place: string, sealed: string) => string
  /** A keyed hash: without the key nothing can be tried against it. */
  readonly hash: (place: string, text: string) => string
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Readable for the server's own account and nobody else. */
const OWNER_ONLY = 0o600

export const sealUnder = (key: Uint8Array): Seal => {
  const derived = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `countersign ${use}`, KEY_BYTES))
  const sealing = derived('seal')
  const hashing = derived('hash')
  return {
    seal: (place, text) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (place, text) => {
      const bytes = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
    hash: (place, text) => createHmac('sha256', hashing).update(`${place}\n${text}`).digest('hex'),
  }
}

/**
 * Reads the key, or makes it the first time.
 *
 * @throws Error when the file holds no key: going on with another would lock everybody with an authenticator app out
 */
export const openServerKey = (file: string): Seal => {
  try {
    // `wx`: two servers that start at once do not each make one.
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { flag: 'wx', mode: OWNER_ONLY })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== KEY_BYTES) throw new Error(`${file} holds no key. Put the one from your backup back.`)
  return sealUnder(key)
}
