/** The service's own keys (G2, K7): what it certifies with, and what acts are sealed to. Kept for ever: what was signed stays signed. */
import { type JWK } from 'jose'
import { type Instant } from '../../src/domain/dates.ts'
import { type KeyId, type PublicKey } from '../../src/protocol/keys.ts'
import { type Seal } from './server-key.ts'
import { type Tx } from './storage.ts'

export type KeyUse = 'certify' | 'seal'

export interface ServiceKey {
  readonly kid: KeyId
  readonly use: KeyUse
  readonly key: PublicKey
  readonly secret: JWK
}

const placeOf = ({ kid, use }: Pick<ServiceKey, 'kid' | 'use'>): string => `service-key ${use} ${kid}`

/**
 * All of them, the newest of each use first.
 *
 * @throws Error when one was sealed under another server key
 */
export const serviceKeysIn = async (tx: Tx, seal: Seal): Promise<readonly ServiceKey[]> => {
  const rows = await tx.selectFrom('service_keys').selectAll().orderBy('made_at', 'desc').orderBy('kid').execute()
  return rows.map(({ kid, use: kept, key, sealed }) => {
    const use = kept as KeyUse
    return { kid, use, key: JSON.parse(key) as PublicKey, secret: JSON.parse(seal.open(placeOf({ kid, use }), sealed)) as JWK }
  })
}

export const addServiceKey = async (tx: Tx, seal: Seal, { kid, use, key, secret }: ServiceKey, at: Instant): Promise<void> => {
  const sealed = seal.seal(placeOf({ kid, use }), JSON.stringify(secret))
  await tx.insertInto('service_keys').values({ kid, use, key: JSON.stringify(key), sealed, made_at: at }).execute()
}
