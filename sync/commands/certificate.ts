/** A certificate for this machine's own addresses, so that a phone on the same network gets a secure context. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import path from 'node:path'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** The part of the package `selfsigned` (5.x) that is used. */
interface Selfsigned {
  readonly generate: (
    names: readonly { readonly name: string; readonly value: string }[],
    options: {
      readonly keyType: 'ec'
      readonly algorithm: 'sha256'
      readonly extensions: readonly {
        readonly name: string
        readonly altNames?: readonly { readonly type: number; readonly value?: string; readonly ip?: string }[]
      }[]
    },
  ) => Promise<{ readonly private: string; readonly cert: string }>
}

const DNS_NAME = 2
const IP_ADDRESS = 7

const addresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address.split('%', 1)[0] ?? address))

/**
 * The certificate kept in the data folder, made the first time.
 *
 * @throws when the package that makes it is not installed
 */
export const localCertificate = async (dataFolder: string): Promise<Certificate> => {
  const keyFile = path.join(dataFolder, 'local-key.pem')
  const certFile = path.join(dataFolder, 'local-certificate.pem')
  if (existsSync(keyFile) && existsSync(certFile)) {
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') }
  }
  const maker = 'selfsigned'
  let module: { readonly default?: Selfsigned } & Partial<Selfsigned>
  try {
    module = (await import(maker)) as typeof module
  } catch (error) {
    throw new Error('--https needs the package “selfsigned”. Run npm ci, then try again.', { cause: error })
  }
  const generate = module.generate ?? module.default?.generate
  if (!generate) throw new Error('The package “selfsigned” is not the version this needs. Run npm ci, then try again.')
  const made = await generate([{ name: 'commonName', value: 'Countersign on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: DNS_NAME, value: 'localhost' },
          ...addresses().map((ip) => ({ type: IP_ADDRESS, ip })),
        ],
      },
    ],
  })
  writeFileSync(keyFile, made.private, { mode: 0o600 })
  writeFileSync(certFile, made.cert)
  return { key: made.private, cert: made.cert }
}
