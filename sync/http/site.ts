/** Where a request reached us: what passkeys are bound to, and where a work account comes back to. */
import { isIP } from 'node:net'
import { type FastifyRequest } from 'fastify'

export interface Site {
  /** `https://supervision.example` */
  readonly origin: string
  /** The host without its port: a passkey's RP id. */
  readonly host: string
  /** Browsers have passkeys on https and on localhost, and never for a bare address of the network. */
  readonly passkeys: boolean
}

export const siteOf = ({ protocol, host, hostname }: Pick<FastifyRequest, 'protocol' | 'host' | 'hostname'>): Site => {
  const named = isIP(hostname.replaceAll(/[[\]]/g, '')) === 0
  return { origin: `${protocol}://${host}`, host: hostname, passkeys: named && (protocol === 'https' || hostname === 'localhost') }
}
