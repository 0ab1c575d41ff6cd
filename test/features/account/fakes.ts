/** A door that answers as told, and an unlocked device behind it. */
import { type Gate, type GateAnswer, type KnownPerson, type OpenedDevice, type Secret } from '../../../src/features/account/gate.ts'
import { type Installation } from '../../../src/features/shared/installation.ts'
import { type DemonstrationSignIn, type Offers } from '../../../src/features/shared/offers.ts'
import { type Device } from '../../../src/queries/device.ts'

/** Tells who listens when it locks, as the real one does. */
export const openable = (device: Device): OpenedDevice => {
  const listeners = new Set<(byItself: boolean) => void>()
  const close = async (): Promise<void> => {
    await device.lock()
    for (const listen of listeners) listen(false)
  }
  return {
    ...device,
    lock: close,
    signOut: async () => {
      await device.signOut()
      await close()
    },
    whenLocked: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    whenScreenLocked: () => () => undefined,
    whenHandedOver: () => () => undefined,
    adoptEarlier: async (password) => (password === 'old' ? 2 : null),
  }
}

export interface FakeGate extends Gate {
  /** Who tried with what: a person and a secret, or a user name and a password. */
  readonly tries: string[][]
}

export const known = (id: string, knownAs: string, change: Partial<KnownPerson> = {}): KnownPerson => ({
  id, knownAs, waiting: 0, state: 'enrolled', pin: true, passkey: false, ...change,
})

const typedOf = ({ by, ...typed }: Secret): string => Object.values<string>(typed)[0] ?? by

export const fakeGate = (
  answers: Readonly<Record<string, GateAnswer>>,
  people: readonly KnownPerson[] = [],
  demonstration: readonly DemonstrationSignIn[] | null = null,
  ways: Offers['ways'] = [],
): FakeGate => {
  const tries: string[][] = []
  const answer = async (...said: string[]): Promise<GateAnswer> => {
    tries.push(said)
    return answers[said[1] ?? ''] ?? { kind: 'wrong' }
  }
  return {
    tries,
    keepsNothing: null,
    storage: { trouble: () => null, watch: () => () => undefined },
    people: async () => people,
    offers: async () => ({ ways, demonstration }),
    toWork: () => tries.push(['to work']),
    fromWork: () => null,
    unlock: (id, secret) => answer(id, typedOf(secret)),
    signIn: answer,
  }
}

export const fakeInstallation = (change: Partial<Installation> = {}): Installation => ({
  homeScreen: 'by-menu',
  install: async () => undefined,
  storage: async () => ({ kept: false, usedMegabytes: 12, freeMegabytes: 2048 }),
  keep: async () => true,
  ...change,
})
