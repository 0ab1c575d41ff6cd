/** A certificate for this machine's own addresses, so that a phone on the same network gets a secure context. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { generate } from 'selfsigned'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** The kinds of name a certificate is for. */
const DNS_NAME = 2
const IP_ADDRESS = 7

const addresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address.split('%', 1)[0] ?? address))

/** The certificate kept in the data folder, made the first time. */
export const localCertificate = async (dataFolder: string): Promise<Certificate> => {
  const keyFile = path.join(dataFolder, 'local-key.pem')
  const certFile = path.join(dataFolder, 'local-certificate.pem')
  if (existsSync(keyFile) && existsSync(certFile)) {
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') }
  }
  const made = await generate([{ name: 'commonName', value: 'Countersign on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: DNS_NAME, value: 'localhost' } as const,
          ...addresses().map((ip) => ({ type: IP_ADDRESS, ip }) as const),
        ],
      },
    ],
  })
  writeFileSync(keyFile, made.private, { mode: 0o600 })
  writeFileSync(certFile, made.cert)
  return { key: made.private, cert: made.cert }
}
