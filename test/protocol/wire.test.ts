import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Instant } from '../../src/domain/dates.ts'
import { type ActId, type DeviceId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { DEEDS } from '../../src/domain/records/acts.ts'
import { Patch } from '../../src/domain/records/deeds/common.ts'
import { WireAct } from '../../src/protocol/act.ts'
import { readAct } from '../../src/protocol/read-act.ts'
import { AccountAnswer, AccountChange, AccountsAnswer, DutyGive, DutyTake } from '../../src/protocol/accounts.ts'
import { CalendarFeed, CalendarFeedMade } from '../../src/protocol/calendar-feed.ts'
import { ChangesAnswer, ChangesRequest, QuarantineAnswer, QuarantineWithdraw } from '../../src/protocol/changes.ts'
import { CopiesAnswer, CopyRelease, CopyReleased, CopyTaken, ReviewOpened } from '../../src/protocol/copies.ts'
import { DevicesAnswer } from '../../src/protocol/devices.ts'
import { ApiError } from '../../src/protocol/errors.ts'
import { hashOf } from '../../src/protocol/hash.ts'
import { Certificate, KeysAnswer } from '../../src/protocol/keys.ts'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { InvitationFound, InvitationLook, InvitationMade, InvitationRequest, InvitationTake, InvitationTaken } from '../../src/protocol/invitations.ts'
import { DisposalPropose, HoldLift, HoldSet, KeepingAnswer, KeepingDone } from '../../src/protocol/keeping.ts'
import {
  InspectionAnswer, InspectionLink, InspectionMade, InspectionMake, InspectionOpen, InspectionRead, InspectionReadAnswer, InspectionsAnswer,
} from '../../src/protocol/inspections.ts'
import { PushAnswer, PushRequest } from '../../src/protocol/push.ts'
import { RecoveryAnswer, RecoveryCopies, RecoveryCopiesAnswer, RecoveryRequest } from '../../src/protocol/recovery.ts'
import { actHash, sealAct } from '../../src/protocol/seal-act.ts'
import {
  CredentialRemove, PasskeyMade, PasskeyOptions, PasskeyRename, PasskeyUsed, PasswordChange, RecoveryCodes, Security, SecurityChanged, TotpBegun, TotpConfirm, WorkBegun,
} from '../../src/protocol/security.ts'
import { Health, Me, ServiceInfo, SignedOut, SignInAnswer, SignInRequest } from '../../src/protocol/sign-in.ts'
import { SignInsAnswer } from '../../src/protocol/sign-ins.ts'
import { ExportAnswer, ExportFile, ExportRequest, ExportSeal, SignatureReceipt } from '../../src/protocol/exported.ts'
import {
  SignLinkAnswer, SignLinkFound, SignLinkLook, SignLinkMade, SignLinkOpen, SignLinkOpened, SignLinkRequest, SignLinkSign, SignLinkSigned,
} from '../../src/protocol/sign-links.ts'
import { SignatureKeysAnswer } from '../../src/protocol/signature-keys.ts'
import { SignaturePayload } from '../../src/protocol/signature.ts'
import { contentHash, fieldDigest, saltContent } from '../../src/protocol/signed-content.ts'
import { DepositAnswer, DepositRequest, SealedAct } from '../../src/protocol/deposits.ts'
import {
  ChallengeAnswer, ChallengeRequest, EnrolAnswer, EnrolRequest, Lease, PepperAnswer, PepperRequest, PinAnswer, PinRequest, Proof, RevokeRequest, RotateAnswer, RotateRequest,
  VaultsAnswer, VaultSignInRequest,
} from '../../src/protocol/vaults.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'

/** Every shape that crosses the wire, the acts' own included. */
const SHAPES = {
  PushRequest, PushAnswer, ChangesRequest, ChangesAnswer, QuarantineAnswer, QuarantineWithdraw, HistoryAnswer, DevicesAnswer,
  CalendarFeed, CalendarFeedMade, SignInRequest, SignInAnswer, SignedOut, Me, ServiceInfo, Health, ApiError,
  Security, SecurityChanged, TotpBegun, TotpConfirm, RecoveryCodes, PasskeyOptions, PasskeyMade, PasskeyUsed, PasskeyRename, CredentialRemove, WorkBegun, PasswordChange,
  KeepingAnswer, KeepingDone, DisposalPropose, HoldSet, HoldLift, CopiesAnswer, ReviewOpened, CopyRelease, CopyReleased, CopyTaken, Patch,
  AccountsAnswer, AccountAnswer, AccountChange, DutyGive, DutyTake, InvitationRequest, InvitationMade, InvitationLook, InvitationFound, InvitationTake, InvitationTaken,
  SignInsAnswer, InspectionMake, InspectionMade, InspectionsAnswer, InspectionAnswer, InspectionOpen, InspectionLink, InspectionRead, InspectionReadAnswer,
  Certificate, EnrolAnswer, EnrolRequest, KeysAnswer, Lease, PinAnswer, PinRequest, RotateAnswer, RotateRequest, PepperAnswer, PepperRequest, ChallengeAnswer, ChallengeRequest,
  Proof, VaultSignInRequest, VaultsAnswer, RevokeRequest, SealedAct, DepositRequest, DepositAnswer, SignaturePayload, SignatureKeysAnswer, ExportRequest, ExportAnswer, ExportFile, ExportSeal, SignatureReceipt,
  SignLinkRequest, SignLinkMade, SignLinkAnswer, SignLinkLook, SignLinkFound, SignLinkOpen, SignLinkOpened, SignLinkSign, SignLinkSigned,
  RecoveryRequest, RecoveryAnswer, RecoveryCopies, RecoveryCopiesAnswer,
  ...DEEDS,
}

/** The hash of the wire by its version. A version once used is never given another hash (T3). */
const WIRE: Readonly<Record<number, string>> = {
  // Not yet given to anybody: it may change until it is.
  6: '8877b1fecb7bdc2c03a5f546f36a4f0c70461f598a5557485023b02dbeb6af6a',
  5: '19cee1b1c58df6e6816b1e9eb660976fccaf8493b22c5c2a2a3bcf0f3aa245de',
  4: '6197bd7f9119d8dbb0c01cb130a24b778bd6fe5c04f701bea8a0ea8ac4cb5043',
  3: '27720be9041cc0a91c49c2228bd2a8e4ffa9b01c3829d2ef671c4a3a019ca270',
  2: '85704f59b4ca50984e9435f003d0f2dcd7ffdd1a6941841e1dbeee78f73d0c14',
  1: 'e8873c395ce3e74da66613ffe6ccbc0513531e24e741e755edd6f1431632d08d',
}

test('T3: the wire is what its version says: raise PROTOCOL_VERSION when this fails, and add the new hash beside the old', () => {
  const schemas = Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, z.toJSONSchema(shape)]))
  expect({ version: PROTOCOL_VERSION, hash: hashOf(JSON.parse(JSON.stringify(schemas)) as Json) }).toEqual({
    version: PROTOCOL_VERSION, hash: WIRE[PROTOCOL_VERSION],
  })
})

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const base = {
  actId: uuid(1) as ActId, recordId: uuid(2) as RecordId, kind: 'session', deviceId: uuid(3) as DeviceId, deviceTime: '2026-06-01T10:00:00Z' as Instant,
}
const SAM = uuid(4) as PersonId

describe('an act on the wire (P2, P8, P10)', () => {
  test('its hash is over all of it, whatever the order of keys, and changes with each part', () => {
    const act = sealAct({ ...base, type: 'fields.edit', patch: { feeling: { value: 'x', from: null } } })
    expect(actHash(Object.fromEntries(Object.entries(act).toReversed()) as WireAct)).toBe(act.hash)
    for (const change of [{ actId: uuid(9) }, { type: 'record.share' }, { deviceTime: '2026-06-01T10:00:01Z' }, { patch: { feeling: { value: 'y', from: null } } }]) {
      expect(actHash({ ...act, ...change } as WireAct)).not.toBe(act.hash)
    }
  })

  test('P10: the envelope takes any kind and any payload, so that what cannot be read is kept', () => {
    const act = sealAct({ ...base, kind: 'dream', type: 'dream.had', payload: { of: ['sheep'] } })
    expect(WireAct.parse(act)).toEqual(act)
    expect(readAct(act, SAM)).toEqual({ ok: false, code: 'kind-unknown', where: 'kind' })
  })

  test.each([
    ['a newer schema', { schema: 9 }, 'schema-unknown', 'schema'],
    ['an unknown deed', { type: 'session.dream' }, 'type-unknown', 'type'],
    ['a deed called like a thing every object has', { type: 'constructor' }, 'type-unknown', 'type'],
    ['a payload of the wrong shape', { payload: { on: 'soon' } }, 'payload-invalid', 'payload.on'],
    ['a patch beside a payload', { patch: {} }, 'payload-invalid', 'payload'],
    ['an edit without a patch', { type: 'fields.edit', payload: undefined }, 'payload-invalid', 'patch'],
  ])('%s is told from what can be read', (_name, change, code, where) => {
    const act = sealAct({ ...base, type: 'record.share', payload: { on: '2026-06-01' } })
    expect(readAct(act, SAM)).toMatchObject({ ok: true })
    expect(readAct({ ...act, ...change }, SAM)).toEqual({ ok: false, code, where })
  })

  test('P2: the actor is who is signed in', () => {
    const act = sealAct({ ...base, type: 'record.share', payload: { on: '2026-06-01' } })
    expect(readAct(act, SAM)).toMatchObject({ act: { actor: SAM } })
    expect(WireAct.safeParse({ ...act, actor: SAM }).success).toBe(false)
  })
})

describe('the signed content’s hash (G1)', () => {
  const salt = (n: number): string => String(n).padStart(22, 'A')
  const content = { 'field.a': { salt: salt(1), value: 'one' }, 'field.b': { salt: salt(2), value: { state: 'note' } } }

  test('does not depend on the order of fields, and changes with a value, a salt or a name', () => {
    const hash = contentHash(content)
    expect(contentHash(Object.fromEntries(Object.entries(content).toReversed()))).toBe(hash)
    expect(contentHash({ ...content, 'field.a': { salt: salt(1), value: 'two' } })).not.toBe(hash)
    expect(contentHash({ ...content, 'field.a': { salt: salt(3), value: 'one' } })).not.toBe(hash)
    expect(contentHash({ 'field.b': content['field.a'], 'field.a': content['field.b'] })).not.toBe(hash)
  })

  test('a digest is SHA-256 over salt and canonical [name, value]: checked by hand', () => {
    expect(fieldDigest('field.a', salt(1), 'one')).toBe('a08a3d0deac5163f96b229427a9686efc13543fbcd4937427e336204082d2f36')
  })

  test('the second signature keeps the salts of values that are the same, so that both name one hash', () => {
    let n = 10
    const newSalt = (): string => salt((n += 1))
    const first = saltContent({ a: 'x', b: { k: 1, l: 2 } }, null, newSalt)
    const second = saltContent({ b: { l: 2, k: 1 }, a: 'x' }, first, newSalt)
    expect(contentHash(second)).toBe(contentHash(first))
    expect(saltContent({ a: 'y', b: { k: 1, l: 2 } }, first, newSalt)['a']?.salt).not.toBe(first['a']?.salt)
  })
})
