/**
 * A provider of work accounts as a process of its own: the real oidc-provider on loopback, with Entra's claims. Whoever
 * signs in there is the object `object-of-<name>`; the password is not looked at.
 *
 * Run as `node work-provider.ts <port> <redirect address> <tenant>`.
 */
import { generateKeyPairSync } from 'node:crypto'
import { Provider } from 'oidc-provider'

const [port = '', redirect = '', tenant = ''] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'countersign', client_secret: 'a secret of the client', redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k1' }] },
  cookies: { keys: ['of a test'] },
  pkce: { required: () => true },
  claims: { openid: ['sub', 'tid', 'oid'] },
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: `pairwise-${id}`, tid: tenant, oid: `object-of-${id}` }) }),
})
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
