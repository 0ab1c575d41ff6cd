/** The page behind a link to sign, over the service: a chunk of its own, for who has no account and nothing in this browser (G4, J5). */
import { useState } from 'react'
import { epochOf, instantOf, londonDay } from '../domain/dates.ts'
import { type ActId, type DeviceId } from '../domain/ids.ts'
import { type RecordReading } from '../domain/reading.ts'
import { type SignableState } from '../domain/records/record.ts'
import { type GuestChoice, type GuestLink, type GuestProblem, type GuestRecord } from '../features/guest/guest.ts'
import { GuestPage } from '../features/guest/guest-page.tsx'
import { type Answer } from '../outbox/read-answer.ts'
import { request, type RequestPorts } from '../outbox/request.ts'
import { type WireAct } from '../protocol/act.ts'
import { signJws } from '../protocol/jws.ts'
import { type PublicKey, TYP } from '../protocol/keys.ts'
import { sealAct } from '../protocol/seal-act.ts'
import { SignLinkFound, SignLinkOpened, SignLinkSigned } from '../protocol/sign-links.ts'
import { signaturePayloadOf } from '../protocol/signature.ts'
import { type SigningDevice, signingActs } from '../queries/signing.ts'
import { Shell } from '../ui/shell.tsx'
import { base64url, randomBytes } from '../vault/bytes.ts'
import { newSigningKey } from '../vault/new-signing-key.ts'
import { type DeviceWorld } from './device-world.ts'
import { seconds } from './gate.ts'
import { answerWithPasskey } from './passkeys.ts'

export type GuestPorts = RequestPorts & Pick<DeviceWorld, 'now' | 'newId'>

type Unanswered = Exclude<Answer<never>, { kind: 'answered' }>

const TOO_MANY = 429
const SALT_BYTES = 16

/** A token that is cut short is refused as a body that can’t be: to who has it, it is a link of no use. */
const problemOf = (answer: Unanswered): GuestProblem => {
  if (answer.kind === 'offline') return { kind: 'offline' }
  if (answer.code === 'sign-link-unknown' || answer.code === 'body-invalid') return { kind: 'unknown' }
  if (answer.status === TOO_MANY) return { kind: 'throttled', seconds: seconds(answer.retryAfterMs) }
  return { kind: 'server-trouble' }
}

/** What was last opened, with how far this browser's clock is from the service's. */
interface Open {
  readonly opened: string
  readonly record: GuestRecord
  readonly offsetMs: number
}

/** A signature that was made, kept until it is answered: sent again, it is the same. */
interface Made {
  readonly choice: string
  readonly key: PublicKey
  readonly act: WireAct
}

export const guestLink = (ports: GuestPorts): GuestLink => {
  let open: Open | null = null
  let made: Made | null = null
  /** Of no device there is: what is signed here comes from this page, this once. */
  const deviceId = crypto.randomUUID() as DeviceId

  const ask = async <T,>(path: `/api/sign-links/${string}`, body: unknown, shape: Parameters<typeof request<T>>[2]): Promise<Answer<T>> =>
    request(ports, { path, body, principal: null }, shape)

  /** The signature, by a key made for it, which goes with this page (G2). */
  const madeOf = async ({ record, offsetMs }: Open, choice: GuestChoice): Promise<Made> => {
    const { kid, key, privateKey } = await newSigningKey()
    const device: SigningDevice = {
      asOf: () => londonDay(instantOf(ports.now() + offsetMs)),
      newSalt: () => base64url(randomBytes(SALT_BYTES)),
      signWithKey: async (recordId, toSign) => {
        const at = instantOf(ports.now())
        const payload = signaturePayloadOf(recordId, toSign, { signer: record.person.id, deviceId, deviceTime: at, method: 'link' })
        return { method: 'link', at, proof: await signJws(TYP.signature, payload, { kid, key: privateKey }) }
      },
    }
    const [sign] = await signingActs(record.state, { ...choice, role: 'supervisee' }, device)
    if (sign?.type !== 'record.sign' || sign.at === undefined) throw new Error('a supervisee signs with one act')
    const { recordId, kind, type, payload, at } = sign
    const act = sealAct({ actId: ports.newId() as ActId, recordId, kind, type, payload, deviceId, deviceTime: at })
    return { choice: JSON.stringify(choice), key, act }
  }

  return {
    look: async (token) => {
      const answer = await ask('/api/sign-links/look', { token }, SignLinkFound)
      return answer.kind === 'answered' ? { kind: 'found', found: answer.value } : problemOf(answer)
    },
    open: async (token, code) => {
      const passkey = code === null ? await answerWithPasskey(ports) : null
      if (passkey && !passkey.ok) {
        if (passkey.code === 'passkey-stopped' || passkey.code === 'offline') return { kind: passkey.code }
        return passkey.code === 'sign-in-throttled' ? { kind: 'throttled', seconds: seconds(passkey.retryAfterMs) } : { kind: 'server-trouble' }
      }
      const answer = await ask('/api/sign-links/open', { token, with: passkey ? { passkey: passkey.used } : { code } }, SignLinkOpened)
      if (answer.kind === 'refused' && answer.code === 'passkey-refused') return { kind: 'passkey-refused' }
      if (answer.kind !== 'answered') return problemOf(answer)
      const { value } = answer
      if (value.outcome === 'wrong') return { kind: 'wrong-code', left: value.left }
      const { opened, person, other, clauses, serverTime } = value
      // The service made them by the same folds that this page has.
      const state = value.record as unknown as SignableState
      const record: GuestRecord = { person, other, clauses, state, reading: value.reading as unknown as RecordReading }
      open = { opened, record, offsetMs: epochOf(serverTime) - ports.now() }
      made = null
      return { kind: 'open', record }
    },
    sign: async (token, choice) => {
      if (!open) return { kind: 'changed' }
      if (made?.choice !== JSON.stringify(choice)) made = await madeOf(open, choice)
      const { key, act } = made
      const answer = await ask('/api/sign-links/sign', { token, opened: open.opened, key, act }, SignLinkSigned)
      if (answer.kind === 'refused' && answer.code === 'proof-refused') return { kind: 'refused' }
      if (answer.kind !== 'answered') return problemOf(answer)
      const { value } = answer
      return value.outcome === 'signed' ? { kind: 'signed', locked: value.locked, copy: value.copy } : { kind: 'changed' }
    },
  }
}

/** In place of the whole app: nobody's device is opened, and nothing is kept. */
export const SignLink = ({ ports }: { ports: GuestPorts }) => {
  const [link] = useState(() => guestLink(ports))
  return (
    <Shell home={null}>
      <GuestPage link={link} />
    </Shell>
  )
}
