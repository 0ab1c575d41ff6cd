/** The site a request reached us as. */
import { isIP } from 'node:net'
import { type FastifyRequest } from 'fastify'
import { type Site } from '../services/passkeys.ts'

export const siteOf = ({ protocol, host, hostname }: Pick<FastifyRequest, 'protocol' | 'host' | 'hostname'>): Site => {
  const named = isIP(hostname.replaceAll(/[[\]]/g, '')) === 0
  return { origin: `${protocol}://${host}`, host: hostname, passkeys: named && (protocol === 'https' || hostname === 'localhost') }
}
