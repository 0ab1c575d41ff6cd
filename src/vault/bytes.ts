/** Bytes as WebCrypto and IndexedDB take them. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const utf8 = (text: string): Bytes => encoder.encode(text)
/** @throws TypeError when the bytes are not UTF-8 */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))

/** Base64url without padding. */
export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCodePoint(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** @throws DOMException when the text is not base64url */
export const ofBase64url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** Lower-case hex. */
export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A random name that says nothing: 128 bits as 22 characters. */
export const randomName = (): string => base64url(randomBytes(16))
