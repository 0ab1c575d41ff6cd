/** A well-formed payload of every deed there is: total over the deeds, so that a new one has to say here what it is like. */
import { type PersonId, type PostId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type DeedType } from '../../src/domain/records/acts.ts'
import { type RecordKind } from '../../src/domain/records/deeds/common.ts'
import { pinsOf } from './house.ts'

/** What a payload is made with. */
export interface Parts {
  /** The record it is about, for the kinds that are made for something: their post. */
  readonly post: { readonly id: PostId; readonly person: PersonId; readonly setting: string; readonly supervisor: PersonId | null }
  /** Anybody. */
  readonly person: PersonId
  /** What somebody writes wherever they may write. */
  readonly text: string
  readonly on: string
  /** An id that is new. */
  readonly id: () => string
  /** An act there is, or is not. */
  readonly act: () => string
  /** A record there is, or is not. */
  readonly record: () => string
  readonly yes: boolean
  /** The content of a signature, with its hash; the role. */
  readonly signed: { readonly content: Json; readonly contentHash: string; readonly previous: string | null; readonly role: 'supervisor' | 'supervisee'; readonly formVersion: number }
}

const sefton = packOf('sefton')!
const SIGNABLE = ['session', 'agreement', 'observation'] as const

/** The kinds of record a deed is for. */
export const KINDS: Readonly<Record<DeedType, readonly RecordKind[]>> = {
  'setting.open': ['setting'], 'setting.roster': ['setting'], 'setting.adopt': ['setting'], 'policy.publish': ['policy'],
  'person.add': ['person'], 'person.amend': ['person'],
  'post.start': ['post'], 'post.amend': ['post'], 'post.supervise': ['post'], 'post.end': ['post'], 'post.leave': ['post'], 'post.ask': ['post'], 'post.happened': ['post'],
  'cases.list': ['case-list'], 'shift.log': ['shift'], 'file.open': ['file'],
  'agreement.draw-up': ['agreement'], 'agreement.review': ['agreement'],
  'session.plan': ['session'], 'session.hold': ['session'], 'session.cancel': ['session'], 'session.miss': ['session'], 'session.rebook': ['session'],
  'observation.plan': ['observation'], 'observation.observe': ['observation'], 'observation.reveal': ['observation'],
  'record.share': SIGNABLE, 'record.respond': SIGNABLE, 'record.answer': SIGNABLE, 'record.sign': SIGNABLE, 'record.acknowledge': SIGNABLE, 'record.refer': SIGNABLE, 'record.resolve': SIGNABLE, 'record.pass-on': SIGNABLE,
  'record.addendum': SIGNABLE, 'record.void': [...SIGNABLE, 'shift'], 'field.settle': [...SIGNABLE, 'file'],
}

/** The deeds that make a record: on an id that is new. */
export const MAKES: ReadonlySet<DeedType> = new Set([
  'setting.open', 'policy.publish', 'person.add', 'post.start', 'cases.list', 'shift.log', 'file.open', 'agreement.draw-up', 'session.plan', 'observation.plan',
])

const said = ({ text, on }: Parts) => ({ note: text, on })
const pair = ({ post }: Parts) => ({ post: post.id, setting: post.setting, supervisee: post.person, supervisor: post.supervisor ?? post.person })
const postFacts = ({ text, on, yes }: Parts) => ({
  title: text.slice(0, 200) || 'Worker', group: 'residential', employment: yes ? 'permanent' : 'agency', hours: null, employedOn: on, facts: {},
})

export const PAYLOADS: Readonly<Record<DeedType, (parts: Parts) => unknown>> = {
  'setting.open': ({ text, person }) => ({ name: text.slice(0, 200) || 'Home', residentialHome: true, pack: 'sefton', packVersion: sefton.version, settings: {}, managers: [person] }),
  'setting.roster': ({ on }) => ({ through: `${on}T08:00:00Z`, rows: 3, on }),
  'setting.adopt': ({ text, on }) => ({ pack: 'sefton', packVersion: sefton.version, settings: {}, readings: {}, from: on, reason: text.slice(0, 2000), on }),
  'policy.publish': ({ text, on, yes }) => ({ pack: yes ? { id: 'own', version: 1, name: { en: text } } : { ...sefton, id: 'own', title: { en: text } }, on }),
  'person.add': ({ text, yes }) => ({ name: text.slice(0, 200) || 'X', knownAs: text.slice(0, 100) || 'X', staffNumber: yes ? null : text.slice(0, 40) || null }),
  'person.amend': ({ text }) => ({ name: text.slice(0, 200) || 'X', knownAs: text.slice(0, 100) || 'X', staffNumber: null }),
  'post.start': (parts) => ({
    ...postFacts(parts), person: parts.person, setting: parts.post.setting, line: 'managerial', supervisor: parts.yes ? parts.post.supervisor : null, supervisedSince: null, from: parts.on, until: null,
  }),
  'post.amend': (parts) => ({ ...postFacts(parts), on: parts.on }),
  'post.supervise': ({ person, on }) => ({ supervisor: person, on }),
  'post.end': ({ on, yes }) => ({ until: yes ? on : null, reason: 'left', on }),
  'post.leave': ({ id, on, yes }) => ({ leave: id(), from: on, until: on, cancelled: !yes }),
  'post.ask': said,
  'post.happened': ({ id, on, yes, text }) => ({
    happened: id(), event: yes ? { type: 'training', on } : { type: 'absence', from: on, cover: text.slice(0, 200) || 'X' }, withdrawn: false, on,
  }),
  'cases.list': ({ post, text, yes }) => ({ setting: post.setting, cases: [{ reference: 'LF-01', names: yes ? [text.slice(0, 80).trim() || 'X'] : [] }] }),
  'shift.log': ({ post, on, yes }) => ({
    post: post.id, setting: post.setting, person: post.person, startedAt: `${on}T07:00:00Z`, endedAt: null, status: 'worked', units: null, ...(yes ? { claimed: true } : {}),
  }),
  'file.open': ({ post }) => ({ post: post.id, setting: post.setting, person: post.person, pins: pinsOf('front-sheet') }),
  'agreement.draw-up': (parts) => ({ ...pair(parts), follows: parts.yes ? null : parts.record(), on: parts.on, pins: pinsOf('supervision-agreement') }),
  'agreement.review': said,
  'session.plan': (parts) => ({ ...pair(parts), plannedFor: parts.on, pins: pinsOf('welfare-supervision') }),
  'session.hold': ({ on, text, yes }) => ({ on, start: '14:00', end: '15:30', place: text.slice(0, 200), mode: yes ? 'in-person' : 'video' }),
  'session.cancel': (parts) => ({ ...said(parts), plannedFor: parts.on, reason: parts.yes ? 'other' : parts.text.slice(0, 60) || 'other' }),
  'session.miss': (parts) => ({ ...said(parts), plannedFor: parts.on, who: parts.yes ? 'supervisee' : 'supervisor' }),
  'session.rebook': ({ on }) => ({ plannedFor: on, at: '10:00', on }),
  'observation.plan': ({ post, person, on }) => ({
    post: post.id, setting: post.setting, supervisee: post.person, observer: person, plannedFor: on, at: null, pins: pinsOf('direct-observation'),
  }),
  'observation.observe': ({ on, yes }) => ({ on, start: '10:00', end: yes ? '11:00' : null }),
  'observation.reveal': ({ on }) => ({ on }),
  'record.share': ({ on }) => ({ on }),
  'record.respond': ({ text, on, yes }) => ({ ask: yes ? 'comment' : 'change', field: null, text: text || 'X', on }),
  'record.answer': ({ act, text, on }) => ({ response: act(), outcome: 'seen', text: text.slice(0, 2000), on }),
  'record.sign': ({ signed, text, on, yes }) => ({
    ...signed, answer: yes ? 'agree' : 'agree-with-comment', comment: yes ? null : text.slice(0, 4000) || 'X', statement: text.slice(0, 2000) || 'This is a fair record.', language: 'en', method: 'sign-in', on,
  }),
  'record.acknowledge': ({ text, on }) => ({ name: text.slice(0, 200) || 'X', role: 'supervisee', words: text.slice(0, 2000) || 'I have read it.', on }),
  'record.refer': ({ text, person, on, yes }) => ({ about: text || 'X', to: yes ? person : null, name: text.slice(0, 200) || 'X', on }),
  'record.resolve': ({ act, text, on }) => ({ referral: act(), text: text || 'X', on }),
  'record.pass-on': ({ text, on }) => ({ why: text || 'X', on }),
  'record.addendum': ({ text, on }) => ({ text: text || 'X', on }),
  'record.void': ({ text, on }) => ({ reason: 'wrong-date', note: text.slice(0, 2000), on }),
  'field.settle': ({ act, text }) => ({ field: 'feeling', value: text, from: null, settles: [act()] }),
}
