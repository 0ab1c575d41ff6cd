/**
 * The world that pushes are tried on at random: two services, people in every relation, something of each kind in different
 * states; and what of it has changed since.
 */
import { v5 } from 'uuid'
import { type OrgId } from '../../src/domain/ids.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type PostState, type RecordState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { publishShippedPacks } from '../../sync/services/services.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { addOrg } from '../../sync/storage/orgs.ts'
import { type Around } from './authority.ts'
import { agreementAnswers, applied, drawUp, edit, observe, openFile, planObservation, signedAgreement } from './deeds.ts'
import { Client, EVERYBODY, heldSession, type House, lockedSession, openHouse, ORG, person, pinsOf, signInAs } from './house.ts'

const NAMESPACE = '5f0c3f5e-1f55-5a62-9c7e-0d0c5f0a7b11'
export const OTHER_ORG = v5('another service', NAMESPACE) as OrgId
/** Kofi administers the service; Zoe and Zack are another service's, which Zoe administers. */
export const PEOPLE = [...EVERYBODY, 'zoe', 'zack'] as const
const ADMINISTRATORS: ReadonlySet<string> = new Set(['kofi', 'zoe'])
export const orgOf = (key: string): OrgId => (key === 'zoe' || key === 'zack' ? OTHER_ORG : ORG)

/** What the database holds of records, by organisation; what has changed is read again after each push. */
export class World {
  readonly house: House
  readonly clients = new Map<string, Client>()
  readonly records = new Map<OrgId, Map<string, RecordState>>([[ORG, new Map()], [OTHER_ORG, new Map()]])
  readonly seqs = new Map<OrgId, number>([[ORG, 0], [OTHER_ORG, 0]])
  readonly outcomes = new Map<string, number>()
  acts = 0
  private count = 0

  constructor(house: House) {
    this.house = house
  }

  client(key: string): Client {
    return this.clients.get(key)!
  }

  /** Ids as devices make them, and the same each time, so that a seed says everything. */
  newId(): string {
    this.count += 1
    return v5(`${this.count}`, NAMESPACE).replace(/^(.{14})5/, (_, start: string) => `${start}7`)
  }

  of(org: OrgId): Map<string, RecordState> {
    return this.records.get(org)!
  }

  /** Reads what has changed since; what each was before. */
  async changed(org: OrgId): Promise<readonly { readonly before: RecordState | null; readonly after: RecordState }[]> {
    const rows = await this.house.server.ports.storage.snapshot((tx) =>
      tx.selectFrom('records').select(['id', 'state', 'seq']).where('org', '=', org).where('seq', '>', this.seqs.get(org)!).execute(),
    )
    const known = this.of(org)
    return rows.map(({ id, state, seq }) => {
      const before = known.get(id) ?? null
      const after = JSON.parse(state) as RecordState
      known.set(id, after)
      this.seqs.set(org, Math.max(this.seqs.get(org)!, seq))
      return { before, after }
    })
  }

  /** The people around records, by what is now, what was before the push, and what an act of it said for a moment. */
  around(key: string, changes: readonly { readonly before: RecordState | null; readonly after: RecordState }[], acts: readonly WireAct[]): Around {
    const known = this.of(orgOf(key))
    const states = (id: string): readonly RecordState[] => [known.get(id), ...changes.filter(({ after }) => after.id === id).map(({ before }) => before)].flatMap((state) => state ?? [])
    const managers = (setting: string): ReadonlySet<string> =>
      new Set((setting === 'any' ? [...known.values()] : states(setting)).flatMap((state) => (state.kind === 'setting' ? state.managers : [])))
    const meanwhile = (id: string): readonly unknown[] => acts.filter(({ recordId, type }) => recordId === id && type === 'post.supervise').map(({ payload }) => (payload as { supervisor?: unknown } | null)?.supervisor)
    return {
      person: person(key), administrator: ADMINISTRATORS.has(key), managers,
      worker: (id) => states(id).find((state): state is PostState => state.kind === 'post')?.person,
      supervisors: (id) => new Set([...states(id).flatMap((state) => (state.kind === 'post' ? [state.supervisor] : [])), ...meanwhile(id)].filter((each) => typeof each === 'string')),
      packOf: ({ pack }) => packOf(pack),
    }
  }
}

const furnishOther = async (house: House): Promise<void> => {
  const { ports } = house.server
  const at = ports.clock()
  await ports.storage.write((tx) => addOrg(tx, { org: OTHER_ORG, name: 'Another service', demonstration: false, secondFactor: 'optional' }, at))
  await publishShippedPacks(ports)
  for (const key of ['zoe', 'zack']) {
    await ports.storage.write((tx) => addAccount(tx, { org: OTHER_ORG, person: person(key), username: key, passwordHash: `pw-${key}`, administrator: key === 'zoe', at }))
  }
}

/** The house with something of each kind, in different states, for its people to be tried on. */
export const furnished = async (): Promise<World> => {
  const house = await openHouse({ administrator: 'kofi' })
  await furnishOther(house)
  const world = new World(house)
  for (const key of PEOPLE) {
    const answer = await signInAs(house.address, key, `pw-${key}`)
    world.clients.set(key, new Client(key, house.address, answer.headers.get('set-cookie')!.split(';', 1)[0]!, () => house.server.ports.clock()))
  }
  const [dana, priya, sam, kofi, olu, una, zoe] = ['dana', 'priya', 'sam', 'kofi', 'olu', 'una', 'zoe'].map((key) => world.client(key)) as [Client, Client, Client, Client, Client, Client, Client]
  await lockedSession(dana, sam)
  await lockedSession(priya, kofi)
  const held = await heldSession(dana, 'ade')
  const unas = await heldSession(olu, 'una')
  applied(await dana.push(dana.share(held), dana.act(held, 'record.refer', { about: 'x', to: person('olu'), name: 'Olu', on: '2026-06-02' })))
  applied(await una.push(una.act(unas, 'record.respond', { ask: 'change', field: null, text: 'x', on: '2026-06-02' })))
  await signedAgreement(dana, sam, '2026-06-02', agreementAnswers([{ on: '2026-07-01', at: null }]))
  const observed = world.newId()
  const draft = world.newId()
  applied(await dana.push(
    dana.plan(world.newId(), 'sam'), planObservation(dana, 'sam', 'dana', world.newId(), '2026-06-02'), planObservation(dana, 'kofi', 'priya', observed, '2026-06-02'), openFile(dana, 'sam', world.newId()),
    drawUp(dana, 'ade', draft, '2026-06-02'), edit(dana, draft, 'agreement', { recording: 'As we go.' }),
  ))
  applied(await priya.push(observe(priya, observed, '2026-06-02')))
  const [setting, postId] = [world.newId(), world.newId()]
  applied(await zoe.push(
    zoe.act(setting, 'setting.open', { name: 'Elsewhere', residentialHome: true, pack: 'sefton', packVersion: packOf('sefton')!.version, settings: {}, managers: [person('zoe')] }, 'setting'),
    zoe.act(person('zoe'), 'person.add', { name: 'Zoe', knownAs: 'Zoe', staffNumber: null }, 'person'), zoe.act(person('zack'), 'person.add', { name: 'Zack', knownAs: 'Zack', staffNumber: null }, 'person'),
    zoe.act(postId, 'post.start', { person: person('zack'), setting, title: 'Worker', group: 'residential', employment: 'permanent', hours: null, line: 'managerial', supervisor: person('zoe'), employedOn: '2024-01-08', supervisedSince: null, from: '2024-01-08', until: null, facts: {} }, 'post'),
    zoe.act(world.newId(), 'session.plan', { post: postId, setting, supervisee: person('zack'), supervisor: person('zoe'), plannedFor: '2026-06-01', pins: pinsOf('welfare-supervision') }),
  ))
  for (const org of [ORG, OTHER_ORG]) await world.changed(org)
  return world
}
