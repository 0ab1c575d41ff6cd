/** The unlocked device of one person: the port of the screens (queries/device.ts) over store and outbox. */
import { epochOf, type Instant, instantOf, londonDay } from '../domain/dates.ts'
import { type DeviceId, OrgId, PersonId } from '../domain/ids.ts'
import { request } from '../outbox/request.ts'
import { createSyncLoop } from '../outbox/sync-loop.ts'
import { type Me, SignedOut } from '../protocol/sign-in.ts'
import { type DeviceKind, type Lease } from '../protocol/vaults.ts'
import { type HandedOver } from '../features/account/gate.ts'
import { type Device, type DeviceSync, type SignInAgainCode, type SignInProof, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type HandOver } from '../queries/hand-over.ts'
import { formIn } from '../queries/record-in.ts'
import { createSnapshots } from '../queries/snapshot.ts'
import { lazily } from '../store/lazily.ts'
import { type PersonStore } from '../store/person-store.ts'
import { isUnsent, type VaultRow } from '../store/ports.ts'
import { wipeVault } from '../store/wipe.ts'
import { base64url, randomBytes } from '../vault/bytes.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { askAs } from './ask.ts'
import { calendarAddress } from './device-calendar.ts'
import { hereOf } from './device-changes.ts'
import { type OpenAnswer } from './device.ts'
import { followLease, namingRows } from './device-lease.ts'
import { getHandOver, isHandable } from './handable.ts'
import { heldBackOf } from './held-back.ts'
import { type DeviceLocks, locksOf } from './device-locks.ts'
import { type DeviceWorld } from './device-world.ts'
import { savingOf } from './device-saving.ts'
import { signingInOf } from './device-signing-in.ts'

export interface OpenDevice extends Device {
  readonly vault: string
  readonly beforeLock: (save: () => Promise<void>) => () => void
  readonly signInAgain: (proof: SignInProof) => Promise<SignInAgainCode | null>
  /** Signs in by the vault's key, without a code (A1). @param challenge where one came with the pepper */
  readonly signInUnlocked: (challenge?: string) => Promise<SignInAgainCode | null>
  /** Keeps the lease that came with enrolling (K6). */
  readonly leased: (lease: string, serverTime: Instant) => Promise<void>
  readonly whenHandedOver: (listener: (handed: HandedOver) => void) => () => void
  readonly lock: () => Promise<void>
  readonly lockScreen: () => Promise<void>
  /** Called once the keys are gone, whoever asked for it: the app shows the lock screen. */
  readonly whenLocked: DeviceLocks['whenLocked']
  readonly whenScreenLocked: DeviceLocks['whenScreenLocked']
  /**
   * Takes in what vaults under an earlier password have not sent.
   *
   * @returns how many acts; null when the password is not theirs
   */
  readonly adoptEarlier: (password: string) => Promise<number | null>
  /** Begins to sync; called when the device is opened. */
  readonly start: () => void
}

const SALT_BYTES = 16

const unsentFiles = () => import('./unsent-files.ts')

const SIGN_OUT_MS = 5000
const CLOCK_MS = 60_000

export const openDevice = ({
  world,
  row,
  vault,
  deviceId,
  store,
  kind,
  lease: given,
  said,
  again,
}: {
  readonly world: DeviceWorld
  readonly row: VaultRow
  readonly vault: OpenVault
  readonly deviceId: DeviceId
  readonly store: PersonStore
  readonly kind: DeviceKind
  /** The lease of the store, as it was opened. */
  readonly lease: Lease | null
  /** Keeps what the service says of this person, signed in again. */
  readonly said: (me: Me) => Promise<void>
  /** Opens this vault anew, once its PIN was right. */
  readonly again: (vault: OpenVault) => Promise<OpenAnswer>
}): OpenDevice => {
  const { owner, signer } = vault
  const person = PersonId.parse(owner.person)
  const listeners = new Set<(changed: 'rows' | 'sync') => void>()
  const newSnapshots = () =>
    createSnapshots(() => {
      const here = saving.writing()
      if (!here) throw new Error('what is not sent is folded only once the folds are here')
      return here.folding
    })
  let snapshots = newSnapshots()
  const bell = world.doorbell(store.vault)
  let started = false
  /** What was last told to the other tabs. */
  let told: { readonly entries: unknown; readonly rows: number } = { entries: store.entries(), rows: store.rowsVersion() }
  const verifiedBefore = store.state().lastVerified

  const tell = (changed: 'rows' | 'sync'): void => {
    if (locks.isLocked()) return
    const now = { entries: store.entries(), rows: store.rowsVersion() }
    if (now.entries !== told.entries || now.rows !== told.rows) {
      told = now
      bell.ring()
    }
    for (const listen of listeners) listen(changed)
    lookAtLease().catch(() => undefined)
    if (loop.state().trouble === 'sign-in-needed') signingIn.soon()
    if (store.state().lastVerified !== verifiedBefore) heldBack.look()
  }
  const loop = createSyncLoop({ store, person, deviceId }, world, tell)
  const handListeners = new Set<(handed: HandedOver) => void>()
  const ends = async (at: Instant): Promise<void> => {
    await world.storage.vaults.amend(row.id, (kept) => ({ ...kept, ends: at }))
  }
  const lease = followLease({ store, vault, given, now: world.now, ends })
  /** What was told of it last: a lease runs out with nothing else changing. */
  let leaseTold = lease.notice()
  const lookAtLease = async (): Promise<void> => {
    await lease.look()
    const notice = lease.notice()
    if (notice === leaseTold || locks.isLocked()) return
    leaseTold = notice
    for (const listen of listeners) listen('rows')
  }
  const isBlocked = (): boolean => lease.standing().kind !== 'reads'
  const rung = async (): Promise<void> => {
    const changed = await store.refresh()
    told = { entries: store.entries(), rows: store.rowsVersion() }
    if (changed && !locks.isLocked()) for (const listen of listeners) listen('rows')
  }
  // What could not be read now, the next round of sync reads again.
  const unlisten = bell.listen(() => {
    rung().catch(() => undefined)
  })

  const shown = (): Snapshot =>
    snapshots({
      person,
      // Nobody's records while it was too long without contact (K6); what is written meanwhile is kept.
      ...(isBlocked()
        ? { rows: namingRows(store.rows), rowsVersion: -1 - store.rowsVersion(), state: { ...store.state(), carried: [] } }
        : { rows: store.rows, rowsVersion: store.rowsVersion(), state: store.state() }),
      entries: store.entries(),
      inFlight: loop.state().inFlight,
      skipped: loop.state().skipped,
    })

  const now = (): Instant => instantOf(world.now() + store.state().offsetMs)

  const open = (): void => {
    if (locks.isLocked()) throw new DeviceError('locked')
  }

  const saving = savingOf({ world, person, deviceId, store, open, isLocked: () => locks.isLocked(), shown, saved: (send) => loop.saved(send), tell })

  const sync = (): DeviceSync => {
    const unsent = store.entries().filter(isUnsent)
    const count = unsent.length + store.unreadable()
    const { connection, trouble, inFlight } = loop.state()
    const times = unsent.map(({ act }) => act.deviceTime).sort((a, b) => epochOf(a) - epochOf(b))
    return {
      word: count === 0 ? 'sent' : inFlight.size > 0 ? 'sending' : 'on-device',
      connection,
      unsent: count,
      unreadable: store.unreadable(),
      oldestUnsent: times[0] ?? null,
      lastVerified: store.state().lastVerified,
      ...saving.trouble(trouble),
    }
  }

  const askService = askAs(world, person)
  /** Asks what only the service can answer. @throws DeviceError */
  const asked: Device['ask'] = async (question, shape) => {
    open()
    return askService(question, shape)
  }
  const heldBack = heldBackOf(store, asked, () => tell('rows'))

  const drop = (): void => {
    loop.stop()
    unlisten()
    bell.close()
    store.close()
    listeners.clear()
    saving.forget()
    // The device itself is held on to while only the screen is locked: nobody's words are in it then (K5).
    snapshots = newSnapshots()
    told = { entries: null, rows: 0 }
    heldBack.drop()
    stopClock()
  }
  const locks = locksOf({ world, row, vault, kind, drop, waiting: () => store.entries().filter(isUnsent).length, again })

  const start = (): void => {
    if (started || locks.isLocked()) return
    started = true
    loop.start()
  }

  const signingIn = signingInOf({
    world, vault, deviceId, store, said,
    isLeased: lookAtLease,
    isIn: () => {
      start()
      loop.signedIn()
    },
    wipe: async () => {
      // The device was reported lost: nothing opens it any more; what is unsent stays, sealed (K6, K7), what is typed too.
      await locks.saveWhatIsTyped().catch(() => undefined)
      locks.close()
      await wipeVault(world.storage, row.id)
    },
  })

  /** A minute's step: how long records may be shown changes with nothing but time. */
  let stopClock = (): void => undefined
  const tick = (): void => {
    lookAtLease().catch(() => undefined)
    stopClock = world.timers.after(CLOCK_MS, tick)
  }
  stopClock = world.timers.after(CLOCK_MS, tick)

  const here = hereOf({ world, row, vault, kind, deviceId, lease: lease.notice, changed: () => tell('sync') })

  const device: OpenDevice = {
    vault: store.vault,
    me: { org: OrgId.parse(owner.org), person, name: owner.name, knownAs: owner.knownAs, administrator: owner.administrator, duties: owner.duties },
    now,
    asOf: () => londonDay(now()),
    newId: world.newId,
    newSalt: () => base64url(randomBytes(SALT_BYTES)),
    signWithKey: async (recordId, toSign) => {
      open()
      return (await saving.getWriting()).signWithKey(signer, recordId, toSign, saving.context())
    },
    snapshot: async () => {
      open()
      if (store.entries().length > 0 || store.state().carried.length > 0) await saving.getWriting()
      return heldBack.with(shown())
    },
    act: async (act) => {
      const [id] = await saving.save(({ planActs }, at) => planActs([act], at), 'now')
      if (id === undefined) throw new DeviceError('local-save-failed')
      return id
    },
    acts: (acts) => saving.save(({ planActs }, at) => planActs(acts, at), 'now'),
    edit: async (edits) => {
      await saving.save(({ planEdit }, at) => planEdit(edits, formIn(shown(), edits.recordId), at), edits.left === true ? 'now' : 'still')
    },
    ...(world.keepsNothing ? { keepsNothing: world.keepsNothing } : {}),
    texts: { of: (name) => store.state().texts[name] ?? '', keep: saving.keepText },
    sync,
    sendNow: () => loop.sendNow(),
    withdraw: async (actId) => {
      open()
      await heldBack.withdraw(actId)
    },
    unsentFiles: {
      make: async () => {
        open()
        return (await unsentFiles()).unsentWork(store)
      },
      handIn: async (text) => {
        open()
        return (await unsentFiles()).handIn(asked, text)
      },
    },
    calendar: calendarAddress(asked),
    ask: asked,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    beforeLock: locks.beforeLock,
    whenLocked: locks.whenLocked,
    whenScreenLocked: locks.whenScreenLocked,
    lock: locks.lock,
    lockScreen: locks.lockScreen,
    leased: signingIn.leased,
    ...(signer
      ? {
          handOver: lazily<HandOver, 'knows' | 'begin'>(['knows', 'begin'], async () =>
            (await getHandOver()).handOverOf({
              world, store, person, deviceId, org: owner.org, open,
              save: locks.saveWhatIsTyped,
              lockFor: locks.lockFor,
              listening: () => [...handListeners],
            }),
          ),
        }
      : {}),
    whenHandedOver: (listener) => {
      handListeners.add(listener)
      return () => handListeners.delete(listener)
    },
    ...(here ? { here } : {}),
    signInUnlocked: signingIn.unlocked,
    signInAgain: async (proof) => {
      open()
      return signingIn.again(proof)
    },
    signOut: async () => {
      await locks.saveWhatIsTyped()
      // Best effort: offline the sign-in ends by itself, and the keys go all the same.
      const patience = new AbortController()
      const stop = world.timers.after(SIGN_OUT_MS, () => patience.abort())
      await request(world, { path: '/api/sign-out', principal: person, signal: patience.signal }, SignedOut)
      stop()
      locks.close()
    },
    adoptEarlier: async (password) => {
      open()
      const taken = await (await import('./adopt-earlier.ts')).adoptEarlier(world, { store, owner: row.owner, password })
      if (taken !== null) {
        tell('rows')
        loop.saved('now')
      }
      return taken
    },
    start,
  }
  isHandable(device, {
    person,
    take: async (carried) => {
      // Of a record that was handed to this person: what they save rests on what whose it is has saved, and leaves after it.
      if (!carried.over) saving.waitForOthers()
      await saving.getWriting()
      await (await getHandOver()).keepHanded(store, carried)
      tell('rows')
    },
    done: async (record) => (await getHandOver()).handedFrom(store, person, record),
  })
  return device
}
