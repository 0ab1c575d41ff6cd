/** A device's vault as far as the service sees it: a key, a PIN, what they prove, and acts that are sealed (K3, K7, A1). */
import { randomBytes } from 'node:crypto'
import { CompactEncrypt, exportJWK, generateKeyPair, type JWK } from 'jose'
import { type DeviceId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type DepositAnswer, type DepositRequest } from '../../src/protocol/deposits.ts'
import { type ApiError } from '../../src/protocol/errors.ts'
import { keyIdOf, signJws } from '../../src/protocol/jws.ts'
import { PublicKey, type ServiceKeys, TYP } from '../../src/protocol/keys.ts'
import { type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type ChallengeAnswer, EnrolAnswer, type EnrolRequest, type PepperAnswer, type Proof } from '../../src/protocol/vaults.ts'
import { type Answer, Client, cookieOf, type House, ORG, person, send, signInAs } from './house.ts'

/** As many random bytes as a PIN's proof, a challenge or a vault's name has. */
export const random = (bytes: 16 | 32): string => randomBytes(bytes).toString('base64url')

export interface KeyPair {
  readonly kid: string
  readonly key: PublicKey
  readonly secret: JWK
}

export const newKeyPair = async (): Promise<KeyPair> => {
  const secret = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)
  const { kty, crv, x, y } = secret
  const key = PublicKey.parse({ kty, crv, x, y })
  return { kid: await keyIdOf(key), key, secret }
}

const JSON_BODY = { 'content-type': 'application/json' }

/** By somebody who is signed in nowhere. @param from another address of the network, in a house behind a proxy */
export const knock = <T>(house: House, url: string, body: unknown, from?: string): Promise<Answer<T & ApiError>> =>
  send(house.address, 'POST', url, from === undefined ? JSON_BODY : { ...JSON_BODY, 'x-forwarded-for': from }, JSON.stringify(body)) as Promise<Answer<T & ApiError>>

/** Seals a text to the service as a device does. */
export const sealTo = (seal: ServiceKeys['seal'], text: string): Promise<string> =>
  new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: seal.kid }).encrypt({ ...seal.key })

/** One person's vault on one device. */
export class Vault {
  readonly house: House
  readonly who: string
  readonly request: EnrolRequest
  readonly pair: KeyPair
  readonly answer: EnrolAnswer

  constructor(house: House, who: string, request: EnrolRequest, pair: KeyPair, answer: EnrolAnswer) {
    this.house = house
    this.who = who
    this.request = request
    this.pair = pair
    this.answer = answer
  }

  get id(): string {
    return this.request.vault
  }

  async challenge(): Promise<string> {
    return (await knock<ChallengeAnswer>(this.house, '/api/vaults/challenge', { vault: this.id })).body.challenge
  }

  /** What proves the vault to be open, as it should be or with something else said. */
  async proof(purpose: Proof['purpose'], change: Partial<Proof> = {}, pair = this.pair): Promise<string> {
    const proof: Proof = { v: 1, challenge: change.challenge ?? (await this.challenge()), vault: this.id, purpose, ...change }
    return signJws(TYP.proof, proof, { kid: pair.kid, key: pair.secret })
  }

  pepper(pin = this.request.pin, from?: string): Promise<Answer<PepperAnswer & ApiError>> {
    return knock(this.house, '/api/vaults/pepper', { vault: this.id, pin }, from)
  }

  /** @param cookie of whoever is signed in in that browser */
  async signIn(proof?: string, cookie = ''): Promise<Answer<SignInAnswer & ApiError>> {
    const body = JSON.stringify({ vault: this.id, proof: proof ?? (await this.proof('sign-in')) })
    return send(this.house.address, 'POST', '/api/sign-in/vault', { ...JSON_BODY, cookie }, body) as Promise<Answer<SignInAnswer & ApiError>>
  }

  /** Signed in by its key. */
  async client(): Promise<Client> {
    const answer = await this.signIn()
    if (answer.status !== 200) throw new Error(`sign-in by vault: ${answer.status} ${answer.text}`)
    return new Client(this.who, this.house.address, cookieOf(answer), this.house.now)
  }

  /** An act as this vault keeps it for whoever brings it (K7). */
  async seal(act: WireAct, change: Readonly<Record<string, Json>> = {}, pair = this.pair): Promise<string> {
    const signed = { v: 1, org: ORG, person: person(this.who), vault: this.id, act, ...change } as unknown as Json
    return sealTo(this.answer.keys.seal, await signJws(TYP.act, signed, { kid: pair.kid, key: pair.secret }))
  }
}

/** Signs in to the full on a device, as its person would before enrolling. */
export const signInOn = async (house: House, who: string, deviceId: DeviceId): Promise<Client> => {
  const answer = await signInAs(house.address, who, `pw-${who}`, { deviceId })
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`)
  return new Client(who, house.address, cookieOf(answer), house.now)
}

export const enrolRequest = (deviceId: DeviceId, pair: KeyPair, change: Partial<EnrolRequest> = {}): EnrolRequest => ({
  vault: random(16), deviceId, kind: 'shared', key: pair.key, pin: random(32), replaces: null, ...change,
})

/** Enrols a vault for somebody who signs in for it, or is signed in. */
export const enrol = async (house: House, who: string, deviceId: DeviceId, change: Partial<EnrolRequest> = {}, as?: Client): Promise<Vault> => {
  const client = as ?? (await signInOn(house, who, deviceId))
  const pair = await newKeyPair()
  const request = enrolRequest(deviceId, pair, change)
  const answer = await client.request('POST', '/api/vaults', request)
  if (answer.status !== 200) throw new Error(`enrol: ${answer.status} ${answer.text}`)
  return new Vault(house, who, request, pair, EnrolAnswer.parse(answer.body))
}

/** Brings what is sealed, as somebody signed in. */
export const deposit = async (carrier: Client, sealed: readonly string[]): Promise<readonly string[]> => {
  const body: DepositRequest = { sealed: [...sealed], by: null }
  const answer = await carrier.request<DepositAnswer>('POST', '/api/deposits', body)
  if (answer.status !== 200) throw new Error(`deposit: ${answer.status} ${answer.text}`)
  return answer.body.receipts.map(({ outcome }) => outcome)
}

