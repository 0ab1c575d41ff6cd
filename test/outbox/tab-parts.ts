/** Of a browser's tabs: that they can be killed, what they have in common, and a cipher with which tests can read what they keep. */
import { type Doorbell, type RoundLock, type Timers } from '../../src/outbox/ports.ts'
import { type Cipher } from '../../src/vault/cipher.ts'
import { VaultError } from '../../src/vault/vault-error.ts'

/** Says nothing to anyone without it; here it is the plain text, so that tests can read what is kept. */
export const plainCipher = (): Cipher => {
  let open = true
  const check = (): void => {
    if (!open) throw new VaultError('locked')
  }
  return {
    seal: async (_, plain) => {
      check()
      return plain
    },
    open: async (_, sealed) => {
      check()
      return sealed
    },
    nameOf: async (...parts) => parts.join('|'),
    lock: () => {
      open = false
    },
  }
}

const never = new Promise<never>(() => undefined)

export interface Life {
  /** Kills it at the n-th call of a port from now, that call done or not; 0 is now. */
  readonly killAt: (calls: number, done: boolean) => void
  readonly dead: () => boolean
  /** Rejects when it dies: what it holds goes with it. */
  readonly died: Promise<never>
  /** A port each call of which is a moment at which it may be killed. */
  readonly mortal: <P extends object>(port: P) => P
}

export const mortality = (): Life => {
  let left = Number.POSITIVE_INFINITY
  let doneAtDeath = false
  let dead = false
  let die = (): void => undefined
  const died = new Promise<never>((_, reject) => {
    die = () => reject(new Error('killed'))
  })
  died.catch(() => undefined)
  return {
    killAt: (calls, done) => {
      left = calls
      doneAtDeath = done
      if (calls === 0) {
        dead = true
        die()
      }
    },
    dead: () => dead,
    died,
    mortal: (port) =>
      new Proxy(port, {
        get: (target, key) => {
          const method = Reflect.get(target, key) as unknown
          if (typeof method !== 'function') return method
          return (...args: readonly unknown[]): unknown => {
            if (dead) return never
            left -= 1
            if (left > 0) return Reflect.apply(method, target, args)
            dead = true
            die()
            if (doneAtDeath) Promise.resolve(Reflect.apply(method, target, args)).catch(() => undefined)
            return never
          }
        },
      }),
  }
}

/** The locks of one browser; a lock goes with the tab that holds it. */
export const tabLocks = (timers: Timers): ((died: Promise<never>) => RoundLock) => {
  const held = new Map<string, Promise<unknown>>()
  return (died) => ({
    run: async (name, patienceMs, work) => {
      const before = held.get(name)
      if (before) {
        let cancel = (): void => undefined
        const late = new Promise<void>((resolve) => {
          cancel = timers.after(patienceMs, resolve)
        })
        await Promise.race([before.catch(() => undefined), late])
        cancel()
      }
      const mine = Promise.race([work(), died])
      held.set(name, mine)
      try {
        return await mine
      } finally {
        if (held.get(name) === mine) held.delete(name)
      }
    },
  })
}

/** The bells of one browser's tabs: a tab does not hear its own. Those of one vault alone hear each other. */
export const doorbells = (): ((of: object) => (vault: string) => Doorbell) => {
  const bells = new Set<{ readonly on: () => void; readonly of: object; readonly vault: string }>()
  return (of) => (vault) => ({
    ring: () => {
      for (const bell of bells) if (bell.of !== of && bell.vault === vault) queueMicrotask(bell.on)
    },
    listen: (on) => {
      const bell = { on, of, vault }
      bells.add(bell)
      return () => bells.delete(bell)
    },
    close: () => undefined,
  })
}
