/** The unlocked device of one person: the port of the screens (queries/device.ts) over store and outbox. */
import { epochOf, type Instant, instantOf, londonDay } from '../domain/dates.ts'
import { type ActId, type DeviceId, OrgId, PersonId } from '../domain/ids.ts'
import { ActInvalid } from '../outbox/act-invalid.ts'
import { type SaveContext } from '../outbox/plan-save.ts'
import { createSyncLoop } from '../outbox/sync-loop.ts'
import { type Me } from '../protocol/sign-in.ts'
import { type DeviceKind, type Lease } from '../protocol/vaults.ts'
import { type HandedOver, type ScreenLock } from '../features/account/gate.ts'
import { type HandOver } from '../queries/hand-over.ts'
import { type Device, type DeviceSync, type SignInAgainCode, type SignInProof, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { formIn } from '../queries/record-in.ts'
import { createSnapshots } from '../queries/snapshot.ts'
import { type PersonStore, type SavePlan } from '../store/person-store.ts'
import { isUnsent, type VaultRow } from '../store/ports.ts'
import { StorageError } from '../store/storage-error.ts'
import { wipeVault } from '../store/wipe.ts'
import { base64url, randomBytes } from '../vault/bytes.ts'
import { hasPin, passkeysOf } from '../vault/envelope.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { askAs } from './ask.ts'
import { calendarAddress } from './device-calendar.ts'
import { certifiedSince, changesOf } from './device-changes.ts'
import { type OpenAnswer } from './device.ts'
import { followLease, namingRows } from './device-lease.ts'
import { isHandable } from './handables.ts'
import { heldBackOf } from './held-back.ts'
import { locksOf } from './device-locks.ts'
import { type DeviceWorld } from './device-world.ts'
import { type PasskeyAnswer } from './passkeys.ts'
import { type Writing } from './device-writing.ts'
import { ownerDigest } from './vaults.ts'

const getWriting = async () => {
  const [{ writing }] = await Promise.all([import('./device-writing.ts'), import('../store/person-writing.ts'), import('../store/dexie-writing.ts')])
  return writing
}

const getRest = async () => (await import('./device-rest.ts')).rest

/** Gets what saving needs, and showing only while something is not sent; and what is done now and then. */
export const preloadDevice = (): void => {
  getWriting().catch(() => undefined)
  getRest().catch(() => undefined)
}

export interface OpenDevice extends Device {
  readonly vault: string
  readonly beforeLock: (save: () => Promise<void>) => () => void
  readonly signInAgain: (proof: SignInProof) => Promise<SignInAgainCode | null>
  /** Signs in by the vault's key, without a code (A1). @param challenge where one came with the pepper */
  readonly signInUnlocked: (challenge?: string) => Promise<SignInAgainCode | null>
  /** Keeps the lease that came with enrolling (K6). */
  readonly leased: (lease: string) => Promise<void>
  readonly whenHandedOver: (listener: (handed: HandedOver) => void) => () => void
  readonly lock: () => Promise<void>
  readonly lockScreen: () => Promise<void>
  /** Called once the keys are gone, whoever asked for it: the app shows the lock screen. */
  readonly whenLocked: (listener: () => void) => () => void
  readonly whenScreenLocked: (listener: (lock: ScreenLock) => void) => () => void
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
/** A sign-in by the key that failed is not tried again before. */
const SIGN_IN_AGAIN_MS = 30_000
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
  const madeHere = new Set<string>()
  let writing: Writing | null = null
  const newSnapshots = () =>
    createSnapshots(() => {
      if (!writing) throw new Error('what is not sent is folded only once the folds are here')
      return writing.folding
    })
  let snapshots = newSnapshots()
  const bell = world.doorbell(store.vault)
  let started = false
  let localSaveFailed = false
  let failedBy: DeviceSync['failed'] | null = null
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
    if (loop.state().trouble === 'sign-in-needed') signInSoon()
    if (store.state().lastVerified !== verifiedBefore) lookForHeldBack()
  }
  const loop = createSyncLoop({ store, person, deviceId }, world, tell)
  const handListeners = new Set<(handed: HandedOver) => void>()
  /** What is saved rests on what a colleague has saved on this device. */
  let behind = false
  const ends = async (at: Instant): Promise<void> => {
    const kept = (await world.storage.vaults.all()).find(({ id, state }) => id === row.id && state === 'current')
    if (kept) await world.storage.vaults.put([{ ...kept, ends: at }])
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
      ...(isBlocked() ? { rows: namingRows(store.rows), rowsVersion: -1 - store.rowsVersion() } : { rows: store.rows, rowsVersion: store.rowsVersion() }),
      entries: store.entries(),
      state: store.state(),
      inFlight: loop.state().inFlight,
      skipped: loop.state().skipped,
    })

  const now = (): Instant => instantOf(world.now() + store.state().offsetMs)

  const context = (): SaveContext => ({
    person,
    deviceId,
    deviceTime: instantOf(world.now()),
    newId: world.newId,
    entries: store.entries(),
    madeHere,
  })

  const open = (): void => {
    if (locks.isLocked()) throw new DeviceError('locked')
  }

  /** Saves what `plan` says (V1). @throws DeviceError */
  const save = async (plan: (writing: Writing) => SavePlan | null, send: 'now' | 'still'): Promise<readonly ActId[]> => {
    open()
    try {
      const here = (writing ??= await getWriting())
      const saved = await store.save(() => {
        const wanted = plan(here)
        if (!wanted) return null
        here.refuseWhatCannotBe(wanted.acts, shown(), person)
        return { ...wanted, behind }
      })
      for (const { act } of saved) madeHere.add(act.actId)
      localSaveFailed = false
      if (saved.length > 0) {
        tell('rows')
        loop.saved(send)
      } else if (send === 'now') loop.saved('now')
      return saved.map(({ act }) => act.actId)
    } catch (error) {
      if (error instanceof DeviceError) throw error
      if (error instanceof ActInvalid) throw new DeviceError('act-invalid', { cause: error })
      if (error instanceof VaultError && error.code === 'locked') throw new DeviceError('locked', { cause: error })
      const code = error instanceof StorageError ? error.code : 'local-save-failed'
      // A window that takes no entries has not failed.
      localSaveFailed = code !== 'reads-only-here'
      failedBy = code === 'storage-full' || code === 'storage-broken' || code === 'vault-gone' ? code : null
      tell('sync')
      throw new DeviceError(code, { cause: error })
    }
  }

  const keepText = async (name: string, text: string): Promise<void> => {
    open()
    try {
      await (await getRest()).keepText(store, name, text)
    } catch (cause) {
      throw new DeviceError(locks.isLocked() ? 'locked' : 'local-save-failed', { cause })
    }
  }

  const sync = (): DeviceSync => {
    const unsent = store.entries().filter(isUnsent)
    const count = unsent.length + store.unreadable()
    const { connection, trouble, inFlight } = loop.state()
    const times = unsent.map(({ act }) => act.deviceTime).sort((a, b) => epochOf(a) - epochOf(b))
    return {
      word: count === 0 ? 'sent' : inFlight.size > 0 ? 'sending' : 'on-device',
      connection,
      unsent: count,
      oldestUnsent: times[0] ?? null,
      lastVerified: store.state().lastVerified,
      ...(localSaveFailed && failedBy ? { failed: failedBy } : {}),
      trouble: localSaveFailed ? 'local-save-failed' : trouble,
    }
  }

  const askService = askAs(world, person)
  /** Asks what only the service can answer. @throws DeviceError */
  const asked: Device['ask'] = async (question, shape) => {
    open()
    return askService(question, shape)
  }
  const heldBack = heldBackOf(asked)
  /** Once all that waited on this device, of anybody, has gone: told each time the device is opened. */
  let lookedForHeldBack = false
  const lookForHeldBack = (): void => {
    if (lookedForHeldBack) return
    lookedForHeldBack = true
    heldBack.ask().then(
      () => tell('rows'),
      () => {
        lookedForHeldBack = false
      },
    )
  }

  const withdraw = async (actId: ActId): Promise<void> => {
    open()
    await (await getRest()).withdraw(store, heldBack, asked, actId)
    tell('rows')
  }

  const drop = (): void => {
    loop.stop()
    unlisten()
    bell.close()
    store.close()
    listeners.clear()
    madeHere.clear()
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
    lease.noteClock().catch(() => undefined)
  }

  /** The device was reported lost, or its vault ended: nothing opens it any more; what is unsent stays, sealed (K6, K7). */
  const wipe = async (): Promise<void> => {
    locks.close()
    await wipeVault(world.storage, row.id)
  }

  const leased = async (text: string): Promise<void> => {
    await store.applyRows(() => ({ put: [], remove: [], state: { ...store.state(), lease: text } })).catch(() => undefined)
    await lookAtLease()
  }

  /** Goes on with what a sign-in answered. */
  const took = async (answer: PasskeyAnswer): Promise<SignInAgainCode | null> => {
    if (!answer.ok) {
      if (answer.code !== 'device-revoked') return answer.code
      await wipe()
      return 'account-closed'
    }
    const { me } = answer
    if (me.person !== owner.person) return 'other-person'
    if (me.secondFactor) return 'second-factor-to-set'
    if (me.lease !== undefined) await leased(me.lease)
    start()
    loop.signedIn()
    // A store that can't be written now is told again at the next sign-in.
    await said(me).catch(() => undefined)
    return null
  }

  const signInUnlocked = async (challenge?: string): Promise<SignInAgainCode | null> => {
    if (!signer) return 'other-way-needed'
    const { signInByKey } = await import('./sign-in-by-key.ts')
    return took(await signInByKey(world, vault, challenge))
  }

  /** While it is unlocked its person is there: a sign-in that has ended is begun again by the vault's key (A1). */
  let signingIn = false
  let lastTried = Number.NEGATIVE_INFINITY
  const signInSoon = (): void => {
    if (signingIn || !signer || world.now() - lastTried < SIGN_IN_AGAIN_MS) return
    signingIn = true
    lastTried = world.now()
    signInUnlocked()
      .catch(() => undefined)
      .finally(() => {
        signingIn = false
      })
  }

  /** A minute's step: how long records may be shown changes with nothing but time. */
  let stopClock = (): void => undefined
  const tick = (): void => {
    lookAtLease().catch(() => undefined)
    stopClock = world.timers.after(CLOCK_MS, tick)
  }
  stopClock = world.timers.after(CLOCK_MS, tick)

  const digestOf = (other: PersonId): Promise<string> => ownerDigest(deviceId, { org: OrgId.parse(owner.org), person: other })
  const handOver: HandOver = {
    knows: async (other) => (await getRest()).knowsHere(world, await digestOf(other)),
    begin: async (handing) => {
      open()
      const listening = [...handListeners]
      const tell = (handed: HandedOver): void => {
        for (const listen of listening) listen(handed)
      }
      await (await getRest()).beginHandOver(world, { store, person, handing, owner: await digestOf(handing.to), lockFor: locks.lockFor, tell })
    },
  }

  let { envelope } = row
  const here: Device['here'] = signer
    ? {
        kind,
        since: certifiedSince(signer.certificate),
        deviceId,
        passkey: () => passkeysOf(envelope).length > 0,
        passkeyPossible: kind === 'personal',
        pinGone: () => !hasPin(envelope),
        lease: lease.notice,
        ...changesOf(world, vault, async () => {
          envelope = (await world.storage.vaults.all()).find(({ id }) => id === row.id)?.envelope ?? envelope
          tell('sync')
        }),
      }
    : undefined

  const device: OpenDevice = {
    vault: store.vault,
    me: { org: OrgId.parse(owner.org), person, name: owner.name, knownAs: owner.knownAs, administrator: owner.administrator, duties: owner.duties },
    now,
    asOf: () => londonDay(now()),
    newId: world.newId,
    newSalt: () => base64url(randomBytes(SALT_BYTES)),
    signWithKey: async (recordId, toSign) => {
      open()
      return (writing ??= await getWriting()).signWithKey(signer, recordId, toSign, context())
    },
    snapshot: async () => {
      open()
      if (store.entries().length > 0 || store.state().carried.length > 0) writing ??= await getWriting()
      return heldBack.with(shown(), new Set(store.entries().map(({ act }) => act.actId)))
    },
    act: async (act) => {
      const [id] = await save(({ planActs }) => planActs([act], context()), 'now')
      if (id === undefined) throw new DeviceError('local-save-failed')
      return id
    },
    acts: (acts) => save(({ planActs }) => planActs(acts, context()), 'now'),
    edit: async (edits) => {
      await save(
        ({ planEdit }) => planEdit(edits, formIn(shown(), edits.recordId), context()),
        edits.left === true ? 'now' : 'still',
      )
    },
    ...(world.keepsNothing ? { keepsNothing: world.keepsNothing } : {}),
    texts: { of: (name) => store.state().texts[name] ?? '', keep: keepText },
    sync,
    sendNow: () => loop.sendNow(),
    withdraw,
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
    leased,
    ...(signer ? { handOver } : {}),
    whenHandedOver: (listener) => {
      handListeners.add(listener)
      return () => handListeners.delete(listener)
    },
    ...(here ? { here } : {}),
    signInUnlocked,
    signInAgain: async (proof) => {
      open()
      return took(await (await import('./device-again.ts')).again({ world, owner, deviceId }, proof))
    },
    signOut: async () => {
      await locks.saveWhatIsTyped()
      // The keys go whatever comes of it.
      await getRest()
        .then(({ endSignIn }) => endSignIn(world, person))
        .catch(() => undefined)
      locks.close()
    },
    adoptEarlier: async (password) => {
      open()
      const taken = await (await getRest()).adoptEarlier(world, store, row.owner, password)
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
    store,
    take: async (over, keep) => {
      // Of a record that was handed to this person: what they save rests on what whose it is has saved, and leaves after it.
      behind ||= !over
      writing ??= await getWriting()
      await keep()
      tell('rows')
    },
  })
  return device
}
