/**
 * What was found out about an exported record, in words (G6): for the page that checks one and for the command. Of a file with
 * a fault only the faults are said: what it shows is not to be believed.
 */
import { type Instant, londonDay } from '../domain/dates.ts'
import { type Json } from '../domain/json.ts'
import { type Text } from '../domain/policy/text.ts'
import { type ReadValue } from '../domain/reading.ts'
import { inLanguage } from './answers.ts'
import { type verify } from './en/verify.ts'
import { readValueInWords } from './reading.ts'
import { type Words } from './words.ts'

type CodeOf<Prefix extends string> = keyof typeof verify extends infer Id ? (Id extends `${Prefix}.${infer Code}` ? Code : never) : never
/** A code without a sentence does not compile. */
type FileCode = CodeOf<'verify.file'>
type SignatureCode = Exclude<CodeOf<'verify.one'>, 'fault' | 'holds'>

interface Asked {
  readonly at: number
  readonly label: Text
  readonly part: string
  readonly type: string
  readonly options: readonly { readonly key: string; readonly label: Text }[]
}
type FieldShown = { readonly value: Json } | { readonly digest: string }
interface SignatureShown {
  readonly by: string
  readonly at: Instant
  readonly role: 'supervisor' | 'supervisee'
  readonly answer: 'agree' | 'agree-with-comment' | 'disagree'
  readonly comment: { readonly text: string } | { readonly digest: string | null } | null
  readonly statement: string
  readonly method: 'key' | 'link' | 'sign-in'
  readonly contentHash: string
  readonly because: string | null
}
interface Shown {
  readonly service: string
  readonly madeAt: Instant
  readonly record: { readonly kind: 'session' | 'agreement' | 'observation' }
  readonly people: Readonly<Record<'supervisor' | 'supervisee', { readonly id: string; readonly name: string }>>
  readonly contents: readonly { readonly hash: string; readonly fields: Readonly<Record<string, FieldShown>> }[]
  readonly signatures: readonly SignatureShown[]
  readonly additions: readonly { readonly by: string; readonly at: Instant; readonly text: string | null }[]
  readonly asked: Readonly<Record<string, Asked>>
  readonly withheld: readonly string[]
}

/** As `protocol/verify-record.ts` finds it. */
export interface FoundOut {
  readonly ok: boolean
  readonly exported: Shown | null
  readonly fingerprint: string | null
  readonly faults: readonly FileCode[]
  readonly notes: readonly FileCode[]
  readonly signatures: readonly {
    readonly faults: readonly SignatureCode[]
    readonly notes: readonly SignatureCode[]
    readonly receipt: { readonly at: Instant } | null
  }[]
}

export interface SaidSection {
  readonly heading: string
  readonly lines: readonly string[]
}

export interface SaidOfRecord {
  readonly title: string
  readonly lines: readonly string[]
  readonly faults: readonly string[]
  readonly notes: readonly string[]
  readonly sections: readonly SaidSection[]
}

const ofFile = (code: FileCode, { say }: Words): string => say(`verify.file.${code}` as 'verify.file.void')
const ofSignature = (code: SignatureCode, { say }: Words): string => say(`verify.one.${code}` as 'verify.one.by-link')

/** With the year, whatever year it is: the file is kept for longer. */
const moment = (at: Instant, { say, longDay, time }: Words): string => say('common.date.dayAndTime', { day: longDay(londonDay(at)), time: time(at) })

const nameIn = ({ people }: Shown, id: string): string => Object.values(people).find((each) => each.id === id)?.name || '—'

/** Ids of the two, by their names; how the session was held. */
const particularInWords = (shown: Shown, name: string, value: Json, { say }: Words): string | null => {
  if (name === 'record.supervisor' || name === 'record.supervisee') return nameIn(shown, typeof value === 'string' ? value : '')
  if (name === 'record.kind') return say(`verify.kind.${shown.record.kind}`)
  if (name === 'held.mode') return say(value === 'video' ? 'records.mode.video' : 'records.mode.in-person')
  return typeof value === 'boolean' ? say(value ? 'records.table.ticked' : 'records.table.unticked') : null
}

const valueInWords = (shown: Shown, name: string, value: Json, asked: Asked | undefined, words: Words): string => {
  const pair = { supervisor: shown.people.supervisor.name, supervisee: shown.people.supervisee.name }
  const { part = '', type = 'line', options = [] } = asked ?? {}
  const read = { label: null, part, type, options, value } as ReadValue
  return particularInWords(shown, name, value, words) ?? (readValueInWords(read, pair, words) || JSON.stringify(value))
}

const labelOf = ({ asked }: Shown, name: string, words: Words): string => {
  if (name === 'comment') return words.say('verify.comment')
  if (name === 'additions') return words.say('verify.additions')
  const known = asked[name]
  return known ? inLanguage(known.label, words.lang) : name
}

const byPlace = ({ asked }: Shown) => (a: string, b: string): number => {
  const apart = (asked[a]?.at ?? Infinity) - (asked[b]?.at ?? Infinity)
  return apart || (a < b ? -1 : 1)
}

const contentLines = (shown: Shown, fields: Shown['contents'][number]['fields'], words: Words): readonly string[] =>
  Object.entries(fields)
    .sort(([a], [b]) => byPlace(shown)(a, b))
    .map(([name, field]) => {
      const label = labelOf(shown, name, words)
      return 'digest' in field
        ? words.say('verify.withheldLine', { label })
        : words.say('records.cell', { label, said: valueInWords(shown, name, field.value, shown.asked[name], words) })
    })

const signatureSection = (shown: Shown, signature: SignatureShown, found: FoundOut['signatures'][number] | undefined, words: Words): SaidSection => {
  const { say } = words
  const { by, at, role, answer, comment, statement, method } = signature
  const receivedAt = found?.receipt?.at ?? at
  return {
    heading: say('verify.one', { name: nameIn(shown, by) }),
    lines: [
      say(`verify.answered.${answer}`, { role: say(`verify.role.${role}`) }),
      statement,
      ...(comment && 'text' in comment ? [comment.text] : []),
      say('verify.one.holds', { on: moment(at, words), received: moment(receivedAt, words), method: say(`verify.method.${method}`) }),
      ...(found?.notes ?? []).map((code) => say('verify.note', { what: ofSignature(code, words) })),
    ],
  }
}

const sectionsOf = (found: FoundOut, shown: Shown, words: Words): readonly SaidSection[] => {
  const { say } = words
  const counted = new Set(shown.signatures.filter(({ because }) => because === null).map(({ contentHash }) => contentHash))
  return [
    ...shown.signatures.map((signature, at) => signatureSection(shown, signature, found.signatures[at], words)),
    ...shown.contents.map(({ hash, fields }) => ({
      heading: say(counted.has(hash) || counted.size === 0 ? 'verify.content' : 'verify.contentUnset'),
      lines: contentLines(shown, fields, words),
    })),
    ...(shown.additions.some(({ text }) => text !== null)
      ? [{
          heading: say('verify.additions'),
          lines: shown.additions.flatMap(({ by, at, text }) => (text === null ? [] : [say('verify.addition', { name: nameIn(shown, by), when: moment(at, words), text })])),
        }]
      : []),
    {
      heading: say('verify.withheld'),
      lines: shown.withheld.length === 0 ? [say('verify.nothingWithheld')] : [...shown.withheld].sort(byPlace(shown)).map((name) => labelOf(shown, name, words)),
    },
  ]
}

/** The areas `verify` and `records` are at hand. */
export const verifiedInWords = (found: FoundOut, words: Words): SaidOfRecord => {
  const { say } = words
  const { exported: shown, fingerprint } = found
  const faults = [
    ...found.faults.map((code) => say('verify.fault', { what: ofFile(code, words) })),
    ...found.signatures.flatMap(({ faults: its }, at) =>
      its.map((code) => say('verify.fault', { what: say('verify.one.fault', { name: shown ? nameIn(shown, shown.signatures[at]?.by ?? '') : '—', what: ofSignature(code, words) }) })),
    ),
  ]
  if (!found.ok || !shown || fingerprint === null) return { title: say('verify.fails'), lines: [say('verify.failsText')], faults, notes: [], sections: [] }
  const { supervisor, supervisee } = shown.people
  return {
    title: say('verify.holds'),
    lines: [
      say('verify.of', { kind: say(`verify.kind.${shown.record.kind}`), supervisee: supervisee.name, supervisor: supervisor.name }),
      say('verify.madeBy', { service: shown.service, when: moment(shown.madeAt, words) }),
      say('verify.fingerprint', { key: fingerprint }),
      say('verify.claim'),
    ],
    faults: [],
    notes: found.notes.map((code) => say('verify.note', { what: ofFile(code, words) })),
    sections: sectionsOf(found, shown, words),
  }
}

