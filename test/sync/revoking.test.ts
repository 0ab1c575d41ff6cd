/** A device that was lost opens nothing any more (K3, K6): who may say so of whose, and what comes of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VaultsAnswer, type VaultLine } from '../../src/protocol/vaults.ts'
import { personKeysOf } from '../../sync/storage/person-keys.ts'
import { audited, codeOf } from './account-house.ts'
import { cameOf, NOTHING } from './asking.ts'
import { Client, cookieOf, device, type House, openHouse, ORG, person, post, signInAs } from './house.ts'
import { enrol, random, signInOn, type Vault } from './vault-house.ts'

const TABLET = device('tablet')
const PHONE = device('phone')
const MINUTE_MS = 60_000

let house: House
beforeEach(async () => {
  house = await openHouse({ administrator: 'ada', others: ['ada'] })
})
afterEach(() => house.close())

const list = async (client: Client): Promise<readonly VaultLine[]> => VaultsAnswer.parse((await client.request('GET', '/api/vaults')).body).vaults
const listed = async (client: Client): Promise<readonly string[]> => (await list(client)).map((line) => line.person).sort()
const people = (...keys: readonly string[]): readonly string[] => keys.map(person).sort()
const revoke = (client: Client, deviceId = TABLET, reason = 'lost') => client.request('POST', '/api/vaults/revoke', { deviceId, reason })

describe('the list of devices that are set up', () => {
  test('has one’s own, for a manager those of who has a post in their settings, for an administrator all', async () => {
    for (const who of ['sam', 'kofi', 'una', 'dana', 'ada']) await enrol(house, who, TABLET)
    const [sam, dana, olu, ada] = await Promise.all(['sam', 'dana', 'olu', 'ada'].map((key) => house.signIn(key))) as [Client, Client, Client, Client]
    expect(await listed(sam)).toEqual(people('sam'))
    expect(await listed(dana)).toEqual(people('dana', 'sam', 'kofi'))
    expect(await listed(olu)).toEqual(people('una'))
    expect(await listed(ada)).toEqual(people('sam', 'kofi', 'una', 'dana', 'ada'))
  })

  test('says since when, when last seen, and by whom one was revoked; one that another took the place of is not in it', async () => {
    const first = await enrol(house, 'sam', TABLET)
    house.pass(MINUTE_MS)
    const second = await enrol(house, 'sam', TABLET, { replaces: first.id, kind: 'personal' })
    house.pass(MINUTE_MS)
    await second.signIn()
    const sam = await house.signIn('sam')
    const line = { vault: second.id, deviceId: TABLET, person: person('sam'), kind: 'personal', since: '2026-06-02T10:01:00.000Z', lastSeen: '2026-06-02T10:02:00.000Z' }
    expect(await list(sam)).toEqual([{ ...line, revokedAt: null, revokedBy: null }])
    await revoke(await house.signIn('dana'))
    expect((await list(sam)).find(({ vault }) => vault === second.id)).toEqual({ ...line, revokedAt: house.now(), revokedBy: person('dana') })
  })
})

describe('revoking', () => {
  /** Whether anything of a vault’s still opens or proves something. */
  const dead = async (vault: Vault): Promise<boolean> => {
    const pepper = (await vault.pepper()).body.outcome
    const sign = codeOf(await vault.signIn())
    if (pepper === 'right' && sign === 'ok') return false
    expect([pepper, sign]).toEqual(['revoked', 'device-revoked'])
    return true
  }
  const keyOf = async (vault: Vault) => (await house.server.ports.storage.snapshot((tx) => personKeysOf(tx, ORG, [vault.pair.kid])))[0]

  test('K3: the pepper is gone, the key is believed no longer from then on, the sign-ins there end, and it is written down; other devices go on', async () => {
    const [tablet, phone] = [await enrol(house, 'sam', TABLET), await enrol(house, 'sam', PHONE)]
    const [there, here] = [await tablet.client(), await phone.client()]
    const full = await signInOn(house, 'sam', TABLET)
    const wrong = await tablet.pepper(random(32))
    expect(wrong.body.outcome).toBe('wrong')
    house.pass(MINUTE_MS)
    expect(codeOf(await revoke(here, TABLET, 'stolen'))).toBe('ok')
    expect([await dead(tablet), await dead(phone)]).toEqual([true, false])
    expect([codeOf(await there.request('GET', '/api/me')), codeOf(await full.request('GET', '/api/me')), codeOf(await here.request('GET', '/api/me'))]).toEqual(['sign-in-needed', 'sign-in-needed', 'ok'])
    expect([(await keyOf(tablet))?.revokedAt, (await keyOf(phone))?.revokedAt]).toEqual([house.now(), null])
    const kept = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('vaults').select(['pepper', 'pin_hash']).where('vault', '=', tablet.id).execute())
    expect(kept).toEqual([{ pepper: null, pin_hash: '' }])
    expect((await audited(house, 'device-revoked')).map(({ actor, subject, details }) => [actor, subject, details])).toEqual([[person('sam'), person('sam'), { device: TABLET, reason: 'stolen' }]])
  })

  test('the same again changes nothing: the date stays, and who it was', async () => {
    const vault = await enrol(house, 'sam', TABLET)
    const [sam, dana] = [await house.signIn('sam'), await house.signIn('dana')]
    await revoke(sam)
    const at = (await keyOf(vault))?.revokedAt
    // Less than after which it is noted that somebody is still here.
    house.pass(MINUTE_MS / 2)
    expect(await cameOf(house, async () => expect(codeOf(await revoke(dana))).toBe('ok'))).toEqual(NOTHING)
    expect((await keyOf(vault))?.revokedAt).toBe(at)
    expect((await list(sam))[0]?.revokedBy).toBe(person('sam'))
  })

  test('takes the keys before with it: a vault that another took the place of, and a key that was rotated', async () => {
    const first = await enrol(house, 'sam', TABLET)
    await enrol(house, 'sam', TABLET, { replaces: first.id })
    expect((await keyOf(first))?.revokedAt).toBeNull()
    await revoke(await house.signIn('sam'))
    expect((await keyOf(first))?.revokedAt).toBe(house.now())
  })

  // Dana manages the home of Sam, Ade, Kofi and Priya; Olu manages Una’s; Ada administers the service.
  test.each([
    ['sam', { sam: true, kofi: false, una: false, dana: false, ada: false }],
    ['priya', { sam: false, kofi: false, una: false, dana: false, ada: false }],
    ['dana', { sam: true, kofi: true, una: false, dana: true, ada: false }],
    ['olu', { sam: false, kofi: false, una: true, dana: false, ada: false }],
    ['ada', { sam: true, kofi: true, una: true, dana: true, ada: true }],
  ] as const)('A5: what %s may revoke on a tablet that five people use is theirs to revoke, and no more', async (who, may) => {
    const keys = Object.keys(may) as (keyof typeof may)[]
    const vaults = new Map<string, Vault>()
    for (const key of keys) vaults.set(key, await enrol(house, key, TABLET))
    const asker = await house.signIn(who)
    const nobodys = Object.values(may).every((is) => !is)
    expect(codeOf(await revoke(asker))).toBe(nobodys ? 'not-found' : 'ok')
    const gone: Record<string, boolean> = {}
    for (const key of keys) gone[key] = await dead(vaults.get(key)!)
    expect(gone).toEqual(may)
  })

  test('A5: who has left is no longer a manager’s to answer for, but an administrator’s', async () => {
    const vault = await enrol(house, 'sam', TABLET)
    const [dana, ada] = [await house.signIn('dana'), await house.signIn('ada')]
    await dana.push(dana.act(post('sam'), 'post.end', { until: '2026-06-01', reason: 'left', on: '2026-06-02' }, 'post'))
    expect(codeOf(await revoke(dana))).toBe('not-found')
    expect(codeOf(await vault.pepper())).toBe('account-closed')
    expect(codeOf(await revoke(ada))).toBe('ok')
    expect(await dead(vault)).toBe(true)
  })

  test('a device that is not there, or on which nobody is theirs to revoke, is told alike', async () => {
    await enrol(house, 'una', TABLET)
    const sam = await house.signIn('sam')
    const [none, others] = [await revoke(sam, device('nowhere')), await revoke(sam, TABLET)]
    expect([codeOf(none), codeOf(others)]).toEqual(['not-found', 'not-found'])
  })
})

describe('a vault’s key is worth no more than what its person has not taken back (A1)', () => {
  const lost = async (): Promise<{ vault: Vault; client: Client }> => {
    const vault = await enrol(house, 'sam', TABLET)
    return { vault, client: await vault.client() }
  }

  test('ended from elsewhere: signs nobody in until a full sign-in there; its pepper and its key stay', async () => {
    const { vault } = await lost()
    const phone = await enrol(house, 'sam', PHONE)
    const here = await phone.client()
    expect(codeOf(await here.request('DELETE', '/api/sign-ins'))).toBe('ok')
    expect([codeOf(await vault.signIn()), codeOf(await phone.signIn())]).toEqual(['sign-in-needed', 'ok'])
    expect((await vault.pepper()).body.outcome).toBe('right')
    await signInOn(house, 'sam', TABLET)
    expect(codeOf(await vault.signIn())).toBe('ok')
  })

  test('one sign-in ended: the vault it was of', async () => {
    const { vault, client } = await lost()
    const phone = await enrol(house, 'sam', PHONE)
    const { signIns } = (await client.request<{ signIns: { id: string; here: boolean }[] }>('GET', '/api/sign-ins')).body
    expect(codeOf(await (await phone.client()).request('DELETE', `/api/sign-ins/${signIns.find(({ here }) => here)!.id}`))).toBe('ok')
    expect([codeOf(await vault.signIn()), codeOf(await phone.signIn())]).toEqual(['sign-in-needed', 'ok'])
  })

  test('a password chosen anew: every vault but the one it was done on', async () => {
    const { vault } = await lost()
    const phone = await enrol(house, 'sam', PHONE)
    const here = await signInOn(house, 'sam', PHONE)
    expect(codeOf(await here.request('POST', '/api/security/password', { password: 'pw-sam', next: 'a kettle on the step' }))).toBe('ok')
    expect([codeOf(await vault.signIn()), codeOf(await phone.signIn())]).toEqual(['sign-in-needed', 'ok'])
  })

  test('a second factor that is asked for and was taken away: a device alone is none', async () => {
    const { vault } = await lost()
    await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ second_factor: 'required' }).execute())
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
  })

  test('a full sign-in of somebody else on the tablet trusts nobody’s vault but theirs', async () => {
    const { vault } = await lost()
    await house.server.ports.storage.write((tx) => tx.updateTable('vaults').set({ trusted: 0 }).execute())
    await signInOn(house, 'kofi', TABLET)
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
  })

  describe('unlocked where its person has just signed in in full without naming a device, as who comes back from their work account has', () => {
    const distrusted = async (): Promise<{ readonly vault: Vault; readonly cookie: (who: string, deviceId?: string) => Promise<string> }> => {
      const { vault } = await lost()
      await house.server.ports.storage.write((tx) => tx.updateTable('vaults').set({ trusted: 0 }).execute())
      return { vault, cookie: async (who, deviceId) => cookieOf(await signInAs(house.address, who, `pw-${who}`, deviceId === undefined ? {} : { deviceId })) }
    }

    test('it is trusted again from then on', async () => {
      const { vault, cookie } = await distrusted()
      const browser = await cookie('sam')
      expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
      const inside = await vault.signIn(undefined, browser)
      expect(codeOf(inside)).toBe('ok')
      expect(codeOf(await vault.signIn())).toBe('ok')
      // In its place: a browser has one sign-in, and this one is no fresh proof.
      expect(codeOf(await new Client('sam', house.address, browser, house.now).request('GET', '/api/me'))).toBe('sign-in-needed')
      expect(codeOf(await new Client('sam', house.address, cookieOf(inside), house.now).request('POST', '/api/security/totp/begin'))).toBe('sign-in-not-fresh')
    })

    test('not by another’s sign-in there, by one on another device, by one of a quarter of an hour ago, nor by a key’s', async () => {
      const { vault, cookie } = await distrusted()
      const phones = await enrol(house, 'sam', PHONE)
      const late = await cookie('sam')
      house.pass(14 * MINUTE_MS)
      expect(codeOf(await new Client('sam', house.address, late, house.now).request('GET', '/api/me'))).toBe('ok')
      house.pass(2 * MINUTE_MS)
      for (const beside of [await cookie('kofi'), await cookie('sam', PHONE), late, (await phones.client()).cookie]) {
        expect(codeOf(await vault.signIn(undefined, beside))).toBe('sign-in-needed')
      }
    })
  })
})
