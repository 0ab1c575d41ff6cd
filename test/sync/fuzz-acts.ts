/** Acts drawn at random: every deed with parts of what there is, as somebody could send it, and then with something wrong with it. */
import * as fc from 'fast-check'
import { packOf } from '../../src/domain/policy/packs.ts'
import { DEEDS, type DeedType } from '../../src/domain/records/acts.ts'
import { type RecordKind } from '../../src/domain/records/deeds/common.ts'
import { type PostState, type RecordState } from '../../src/domain/records/record.ts'
import { signedContentOf } from '../../src/domain/records/content.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { contentHash, saltContent, signatureHash } from '../../src/protocol/signed-content.ts'
import { KINDS, MAKES, type Parts, PAYLOADS } from './every-deed.ts'
import { OTHER_ORG, orgOf, PEOPLE, type World } from './fuzz-world.ts'
import { ORG, person } from './house.ts'

/** One act as fast-check draws it: which deed, numbers that choose its parts, a value to put somewhere, how it is mutated. */
export interface Draw {
  readonly type: DeedType | 'fields.edit'
  readonly picks: readonly number[]
  readonly value: unknown
  readonly mutation: number
}

const TYPES = [...Object.keys(DEEDS), 'fields.edit', 'fields.edit', 'fields.edit', 'record.sign', 'record.sign', 'record.resolve', 'record.resolve', 'record.answer'] as (DeedType | 'fields.edit')[]
const anyText = fc.oneof(fc.constantFrom('x', '', ' ', '\u0000', '‮x', 'a\u0301', '👩‍👩‍👧', '2026-02-30', '${x}', '<b>', "'; drop table acts; --"), fc.string({ unit: 'binary', maxLength: 40 }))
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyText, fc.constantFrom(null, 0, -0, -1, 1e308, 5e-324, 2 ** 53, true, [], {}, [[[[]]]], 'x'.repeat(300)), fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
)
export const draw: fc.Arbitrary<Draw> = fc.record({
  type: fc.constantFrom(...TYPES), picks: fc.array(fc.nat(9999), { minLength: 16, maxLength: 16 }), value: anyValue, mutation: fc.nat(29),
})

const DAYS = ['2026-06-01', '2026-06-02', '2026-05-04', '2026-07-01', '0001-01-01', '9999-12-31']
const deep = (levels: number): unknown => (levels === 0 ? 1 : levels % 2 === 0 ? [deep(levels - 1)] : { a: deep(levels - 1) })
const kindOf = (state: RecordState | undefined): string => state?.kind ?? 'session'

/** Makes the act that was drawn, from what there is now. */
export const actOf = (world: World, key: string, { type, picks, value, mutation }: Draw, before: readonly WireAct[]): WireAct => {
  let at = 0
  const number = (below: number): number => picks[(at += 1) % picks.length]! % Math.max(1, below)
  const pick = <T>(list: readonly T[]): T => list[number(list.length)]!
  const known = world.of(orgOf(key))
  const everywhere = [...world.of(ORG).values(), ...world.of(OTHER_ORG).values()]
  const kinds: readonly RecordKind[] = type === 'fields.edit' ? ['session', 'session', 'agreement', 'observation', 'file'] : KINDS[type]
  // What is answered or resolved is on few records: else hardly ever met.
  const hasWhatFor = (state: RecordState): boolean => {
    if (type === 'record.resolve') return 'referrals' in state && state.referrals.length > 0
    return type !== 'record.answer' || ('responses' in state && state.responses.length > 0)
  }
  const ofKind = [...known.values()].filter((state) => kinds.includes(state.kind) && hasWhatFor(state))
  const posts = [...known.values()].filter((state): state is PostState => state.kind === 'post')
  // More often a record of the person's own than of anybody: else nearly nothing would be allowed.
  const theirs = ofKind.filter((state) => Object.values(state).includes(person(key)) || ('post' in state && posts.some(({ id, supervisor }) => id === state.post && supervisor === person(key))))
  const record: RecordState | undefined = ofKind.length === 0 ? undefined : pick(theirs.length > 0 && number(4) > 0 ? theirs : ofKind)
  const ownPosts = posts.filter((each) => each.person === person(key) || each.supervisor === person(key))
  const chosen = pick(ownPosts.length > 0 && number(3) > 0 ? ownPosts : posts)
  const acts = record && 'fields' in record ? Object.values(record.fields).map(({ act }) => act) : []
  const said = record && 'responses' in record ? (type === 'record.resolve' ? record.referrals : record.responses).map(({ act }) => act) : []
  const text = typeof value === 'string' ? value : 'x'
  const signable = record && 'signatures' in record ? record : null
  const earlier = signable?.signatures.at(-1)?.sign ?? null
  const content = signable ? saltContent(signedContentOf(signable), earlier?.content ?? null, () => 'A'.repeat(22)) : {}
  const role = signable && signable.supervisee === person(key) ? 'supervisee' : 'supervisor'
  const parts: Parts = {
    post: chosen, person: person(pick(PEOPLE)), text, on: pick(DAYS.slice(0, number(3) > 0 ? 2 : DAYS.length)), id: () => world.newId(), yes: number(2) === 0,
    act: () => pick([...said, ...said, ...said, ...acts.slice(0, 2), world.newId()]), record: () => pick(ofKind)?.id ?? world.newId(),
    signed: { content, contentHash: contentHash(content), previous: earlier ? signatureHash(earlier) : null, role: number(5) === 0 ? 'supervisee' : role, formVersion: 1 },
  }
  const makes = type !== 'fields.edit' && MAKES.has(type)
  const recordId = (makes && number(4) > 0) || !record ? world.newId() : record.id
  const kind: string = record && !makes ? record.kind : kinds[0]!
  let payload: unknown
  if (type === 'fields.edit') {
    const form = record && 'pins' in record ? packOf(record.pins.pack)!.forms.find(({ id }) => id === record.pins.form) : undefined
    const keys = form?.sections.flatMap(({ fields }) => fields.map((field) => field.key)) ?? ['feeling']
    const names = Array.from({ length: 1 + number(3) }, () => pick([pick(keys), pick(keys), pick(keys), 'when.place', 'next.on', 'agenda.x', `actions.${world.newId()}.what`, 'plan.x', 'nothing']))
    payload = Object.fromEntries(names.map((name) => {
      const current = record && 'fields' in record ? record.fields[name]?.act : undefined
      return [name, { value, from: number(4) > 0 ? (current ?? null) : pick([null, ...acts, world.newId()]) }]
    }))
  } else payload = PAYLOADS[type](parts)
  const client = world.client(key)
  const made = client.act(recordId, type, payload, kind, world.newId())
  return mutated(made, mutation, { value, pick, everywhere, before, world })
}

interface Means {
  readonly value: unknown
  readonly pick: <T>(list: readonly T[]) => T
  readonly everywhere: readonly RecordState[]
  readonly before: readonly WireAct[]
  readonly world: World
}

/** The act with something wrong with it, sealed again where it could be; most numbers leave it as it is. */
const mutated = (act: WireAct, mutation: number, { value, pick, everywhere, before, world }: Means): WireAct => {
  const change = (more: object): WireAct => sealAct({ ...act, ...more })
  const inside = (more: (payload: Record<string, unknown>) => object): WireAct => {
    const part = act.type === 'fields.edit' ? 'patch' : 'payload'
    return change({ [part]: more(act[part] as Record<string, unknown>) })
  }
  const words = (whole: unknown, from: RegExp, to: string): unknown => JSON.parse(JSON.stringify(whole).replaceAll(from, to))
  const other = pick(everywhere)
  const unknown = pick([world.newId(), other.id, pick(everywhere).id, person(pick(PEOPLE))])
  switch (mutation) {
    case 0:
      return change({ recordId: other.id, kind: kindOf(other) })
    case 1:
      return change({ recordId: other.id })
    case 2:
      return inside((payload) => ({ ...payload, [pick(Object.keys(payload).concat('more'))]: value }))
    case 3:
      return inside((payload) => ({ ...payload, pins: { pack: pick(['sefton', 'havering', 'own', 'nobody']), packVersion: pick([1, 2, 999]), form: pick(['welfare-supervision', 'front-sheet', 'x']), formVersion: pick([1, 2]) } }))
    case 4:
      return before.length > 0 ? change({ actId: pick(before).actId }) : act
    case 5:
      return before.length > 0 ? pick(before) : act
    case 6:
      return { ...act, hash: pick(['0', 'f', 'a']).repeat(64) }
    case 7:
      return change({ type: pick(['session.dream', 'constructor', '__proto__', 'fields.edit ', 'RECORD.SIGN', '💥']) })
    case 8:
      return change({ kind: pick(['dream', 'constructor', '__proto__', 'Session', '\u0000', '💥', 'shift', 'policy']) })
    case 9:
      return inside((payload) => ({ ...payload, [pick(Object.keys(payload).concat('more'))]: deep(22) }))
    case 10:
      return inside((payload) => ({ ...payload, actor: person('dana'), administrator: true, by: person('dana'), locked: true }))
    case 11:
      return inside((payload) => words(payload, /\d{4}-\d{2}-\d{2}/g, pick(['9999-12-31', '0001-01-01', '2026-02-30', '0000-00-00', '99999-01-01'])) as object)
    case 12:
      return change({ deviceTime: pick(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-06-01T00:00:00+14:00', '2026-06-30T23:59:59.999999999Z']) })
    case 13:
      return inside((payload) => ({ ...payload, [pick(Object.keys(payload).concat('more'))]: pick([1e308, 2 ** 53, -0, 5e-324, 2 ** 64]) }))
    case 14:
      return inside((payload) => words(payload, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, unknown) as object)
    case 15:
      return change({ schema: pick([1, 2, 4, 9999]) })
    case 16:
      return change({ patch: { feeling: { value: 'x', from: null } } })
    case 17:
      return change({ deviceId: other.id, kind: act.kind })
    case 18:
      return act.type === 'record.sign' ? inside((payload) => ({ ...payload, role: pick(['supervisor', 'supervisee']), method: pick(['sign-in', 'key', 'link']), contentHash: pick(['0'.repeat(64), String(payload['contentHash'])]) })) : act
    case 19:
      // As somebody else would send it: what their device says of itself.
      return world.client(pick(PEOPLE)).act(act.recordId, act.type, act.patch ?? act.payload, act.kind, act.actId)
    default:
      return act
  }
}
