/** An act the service holds back (P8): what it is, why, and its words whole. */
import { type Json } from '../../domain/json.ts'
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

/** Codes that say the same to a person, by the sentence they get. */
const BECAUSE: Readonly<Record<string, MessageId & `sync.problem.because.${string}`>> = {
  'record-locked': 'sync.problem.because.record-locked',
  'record-void': 'sync.problem.because.record-void',
  'not-allowed': 'sync.problem.because.not-allowed',
  'not-the-supervisor': 'sync.problem.because.not-the-supervisor',
  'not-your-field': 'sync.problem.because.not-your-field',
  'schema-unknown': 'sync.problem.because.schema-unknown',
  'schema-newer': 'sync.problem.because.schema-unknown',
  invalid: 'sync.problem.because.invalid',
  'body-invalid': 'sync.problem.because.invalid',
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
}

export const becauseOf = ({ code }: QuarantinedAct, { say }: Words): string =>
  say((BECAUSE[code] ?? 'sync.problem.because.other') as 'sync.problem.because.other')

/** Where it is kept: what came for a file that is erased is on this device alone (W4). */
export const keptText = ({ code }: QuarantinedAct, { say }: Words): string =>
  say(code === 'erased' ? 'sync.problem.keptHere' : 'sync.problem.kept')

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
