/** A council of invented people on the house's server: homes of twenty, each with a manager who supervises the others. */
import { v7 } from 'uuid'
import { londonDay } from '../../src/domain/dates.ts'
import { DeviceId, PersonId, PostId, SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { caseScopesOf, scopesOf } from '../../src/domain/projections.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { systemRandom, tokenHash } from '../../sync/clock.ts'
import { actsService } from '../../sync/services/acts.ts'
import { shippedOf } from '../../sync/services/packs.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { headOf } from '../../sync/storage/ledger.ts'
import { concerning } from '../../sync/storage/records.ts'
import { addSignIn } from '../../sync/storage/sign-ins.ts'
import { type House, ORG, PINS } from '../sync/house.ts'

const A_HOME = 20
const sefton = packOf('sefton')!

/** One signed-in device that has pulled everything there is. */
export interface Member {
  readonly person: string
  readonly device: string
  readonly cookie: string
  readonly cursors: Record<string, number>
  /** The session of theirs, or of somebody they supervise, that their device writes in. */
  readonly session: string
  readonly supervises: boolean
}
export interface Council {
  readonly members: readonly Member[]
}

export const furnishCouncil = async ({ server: { ports }, now }: House, count: number): Promise<Council> => {
  const { storage } = ports
  const acts = actsService({ ...ports, shipped: shippedOf(ports.packs) })
  const device = DeviceId.parse(v7())
  const act = (recordId: string, kind: string, type: string, payload: unknown): WireAct =>
    sealAct({ actId: v7() as never, recordId: recordId as never, kind, type, payload: payload as Json, deviceId: device, deviceTime: now() })
  const push = async (person: PersonId, wires: readonly WireAct[]): Promise<void> => {
    for (let from = 0; from < wires.length; from += 100) {
      const receipts = await acts.push(ORG, wires.slice(from, from + 100).map((wire) => ({ principal: { org: ORG, person, administrator: true }, wire })))
      const wrong = receipts.find(({ outcome }) => outcome !== 'applied')
      if (wrong) throw new Error(JSON.stringify(wrong))
    }
  }
  const homes = Array.from({ length: Math.ceil(count / A_HOME) }, (_, home) => ({
    setting: SettingId.parse(v7()),
    people: Array.from({ length: Math.min(A_HOME, count - home * A_HOME) }, () => ({ person: PersonId.parse(v7()), post: PostId.parse(v7()), session: v7() })),
  }))
  const members: Omit<Member, 'cursors'>[] = []
  for (const [index, { setting, people }] of homes.entries()) {
    const [manager] = people
    if (!manager) continue
    await push(manager.person, [
      act(setting, 'setting', 'setting.open', { name: `Home ${index}`, residentialHome: true, pack: sefton.id, packVersion: sefton.version, settings: {}, managers: [manager.person] }),
      ...people.map(({ person }, n) => act(person, 'person', 'person.add', { name: `Person ${index}.${n} Example`, knownAs: `P${n}`, staffNumber: null })),
      ...people.map(({ person, post }) =>
        act(post, 'post', 'post.start', {
          person, setting, title: 'Worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial', supervisor: manager.person === person ? people[1]!.person : manager.person,
          employedOn: '2024-01-08', supervisedSince: '2024-01-08', from: '2024-01-08', until: null, facts: {},
        }),
      ),
    ])
    await push(manager.person, people.slice(1).map(({ person, post, session }) =>
      act(session, 'session', 'session.plan', { post, setting, supervisee: person, supervisor: manager.person, plannedFor: '2026-06-10', pins: PINS }),
    ))
    await storage.write(async (tx) => {
      for (const { person, session } of people) {
        const token = systemRandom(32)
        const theirs = DeviceId.parse(v7())
        await addAccount(tx, { org: ORG, person, username: person, passwordHash: 'x', administrator: false, at: now() })
        await addSignIn(tx, {
          tokenHash: tokenHash(token), id: v7(), org: ORG, person, at: now(), expiresAt: '2026-06-02T22:00:00.000Z' as never, seenOn: { browser: 'chrome', on: 'android-tablet' }, method: 'password', restricted: false, provedAt: now(),
          device: theirs, vault: null,
        })
        const supervises = person === manager.person
        members.push({ person, device: theirs, cookie: `countersign=${token}`, session: supervises ? people[1]!.session : session, supervises })
      }
    })
  }
  return {
    members: await storage.snapshot(async (tx) => {
      const head = await headOf(tx, ORG)
      const whole: Member[] = []
      for (const member of members) {
        const person = PersonId.parse(member.person)
        const { posts, settings } = await concerning(tx, ORG, person)
        const scopes = [...scopesOf(person, posts, settings), ...caseScopesOf(person, posts, settings, londonDay(now()))]
        whole.push({ ...member, cursors: Object.fromEntries(scopes.map((scope) => [scope, head])) })
      }
      return whole
    }),
  }
}
