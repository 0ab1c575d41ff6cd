/** A provider of work accounts that signs what it is told to, right or wrong; its endpoints are real, on loopback. */
import { constants, createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'

export const TENANT = '8f3b2c1d-0000-4000-8000-00000000aaaa'
export const CLIENT = { id: 'countersign', secret: 'a secret of the client' }

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What is wrong with the next ID token; nothing where it is empty. */
export interface Lies {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** By what it is signed: another key, nothing, the public key as if it were a secret, or rightly in another way. */
  readonly by?: 'another-key' | 'nothing' | 'public-key' | 'another-algorithm'
  /** Something else than an ID token. */
  readonly token?: string
}

export interface HostileProvider {
  readonly issuer: string
  /** What the token endpoint was sent. */
  readonly exchanged: URLSearchParams[]
  lies: Lies
  close: () => Promise<void>
}

/** @param now seconds since the epoch. @param asked what the browser was sent to the provider with */
export const openHostileProvider = async (now: () => number, asked: () => URLSearchParams): Promise<HostileProvider> => {
  const keys = pair()
  const other = pair()
  const exchanged: URLSearchParams[] = []
  const tokenOf = (issuer: string, { claims, header, by, token }: Lies): string => {
    if (token !== undefined) return token
    const alg = { nothing: 'none', 'public-key': 'HS256', 'another-algorithm': 'PS256', 'another-key': 'RS256', right: 'RS256' }[by ?? 'right']
    const body = {
      iss: issuer, aud: CLIENT.id, sub: 'pairwise', tid: TENANT, oid: 'object-of-sam', nonce: asked().get('nonce'), iat: now(), exp: now() + 3600, ...claims,
    }
    const text = `${json({ alg, kid: 'k1', typ: 'JWT', ...header })}.${json(body)}`
    const signed = (key: KeyObject): string => sign('sha256', Buffer.from(text), key).toString('base64url')
    const pem = keys.publicKey.export({ type: 'spki', format: 'pem' })
    const signature = {
      'another-key': () => signed(other.privateKey),
      nothing: () => '',
      'public-key': () => createHmac('sha256', pem).update(text).digest('base64url'),
      'another-algorithm': () =>
        sign('sha256', Buffer.from(text), { key: keys.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }).toString('base64url'),
      right: () => signed(keys.privateKey),
    }[by ?? 'right']()
    return `${text}.${signature}`
  }
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.url === '/.well-known/openid-configuration') {
      return answer(200, {
        issuer: provider.issuer, authorization_endpoint: `${provider.issuer}/authorize`, token_endpoint: `${provider.issuer}/token`, jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ['code'], subject_types_supported: ['pairwise'], id_token_signing_alg_values_supported: ['RS256', 'PS256', 'HS256', 'none'],
        code_challenge_methods_supported: ['S256'],
      })
    }
    if (request.url === '/keys') return answer(200, { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] })
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(text)
      exchanged.push(form)
      const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
      if (challenge !== asked().get('code_challenge') || form.get('client_secret') !== CLIENT.secret) return answer(400, { error: 'invalid_grant' })
      return answer(200, { access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: tokenOf(provider.issuer, provider.lies) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const provider: HostileProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanged,
    lies: {},
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return provider
}
