/** The unlocked device of one person: the port of the screens (queries/device.ts) over store and outbox. */
import { epochOf, type Instant, instantOf, londonDay } from '../domain/dates.ts'
import { type ActId, type DeviceId, OrgId, PersonId } from '../domain/ids.ts'
import { ActInvalid } from '../outbox/act-invalid.ts'
import { type SaveContext } from '../outbox/plan-save.ts'
import { request } from '../outbox/request.ts'
import { createSyncLoop } from '../outbox/sync-loop.ts'
import { QuarantineAnswer } from '../protocol/changes.ts'
import { type Me, SignedOut } from '../protocol/sign-in.ts'
import { type Device, type DeviceSync, type SignInAgainCode, type SignInProof, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { formIn } from '../queries/record-in.ts'
import { createSnapshots } from '../queries/snapshot.ts'
import { type PersonStore, type SavePlan } from '../store/person-store.ts'
import { isUnsent } from '../store/ports.ts'
import { base64url, randomBytes } from '../vault/bytes.ts'
import { type Owner } from '../vault/envelope.ts'
import { unlock } from '../vault/password-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { askAs } from './ask.ts'
import { calendarAddress } from './device-calendar.ts'
import { askToSignIn } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { type PasskeyAnswer } from './passkeys.ts'
import { type Writing } from './device-writing.ts'
import { tidyEarlier, vaultsOf } from './vaults.ts'

const getWriting = async () => {
  const [{ writing }] = await Promise.all([import('./device-writing.ts'), import('../store/person-writing.ts'), import('../store/dexie-writing.ts')])
  return writing
}

/** Gets what saving needs, and showing only while something is not sent. */
export const preloadWriting = (): void => {
  getWriting().catch(() => undefined)
}

export interface OpenDevice extends Device {
  readonly vault: string
  readonly beforeLock: (save: () => Promise<void>) => () => void
  readonly signInAgain: (proof: SignInProof) => Promise<SignInAgainCode | null>
  /** Signs in as a trusted device, since this password has just unlocked it; with the password itself where it is none. */
  readonly signInUnlocked: (password: string) => Promise<SignInAgainCode | null>
  /** @param deviceToken null: this device is trusted no longer */
  readonly trust: (deviceToken: string | null) => Promise<void>
  readonly lock: () => Promise<void>
  /** Called once the keys are gone, whoever asked for it: the app shows the lock screen. */
  readonly whenLocked: (listener: () => void) => () => void
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
/** What is typed has this long to be saved before the device says that it could not. */
const SAVE_BEFORE_LOCK_MS = 5000

const SIGN_OUT_MS = 5000

export const openDevice = ({
  world,
  owner,
  ownerRow,
  deviceId,
  store,
  said,
}: {
  readonly world: DeviceWorld
  readonly owner: Owner
  /** The digest by which the device knows whose vaults are whose. */
  readonly ownerRow: string
  readonly deviceId: DeviceId
  readonly store: PersonStore
  /** Keeps what the service says of this person, signed in again. */
  readonly said: (me: Me) => Promise<void>
}): OpenDevice => {
  const person = PersonId.parse(owner.person)
  const listeners = new Set<(changed: 'rows' | 'sync') => void>()
  const lockListeners = new Set<() => void>()
  const saves = new Set<() => Promise<void>>()
  const madeHere = new Set<string>()
  let writing: Writing | null = null
  const snapshots = createSnapshots(() => {
    if (!writing) throw new Error('what is not sent is folded only once the folds are here')
    return writing.folding
  })
  const bell = world.doorbell(store.vault)
  let locked = false
  let started = false
  let localSaveFailed = false
  /** What was last told to the other tabs. */
  let told: { readonly entries: unknown; readonly rows: number } = { entries: store.entries(), rows: store.rowsVersion() }

  const tell = (changed: 'rows' | 'sync'): void => {
    if (locked) return
    const now = { entries: store.entries(), rows: store.rowsVersion() }
    if (now.entries !== told.entries || now.rows !== told.rows) {
      told = now
      bell.ring()
    }
    for (const listen of listeners) listen(changed)
  }
  const loop = createSyncLoop({ store, person, deviceId }, world, tell)
  const rung = async (): Promise<void> => {
    const changed = await store.refresh()
    told = { entries: store.entries(), rows: store.rowsVersion() }
    if (changed && !locked) for (const listen of listeners) listen('rows')
  }
  // What could not be read now, the next round of sync reads again.
  const unlisten = bell.listen(() => {
    rung().catch(() => undefined)
  })

  const shown = (): Snapshot =>
    snapshots({
      person,
      rows: store.rows,
      rowsVersion: store.rowsVersion(),
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
    if (locked) throw new DeviceError('locked')
  }

  /** Saves what `plan` says (V1). @throws DeviceError */
  const save = async (plan: (writing: Writing) => SavePlan | null, send: 'now' | 'still'): Promise<readonly ActId[]> => {
    open()
    try {
      const here = (writing ??= await getWriting())
      const saved = await store.save(() => {
        const wanted = plan(here)
        if (wanted) here.refuseWhatCannotBe(wanted.acts, shown(), person)
        return wanted
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
      localSaveFailed = true
      tell('sync')
      throw new DeviceError('local-save-failed', { cause: error })
    }
  }

  const keepText = async (name: string, text: string): Promise<void> => {
    open()
    try {
      await store.applyRows(() => {
        const { [name]: was = '', ...texts } = store.state().texts
        if (was === text) return null
        return { put: [], remove: [], state: { ...store.state(), texts: text === '' ? texts : { ...texts, [name]: text } } }
      })
    } catch (cause) {
      throw new DeviceError(locked ? 'locked' : 'local-save-failed', { cause })
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
      trouble: localSaveFailed ? 'local-save-failed' : trouble,
    }
  }

  const askService = askAs(world, person)
  /** Asks what only the service can answer. @throws DeviceError */
  const asked: Device['ask'] = async (question, shape) => {
    open()
    return askService(question, shape)
  }

  const withdraw = async (actId: ActId): Promise<void> => {
    open()
    const entry = store.entries().find(({ act, state }) => act.actId === actId && state === 'quarantined')
    if (!entry?.receipt) throw new DeviceError('act-unknown')
    const receipt = { ...entry.receipt, withdrawn: true }
    // What was refused because its file is erased is nowhere but here: letting go of it is the end of it (W4).
    if (entry.receipt.reason?.code === 'erased') {
      await store.settle([{ entry, receipt }])
      await store.forget([entry])
      tell('rows')
      return
    }
    await asked({ path: '/api/quarantine/withdraw', body: { actId } }, QuarantineAnswer)
    await store.settle([{ entry, receipt }])
    tell('rows')
  }

  const close = (): void => {
    if (locked) return
    locked = true
    loop.stop()
    unlisten()
    bell.close()
    store.close()
    listeners.clear()
    saves.clear()
    madeHere.clear()
    for (const listen of lockListeners) listen()
    lockListeners.clear()
  }

  /** What is being typed is saved before the keys go (K5). @throws DeviceError unsaved-text */
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

  const lock = async (): Promise<void> => {
    if (locked) return
    await saveWhatIsTyped()
    close()
  }

  const start = (): void => {
    if (started || locked) return
    started = true
    loop.start()
  }

  const trust = async (deviceToken: string | null): Promise<void> => {
    // A token that could not be kept is asked for again with the next full sign-in.
    await store
      .applyRows(() => (store.state().deviceToken === deviceToken ? null : { put: [], remove: [], state: { ...store.state(), deviceToken } }))
      .catch(() => undefined)
    // It came with another sign-in: what was asked under the one before, and refused, is asked again.
    if (deviceToken !== null && started) loop.signedIn()
  }

  /** Goes on with what a sign-in answered. */
  const took = async (answer: PasskeyAnswer): Promise<SignInAgainCode | null> => {
    if (!answer.ok) return answer.code
    const { me } = answer
    if (me.person !== owner.person) return 'other-person'
    if (me.secondFactor) return 'second-factor-to-set'
    if (me.deviceToken !== undefined) await trust(me.deviceToken)
    start()
    loop.signedIn()
    // A store that can't be written now is told again at the next sign-in.
    await said(me).catch(() => undefined)
    return null
  }

  const signInUnlocked = async (password: string): Promise<SignInAgainCode | null> => {
    const token = store.state().deviceToken
    const answer = token === null ? null : await askToSignIn(world, { token }, '/api/sign-in/device')
    if (answer && (answer.ok || answer.code !== 'sign-in-wrong')) return took(answer)
    if (token !== null) await trust(null)
    // Without a user name this device's password is no account's.
    return owner.username === '' ? 'other-way-needed' : took(await askToSignIn(world, { username: owner.username, password, deviceId }))
  }

  return {
    vault: store.vault,
    me: { org: OrgId.parse(owner.org), person, name: owner.name, knownAs: owner.knownAs, administrator: owner.administrator, duties: owner.duties },
    now,
    asOf: () => londonDay(now()),
    newId: world.newId,
    newSalt: () => base64url(randomBytes(SALT_BYTES)),
    snapshot: async () => {
      open()
      if (store.entries().length > 0 || store.state().carried.length > 0) writing ??= await getWriting()
      return shown()
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
    beforeLock: (save) => {
      saves.add(save)
      return () => saves.delete(save)
    },
    whenLocked: (listener) => {
      lockListeners.add(listener)
      return () => lockListeners.delete(listener)
    },
    lock,
    trust,
    rewrap: async (password, next) => {
      open()
      return (await import('./device-again.ts')).changeWrap({ world, vault: store.vault }, password, next)
    },
    signInUnlocked,
    signInAgain: async (proof) => {
      open()
      const { again } = await import('./device-again.ts')
      const trusted = store.state().deviceToken !== null
      const answer = await again({ world, vault: store.vault, owner, deviceId, trusted }, proof)
      if (answer !== null) return took(answer)
      return proof.by === 'password' ? signInUnlocked(proof.password) : null
    },
    signOut: async () => {
      await saveWhatIsTyped()
      // Best effort: offline the sign-in ends by itself, and the keys go all the same.
      const patience = new AbortController()
      const stop = world.timers.after(SIGN_OUT_MS, () => patience.abort())
      const { deviceToken } = store.state()
      const body = deviceToken === null ? {} : { deviceToken }
      // Gone from here first: what could not be told to the service is not used again either.
      await trust(null)
      await request(world, { path: '/api/sign-out', body, principal: person, signal: patience.signal }, SignedOut)
      stop()
      close()
    },
    adoptEarlier: async (password) => {
      open()
      const { earlier } = await vaultsOf(world.storage, ownerRow)
      let taken: number | null = null
      for (const row of earlier) {
        try {
          const { cipher } = await unlock({ vault: row.id, stored: row.envelope, password }, world.kdf)
          taken = (taken ?? 0) + (await store.adopt(row.id, cipher))
          cipher.lock()
        } catch (error) {
          if (!(error instanceof VaultError) || error.code !== 'password-wrong') throw error
        }
      }
      if (taken !== null) {
        await tidyEarlier(world.storage, ownerRow)
        tell('rows')
        loop.saved('now')
      }
      return taken
    },
    start,
  }
}
