/** A pack for an inspection in words, once for every way it is read: on a page here, and in a file that opens without us. */
import { type InspectionPack, type PackAnswer, type PackCell, type PackRecord, type PackValue } from '../domain/inspection/pack.ts'
import { type Withheld, withheldOfRecord, withheldTotals } from '../domain/inspection/withheld.ts'
import { MASK } from '../domain/reading.ts'
import { type Text } from '../domain/policy/text.ts'
import { unreachable } from '../domain/unreachable.ts'
import { inLanguage } from './answers.ts'
import { type LineInWords, lineInWords } from './line-in-words.ts'
import { type FactInWords, lastMinuteInWords, momentInWords, type PackNames, packNames } from './masked-in-words.ts'
import { type Words } from './words.ts'

export interface AnswerInWords {
  readonly label: string
  readonly lines: readonly string[]
  /** What is left out of it, or that nothing was written. */
  readonly note: string | null
}

/** Something that is left out: under which heading of the form, where it has one, and why. */
export interface LeftOutInWords {
  readonly heading: string | null
  readonly text: string
}

export interface RecordInWords {
  readonly record: number
  readonly person: number
  readonly kind: PackRecord['kind']
  readonly title: string
  readonly facts: readonly FactInWords[]
  readonly sections: readonly { readonly title: string; readonly answers: readonly AnswerInWords[] }[]
  readonly after: readonly FactInWords[]
  /** What is left out of it, and why. */
  readonly left: readonly LeftOutInWords[]
}

export interface PackInWords {
  readonly title: string
  readonly caption: string
  readonly intro: string
  readonly facts: readonly FactInWords[]
  readonly people: readonly { readonly person: number; readonly name: string }[]
  readonly lines: readonly LineInWords[]
  readonly records: readonly RecordInWords[]
  readonly totals: readonly string[]
  readonly rules: readonly string[]
  /** How the service reads what its policy leaves open. */
  readonly readings: readonly FactInWords[]
  readonly proof: readonly { readonly text: string; readonly code: string | null }[]
}

/** What proves a pack: its own fingerprint, and where in the chain that stands. */
export interface PackProof {
  readonly hash: string
  readonly written: { readonly n: number }
}

const SIMPLE = /^P\d+[DWMY]$/

const valueInWords = (value: PackValue, { person, text }: PackNames, words: Words): string => {
  const { say, longDay } = words
  switch (value.type) {
    case 'text':
      return text(value.text)
    case 'topic': {
      const note = text(value.text)
      return value.state === 'note' ? note : [say(`records.quick.${value.state}`), note].filter((part) => part !== '').join('\n')
    }
    case 'choice':
      return inLanguage(value.label, words.lang)
    case 'date':
      return longDay(value.on)
    case 'dates':
      return value.dates.map(({ on, at }) => (at === null ? longDay(on) : say('records.dayAt', { day: longDay(on), at }))).join('\n')
    case 'time':
      return momentInWords(value.at, words)
    case 'interval':
      return SIMPLE.test(value.every) ? words.every(value.every) : value.every
    case 'minutes':
      return words.duration(value.minutes)
    case 'number':
      return words.number(value.number)
    case 'tick':
      return say(value.ticked ? 'records.table.ticked' : 'records.table.unticked')
    case 'action-state':
      return say(`records.actionState.${value.state}`)
    case 'person':
      return person(value.person)
    case 'somebody':
      return say('inspection.record.concernNobody')
    case 'nothing-to-record':
      return say('records.nothingToRecord')
    case 'masked':
      return MASK
    default:
      return unreachable(value)
  }
}

const answerInWords = ({ label, shown, covered, values, rows }: PackAnswer, names: PackNames, words: Words): AnswerInWords => {
  const { say, lang } = words
  const named = inLanguage(label, lang)
  if (shown === 'covered') return { label: named, lines: [], note: say(covered ? 'inspection.record.coveredYes' : 'inspection.record.coveredNo') }
  if (shown === 'withheld') return { label: named, lines: [], note: say('inspection.record.leftOut') }
  const cell = ({ label: column, value }: PackCell): string => {
    const said = valueInWords(value, names, words)
    return column === null ? said : say('records.cell', { label: inLanguage(column, lang), said })
  }
  const lines = [...values.map((value) => valueInWords(value, names, words)), ...rows.map((cells) => cells.map(cell).join(' · '))].filter((line) => line !== '')
  return { label: named, lines, note: lines.length > 0 ? null : say('inspection.record.notAnswered') }
}

const withheldInWords = (one: Withheld, { say, lang }: Words): LeftOutInWords => {
  const under = (section: Text, label: Text): string => {
    const [title, named] = [inLanguage(section, lang), inLanguage(label, lang)]
    // Many a form asks one question under a heading that is the question.
    return title === named ? named : say('inspection.left.under', { section: title, label: named })
  }
  switch (one.what) {
    case 'answer': {
      const reason = say(`inspection.left.why.${one.class}`)
      const why = one.rule === null ? reason : say('inspection.left.whyRule', { why: reason, rule: one.rule })
      const how = one.covered === null ? 'withheld' : one.covered ? 'yes' : 'no'
      return { heading: under(one.section, one.label), text: say(`inspection.left.answer.${how}`, { why }) }
    }
    case 'masked':
      return { heading: under(one.section, one.label), text: say('inspection.left.masked', { count: one.count }) }
    case 'comments':
    case 'addenda':
    case 'responses':
      return { heading: null, text: say(`inspection.left.${one.what}`, { count: one.count }) }
    case 'concerns':
      return { heading: null, text: say('inspection.left.concerns') }
    case 'all':
      return { heading: null, text: say(`inspection.left.all.${one.because}`) }
    default:
      return unreachable(one)
  }
}

const whenInWords = ({ when }: PackRecord, { say, longDay, duration }: Words): readonly string[] => {
  if (when === null) return []
  const { on, start, end, place, mode, minutes } = when
  const said = say('inspection.record.whenIs', { day: longDay(on), start, end, length: duration(minutes), mode: say(`inspection.record.mode.${mode}`) })
  return [place === '' ? said : say('inspection.record.whenPlace', { when: said, place })]
}

const signaturesInWords = ({ signatures, open }: PackRecord, { person }: PackNames, words: Words): readonly FactInWords[] => {
  if (!open) return []
  const { say } = words
  const lines = signatures.map(({ by, at, received, answer }) => {
    const signed = { who: person(by), when: momentInWords(at, words) }
    return [
      received === null ? say('inspection.record.signedOnly', signed) : say('inspection.record.signed', { ...signed, received: momentInWords(received, words) }),
      ...(answer === null ? [] : [say(`inspection.record.answer.${answer}`)]),
    ].join(' ')
  })
  return [{ name: say('inspection.record.signatures'), lines: lines.length > 0 ? lines : [say('inspection.record.noSignatures')] }]
}

const saidInWords = ({ responses, concerns }: PackRecord, { person, text }: PackNames, { say, longDay }: Words): readonly FactInWords[] => {
  const remarks = responses.flatMap(({ by, on, text: said, answer }) => [
    say('inspection.record.response', { who: person(by), day: longDay(on), text: text(said) }),
    ...(answer === null || text(answer) === '' ? [] : [say('inspection.record.responseAnswer', { text: text(answer) })]),
  ])
  const taken = concerns.flatMap(({ by, on, about, to, resolved }) => [
    say('inspection.record.concern', { who: person(by), day: longDay(on), to: to === null ? say('inspection.record.concernNobody') : person(to), about: text(about) }),
    resolved === null ? say('inspection.record.notResolved') : say('inspection.record.resolved', { text: text(resolved) }),
  ])
  return [
    ...(remarks.length > 0 ? [{ name: say('inspection.record.responses'), lines: remarks }] : []),
    ...(taken.length > 0 ? [{ name: say('inspection.record.concerns'), lines: taken }] : []),
  ]
}

const recordInWords = (record: PackRecord, names: PackNames, words: Words): RecordInWords => {
  const { say, longDay, lang } = words
  const { person, supervisor, kind, form, on, status } = record
  const when = whenInWords(record, words)
  return {
    record: record.record,
    person,
    kind,
    title: say('inspection.record.title', {
      number: record.record, form: form === null ? say(`inspection.record.kind.${kind}`) : inLanguage(form, lang), person: names.person(person), day: longDay(on),
    }),
    facts: [
      { name: say('inspection.record.between'), lines: [say('inspection.record.pair', { person: names.person(person), supervisor: names.person(supervisor) })] },
      { name: say('inspection.record.status'), lines: [say(`inspection.record.is.${status}`)] },
      ...(when.length > 0 ? [{ name: say('inspection.record.when'), lines: when }] : []),
    ],
    sections: record.sections.map(({ title, answers }) => ({ title: inLanguage(title, lang), answers: answers.map((answer) => answerInWords(answer, names, words)) })),
    after: [...signaturesInWords(record, names, words), ...saidInWords(record, names, words)],
    left: withheldOfRecord(record).map((one) => withheldInWords(one, words)),
  }
}

const totalsInWords = (pack: InspectionPack, { say }: Words): readonly string[] => {
  const totals = withheldTotals(pack)
  const counted = (['covered', 'answers', 'masked', 'words', 'records'] as const).flatMap((name) => (totals[name] > 0 ? [say(`inspection.left.total.${name}`, { count: totals[name] })] : []))
  return pack.concerns === null ? [...counted, say('inspection.left.total.concerns')] : counted
}

const factsInWords = (pack: InspectionPack, names: PackNames, words: Words): readonly FactInWords[] => {
  const { say, longDay, lang } = words
  const { policy } = pack
  return [
    { name: say('inspection.pack.dates'), lines: [say('inspection.pack.range', { from: longDay(pack.from), until: longDay(pack.until) })] },
    { name: say('inspection.pack.made'), lines: [say('inspection.pack.madeBy', { when: momentInWords(pack.madeAt, words), who: names.person(pack.madeBy) })] },
    { name: say('inspection.pack.until'), lines: [lastMinuteInWords(pack.opensUntil, words)] },
    ...(policy === null
      ? []
      : [
          {
            name: say('inspection.pack.policy'),
            lines: [say('inspection.pack.policyIs', { name: inLanguage(policy.name, lang), organisation: inLanguage(policy.organisation, lang), version: policy.version })],
          },
        ]),
    ...(pack.concerns === null ? [] : [{ name: say('inspection.review.concerns'), lines: [say('inspection.review.concernsIn', { words: names.text(pack.concerns) })] }]),
  ]
}

export const packInWords = (pack: InspectionPack, { hash, written }: PackProof, words: Words): PackInWords => {
  const { say, lang } = words
  const names = packNames(pack, words)
  const shown = new Set([...pack.lines, ...pack.records].map(({ person }) => person))
  return {
    title: say('inspection.pack.title', { setting: pack.setting }),
    caption: say('inspection.pack.caption', { service: pack.service, name: pack.for.name, organisation: pack.for.organisation }),
    intro: say('inspection.pack.intro', { mark: MASK }),
    facts: factsInWords(pack, names, words),
    people: pack.people.filter(({ person }) => shown.has(person)).map(({ person }) => ({ person, name: names.person(person) })),
    lines: pack.lines.map((line) => lineInWords(line, names, words)),
    records: pack.records.map((record) => recordInWords(record, names, words)),
    totals: totalsInWords(pack, words),
    rules: pack.rules.map(({ id, says }) => say('inspection.left.rule', { rule: id, says: inLanguage(says, lang) })),
    readings: (pack.policy?.readings ?? []).map(({ id, asks, says }) => ({
      name: say('inspection.left.rule', { rule: id, says: inLanguage(asks, lang) }), lines: [inLanguage(says, lang)],
    })),
    proof: [
      { text: say('inspection.proof.signatures'), code: null },
      pack.audit === null ? { text: say('inspection.proof.noChain'), code: null } : { text: say('inspection.proof.chain', { n: pack.audit.n }), code: pack.audit.hash },
      { text: say('inspection.proof.pack', { n: written.n }), code: hash },
    ],
  }
}
