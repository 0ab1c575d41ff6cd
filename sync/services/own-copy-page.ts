/** A person's own copy as one file: it opens from the disk, can be printed, and holds the same for a machine to read (W5). */
import { epochOf, type Instant, londonDay, londonTimeOf } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { type Section } from '../../src/domain/policy/form.ts'
import { sectionsOf } from '../../src/domain/reading.ts'
import { type Opening } from '../../src/domain/reads.ts'
import { type FormState, type RecordState, type SignableState } from '../../src/domain/records/record.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { inLanguage } from '../../src/words/answers.ts'
import { keeping } from '../../src/words/en/keeping.ts'
import { records } from '../../src/words/en/records.ts'
import { readLines } from '../../src/words/reading.ts'
import { addArea, createWords, type MessageId } from '../../src/words/words.ts'
import { type CopiedAct, type CopiedLog, type CopyBundle } from './own-copy.ts'

addArea('keeping', { en: keeping })
addArea('records', { en: records })

const words = createWords('en')
const { say } = words

/** Their own file is theirs to read, all of it (section 5). */
const WHOLE: Opening = { A: 'whole', B: 'whole', C: 'whole', D: 'whole', E: 'whole' }

const text = (said: string): string => said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const p = (said: string): string => `<p>${text(said).replaceAll('\n', '<br>')}</p>`
const h = (level: 1 | 2 | 3 | 4, said: string): string => `<h${level}>${text(said)}</h${level}>`
const list = (lines: readonly string[]): string =>
  lines.length === 0 ? p(say('keeping.made.none')) : `<ul>${lines.map((line) => `<li>${text(line).replaceAll('\n', '<br>')}</li>`).join('')}</ul>`

/** JSON that stands in a page: nothing in it ends the element it is in. */
const embedded = (value: Json): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`).replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
h1{line-height:1.2}h2{margin-top:2.5rem;border-top:2px solid #b1b4b6;padding-top:1rem}h3{margin-top:2rem}
li,p{overflow-wrap:anywhere}@media print{h2,h3,h4{break-after:avoid}body{margin:0;max-width:none}}`

const dayAndTime = (at: Instant): { readonly day: string; readonly time: string } => ({ day: words.longDay(londonDay(at)), time: londonTimeOf(epochOf(at)) })

type Saying = `keeping.made.act.${'edit' | 'sign' | 'plan' | 'hold' | 'move' | 'share' | 'said' | 'void' | 'agreement' | 'post' | 'shift' | 'other'}`

/** What an act is called in the history: kinds that say the same to a person share a sentence. */
const ACTS: readonly (readonly [RegExp, Saying])[] = [
  [/^field/, 'keeping.made.act.edit'],
  [/^record\.sign$/, 'keeping.made.act.sign'],
  [/\.plan$/, 'keeping.made.act.plan'],
  [/\.(?:hold|observe|reveal)$/, 'keeping.made.act.hold'],
  [/\.(?:cancel|miss|rebook)$/, 'keeping.made.act.move'],
  [/^record\.(?:share|pass-on)$/, 'keeping.made.act.share'],
  [/^record\.(?:respond|answer|refer|resolve|addendum|acknowledge)$/, 'keeping.made.act.said'],
  [/\.void$/, 'keeping.made.act.void'],
  [/^agreement\./, 'keeping.made.act.agreement'],
  [/^(?:post|person|file)\./, 'keeping.made.act.post'],
  [/^shift\./, 'keeping.made.act.shift'],
]
const actSaid = (type: string): string => say(ACTS.find(([pattern]) => pattern.test(type))?.[1] ?? 'keeping.made.act.other')

const LOGGED = [
  'read', 'log-read', 'inspection-made', 'inspection-opened', 'history', 'record-exported', 'file-received', 'hold-set', 'hold-lifted', 'copy-asked', 'copy-opened', 'copy-reviewed', 'copy-taken',
  'vault-enrolled', 'pin-changed', 'key-rotated', 'pepper-gone', 'device-revoked', 'sign-link-made', 'sign-link-opened',
] as const
const logSaid = (what: string): string => {
  const known = LOGGED.find((each) => each === what)
  return known ? say(`keeping.made.log.${known}`) : say('keeping.made.log.other', { what })
}

const titleOf = (state: RecordState): string | null => {
  switch (state.kind) {
    case 'session':
      return say('keeping.made.session', { day: words.longDay(state.held?.on ?? state.plannedFor) })
    case 'agreement':
      return say('keeping.made.agreement', { day: words.longDay(state.drawnUpOn) })
    case 'observation':
      return say('keeping.made.observation', { day: words.longDay(state.observed?.on ?? state.plannedFor) })
    case 'file':
      return say('keeping.made.file')
    case 'person':
    case 'policy':
    case 'post':
    case 'setting':
    case 'shift':
    case 'case-list':
      return null
    default:
      return unreachable(state)
  }
}

const isSigned = (state: RecordState): state is SignableState => state.kind === 'session' || state.kind === 'agreement' || state.kind === 'observation'

interface Making {
  readonly bundle: CopyBundle
  readonly sectionsFor: (state: FormState) => readonly Section[]
  /** How many texts have something covered. */
  readonly covered: number
  readonly reviewedBy: string
  readonly at: Instant
}

/**
 * @param making the bundle with what is covered covered already
 * @param data   the same for a machine to read
 */
export const ownCopyPage = (making: Making, data: Json): string => {
  const { bundle, sectionsFor, covered, reviewedBy, at } = making
  const nameOf = (id: string): string => (id === 'service' ? say('keeping.made.service') : (bundle.names[id] ?? say('keeping.made.somebody')))
  const line = (id: MessageId & ('keeping.made.historyLine' | 'keeping.made.logLine'), actor: string, when: Instant, what: string): string =>
    say(id, { ...dayAndTime(when), name: nameOf(actor), what })

  const answers = (state: FormState): string => {
    const pair = isSigned(state as RecordState)
      ? { supervisor: nameOf((state as SignableState).supervisor), supervisee: bundle.person.name }
      : { supervisor: '', supervisee: bundle.person.name }
    return sectionsOf(state, sectionsFor(state), WHOLE)
      .map(({ title, answers: all }) => {
        const said = all.filter((answer) => answer.covered)
        if (said.length === 0) return ''
        return h(4, inLanguage(title, 'en')) + said.map((answer) => `<p><strong>${text(inLanguage(answer.label, 'en'))}</strong></p>${readLines(answer, pair, words).map(p).join('')}`).join('')
      })
      .join('')
  }
  const signed = ({ signatures, addenda, responses, referrals }: SignableState): string => {
    const day = (on: SignableState['addenda'][number]['on']): string => words.longDay(on)
    const said = [
      ...signatures.flatMap(({ by, sign }) => (sign.comment ? [say('keeping.made.wordsLine', { name: nameOf(by), day: day(sign.on), text: sign.comment })] : [])),
      ...responses.flatMap(({ by, on, text: its, answer }) => [
        say('keeping.made.wordsLine', { name: nameOf(by), day: day(on), text: its }),
        ...(answer?.text ? [say('keeping.made.wordsLine', { name: nameOf(answer.by), day: day(answer.on), text: answer.text })] : []),
      ]),
      ...referrals.flatMap(({ by, on, about, resolved }) => [
        say('keeping.made.wordsLine', { name: nameOf(by), day: day(on), text: about }),
        ...(resolved ? [say('keeping.made.wordsLine', { name: nameOf(resolved.by), day: day(resolved.on), text: resolved.text })] : []),
      ]),
      ...addenda.map(({ by, on, text: its }) => say('keeping.made.wordsLine', { name: nameOf(by), day: day(on), text: its })),
    ]
    const lines = signatures.map(
      ({ by, at: when, sign }) =>
        `${say('keeping.made.signature', {
          ...dayAndTime(when), name: nameOf(by), role: say(`keeping.made.role.${sign.role}`), answer: say(`keeping.made.answer.${sign.answer}`),
        })}\n${say('keeping.made.signatureHash', { hash: sign.contentHash })}`,
    )
    return (said.length > 0 ? h(4, say('keeping.made.words')) + list(said) : '') + h(4, say('keeping.made.signatures')) + list(lines)
  }
  const historyOf = (id: string): string => {
    const its = bundle.history.filter(({ record }) => record === id)
    return its.length === 0 ? '' : h(4, say('keeping.made.history')) + list(its.map(({ actor, receivedAt, act }: CopiedAct) => line('keeping.made.historyLine', actor, receivedAt, actSaid(act.type))))
  }
  const record = (state: RecordState): string => {
    const title = titleOf(state)
    if (title === null || !('fields' in state)) return ''
    const voided = isSigned(state) && state.voided ? p(say('keeping.made.void')) : ''
    return h(3, title) + voided + answers(state) + (isSigned(state) ? signed(state) : '') + historyOf(state.id)
  }
  const post = (state: CopyBundle['posts'][number]): string => {
    const about = { title: state.title, place: nameOf(state.setting), from: words.longDay(state.from) }
    const span = state.until ? say('keeping.made.postLine', { ...about, until: words.longDay(state.until) }) : say('keeping.made.postLineOpen', about)
    return h(3, state.title) + p(span) + (state.supervisor ? p(say('keeping.made.supervisor', { name: nameOf(state.supervisor) })) : '') + historyOf(state.id)
  }
  const shifts = bundle.records.flatMap((state) =>
    state.kind === 'shift' ? [say('keeping.made.shiftLine', { ...dayAndTime(state.startedAt), status: say(`keeping.made.shift.${state.status}`) })] : [],
  )
  const reasonIn = ({ details }: CopiedLog): string => {
    const reason = typeof details === 'object' && details !== null && 'reason' in details ? details.reason : null
    return typeof reason === 'string' && reason !== '' ? `\n${say('keeping.made.logWhy', { reason })}` : ''
  }
  const told = bundle.records.map(record).filter((said) => said !== '')
  const title = say('keeping.made.title', { name: bundle.person.name })
  const body = [
    h(1, title),
    p(say('keeping.made.from', { service: bundle.service, day: words.longDay(bundle.madeOn) })),
    p(say('keeping.made.by', { by: reviewedBy, day: words.longDay(londonDay(at)) })),
    p(say('keeping.made.covered', { count: covered })),
    p(say('keeping.made.machine')),
    h(2, say('keeping.made.posts')),
    ...bundle.posts.map(post),
    ...(told.length > 0 ? [h(2, say('keeping.made.records')), ...told] : []),
    ...(shifts.length > 0 ? [h(2, say('keeping.made.shifts')), list(shifts)] : []),
    h(2, say('keeping.made.log')),
    list(bundle.log.map((entry) => line('keeping.made.logLine', entry.actor, entry.at, logSaid(entry.what)) + reasonIn(entry))),
  ].join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title><style>${STYLE}</style></head>
<body><main>
${body}
</main>
<script type="application/json" id="copy">${embedded(data)}</script>
</body></html>
`
}
