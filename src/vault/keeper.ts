/**
 * The screen lock (K5): the page drops its keys, and the vault key stays where a PIN alone, with no connection, gets it back.
 * Five wrong ones and it is a full lock; so it is when whoever keeps the time drops it.
 */
import { unreachable } from '../domain/unreachable.ts'
import { envelopeOf } from './envelope.ts'
import { type Keeping } from './kept-key.ts'
import { openVault, type OpenVault } from './open-vault.ts'
import { VaultError } from './vault-error.ts'

export type KeeperAnswer =
  | { readonly kind: 'open'; readonly vault: OpenVault }
  | { readonly kind: 'wrong'; readonly left: number }
  /** Fully locked: the phrase, a passkey or the PIN with the service's pepper opens it. */
  | { readonly kind: 'gone' }

export interface Keeper {
  /**
   * @param stored what is kept of the vault now: another tab may have changed or wiped it since
   * @throws VaultError envelope-unreadable, kdf-failed; neither is a try
   */
  readonly tryPin: (pin: string, stored: unknown) => Promise<KeeperAnswer>
  /** Makes it a full lock. */
  readonly drop: () => void
}

/**
 * Locks the page's vault and keeps its key.
 *
 * @throws VaultError locked; pin-gone where there is no PIN to ask for (a vault of before), and nothing is locked
 */
export const keep = (open: OpenVault, keeping: Keeping): Keeper => {
  const { vaultKey, signing } = open.held()
  if (!signing) throw new VaultError('pin-gone')
  const kept = keeping({ vaultKey, pin: signing.pin })
  open.lock()
  return {
    tryPin: async (pin, stored) => {
      const envelope = envelopeOf(stored)
      const answer = await kept.tryPin(pin)
      switch (answer.kind) {
        case 'right':
          return { kind: 'open', vault: await openVault(answer.vaultKey, open.id, envelope) }
        case 'wrong':
        case 'gone':
          return answer
        default:
          return unreachable(answer)
      }
    },
    drop: kept.drop,
  }
}
