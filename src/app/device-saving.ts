/** Saving on an unlocked device (V1): what is written goes into the outbox, what is begun into the state; and what became of it. */
import { instantOf } from '../domain/dates.ts'
import { type ActId, type DeviceId, type PersonId } from '../domain/ids.ts'
import { ActInvalid } from '../outbox/act-invalid.ts'
import { type SaveContext } from '../outbox/plan-save.ts'
import { type DeviceSync, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type PersonStore, type SavePlan } from '../store/person-store.ts'
import { StorageError } from '../store/storage-error.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type DeviceWorld } from './device-world.ts'
import { type Writing } from './device-writing.ts'

const getWriting = async (): Promise<Writing> => {
  const [{ writing }] = await Promise.all([
    import('./device-writing.ts'), import('../store/person-writing.ts'), import('../store/dexie-writing.ts'), import('../store/apply-rows.ts'),
  ])
  return writing
}

/** Gets what saving needs, and showing only while something is not sent. */
export const preloadWriting = (): void => {
  getWriting().catch(() => undefined)
}

export interface Saving {
  /** @throws DeviceError */
  readonly save: (plan: (writing: Writing, at: SaveContext) => SavePlan | null, send: 'now' | 'still') => Promise<readonly ActId[]>
  /** Keeps a text that is begun and not sent; '' lets go of it. @throws DeviceError */
  readonly keepText: (name: string, text: string) => Promise<void>
  /** Who writes, on which device, when by its clock. */
  readonly context: () => SaveContext
  readonly getWriting: () => Promise<Writing>
  /** Null until it was got. */
  readonly writing: () => Writing | null
  /** From now on what is saved rests on what a colleague has saved on this device, and leaves after it. */
  readonly waitForOthers: () => void
  /** What stands in the way, the last save first. */
  readonly trouble: (ofSync: DeviceSync['trouble']) => Pick<DeviceSync, 'trouble' | 'failed'>
  /** Which acts were made while this was open; locked, nobody asks any more. */
  readonly forget: () => void
}

/**
 * @param open  @throws DeviceError locked
 * @param shown what the acts are tried on before they are saved
 * @param saved called with what is to be sent now, or after some stillness
 */
export const savingOf = ({
  world,
  person,
  deviceId,
  store,
  open,
  isLocked,
  shown,
  saved: send,
  tell,
}: {
  readonly world: Pick<DeviceWorld, 'now' | 'newId'>
  readonly person: PersonId
  readonly deviceId: DeviceId
  readonly store: PersonStore
  readonly open: () => void
  readonly isLocked: () => boolean
  readonly shown: () => Snapshot
  readonly saved: (send: 'now' | 'still') => void
  readonly tell: (changed: 'rows' | 'sync') => void
}): Saving => {
  const madeHere = new Set<string>()
  let writing: Writing | null = null
  let behind = false
  let failed: 'not' | 'somehow' | NonNullable<DeviceSync['failed']> = 'not'

  const context = (): SaveContext => ({ person, deviceId, deviceTime: instantOf(world.now()), newId: world.newId, entries: store.entries(), madeHere })

  return {
    context,
    getWriting: async () => (writing ??= await getWriting()),
    writing: () => writing,
    waitForOthers: () => {
      behind = true
    },
    forget: () => madeHere.clear(),
    trouble: (ofSync) => {
      if (failed === 'not') return { trouble: ofSync }
      return failed === 'somehow' ? { trouble: 'local-save-failed' } : { trouble: 'local-save-failed', failed }
    },
    save: async (plan, how) => {
      open()
      try {
        const here = (writing ??= await getWriting())
        const saved = await store.save(() => {
          const wanted = plan(here, context())
          if (!wanted) return null
          here.refuseWhatCannotBe(wanted.acts, shown(), person)
          return { ...wanted, behind }
        })
        for (const { act } of saved) madeHere.add(act.actId)
        failed = 'not'
        if (saved.length > 0) {
          tell('rows')
          send(how)
        } else if (how === 'now') send('now')
        return saved.map(({ act }) => act.actId)
      } catch (error) {
        if (error instanceof DeviceError) throw error
        if (error instanceof ActInvalid) throw new DeviceError('act-invalid', { cause: error })
        if (error instanceof VaultError && error.code === 'locked') throw new DeviceError('locked', { cause: error })
        const code = error instanceof StorageError ? error.code : 'local-save-failed'
        if (code === 'storage-full' || code === 'storage-broken' || code === 'vault-gone') failed = code
        // A window that takes no entries has not failed.
        else failed = code === 'reads-only-here' ? 'not' : 'somehow'
        tell('sync')
        throw new DeviceError(code, { cause: error })
      }
    },
    keepText: async (name, text) => {
      open()
      try {
        await store.applyRows(() => {
          const { [name]: was = '', ...texts } = store.state().texts
          if (was === text) return null
          return { put: [], remove: [], state: { ...store.state(), texts: text === '' ? texts : { ...texts, [name]: text } } }
        })
      } catch (cause) {
        throw new DeviceError(isLocked() ? 'locked' : 'local-save-failed', { cause })
      }
    },
  }
}
