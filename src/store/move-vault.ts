/** Moves all of a vault into a new one of the same person: from the first cipher to the second, nothing left behind. */
import { randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Sealed } from './pack.ts'
import { type DeviceStorage, type OpaqueRow, type RowsPort, type VaultRow } from './ports.ts'
import { resealed, type Seal } from './reseal.ts'
import { openJson, readEntry, rowPlace, sealJson, statePlace } from './sealing.ts'
import { NO_STATE, SyncState } from './state.ts'

interface Side {
  readonly row: VaultRow
  readonly cipher: Cipher
}

/** Another tab that goes on saving is waited for this often. */
const MOST_TRIES = 20

const stateIn = async ({ cipher }: Side, stored: OpaqueRow | null): Promise<SyncState> => {
  if (!stored) return NO_STATE
  const open = await openJson(cipher, statePlace(await cipher.nameOf('state'), stored.rev), stored.body).catch(() => null)
  return SyncState.safeParse(open).data ?? NO_STATE
}

/** Rows and state, sealed for the other side. @returns the writing of the state that was copied */
const copy = async (from: RowsPort, earlier: Side, to: RowsPort, next: Side): Promise<string | null> => {
  const { rows, state } = await from.load()
  let lost = false
  const put = await Promise.all(
    rows.map(async ({ key, rev, body }): Promise<OpaqueRow | null> => {
      const held = (await openJson(earlier.cipher, rowPlace(key, rev), body).catch(() => null)) as Sealed | null
      if (!held) {
        lost = true
        return null
      }
      const name = 'rows' in held ? randomName() : await next.cipher.nameOf('row', held.scope, held.row.id)
      const writing = randomName()
      return { key: name, rev: writing, body: await sealJson(next.cipher, rowPlace(name, writing), held) }
    }),
  )
  const present = put.filter((row) => row !== null)
  const was = await stateIn(earlier, state)
  const rev = randomName()
  const key = await next.cipher.nameOf('state')
  const now: SyncState = {
    ...was,
    rowsRev: rev,
    rowCount: present.length,
    // A row that does not open is asked for again, with all the others.
    ...(lost ? { cursors: {}, pulledThrough: 0 } : {}),
  }
  const body = await sealJson(next.cipher, statePlace(key, rev), now)
  await to.apply({ expect: null, put: present, remove: [], state: { key, rev, body } })
  return state?.rev ?? null
}

/**
 * Killed at any moment, either the earlier vault is there whole or the new one is, and `tidyWiped` ends what is left. Called
 * with the earlier one open nowhere else: what another tab writes while this runs is copied too, at the very end it is not.
 *
 * @param earlier its row, and the cipher that opens it
 * @param next    the row to be written; called again after a kill, with the same `database`, so that none is left over
 * @returns how many entries stay with the earlier vault, which nothing opened; it is gone when there are none
 */
export const moveVault = async (
  storage: DeviceStorage,
  { earlier, next, seal }: { readonly earlier: Side; readonly next: Side; readonly seal: Seal },
): Promise<number> => {
  const from = await storage.openRows(earlier.row.database)
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      await storage.removeRows(next.row.database)
      const to = await storage.openRows(next.row.database)
      const copied = await copy(from, earlier, to, next).finally(to.close)
      const stored = await storage.outbox.of(earlier.row.id)
      const entries = (await Promise.all(stored.map((row) => readEntry(earlier.cipher, row)))).filter((entry) => entry !== null)
      const moved = await resealed(entries, next.cipher, seal)
      if (((await from.state())?.rev ?? null) !== copied) continue
      const plan = { earlier: earlier.row.id, row: next.row, seen: stored.map(({ seq }) => seq), moved }
      if ((await storage.vaults.supersede(plan)) === 'stale') continue
      from.close()
      await storage.removeRows(earlier.row.database)
      const left = stored.length - moved.length
      if (left === 0) await storage.vaults.remove(earlier.row.id)
      return left
    }
    throw new Error('the earlier vault never came to rest')
  } finally {
    from.close()
  }
}
