/**
 * A house of which everything is written with a word that says where it stands: every field of every form of every policy
 * that ships, comments, addenda, responses, referrals, drafts, void records, another home, other dates.
 */
import { v7 } from 'uuid'
import { type Json } from '../../src/domain/json.ts'
import { type Field, type Form, type PrivacyClass } from '../../src/domain/policy/form.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { applied } from './deeds.ts'
import { type Client, HOME, person, post, POSTS, type EVERYBODY } from './house.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'

export type Clients = Record<(typeof EVERYBODY)[number], Client>

/** Names as people write them, and references as they stand in class D fields or are made like those. */
export const NAMED = 'Dana Example, priya’s, SAM, kofi example, Una, Olu; ref KES-4711 and kes 9; 07700 900123, a@b.example, born 1/2/2015, SW1A 1AA'
export const NAMES = /\b(dana|priya|sam|ade|kofi|olu|una|example)\b/iu
export const REFERENCES = /kes[\s-]?\d|07700|a@b|1\/2\/2015|SW1A/iu

/** `canary-B-sefton-topic-1-x`: of which class, of which policy, of which field. */
const canary = (name: PrivacyClass | 'X', where: string): string => `canary-${name}-${where.replaceAll(/[.@]/g, '-')}-x`

/** Whose canaries a text holds, by class: X is what nobody but the two may have. */
export const classesIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/canary-([A-EX])-/g)].map((match) => match[1]!))

const pinsFor = (pack: PolicyPack, form: Form): Pins => ({ pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version })

/** What is written into one field and its rows. */
const writtenIn = (field: Field, pack: PolicyPack): Record<string, Json> => {
  const where = `${pack.id}-${field.key}`
  const row = v7()
  const words = (name: PrivacyClass): string => (name === 'D' ? 'KES-4711' : `${canary(name, where)} ${NAMED}`)
  switch (field.type) {
    case 'topic':
      return { [field.key]: { state: 'note', note: words(field.class) } }
    case 'table':
      return Object.fromEntries(
        field.columns.map(({ key, type, options, class: own }) => [
          `${field.key}.${row}.${key}`,
          type === 'choice' ? options![0]!.key : type === 'date' ? '2026-06-15' : type === 'number' ? 7 : type === 'tick' ? true : words(own ?? field.class),
        ]),
      )
    case 'actions':
      return { [`actions.${row}.what`]: words(field.class), [`actions.${row}.by`]: '2026-07-01', [`actions.${row}.about`]: field.key }
    case 'action-updates':
      return { [`updates.${row}.note`]: words(field.class) }
    case 'notes':
      return { [`notes.${row}.text`]: words(field.class), [`notes.${row}.at`]: '2026-06-01T10:05:00Z' }
    case 'consents':
      return { [`consent.${row}.who`]: 'KES-4711', [`consent.${row}.role`]: words(field.class) }
    case 'manager':
      return { [field.key]: { person: null, name: `${canary('X', where)} Olu Example` } }
    case 'line':
    case 'text':
      return { [field.key]: words(field.class) }
    case 'choice':
      return { [field.key]: field.options[0]!.key }
    case 'date':
      return { [field.key]: '2026-06-15' }
    case 'number':
      return { [field.key]: 7 }
    case 'interval':
    case 'minutes':
      return { [field.key]: field.options[0]! }
    case 'dates':
      return { [field.key]: [{ on: '2026-07-01', at: '10:00' }] }
    case 'computed':
    case 'references':
      return {}
    default:
      return unreachable(field)
  }
}

const everyField = (form: Form, pack: PolicyPack, by: 'all' | 'observer' | 'supervisee' = 'all'): Record<string, Json> =>
  Object.assign(
    {},
    ...form.sections.flatMap(({ fields }) =>
      fields
        .filter((field) => by === 'all' || (field.view ?? 'observer') === by)
        .filter((field) => by !== 'observer' || field.view !== 'supervisee')
        .map((field) => writtenIn(field, pack)),
    ),
  ) as Record<string, Json>

const edits = (values: Record<string, Json>): Record<string, { value: Json; from: null }> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: null }]))

const settingOf = (key: string): string => POSTS.find((each) => each.key === key)!.setting

/** A session, agreement or observation of somebody’s, with every field of a form filled in, shared. */
const madeOf = async (clients: Clients, key: 'sam' | 'una', pack: PolicyPack, form: Form, on = '2026-06-01'): Promise<string> => {
  const supervisor = clients[POSTS.find((each) => each.key === key)!.supervisor as 'dana' | 'olu']
  const worker = clients[key]
  const id = v7()
  const pins = pinsFor(pack, form)
  const pair = { post: post(key), setting: settingOf(key), supervisee: person(key) }
  const share = supervisor.act(id, 'record.share', { on }, form.record)
  const write = (client: Client, by?: 'observer' | 'supervisee') => client.act(id, 'fields.edit', edits(everyField(form, pack, by)), form.record)
  switch (form.record) {
    case 'session':
      applied(await supervisor.push(
        supervisor.act(id, 'session.plan', { ...pair, supervisor: person(supervisor.key), plannedFor: on, pins }), write(supervisor),
        supervisor.act(id, 'session.hold', { on, start: '14:00', end: '15:30', place: `Office ${canary('C', 'place')} with Priya`, mode: 'in-person' }), share,
      ))
      return id
    case 'agreement':
      applied(await supervisor.push(
        supervisor.act(id, 'agreement.draw-up', { ...pair, supervisor: person(supervisor.key), follows: null, on, pins }, 'agreement'), write(supervisor), share,
      ))
      return id
    case 'observation':
      applied(await supervisor.push(
        supervisor.act(id, 'observation.plan', { ...pair, observer: person(supervisor.key), plannedFor: on, at: '10:00', pins }, 'observation'), write(supervisor, 'observer'),
        supervisor.act(id, 'observation.observe', { on, start: '10:00', end: '11:00' }, 'observation'),
      ))
      applied(await worker.push(write(worker, 'supervisee')))
      applied(await supervisor.push(supervisor.act(id, 'observation.reveal', { on }, 'observation'), share))
      return id
    case 'file':
    case 'group-session':
    case 'case-supervision':
    case 'reflective-log':
    case 'evaluation':
    case 'audit':
      throw new Error('a form of something that two people do not sign')
    default:
      return unreachable(form.record)
  }
}

const FORMS = shippedPacks.flatMap((pack) => pack.forms.filter(({ record }) => ['session', 'agreement', 'observation'].includes(record)).map((form) => ({ pack, form })))
const SEFTON = FORMS.find(({ pack, form }) => pack.id === 'sefton' && form.record === 'session')!

/** What the two say beside the form, each in words that are theirs; then both sign, and it is locked. */
const saysBeside = async (clients: Clients, id: string): Promise<void> => {
  const { sam, dana } = clients
  const secret = (where: string): string => `${canary('X', where)} Sam Example`
  applied(await sam.push(
    sam.act(id, 'record.respond', { ask: 'comment', field: 'topic.1', text: `${canary('B', 'response')} ${NAMED}`, on: '2026-06-01' }),
    sam.act(id, 'record.respond', { ask: 'comment', field: 'feeling', text: secret('response-personal'), on: '2026-06-01' }),
    sam.act(id, 'record.respond', { ask: 'comment', field: null, text: secret('response-whole'), on: '2026-06-01' }),
    sam.act(id, 'record.refer', { about: `${canary('E', 'referral')} ${NAMED}`, to: person('olu'), name: 'Olu Example', on: '2026-06-01' }),
    sam.act(id, 'record.pass-on', { why: secret('pass-on'), on: '2026-06-01' }),
  ))
  applied(await dana.push(await dana.sign(id, 'supervisor', { answer: 'disagree', comment: secret('comment') })))
  applied(await dana.push(dana.act(id, 'record.acknowledge', { name: secret('typed').slice(0, 200), role: 'supervisee', words: secret('shown'), on: '2026-06-01' })))
  applied(await sam.push(await sam.sign(id, 'supervisee', { answer: 'agree-with-comment', comment: secret('own-comment') })))
  applied(await dana.push(dana.act(id, 'record.addendum', { text: secret('addendum'), on: '2026-06-02' })))
}

export interface Written {
  readonly forms: number
}

/** Fills the house. Every act has arrived when this resolves. */
export const writeCanaries = async (clients: Clients): Promise<Written> => {
  const { dana, olu, sam } = clients
  for (const { pack, form } of FORMS) await madeOf(clients, 'sam', pack, form)
  // The same answers, none of which anybody but the two may have.
  const secret = (): Record<string, Json> =>
    JSON.parse(JSON.stringify(everyField(SEFTON.form, SEFTON.pack)).replaceAll(/canary-[A-E]-/g, 'canary-X-')) as Record<string, Json>

  const said = await madeOf(clients, 'sam', SEFTON.pack, SEFTON.form, '2026-05-20')
  await saysBeside(clients, said)

  // Not shared; void; of before the dates; of another home.
  const draft = v7()
  applied(await dana.push(dana.plan(draft, 'sam'), dana.act(draft, 'fields.edit', edits({ ...secret(), 'when.place': canary('X', 'draft-place') })), dana.hold(draft)))
  const gone = await madeOf(clients, 'sam', SEFTON.pack, SEFTON.form, '2026-05-21')
  applied(await dana.push(dana.act(gone, 'fields.edit', edits({ 'next.on': canary('X', 'next') }))))
  applied(await dana.push(dana.act(gone, 'record.void', { reason: 'wrong-date', note: canary('X', 'void'), on: '2026-06-02' })))
  const before = v7()
  applied(await dana.push(
    dana.act(before, 'session.plan', { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: '2025-01-05', pins: pinsFor(SEFTON.pack, SEFTON.form) }),
    dana.act(before, 'fields.edit', edits(secret())),
    dana.act(before, 'session.hold', { on: '2025-01-05', start: '14:00', end: '15:30', place: canary('X', 'before-place'), mode: 'in-person' }),
    dana.act(before, 'record.share', { on: '2025-01-05' }),
  ))
  const elsewhere = v7()
  applied(await olu.push(
    olu.act(elsewhere, 'session.plan', { post: post('una'), setting: settingOf('una'), supervisee: person('una'), supervisor: person('olu'), plannedFor: '2026-06-01', pins: pinsFor(SEFTON.pack, SEFTON.form) }),
    olu.act(elsewhere, 'fields.edit', edits(secret())),
    olu.act(elsewhere, 'session.hold', { on: '2026-06-01', start: '14:00', end: '15:30', place: canary('X', 'elsewhere-place'), mode: 'in-person' }),
    olu.act(elsewhere, 'record.share', { on: '2026-06-01' }),
  ))
  // In quarantine: not even a record.
  await sam.push(sam.act(said, 'fields.edit', edits({ 'topic.2': canary('X', 'quarantined') })))
  return { forms: FORMS.length }
}
