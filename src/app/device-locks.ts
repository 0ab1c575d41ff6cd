/**
 * The two locks of an unlocked device (K5), and handing it over (G4). Locking the screen drops everything of the vault but its
 * key, which the keeper has from then on; locking in full drops that too. What is typed is saved before either.
 */
import { type OpenedDevice, type ScreenLock } from '../features/account/gate.ts'
import { type DeviceKind } from '../protocol/vaults.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type VaultRow } from '../store/ports.ts'
import { keep, type Keeper } from '../vault/keeper.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type OpenAnswer } from './device.ts'
import { type DeviceWorld } from './device-world.ts'
import { watchIdle } from './idle.ts'

/** What is typed has this long to be saved before the device says that it could not. */
const SAVE_BEFORE_LOCK_MS = 5000
/** A screen that could not be locked, since something typed could not be saved, is tried again. */
const LOCK_AGAIN_MS = 10_000

interface Listeners<T extends readonly unknown[]> {
  readonly add: (listener: (...said: T) => void) => () => void
  /** Those there are; there are none afterwards. */
  readonly take: () => readonly ((...said: T) => void)[]
}

const listenersOf = <T extends readonly unknown[]>(): Listeners<T> => {
  const all = new Set<(...said: T) => void>()
  return {
    add: (listener) => {
      all.add(listener)
      return () => all.delete(listener)
    },
    take: () => {
      const now = [...all]
      all.clear()
      return now
    },
  }
}

export interface DeviceLocks {
  /** Whether its keys are gone from here. */
  readonly isLocked: () => boolean
  /** What is being typed is saved before the keys go. @returns what takes that back */
  readonly beforeLock: (save: () => Promise<void>) => () => void
  /** @throws DeviceError unsaved-text */
  readonly saveWhatIsTyped: () => Promise<void>
  /** In full, whatever is typed. */
  readonly close: () => void
  /** @throws DeviceError unsaved-text, unlocked still */
  readonly lock: () => Promise<void>
  /** @throws DeviceError unsaved-text, unlocked still */
  readonly lockScreen: () => Promise<void>
  /**
   * Locks the screen for somebody else to have the device for a while; `tell` is called with the lock in place of the
   * listeners. @throws DeviceError unsaved-text
   */
  readonly lockFor: (tell: (lock: ScreenLock) => void) => Promise<void>
  readonly whenLocked: OpenedDevice['whenLocked']
  readonly whenScreenLocked: OpenedDevice['whenScreenLocked']
}

/**
 * @param drop    everything in memory but the vault, which is locked here
 * @param waiting how many acts nobody has delivered
 * @param again   opens the vault anew, once its PIN was right
 */
export const locksOf = ({
  world,
  row,
  vault,
  kind,
  drop,
  waiting,
  again,
}: {
  readonly world: DeviceWorld
  readonly row: VaultRow
  readonly vault: OpenVault
  readonly kind: DeviceKind
  readonly drop: () => void
  readonly waiting: () => number
  readonly again: (vault: OpenVault) => Promise<OpenAnswer>
}): DeviceLocks => {
  const saves = new Set<() => Promise<void>>()
  const locked = listenersOf<[byItself: boolean]>()
  const screenLocked = listenersOf<[lock: ScreenLock, byItself: boolean]>()
  let gone = false
  /** Who has the key while only the screen is locked. */
  let keeper: Keeper | null = null

  const dropAll = (): void => {
    gone = true
    saves.clear()
    drop()
  }
  const tellLocked = (byItself: boolean): void => {
    idle.stop()
    for (const listen of locked.take()) listen(byItself)
  }
  const close = (byItself = false): void => {
    if (gone) return
    dropAll()
    vault.lock()
    tellLocked(byItself)
  }
  const letGo = (byItself = false): void => {
    keeper?.drop()
    keeper = null
    tellLocked(byItself)
  }

  const saveWhatIsTyped = async (): Promise<void> => {
    const stop: (() => void)[] = []
    const tooLong = new Promise<never>((_, reject) => {
      stop.push(world.timers.after(SAVE_BEFORE_LOCK_MS, () => reject(new DeviceError('unsaved-text'))))
    })
    try {
      await Promise.race([Promise.all([...saves].map((each) => each())), tooLong])
    } catch (cause) {
      throw new DeviceError('unsaved-text', { cause })
    } finally {
      for (const each of stop) each()
    }
  }

  const lock = async (byItself = false): Promise<void> => {
    if (gone) return
    await saveWhatIsTyped()
    close(byItself)
  }

  const screenOf = (mine: Keeper, items: number): ScreenLock => ({
    knownAs: vault.owner.knownAs,
    waiting: items,
    tryPin: async (pin) => {
      try {
        const kept = (await world.storage.vaults.all()).find(({ id, state }) => id === row.id && state === 'current')
        const answer = keeper === mine && kept ? await mine.tryPin(pin, kept.envelope) : ({ kind: 'gone' } as const)
        if (answer.kind === 'wrong') return { kind: 'pin-wrong', left: answer.left }
        if (answer.kind === 'gone') return { kind: 'pin-gone' }
        keeper = null
        idle.stop()
        const open = await again(answer.vault)
        return open.ok ? open : { kind: 'no-storage' }
      } catch (error) {
        return { kind: error instanceof VaultError && error.code === 'kdf-failed' ? 'no-memory' : 'no-storage' }
      }
    },
    toDoor: () => {
      mine.drop()
      if (keeper === mine) letGo()
    },
  })

  const lockFor = async (tell: (lock: ScreenLock) => void): Promise<void> => {
    if (gone) return
    await saveWhatIsTyped()
    if (gone) return
    // A vault of the first cipher has no PIN: everything is locked.
    if (!vault.signer) {
      close()
      return
    }
    const items = waiting()
    const mine = keep(vault, world.keeping)
    dropAll()
    keeper = mine
    tell(screenOf(mine, items))
  }

  const lockScreen = (byItself = false): Promise<void> =>
    lockFor((said) => {
      for (const listen of screenLocked.take()) listen(said, byItself)
    })

  /** By itself: what could not be saved keeps the screen open, and it is tried again. */
  const untilDone = (work: () => Promise<void>): void => {
    work().catch(() => {
      world.timers.after(LOCK_AGAIN_MS, () => untilDone(work))
    })
  }
  const idle = watchIdle(
    kind,
    { ...world.presence, now: world.now, timers: world.timers },
    {
      screen: () => untilDone(() => lockScreen(true)),
      full: () => {
        if (keeper) letGo(true)
        else untilDone(() => lock(true))
      },
    },
  )

  return {
    isLocked: () => gone,
    beforeLock: (save) => {
      saves.add(save)
      return () => saves.delete(save)
    },
    saveWhatIsTyped,
    close: () => close(),
    lock: () => lock(),
    lockScreen: () => lockScreen(),
    lockFor,
    whenLocked: locked.add,
    whenScreenLocked: screenLocked.add,
  }
}
