/** An act the service holds back (P8): what it is, why, and its words whole. */
import { type AccessRefusal } from '../../domain/access.ts'
import { type Json } from '../../domain/json.ts'
import { type Refusal } from '../../domain/records/record.ts'
import { type QuarantinedAct } from '../../queries/device.ts'
import { type MessageId, type Words } from '../../words/words.ts'

const TITLES: Readonly<Record<string, MessageId & `sync.problem.${string}`>> = {
  'fields.edit': 'sync.problem.edit',
  'field.settle': 'sync.problem.settle',
  'record.sign': 'sync.problem.sign',
  'record.acknowledge': 'sync.problem.acknowledge',
  'session.hold': 'sync.problem.hold',
  'session.plan': 'sync.problem.plan',
  'record.share': 'sync.problem.share',
  'record.addendum': 'sync.problem.addendum',
  'record.void': 'sync.problem.void',
  'session.cancel': 'sync.problem.move',
  'session.miss': 'sync.problem.move',
  'session.rebook': 'sync.problem.move',
  'record.respond': 'sync.problem.respond',
  'record.answer': 'sync.problem.answer',
  'record.refer': 'sync.problem.refer',
  'record.resolve': 'sync.problem.refer',
  'agreement.draw-up': 'sync.problem.agreement',
  'agreement.review': 'sync.problem.agreement',
  'observation.plan': 'sync.problem.observation',
  'observation.observe': 'sync.problem.observation',
  'observation.reveal': 'sync.problem.observation',
  'post.start': 'sync.problem.post',
  'post.amend': 'sync.problem.post',
  'post.supervise': 'sync.problem.post',
  'post.end': 'sync.problem.post',
  'post.leave': 'sync.problem.post',
  'post.ask': 'sync.problem.post',
  'shift.log': 'sync.problem.shift',
  'setting.adopt': 'sync.problem.adopt',
  'policy.publish': 'sync.problem.publish',
  'cases.list': 'sync.problem.cases',
}

/** @param name whom the record is about */
export const titleOf = ({ type }: QuarantinedAct, name: string, { say }: Words): string =>
  (say as (id: MessageId, values: { name: string }) => string)(TITLES[type] ?? 'sync.problem.other', { name })

type Because = MessageId & `sync.problem.because.${string}`

/** Why the service holds an act back, or never took it: every reason that the folds and the table of access give, and its own. */
type Code =
  | Refusal['code']
  | AccessRefusal['code']
  | 'act-too-large'
  | 'act-unreadable'
  | 'schema-unknown'
  | 'schema-newer'
  | 'kind-unknown'
  | 'type-unknown'
  | 'payload-invalid'
  | 'invalid'
  | 'body-invalid'
  | 'hash-mismatch'
  | 'act-id-reused'
  | 'pack-unknown'
  | 'pack-exists'
  | 'pack-id-taken'
  | 'pack-invalid'
  | 'settings-missing'
  | 'reading-unknown'
  | 'readings-conflict'
  | 'signature-wrong'
  | 'content-hash-wrong'
  | 'key-unknown'
  | 'key-revoked'
  | 'key-over'
  | 'erased'
  | 'author-closed'

/** Codes that say the same to a person, by the sentence they get. */
const BECAUSE = {
  'record-locked': 'sync.problem.because.record-locked',
  'record-void': 'sync.problem.because.record-void',
  'record-exists': 'sync.problem.because.exists',
  'record-unknown': 'sync.problem.because.unknown',
  'post-unknown': 'sync.problem.because.unknown',
  'not-allowed': 'sync.problem.because.not-allowed',
  'not-the-supervisor': 'sync.problem.because.not-the-supervisor',
  'not-your-field': 'sync.problem.because.not-your-field',
  'not-your-signature': 'sync.problem.because.not-your-signature',
  'not-yours-to-resolve': 'sync.problem.because.not-allowed',
  'schema-unknown': 'sync.problem.because.schema-unknown',
  'schema-newer': 'sync.problem.because.schema-unknown',
  'kind-unknown': 'sync.problem.because.schema-unknown',
  'type-unknown': 'sync.problem.because.schema-unknown',
  invalid: 'sync.problem.because.invalid',
  'body-invalid': 'sync.problem.because.invalid',
  'payload-invalid': 'sync.problem.because.invalid',
  'act-not-for-kind': 'sync.problem.because.invalid',
  'field-not-editable': 'sync.problem.because.invalid',
  'hash-mismatch': 'sync.problem.because.changed',
  'act-id-reused': 'sync.problem.because.changed',
  'act-too-large': 'sync.problem.because.too-large',
  'act-unreadable': 'sync.problem.because.unreadable',
  'session-held': 'sync.problem.because.done-already',
  'already-observed': 'sync.problem.because.done-already',
  'session-signed': 'sync.problem.because.done-already',
  'response-unknown': 'sync.problem.because.done-already',
  'referral-unknown': 'sync.problem.because.done-already',
  'versions-unknown': 'sync.problem.because.done-already',
  'session-not-held': 'sync.problem.because.not-ready',
  'session-not-off': 'sync.problem.because.not-ready',
  'session-not-shared': 'sync.problem.because.not-ready',
  'session-not-locked': 'sync.problem.because.not-ready',
  'agreement-not-signed': 'sync.problem.because.not-ready',
  'not-observed': 'sync.problem.because.not-ready',
  'views-not-revealed': 'sync.problem.because.not-ready',
  'answers-missing': 'sync.problem.because.answers-missing',
  'competing-open': 'sync.problem.because.competing-open',
  'date-in-future': 'sync.problem.because.date-in-future',
  'pack-unknown': 'sync.problem.because.pack-unknown',
  'pack-exists': 'sync.problem.because.pack-exists',
  'pack-id-taken': 'sync.problem.because.pack-id-taken',
  'pack-invalid': 'sync.problem.because.pack-invalid',
  'settings-missing': 'sync.problem.because.settings-missing',
  'reading-unknown': 'sync.problem.because.reading-unknown',
  'readings-conflict': 'sync.problem.because.readings-conflict',
  'signature-wrong': 'sync.problem.because.signature-wrong',
  'content-hash-wrong': 'sync.problem.because.signature-wrong',
  'key-unknown': 'sync.problem.because.key-unknown',
  'key-revoked': 'sync.problem.because.key-revoked',
  'key-over': 'sync.problem.because.key-over',
  erased: 'sync.problem.because.erased',
  'author-closed': 'sync.problem.because.author-closed',
} as const satisfies Record<Code, Because>

/** Those of a newer service get the sentence for any. */
export const becauseOf = ({ code }: QuarantinedAct, { say }: Words): string =>
  say((Object.hasOwn(BECAUSE, code) ? BECAUSE[code as Code] : 'sync.problem.because.other') as 'sync.problem.because.other')

/** The service never took it, as it could not read it: it is on this device alone, unsent, and there is nothing to take back (P8). */
export const neverTaken = ({ code }: QuarantinedAct): boolean => code === 'act-too-large' || code === 'act-unreadable'

/** Where it is kept: what came for a file that is erased is on this device alone (W4). */
export const keptText = (act: QuarantinedAct, { say }: Words): string => {
  if (neverTaken(act)) return say('sync.problem.notTaken')
  return say(act.code === 'erased' ? 'sync.problem.keptHere' : 'sync.problem.kept')
}

/**
 * Names whose text is for machines: ids, hashes, codes, days. Everything else that is text was written by a person. Of a
 * field's name the last part counts: `actions.<id>.who` is a code, `actions.<id>.what` is words.
 */
const MACHINE =
  /^(?:from|act|actId|id|kind|salt|contentHash|previous|on|by|who|start|end|form|formVersion|pack|role|answer|language|method|statement|state|reason|field|mode|settles|post|setting|supervisor|supervisee|plannedFor|startedAt|endedAt|person|status)$/

const isMachine = (name: string): boolean => MACHINE.test(name.slice(name.lastIndexOf('.') + 1))

const collect = (value: Json, into: string[]): void => {
  if (typeof value === 'string') {
    if (value.trim() !== '') into.push(value)
    return
  }
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    value.forEach((item: Json) => collect(item, into))
    return
  }
  for (const [name, inner] of Object.entries(value)) if (!isMachine(name)) collect(inner, into)
}

/** Every text a person wrote in an act, in order, whole. */
export const wordsIn = (body: Json): readonly string[] => {
  const found: string[] = []
  collect(body, found)
  return found
}

/** What is downloaded: the act as the service has it, with nothing left out. */
export const exportOf = (act: QuarantinedAct): { readonly file: string; readonly json: string } => ({
  file: `countersign-${act.type.replaceAll('.', '-')}-${act.actId}.json`,
  json: JSON.stringify(act, null, 2),
})
