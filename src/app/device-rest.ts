/**
 * What an open device does now and then, and showing Today does without. Got once the app has started, so that it is here before
 * a connection goes.
 */
import { type ActId, type PersonId } from '../domain/ids.ts'
import { request } from '../outbox/request.ts'
import { QuarantineAnswer } from '../protocol/changes.ts'
import { SignedOut } from '../protocol/sign-in.ts'
import { type Device } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type PersonStore } from '../store/person-store.ts'
import { unlock } from '../vault/password-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type DeviceWorld } from './device-world.ts'
import { beginHandOver, knowsHere } from './hand-over.ts'
import { type HeldBack } from './held-back.ts'
import { tidyEarlier, vaultsOf } from './vaults.ts'

const SIGN_OUT_MS = 5000

/** Best effort: offline the sign-in ends by itself, and the keys go all the same. */
const endSignIn = async (world: DeviceWorld, principal: PersonId): Promise<void> => {
  const patience = new AbortController()
  const stop = world.timers.after(SIGN_OUT_MS, () => patience.abort())
  await request(world, { path: '/api/sign-out', body: {}, principal, signal: patience.signal }, SignedOut)
  stop()
}

/** @throws DeviceError act-unknown, and of `ask` */
const withdraw = async (store: PersonStore, heldBack: HeldBack, ask: Device['ask'], actId: ActId): Promise<void> => {
  const entry = store.entries().find(({ act, state }) => act.actId === actId && state === 'quarantined')
  // Written on another device: what is known of it is what the service says.
  if (!entry && heldBack.knows(actId)) {
    heldBack.take(await ask({ path: '/api/quarantine/withdraw', body: { actId } }, QuarantineAnswer))
    return
  }
  if (!entry?.receipt) throw new DeviceError('act-unknown')
  const receipt = { ...entry.receipt, withdrawn: true }
  // What was refused because its file is erased is nowhere but here: letting go of it is the end of it (W4).
  if (entry.receipt.reason?.code === 'erased') {
    await store.settle([{ entry, receipt }])
    await store.forget([entry])
    return
  }
  await ask({ path: '/api/quarantine/withdraw', body: { actId } }, QuarantineAnswer)
  await store.settle([{ entry, receipt }])
}

const keepText = (store: PersonStore, name: string, text: string): Promise<void> =>
  store.applyRows(() => {
    const { [name]: was = '', ...texts } = store.state().texts
    if (was === text) return null
    return { put: [], remove: [], state: { ...store.state(), texts: text === '' ? texts : { ...texts, [name]: text } } }
  })

/** @returns how many acts of vaults under an earlier password were taken in; null when the password is not theirs */
const adoptEarlier = async ({ storage, kdf }: DeviceWorld, store: PersonStore, owner: string, password: string): Promise<number | null> => {
  const { earlier } = await vaultsOf(storage, owner)
  let taken: number | null = null
  for (const each of earlier) {
    try {
      const { cipher } = await unlock({ vault: each.id, stored: each.envelope, password }, kdf)
      taken = (taken ?? 0) + (await store.adopt(each.id, cipher))
      cipher.lock()
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'password-wrong') throw error
    }
  }
  if (taken !== null) await tidyEarlier(storage, owner)
  return taken
}

export const rest = { endSignIn, withdraw, keepText, adoptEarlier, beginHandOver, knowsHere }
