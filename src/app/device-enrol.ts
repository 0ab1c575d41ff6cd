/** Enrols a person on this device (K3), moving a vault of the first cipher without loss, and gives a new PIN. Got when it is wanted. */
import { type EnrolRefusal, type Enrolment, type NewPin } from '../features/shared/enrolment.ts'
import { type Answer } from '../outbox/read-answer.ts'
import { request } from '../outbox/request.ts'
import { type SignInAnswer } from '../protocol/sign-in.ts'
import { type WireAct } from '../protocol/act.ts'
import { EnrolAnswer, PinAnswer } from '../protocol/vaults.ts'
import { moveVault } from '../store/move-vault.ts'
import { type VaultRow } from '../store/ports.ts'
import { wipeVault } from '../store/wipe.ts'
import { randomName } from '../vault/bytes.ts'
import { addPasskey, changePin } from '../vault/change.ts'
import { beginEnrol } from '../vault/enrol.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { newPhrase } from '../vault/phrase.ts'
import { pinFault } from '../vault/pin.ts'
import { VaultError } from '../vault/vault-error.ts'
import { deviceIdOf, type OpenAnswer, opened, type Opened, ownerOf } from './device.ts'
import { type Legacy } from './device-enter.ts'
import { type DeviceWorld } from './device-world.ts'
import { changeEnvelope, rowOf } from './envelopes.ts'
import { proofOf, signInByKey } from './sign-in-by-key.ts'
import { ownerDigest } from './vaults.ts'

type Unanswered = Exclude<Answer<never>, { kind: 'answered' }>

const SECOND_MS = 1000
const TOO_MANY = 429

/** Six digits that many people choose, or that are not six digits. */
export const weakPin = (pin: string): boolean => pinFault(pin) !== null

const refusalOf = (answer: Unanswered): EnrolRefusal => {
  if (answer.kind === 'offline') return { kind: 'offline' }
  if (answer.status === TOO_MANY) return { kind: 'throttled', seconds: Math.max(1, Math.ceil((answer.retryAfterMs ?? SECOND_MS) / SECOND_MS)) }
  if (answer.code === 'sign-in-not-fresh' || answer.code === 'sign-in-needed') return { kind: 'sign-in-not-fresh' }
  if (answer.code === 'account-closed') return { kind: 'closed' }
  return { kind: 'server-trouble' }
}

const troubleOf = (error: unknown): EnrolRefusal => {
  if (!(error instanceof VaultError)) return { kind: 'no-storage' }
  return { kind: error.code === 'kdf-failed' ? 'no-memory' : 'server-trouble' }
}

/** Opened, or why not: what was written is kept either way. */
const settled = (answer: OpenAnswer): Opened | EnrolRefusal => (answer.ok ? answer : { kind: 'no-storage' })

/**
 * The vault's row in the place of what was there. One of the first cipher gives up its records and its acts, sealed anew; one
 * whose words are forgotten is wiped, and what it had not sent stays sealed for anybody to deliver (K7).
 */
const put = async (
  world: DeviceWorld,
  row: VaultRow,
  vault: OpenVault,
  { current, legacy }: { readonly current: VaultRow | undefined; readonly legacy: Legacy | undefined },
): Promise<void> => {
  const { storage } = world
  if (legacy) {
    const { signer } = vault
    const seal = signer && ((act: WireAct) => signer.seal(act))
    await moveVault(storage, { earlier: { row: legacy.row, cipher: legacy.vault.cipher }, next: { row, cipher: vault.cipher }, seal })
    return
  }
  if (!current) {
    await storage.vaults.put([row])
    return
  }
  const forgotten = (current.envelope as { readonly v?: unknown }).v === 2
  await storage.vaults.put([forgotten ? current : { ...current, state: 'superseded' }, row])
  if (forgotten) await wipeVault(storage, current.id)
  else await storage.removeRows(current.database)
}

/**
 * @param current the vault of this person on this device, which the new one takes the place of
 * @param legacy  the same, of the first cipher and unlocked: nothing of it is lost
 */
export const enrolmentOf = async (
  world: DeviceWorld,
  {
    me,
    username,
    current,
    legacy,
  }: { readonly me: SignInAnswer; readonly username: string; readonly current: VaultRow | undefined; readonly legacy: Legacy | undefined },
): Promise<Enrolment<Opened>> => {
  const [deviceId, kind, everybody, passkeyPossible] = await Promise.all([
    deviceIdOf(world), world.storage.vaults.kind(), world.storage.vaults.all(), world.passkeys.possible(),
  ])
  const digest = await ownerDigest(deviceId, me)
  // One person's alone, and here is another: that is asked again.
  const shared = everybody.some(({ owner }) => owner !== digest)
  return {
    knownAs: me.knownAs,
    deviceKind: kind === 'personal' && shared ? null : kind,
    passkeyPossible,
    newPhrase: () => newPhrase(),
    weakPin,
    later: null,
    finish: async ({ kind: chosen, phrase, pin, passkey }) => {
      try {
        // First, since browsers ask only upon a tap.
        const made = passkey ? await world.passkeys.make(me.knownAs) : null
        if (passkey && !made) return { kind: 'passkey-stopped' }
        const id = randomName()
        const owner = ownerOf(me, username)
        const enrol = await beginEnrol({ vault: id, owner, phrase, pin }, world.kdf, world.now)
        const replaces = current && !legacy && (current.envelope as { readonly v?: unknown }).v === 2 ? current.id : null
        const body = { vault: id, deviceId, kind: chosen, key: enrol.key, pin: enrol.pin, replaces }
        const answer = await request(world, { path: '/api/vaults', body, principal: me.person }, EnrolAnswer)
        if (answer.kind !== 'answered') return refusalOf(answer)
        const { envelope, open } = await enrol.finish(answer.value)
        const whole = made ? await addPasskey({ vault: id, stored: envelope, phrase, ...made }, world.kdf) : envelope
        // Tried again after a kill, a move begins with the same one: none is left over.
        const database = legacy ? `${legacy.row.database}-2` : `c-${randomName()}`
        const row: VaultRow = { id, database, owner: digest, knownAs: me.knownAs, state: 'current', envelope: whole }
        await put(world, row, open, { current, legacy })
        await world.storage.vaults.setKind(chosen)
        const answered = await opened(world, row, open)
        if (!answered.ok) return settled(answered)
        await answered.device.leased(answer.value.lease, answer.value.serverTime)
        answered.device.start()
        return answered
      } catch (error) {
        return troubleOf(error)
      }
    },
  }
}

/**
 * Another PIN, where the service can be asked for its part of one.
 *
 * @param open opens without one
 * @returns null offline, or where the service does not sign this vault in
 */
export const newPinOf = async (
  world: DeviceWorld,
  { vault, phrase, open }: { readonly vault: OpenVault; readonly phrase: string; readonly open: () => Promise<OpenAnswer> },
): Promise<NewPin<Opened> | null> => {
  if (!(await signInByKey(world, vault)).ok) return null
  return {
    knownAs: vault.owner.knownAs,
    weakPin,
    finish: async (pin) => {
      try {
        const set = await setPin(world, vault, phrase, pin)
        return set === null ? settled(await open()) : refusalOf(set)
      } catch (error) {
        return troubleOf(error)
      }
    },
    later: async () => settled(await open()),
  }
}

/**
 * Sets a PIN: the service gives its part, the vault key is wrapped under both.
 *
 * @returns null once it is set @throws VaultError secret-wrong where the words are not its
 */
export const setPin = async (world: DeviceWorld, vault: OpenVault, phrase: string, pin: string): Promise<Unanswered | null> => {
  const { signer } = vault
  if (!signer) throw new VaultError('pin-gone')
  const change = await changePin({ open: vault, stored: (await rowOf(world, vault.id)).envelope, phrase, pin }, world.kdf)
  const proof = await proofOf(world, vault.id, signer, 'pin')
  if (proof === null) return { kind: 'offline' }
  const body = { vault: vault.id, pin: change.proof, proof }
  const answer = await request(world, { path: '/api/vaults/pin', body, principal: vault.owner.person }, PinAnswer)
  if (answer.kind !== 'answered') return answer
  await changeEnvelope(world, vault.id, (stored) => change.finish(stored, answer.value.pepper))
  return null
}
