/** What an unlocked device does about its person's sign-in (A1): begun again by the vault's key, or in full; and what comes with it. */
import { epochOf, type Instant } from '../domain/dates.ts'
import { type DeviceId } from '../domain/ids.ts'
import { type Me } from '../protocol/sign-in.ts'
import { type SignInAgainCode, type SignInProof } from '../queries/device.ts'
import { type PersonStore } from '../store/person-store.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type DeviceWorld } from './device-world.ts'
import { type PasskeyAnswer } from './passkeys.ts'

/** One by the key that failed is not tried again before. */
const AGAIN_MS = 30_000

export interface SigningIn {
  /** By the vault's key, without a code. @param challenge where one came with the pepper */
  readonly unlocked: (challenge?: string) => Promise<SignInAgainCode | null>
  /** In full. */
  readonly again: (proof: SignInProof) => Promise<SignInAgainCode | null>
  /** While it is unlocked its person is there: a sign-in that has ended is begun again by the key, with nobody asked. */
  readonly soon: () => void
  /** Keeps a lease (K6). @param serverTime when the service gave it: the device's clock may be anything */
  readonly leased: (lease: string, serverTime: Instant) => Promise<void>
}

/**
 * @param said     keeps what the service says of the person
 * @param isLeased looks at a lease that has come
 * @param isIn     goes on with a sign-in that there is
 * @param wipe     ends this vault: its device was reported lost
 */
export const signingInOf = ({
  world,
  vault,
  deviceId,
  store,
  said,
  isLeased,
  isIn,
  wipe,
}: {
  readonly world: DeviceWorld
  readonly vault: OpenVault
  readonly deviceId: DeviceId
  readonly store: PersonStore
  readonly said: (me: Me) => Promise<void>
  readonly isLeased: () => Promise<void>
  readonly isIn: () => void
  readonly wipe: () => Promise<void>
}): SigningIn => {
  const { owner, signer } = vault

  const leased = async (lease: string, serverTime: Instant): Promise<void> => {
    const lastClock = epochOf(serverTime)
    const plan = () => ({ put: [], remove: [], state: { ...store.state(), lease, lastClock, offsetMs: lastClock - world.now() } })
    await store.applyRows(plan).catch(() => undefined)
    await isLeased()
  }

  const took = async (answer: PasskeyAnswer): Promise<SignInAgainCode | null> => {
    if (!answer.ok) {
      if (answer.code !== 'device-revoked') return answer.code
      await wipe()
      return 'account-closed'
    }
    const { me } = answer
    if (me.person !== owner.person) return 'other-person'
    if (me.secondFactor) return 'second-factor-to-set'
    if (me.lease !== undefined) await leased(me.lease, me.serverTime)
    isIn()
    // A store that can't be written now is told again at the next sign-in.
    await said(me).catch(() => undefined)
    return null
  }

  /** The service refused the key for none of the reasons it gives: it may not know the vault. */
  let refused = false
  const unlocked = async (challenge?: string): Promise<SignInAgainCode | null> => {
    if (!signer) return 'other-way-needed'
    const { signInByKey } = await import('./sign-in-by-key.ts')
    const answer = await signInByKey(world, vault, challenge)
    refused = !answer.ok && answer.code === 'server-trouble'
    return took(answer)
  }

  let trying = false
  let lastTried = Number.NEGATIVE_INFINITY
  return {
    unlocked,
    leased,
    again: async (proof) => took(await (await import('./device-again.ts')).again({ world, vault, deviceId }, proof, refused)),
    soon: () => {
      if (trying || !signer || world.now() - lastTried < AGAIN_MS) return
      trying = true
      lastTried = world.now()
      unlocked()
        .catch(() => undefined)
        .finally(() => {
          trying = false
        })
    },
  }
}
