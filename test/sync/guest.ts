/** Somebody with a link and no account, as the page behind it does what it does (G4, J5). */
import { v4, v7 } from 'uuid'
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type ActId, type DeviceId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SignAnswer } from '../../src/domain/records/deeds/signed.ts'
import { type SignableState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type SignLinkMade, type SignLinkOpened, type SignLinkSigned } from '../../src/protocol/sign-links.ts'
import { signaturePayloadOf } from '../../src/protocol/signature.ts'
import { type SigningDevice, signingActs } from '../../src/queries/signing.ts'
import { systemRandom } from '../../sync/clock.ts'
import { newTestKey, type TestKey } from '../test-key.ts'
import { type Answer, type Client, type House, send } from './house.ts'

const ANYBODY = { 'content-type': 'application/json' }

export interface Link {
  readonly token: string
  readonly code: string
}

export const makeLink = (maker: Client, record: string): Promise<Answer<SignLinkMade>> => maker.request('POST', '/api/sign-links', { record })

/** A link as it was handed over. */
export const linkFor = async (maker: Client, record: string): Promise<Link> => {
  const { status, text, body } = await makeLink(maker, record)
  if (status !== 200 || body.code === null) throw new Error(`link: ${status} ${text}`)
  return { token: body.path.split('#')[1] ?? '', code: body.code }
}

const post = <T>(house: House, url: string, body: unknown): Promise<Answer<T>> => send(house.address, 'POST', url, ANYBODY, JSON.stringify(body)) as Promise<Answer<T>>

export const looksAt = (house: House, token: string): Promise<Answer> => post(house, '/api/sign-links/look', { token })
export const opensWith = (house: House, token: string, how: unknown): Promise<Answer<SignLinkOpened>> => post(house, '/api/sign-links/open', { token, with: how })
export const opens = (house: House, { token, code }: Link): Promise<Answer<SignLinkOpened>> => opensWith(house, token, { code })

export type Opened = SignLinkOpened & { readonly outcome: 'open' }
export const openedBy = async (house: House, link: Link): Promise<Opened> => {
  const { status, text, body } = await opens(house, link)
  if (status !== 200 || body.outcome !== 'open') throw new Error(`open: ${status} ${text}`)
  return body
}

export interface Signing {
  readonly answer?: SignAnswer
  readonly comment?: string | null
  readonly key?: TestKey
  readonly method?: 'key' | 'link'
  /** Changes the act before it is sealed. */
  readonly act?: (act: Omit<WireAct, 'hash' | 'schema'>) => Omit<WireAct, 'hash' | 'schema'>
  readonly signer?: string
}

/** The signature that the page makes of what it was shown. */
export const signatureBy = async (opened: Opened, now: Instant, change: Signing = {}): Promise<{ readonly key: TestKey; readonly act: WireAct }> => {
  const state = opened.record as unknown as SignableState
  const key = change.key ?? (await newTestKey())
  const deviceId = v4() as DeviceId
  const { answer = 'agree', comment = null, method = 'link' } = change
  const device: SigningDevice = {
    asOf: () => londonDay(now),
    newSalt: () => systemRandom(16),
    signWithKey: async (recordId, toSign) => ({
      method,
      at: now,
      proof: await key.sign(TYP.signature, signaturePayloadOf(recordId, toSign, { signer: (change.signer ?? opened.person.id) as never, deviceId, deviceTime: now, method })),
    }),
  }
  const [act] = await signingActs(state, { role: 'supervisee', answer, comment, statement: 'I agree.', language: 'en' }, device)
  if (!act || act.type !== 'record.sign') throw new Error('it signs')
  const wire = { actId: v7() as ActId, recordId: act.recordId, kind: act.kind, type: act.type, payload: act.payload as unknown as Json, deviceId, deviceTime: now }
  return { key, act: sealAct((change.act ?? ((same) => same))(wire)) }
}

export const signsWith = (house: House, { token }: Pick<Link, 'token'>, { opened }: Pick<Opened, 'opened'>, { key, act }: { readonly key: TestKey; readonly act: WireAct }): Promise<Answer<SignLinkSigned>> =>
  post(house, '/api/sign-links/sign', { token, opened, key: key.key, act })
