/**
 * The small invented house with the corpus in every field of everything: each policy that ships brought in again with its
 * own sentences replaced, a setting under each, and in it an agreement, sessions, observations and a file, as devices send
 * them to the real server.
 */
import { v7 } from 'uuid'
import { addDays, londonDayOf, type PlainDate } from '../../../src/domain/dates.ts'
import { SettingId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Form } from '../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../../src/domain/policy/packs.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { type WireAct } from '../../../src/protocol/act.ts'
import { caseListId } from '../../../src/protocol/derived-ids.ts'
import { PUSH_MAX_ACTS } from '../../../src/protocol/version.ts'
import { OTHER_SERVICES } from '../../../sync/services/demonstration/other-services.ts'
import { type Client, EVERYBODY, type House, person } from '../../sync/house.ts'
import { answersTo, besideTheForm } from './answers.ts'
import { type Ink } from './corpus.ts'

const NAME = 200
const LINE = 1000

/** A policy with every sentence of its own replaced: whatever is `{ en }` or `{ en, cy }`, wherever it stands. */
export const poisonedPack = (pack: PolicyPack, ink: Ink): PolicyPack => {
  const walk = (value: unknown, where: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => walk(each, where))
    if (typeof value !== 'object' || value === null) return value
    if ('en' in value && typeof value.en === 'string') return { en: ink.short(LINE, where), cy: ink.short(LINE, where) }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, `${where}.${key}`)]))
  }
  return { ...(walk(pack, 'pack') as PolicyPack), id: `own-${pack.id}`, version: 1 }
}

/** One setting under one policy, and what was written there. */
export interface PoisonedSetting {
  readonly setting: string
  readonly pack: PolicyPack
  readonly post: string
  readonly sessions: readonly string[]
  readonly agreements: readonly string[]
  readonly observations: readonly string[]
}

export interface PoisonedHouse {
  readonly settings: readonly PoisonedSetting[]
  /** Every act that was taken in. */
  readonly acts: readonly WireAct[]
}

interface People {
  /** Supervises everybody's post; the supervisee; manages; administers; is asked to settle. */
  readonly dana: Client
  readonly sam: Client
  readonly priya: Client
  readonly olu: Client
  readonly kofi: Client
}

/** Sends, and fails unless each is taken in. */
const senderOf = (acts: WireAct[]) => async (client: Client, ...wires: readonly WireAct[]): Promise<void> => {
  for (let from = 0; from < wires.length; from += PUSH_MAX_ACTS) {
    const some = wires.slice(from, from + PUSH_MAX_ACTS)
    const receipts = await client.push(...some)
    const wrong = receipts.findIndex(({ outcome }) => outcome !== 'applied' && outcome !== 'competing')
    if (wrong >= 0) throw new Error(`${some[wrong]?.type}: ${JSON.stringify(receipts[wrong])}`)
    acts.push(...some)
  }
}

const editOf = (client: Client, id: string, kind: string, values: Record<string, Json>): WireAct =>
  client.act(id, 'fields.edit', Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: null }])), kind)

const poisonSetting = async (pack: PolicyPack, people: People, send: ReturnType<typeof senderOf>, ink: Ink, today: PlainDate): Promise<PoisonedSetting> => {
  const { dana, sam, priya, olu, kofi } = people
  const day = addDays(today, -1)
  const [setting, post] = [v7(), v7()]
  const service = OTHER_SERVICES.find((each) => each.pack === pack.id.replace('own-', ''))
  const pair = { post, setting, supervisee: person('sam') }
  const manager = person('kofi')
  const formsFor = (record: Form['record']): readonly Form[] => pack.forms.filter((form) => form.record === record)
  const pinsTo = (form: Form): Pins => ({ pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version })
  const words = (where: string, longest = LINE): string => ink.short(longest, where)
  const settings = { ...service?.settings }
  const postFacts = {
    title: words('post title', NAME), group: service?.members.find(({ group }) => pack.residentialGroups.includes(group))?.group ?? 'residential', employment: 'permanent', hours: 'full-time',
    employedOn: '2024-01-08', staffNumber: words('post staff number', 40),
    facts: {
      variations: [{ every: 'P2W', from: '2024-01-08', until: '2099-01-01', reason: words('variation') }],
      excused: [{ from: day, until: today, reason: words('excused'), authorisedBy: words('authorised by') }],
    },
  }
  await send(
    olu,
    olu.act(v7(), 'policy.publish', { pack: pack as unknown as Json, on: day }, 'policy'),
    olu.act(setting, 'setting.open', { name: words('setting', NAME), residentialHome: true, pack: pack.id, packVersion: 1, settings, managers: [person('priya'), person('olu')] }, 'setting'),
    olu.act(setting, 'setting.adopt', {
      pack: pack.id, packVersion: 1, settings, from: day, reason: words('adopted'), on: day,
      readings: Object.fromEntries(pack.ambiguities.map(({ id, reading }) => [id, { reading, reason: words('reading'), on: day }])),
    }, 'setting'),
    olu.act(post, 'post.start', { ...postFacts, person: person('sam'), setting, line: 'managerial', supervisor: person('dana'), supervisedSince: '2024-01-08', from: '2024-01-08', until: null }, 'post'),
    olu.act(post, 'post.amend', { ...postFacts, title: words('post title', NAME), on: day }, 'post'),
  )
  await send(
    priya,
    priya.act(post, 'post.happened', { happened: v7(), event: { type: 'absence', from: day, cover: words('cover', NAME) }, withdrawn: false, on: today }, 'post'),
    priya.act(post, 'post.leave', { leave: v7(), from: day, until: today, cancelled: false }, 'post'),
    priya.act(caseListId(SettingId.parse(setting)), 'cases.list', { setting, cases: [{ reference: words('case reference', 40), names: [words('case name', 80)] }] }, 'case-list'),
  )
  await send(sam, sam.act(post, 'post.ask', { note: words('asked'), on: day }, 'post'))

  /**
   * Shared, asked about, answered, signed with comments; of the two that differ one refers it, and it is settled.
   *
   * @param both whether the other signs too: until then what a typed name said is to be read
   */
  const signedBy = async (id: string, kind: string, both = true): Promise<void> => {
    const [asked, changed, referral] = [v7(), v7(), v7()]
    await send(dana, dana.act(id, 'record.share', { on: day }, kind))
    await send(
      sam,
      sam.act(id, 'record.respond', { ask: 'comment', field: null, text: words('comment'), on: day }, kind, asked),
      sam.act(id, 'record.respond', { ask: 'change', field: null, text: words('change asked'), on: day }, kind, changed),
    )
    await send(
      dana,
      dana.act(id, 'record.answer', { response: asked, outcome: 'seen', text: words('answer'), on: day }, kind),
      dana.act(id, 'record.answer', { response: changed, outcome: 'kept', text: words('answer'), on: day }, kind),
    )
    const statement = words('statement')
    await send(dana, await dana.sign(id, 'supervisor', { answer: 'agree-with-comment', comment: words('signing comment'), statement, on: day }))
    await send(dana, dana.act(id, 'record.acknowledge', { name: words('typed', NAME), role: 'supervisee', words: words('shown'), on: day }, kind))
    if (!both) return
    await send(sam, await sam.sign(id, 'supervisee', { answer: 'disagree', comment: words('disagreement'), statement, on: day }))
    await send(sam, sam.act(id, 'record.refer', { about: words('referred'), to: manager, name: words('referred to', NAME), on: day }, kind, referral))
    await send(kofi, kofi.act(id, 'record.resolve', { referral, text: words('resolved'), on: day }, kind))
    await send(sam, sam.act(id, 'record.refer', { about: words('referred again'), to: manager, name: words('referred to', NAME), on: day }, kind))
    await send(sam, sam.act(id, 'record.pass-on', { why: words('passed on'), on: day }, kind))
    await send(sam, sam.act(id, 'record.addendum', { text: ink.all('addendum'), on: day }, kind))
    await send(dana, dana.act(id, 'record.addendum', { text: words('addendum'), on: day }, kind))
  }

  const sessions: string[] = []
  const planned = async (form: Form, values: Record<string, Json>): Promise<string> => {
    const id = v7()
    sessions.push(id)
    const plan = { ...pair, supervisor: person('dana'), plannedFor: day, pins: pinsTo(form) }
    await send(dana, dana.act(id, 'session.plan', plan), editOf(dana, id, 'session', values))
    return id
  }
  for (const form of formsFor('session')) {
    const raw = { ...answersTo(form, ink, { kept: false, day, manager }), ...besideTheForm(ink, false, day) }
    const open = await planned(form, raw)
    // The other wrote the same fields at the same time: both versions stand until one is chosen.
    const theirs = form.sections.flatMap(({ fields }) => fields.filter(({ key, voice, type }) => voice !== 'supervisor' && typeof raw[key] === 'string' && type !== 'computed'))
    await send(sam, editOf(sam, open, 'session', Object.fromEntries(theirs.map(({ key }) => [key, words(`competing ${form.id}`)]))))
    const settled = theirs[0]
    if (settled) {
      const versions = (await dana.session(open)).competing[settled.key] ?? []
      await send(dana, dana.act(open, 'field.settle', { field: settled.key, value: words('settled'), from: (await dana.session(open)).fields[settled.key]?.act ?? null, settles: versions.map(({ act }) => act) }))
    }
    const full = await planned(form, { ...answersTo(form, ink, { kept: true, day, manager }), ...besideTheForm(ink, true, day) })
    await send(dana, dana.act(full, 'session.hold', { on: day, start: '10:00', end: '11:00', place: words('place', NAME), mode: 'in-person' }))
    await signedBy(full, 'session')
    const off = await planned(form, { 'agenda.1.text': words('agenda') })
    await send(
      dana,
      dana.act(off, 'session.cancel', { plannedFor: day, reason: words('cancelled for', 60), note: words('cancelled'), on: day }),
      dana.act(off, 'session.rebook', { plannedFor: today, at: null, on: day }),
      dana.act(off, 'session.miss', { plannedFor: today, who: 'supervisee', note: words('missed'), on: today }),
    )
    const wrong = await planned(form, besideTheForm(ink, true, day))
    await send(dana, dana.act(wrong, 'record.void', { reason: 'wrong-date', note: words('void'), on: day }))
  }

  const agreements: string[] = []
  for (const form of formsFor('agreement')) {
    for (const kept of [true, false]) {
      const id = v7()
      agreements.push(id)
      const drawn = { ...pair, supervisor: person('dana'), follows: kept ? null : (agreements[0] ?? null), on: day, pins: pinsTo(form) }
      await send(dana, dana.act(id, 'agreement.draw-up', drawn, 'agreement'), editOf(dana, id, 'agreement', answersTo(form, ink, { kept, day: addDays(today, 20), manager })))
      if (!kept) continue
      await signedBy(id, 'agreement')
      await send(dana, dana.act(id, 'agreement.review', { on: day, note: words('review') }, 'agreement'))
    }
  }

  const observations: string[] = []
  for (const form of formsFor('observation')) {
    for (const kept of [true, false]) {
      const id = v7()
      observations.push(id)
      const plan = { ...pair, observer: person('dana'), plannedFor: day, at: '10:00', pins: pinsTo(form) }
      const answers = answersTo(form, ink, { kept, day, manager })
      const own = new Set(form.sections.flatMap(({ fields }) => fields.filter(({ view }) => view === 'supervisee').map(({ key }) => key)))
      const by = (mine: boolean): Record<string, Json> => Object.fromEntries(Object.entries(answers).filter(([name]) => own.has(name) === mine))
      await send(dana, dana.act(id, 'observation.plan', plan, 'observation'), dana.act(id, 'observation.observe', { on: day, start: '10:00', end: '11:00' }, 'observation'), editOf(dana, id, 'observation', by(false)))
      await send(sam, editOf(sam, id, 'observation', by(true)))
      if (!kept) continue
      await send(dana, dana.act(id, 'observation.reveal', { on: day }, 'observation'))
      // Where there is a second form, its record waits for the other's signature.
      await signedBy(id, 'observation', observations.length === 1)
    }
  }

  for (const form of formsFor('file')) {
    const id = v7()
    const answers = { ...answersTo(form, ink, { kept: false, day, manager }), ...answersTo(form, ink, { kept: false, day, manager }) }
    await send(dana, dana.act(id, 'file.open', { post, setting, person: person('sam'), pins: pinsTo(form) }, 'file'), editOf(dana, id, 'file', answers))
  }
  return { setting, pack, post, sessions, agreements, observations }
}

/** Fills the house; whoever it is, everybody in it has a name of the corpus. */
export const poisonHouse = async (house: House, ink: Ink, now: number): Promise<PoisonedHouse> => {
  const [dana, sam, priya, olu, kofi] = (await Promise.all(['dana', 'sam', 'priya', 'olu', 'kofi'].map(house.signIn))) as [Client, Client, Client, Client, Client]
  for (const client of [dana, sam]) client.keepsWhatItPulled()
  const acts: WireAct[] = []
  const send = senderOf(acts)
  await send(olu, ...EVERYBODY.map((key) => olu.act(person(key), 'person.amend', { name: ink.short(NAME, `name of ${key}`), knownAs: ink.short(100, `known as, ${key}`), staffNumber: ink.short(40, 'staff number') }, 'person')))
  await send(olu, olu.act(v7(), 'person.add', { name: ink.short(NAME, 'name of nobody'), knownAs: ink.short(100, 'known as'), staffNumber: ink.short(40, 'staff number') }, 'person'))
  const settings: PoisonedSetting[] = []
  for (const pack of shippedPacks) {
    settings.push(await poisonSetting(poisonedPack(pack, ink), { dana, sam, priya, olu, kofi }, send, ink, londonDayOf(now)))
  }
  return { settings, acts }
}
