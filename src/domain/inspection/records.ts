/** A record as it stands in a pack: built from what the inspector's reading of it opens, with people as roles (W1, W3). */
import { Instant, PlainDate } from '../dates.ts'
import { type ActId, type PersonId } from '../ids.ts'
import { type Json } from '../json.ts'
import { packFor } from '../adopted.ts'
import { AgreedDates, NamedManager, TopicAnswer } from '../policy/answer.ts'
import { Interval } from '../policy/durations.ts'
import { type PrivacyClass } from '../policy/form.ts'
import { type Redaction } from '../policy/governance.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { type RuleId, type Text } from '../policy/text.ts'
import { MASK, type ReadAnswer, readingOf, type ReadValue } from '../reading.ts'
import { isOpenToOthers, type Opening, openingOf } from '../reads.ts'
import { formOf, NOTHING_TO_RECORD, sectionsFor } from '../records/forms.ts'
import { factsOf } from '../records/policy-input.ts'
import { type PostState, type SettingState, type SignableState } from '../records/record.ts'
import { agreementStatusOf, observationStatusOf, signedOnOf, statusOf } from '../records/status.ts'
import { unreachable } from '../unreachable.ts'
import { maskedIn, type PersonNumber } from './masked.ts'
import { type Masking } from './masking.ts'
import { type PackAnswer, type PackCell, type PackRecord, type PackSection, type PackValue } from './pack.ts'

type Governs = Pick<PolicyPack, 'redactions' | 'access'>

/** What policies take out of records for inspectors. */
export const redactionsFor = (policies: readonly Pick<Governs, 'redactions'>[]): readonly Redaction[] =>
  policies.flatMap(({ redactions }) => redactions.filter(({ readers }) => readers.includes('inspector')))

/** Whether a policy has a purpose for which inspectors read a class. */
const opens = ({ access }: Governs, name: PrivacyClass): boolean =>
  access.some(({ readers, classes }) => readers.includes('inspector') && classes.includes(name))

const INSPECTOR = { reader: 'inspector', role: 'inspector' } as const

/**
 * What an inspector's reading opens: section 5's column, less what a policy takes out for inspectors, and of practice only
 * what a purpose of each policy gives them (SSWB-4.15, SSWB-4.16, SEF-5.3, WOK-9.3, WOK-9.4, HAV-App1.8, WAL-12c). Nothing
 * a caller passes makes it more.
 *
 * @param policies the one the record is pinned to, and the one in force
 */
export const inspectorOpening = (state: SignableState, policies: readonly Governs[], requested: boolean): Opening => {
  const redactions = [...redactionsFor(policies)]
  const takenOut = (name: PrivacyClass): boolean => redactions.some(({ classes }) => classes.includes(name))
  const own = openingOf(state, { redactions }, null, { part: INSPECTOR, purpose: null, breakGlass: false, requested })
  const practice = policies.length > 0 && policies.every((policy) => opens(policy, 'B')) && !takenOut('B')
  return { A: own.A, B: practice ? own.B : 'none', C: own.C, D: own.D, E: takenOut('E') ? 'none' : own.E }
}

export interface RecordsInput {
  readonly setting: SettingState
  readonly packs: readonly PolicyPack[]
  /** The policy in force on the day the pack is made; undefined where it is not here. */
  readonly inForce: PolicyPack | undefined
  readonly requested: boolean
  readonly masking: Masking
  readonly numberOf: (person: PersonId) => PersonNumber | null
  readonly receivedAt: ReadonlyMap<ActId, Instant>
}

/** The day by which a record is found. */
export const dayOfRecord = (state: SignableState): PlainDate => {
  switch (state.kind) {
    case 'session':
      return state.held?.on ?? state.plannedFor
    case 'agreement':
      return signedOnOf(state) ?? state.drawnUpOn
    case 'observation':
      return state.observed?.on ?? state.plannedFor
    default:
      return unreachable(state)
  }
}

const statusFor = (state: SignableState): PackRecord['status'] => {
  switch (state.kind) {
    case 'session':
      return statusOf(state)
    case 'agreement':
      return agreementStatusOf(state)
    case 'observation':
      return observationStatusOf(state)
    default:
      return unreachable(state)
  }
}

/** Everybody a record names: the two, who signed, who said something of it, to whom it was taken. */
export const peopleIn = (state: SignableState): readonly PersonId[] => [
  state.supervisee,
  state.supervisor,
  ...state.signatures.map(({ by }) => by),
  ...state.responses.map(({ by }) => by),
  ...state.referrals.flatMap(({ by, to }) => (to === null ? [by] : [by, to])),
]

const ACTION_STATES = ['not-started', 'in-progress', 'done', 'dropped'] as const

interface Writer extends RecordsInput {
  readonly state: SignableState
}

const person = ({ numberOf }: RecordsInput, who: PersonId | null): PackValue => {
  const number = who === null ? null : numberOf(who)
  return number === null ? { type: 'somebody' } : { type: 'person', person: number }
}

const said = (value: Json, { masking }: RecordsInput): PackValue | null =>
  typeof value === 'string' ? { type: 'text', text: masking.text(value) } : typeof value === 'number' ? { type: 'number', number: value } : null

const topic = (value: Json, { masking }: RecordsInput): PackValue | null => {
  const answer = TopicAnswer.safeParse(value)
  return answer.success ? { type: 'topic', state: answer.data.state, text: masking.text(answer.data.note ?? '') } : null
}

const saysNothing = (value: Json): boolean =>
  typeof value === 'object' && value !== null && 'state' in value && value.state === NOTHING_TO_RECORD

/** A value as its type has it; of what can't be read as its type, the text, looked through like any other. */
const valueOf = ({ type, part, options, value }: ReadValue, writer: Writer): PackValue | null => {
  if (value === MASK) return { type: 'masked' }
  if (saysNothing(value)) return { type: 'nothing-to-record' }
  const plain = (): PackValue | null => {
    const day = PlainDate.safeParse(value)
    return day.success ? { type: 'date', on: day.data } : said(value, writer)
  }
  switch (type) {
    case 'choice': {
      const chosen = options.find(({ key }) => key === value)
      return chosen ? { type: 'choice', label: chosen.label } : said(value, writer)
    }
    case 'topic':
      return topic(value, writer) ?? said(value, writer)
    case 'interval': {
      const every = Interval.safeParse(value)
      return every.success ? { type: 'interval', every: every.data } : said(value, writer)
    }
    case 'minutes':
      return typeof value === 'number' ? { type: 'minutes', minutes: value } : said(value, writer)
    case 'tick':
      return { type: 'tick', ticked: value === true }
    case 'dates': {
      const dates = AgreedDates.safeParse(value)
      return dates.success ? { type: 'dates', dates: dates.data } : said(value, writer)
    }
    case 'manager': {
      // Whoever is named there may have no place in this service: then it is somebody, and not who.
      const named = NamedManager.safeParse(value)
      return named.success ? person(writer, named.data.person) : said(value, writer)
    }
    case 'actions':
      if (part === 'who') return person(writer, value === 'supervisor' ? writer.state.supervisor : writer.state.supervisee)
      return plain()
    case 'action-updates': {
      const state = part === 'state' ? ACTION_STATES.find((each) => each === value) : undefined
      return state ? { type: 'action-state', state } : said(value, writer)
    }
    case 'notes': {
      const at = part === 'at' ? Instant.safeParse(value) : null
      return at?.success ? { type: 'time', at: at.data } : said(value, writer)
    }
    case 'date':
    case 'number':
    case 'line':
    case 'text':
    case 'computed':
    case 'table':
    case 'consents':
    case 'references':
      return plain()
    default:
      return unreachable(type)
  }
}

const maskedInValue = (value: PackValue): number => {
  if (value.type === 'masked') return 1
  return value.type === 'text' || value.type === 'topic' ? maskedIn(value.text) : 0
}

const answerFor = (answer: ReadAnswer, writer: Writer, ruleOf: (name: PrivacyClass) => RuleId | null): PackAnswer => {
  const read = (value: ReadValue): readonly PackValue[] => {
    const found = valueOf(value, writer)
    return found ? [found] : []
  }
  const values = answer.values.flatMap(read)
  const rows = answer.rows
    .map((cells) => cells.flatMap((cell) => read(cell).map((value): PackCell => ({ label: cell.label, value }))))
    .filter((cells) => cells.length > 0)
  const all = [...values, ...rows.flatMap((cells) => cells.map(({ value }) => value))]
  const masked = all.reduce((count, value) => count + maskedInValue(value), 0)
  const ofReference = all.some(({ type }) => type === 'masked')
  return {
    label: answer.label,
    class: answer.class,
    shown: answer.shown,
    covered: answer.covered,
    rule: answer.shown === 'whole' ? (ofReference ? ruleOf('D') : null) : ruleOf(answer.class),
    values,
    rows,
    masked,
  }
}

const partsFor = (state: SignableState, input: RecordsInput, opening: Opening, policies: readonly PolicyPack[], sections: Parameters<typeof readingOf>[1]) => {
  const { masking, numberOf, receivedAt } = input
  const writer: Writer = { ...input, state }
  const redactions = redactionsFor(policies)
  const ruleOf = (name: PrivacyClass): RuleId | null => redactions.find(({ classes }) => classes.includes(name))?.rule ?? null
  const reading = readingOf(state, sections, opening)
  const first = (who: PersonId): PersonNumber => numberOf(who) ?? 1
  return {
    sections: reading.sections.map(({ title, answers }): PackSection => ({ title, answers: answers.map((answer) => answerFor(answer, writer, ruleOf)) })),
    signatures: reading.signatures.map(({ by, role, on, at, answer }, index) => {
      const act = state.signatures[index]?.act
      return { by: first(by), role, on, at, received: (act && receivedAt.get(act)) ?? null, answer: answer as PackRecord['signatures'][number]['answer'] }
    }),
    responses: reading.responses.flatMap(({ by, on, text, answer }) =>
      text === null ? [] : [{ by: first(by), on, text: masking.text(text), answer: answer === null ? null : masking.text(answer) }],
    ),
    concerns: reading.referrals.map(({ by, on, about, resolved }, index) => {
      const to = state.referrals[index]?.to ?? null
      return { by: first(by), on, about: masking.text(about), to: to === null ? null : numberOf(to), resolved: resolved === null ? null : masking.text(resolved) }
    }),
    withheld: {
      comments: state.signatures.filter(({ sign }) => sign.comment !== null).length,
      addenda: state.addenda.length,
      responses: state.responses.length - reading.responses.filter(({ text }) => text !== null).length,
      concerns: opening.E !== 'whole',
    },
  }
}

const NOTHING = { sections: [], signatures: [], responses: [], concerns: [], withheld: { comments: 0, addenda: 0, responses: 0, concerns: false } }

/**
 * One record for a pack. Of one that is not shared, or void, only its dates and how far it came.
 *
 * @param number its number in the pack
 */
export const packRecordOf = (state: SignableState, post: PostState, number: number, input: RecordsInput): PackRecord => {
  const { setting, packs, inForce, requested, masking, numberOf } = input
  const pinned = packFor(packs, state.pins)
  const form = pinned && formOf(pinned, state.pins)
  const policies = [pinned, inForce].flatMap((policy) => policy ?? [])
  const open = isOpenToOthers(state) && pinned !== undefined && form !== undefined
  const opening = inspectorOpening(state, policies, requested)
  const held = state.kind === 'session' && !state.voided ? state.held : null
  const formTitle: Text | null = form?.title ?? null
  return {
    record: number,
    kind: state.kind,
    form: formTitle,
    on: dayOfRecord(state),
    status: statusFor(state),
    person: numberOf(state.supervisee) ?? 1,
    supervisor: numberOf(state.supervisor) ?? 1,
    open,
    locked: state.locked && !state.voided,
    when: open && held ? { on: held.on, start: held.start, end: held.end, place: masking.words(held.place), mode: held.mode, minutes: held.minutes } : null,
    ...(open ? partsFor(state, input, opening, policies, sectionsFor(form, pinned, factsOf(post, setting))) : NOTHING),
  }
}
