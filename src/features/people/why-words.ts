/** The answer to "Why is this due?" in sentences, made from an explanation's data. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Explanation, type Explained } from '../../domain/explain.ts'
import { type SettingUsed } from '../../domain/explain-settings.ts'
import { addDuration, type Duration } from '../../domain/policy/durations.ts'
import { type Reason, VARIATION } from '../../domain/policy/obligation.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Interval, type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { oneUnit } from './obligation-words.ts'

const isSimple = (every: Interval): boolean => typeof every !== 'string' || oneUnit(every)

/** "2 weeks"; of several units, `P1M2W`: "1 month and 2 weeks". */
const spanOf = (every: Interval, { span, list }: Words): string =>
  typeof every === 'string' ? list((every.match(/\d+[YMWD]/g) ?? []).map((part) => span(`P${part}`))) : span(every)

const everyOf = (every: Interval, words: Words): string =>
  isSimple(every) ? words.every(every) : words.say('why.every', { span: spanOf(every, words) })

const counts = (reason: Reason): reason is Reason & { count: number; of: number } =>
  reason.count !== undefined && reason.of !== undefined

/** What leads where shifts are what is due or late, and not a date. */
const headOfCount = ({ count, of, state }: Reason & { count: number; of: number }, { say }: Words): string => {
  const values = { count, of }
  if (count > of) return say('why.head.countOver', values)
  if (count === of) return say('why.head.countReached', values)
  return say(state === 'due-soon' ? 'why.head.countSoon' : 'why.head.count', values)
}

/** "Overdue since Mon 15 June", "16 of 16 shifts worked: due before the next shift". */
export const headOf = ({ obligation, rule: { reason }, tally, excused }: Explanation, asOf: PlainDate, words: Words): string => {
  const { say } = words
  const { state, due, track } = obligation
  if (track === 'capacity' && tally) {
    const values = { count: tally.done, of: tally.of }
    return say(state === 'overdue' ? 'why.head.peopleOver' : 'why.head.people', values)
  }
  const on = due === null ? null : { day: words.day(due, asOf) }
  switch (state) {
    case 'not-set-up':
      return say('why.head.notSetUp')
    case 'excused':
      return excused ? say('why.head.excused', { day: words.day(excused.until, asOf) }) : say('policy.state.excused')
    case 'met':
      return say('why.head.met')
    case 'met-late':
      return on ? say('why.head.metLate', on) : say('why.head.met')
    case 'escalate':
      return on ? say('why.head.escalate', on) : say('policy.state.escalate')
    case 'overdue':
    case 'due':
    case 'due-soon':
    case 'not-due':
      break
    default:
      return unreachable(state)
  }
  if (counts(reason)) return headOfCount(reason, words)
  if (!on || due === null) return say(state === 'not-due' ? 'why.head.undatedNotDue' : 'why.head.undated')
  if (track === 'own-version') return say('why.head.offered', on)
  if (track === 'retention') return say('why.head.kept', on)
  if (state === 'overdue') return say('why.head.overdue', on)
  if (state === 'not-due') return say('why.head.notDue', on)
  return say(due === asOf ? 'why.head.dueToday' : 'why.head.due', on)
}

/** The answer in a breath: what the policy says, how late, what they agreed. */
export const leadOf = (explanation: Explanation, yours: boolean, asOf: PlainDate, words: Words): string => {
  const { say, lang, day } = words
  const { obligation, rule: { reason }, earlier, readings } = explanation
  const { state, due, track } = obligation
  if (state === 'not-set-up') return say(track === 'retention' ? 'why.lead.keepNotSetUp' : 'why.lead.notSetUp')
  const says = inLanguage(reason.says, lang)
  const noted = reason.note === undefined ? says : say('why.lead.noted', { says, note: reason.note })
  const read = readings.some(({ id }) => id === reason.rule)
  const by = reason.rule === VARIATION ? 'why.lead.variation' : read ? 'why.lead.reading' : 'why.lead.policy'
  const parts = [counts(reason) ? say('why.lead.count', { of: reason.of }) : say(by, { says: noted })]
  if (track === 'one-to-one' && reason.anchor !== null) {
    parts.push(say(reason.anchorKind === 'start' ? 'why.lead.noSession' : 'why.lead.session', { day: day(reason.anchor, asOf) }))
  }
  const late = state === 'overdue' || state === 'escalate'
  if (late && due !== null && !counts(reason)) {
    parts.push(say('why.lead.late', { day: day(due, asOf), ago: words.relativeDay(due, asOf) }))
  }
  if (!late && earlier?.because === 'agreed') {
    parts.push(say(yours ? 'why.lead.wanted' : 'why.lead.wantedThey', { day: day(earlier.on, asOf) }))
  }
  return parts.join(' ')
}

/** Periodic tracks: the last time, or the start. */
const periodic = ({ anchorKind }: Reason): 'last' | 'first' => (anchorKind === 'start' ? 'first' : 'last')

/** What the date is counted from, in one sentence. */
const anchorOf = ({ obligation, rule: { reason }, settings }: Explanation, on: PlainDate | null, asOf: PlainDate, words: Words): string => {
  const { say } = words
  const { track, due } = obligation
  if (track === 'quota') return say('why.from.quota', { day: due === null ? '' : words.day(due, asOf) })
  if (track === 'capacity') return say('why.from.people')
  if (on === null) return say(track === 'policy-review' ? 'why.from.none' : 'why.from.never')
  const day = words.day(on, asOf)
  switch (track) {
    case 'one-to-one':
      return say(reason.anchorKind === 'start' ? 'why.from.start' : 'why.from.session', { day })
    case 'agreement-review': {
      if (reason.every !== undefined) return say('why.from.agreement-review', { day })
      return say(settings.some(({ key }) => key === 'policyVersionOn') ? 'why.from.policy' : 'why.from.supervisor', { day })
    }
    case 'case':
      return say(reason.anchorKind === 'start' ? 'why.from.allocated' : 'why.from.case', { day })
    case 'oversight':
      return say(reason.anchorKind === 'start' ? 'why.from.allocated' : 'why.from.oversight', { day })
    case 'agreement':
    case 'record':
    case 'rearrange':
    case 'own-version':
    case 'asye-review':
    case 'retention':
    case 'cover':
      return say(`why.from.${track}`, { day })
    case 'group':
    case 'observation':
    case 'supervision-observed':
    case 'record-audit':
    case 'training':
    case 'appraisal':
    case 'self-evaluation':
    case 'three-way':
      return say(`why.from.${periodic(reason)}`, { day })
    case 'policy-review':
      return say('why.from.none')
    default:
      return unreachable(track)
  }
}

/** "2 weeks from then is Mon 15 June." */
const stepOf = ({ reason }: Explained, last: PlainDate | null, asOf: PlainDate, words: Words): string | null => {
  const { every, anchor } = reason
  const { say } = words
  if (last === null || every === undefined || anchor === null) return null
  const day = words.day(last, asOf)
  if (every === 'next-calendar-month') return say('why.from.monthEnd', { day })
  if (typeof every !== 'string') return say('why.from.workingDays', { span: words.span(every), day })
  // A rule that begins to apply later than the interval would end begins with its first day (C4).
  if (addDuration(anchor, every) !== last) return say('why.from.phase', { day })
  return say('why.from.span', { span: spanOf(every, words), day })
}

const PREFIX = 'no-bank-holidays-after:'

const warningOf = (code: string, asOf: PlainDate, { say, day }: Words): string | null =>
  code.startsWith(PREFIX) ? say('why.from.noHolidays', { day: day(code.slice(PREFIX.length) as PlainDate, asOf) }) : null

/** What it is counted from and what that gives, a sentence a line. */
export const countedOf = (explanation: Explanation, asOf: PlainDate, words: Words): readonly string[] => {
  const { obligation, rule, earlier, warnings, settings } = explanation
  const { say, day } = words
  const { reason } = rule
  const preferred = earlier?.because === 'preferred' ? earlier.on : null
  const cover = obligation.track === 'cover'
  const closed = settings.flatMap((used) => (used.key === 'closureDays' ? settingLines(used, asOf, words) : []))
  const lines = [
    anchorOf(explanation, reason.anchor, asOf, words),
    counts(reason) ? say('why.from.shifts', { count: reason.count, of: reason.of }) : null,
    counts(reason) || cover ? null : stepOf(rule, preferred ?? reason.due, asOf, words),
    ...closed,
    earlier?.because === 'window' && obligation.due !== null
      ? say('why.from.window', { from: day(earlier.on, asOf), day: day(obligation.due, asOf) })
      : null,
    preferred !== null && obligation.due !== null
      ? say('why.from.preferred', { from: day(preferred, asOf), day: day(obligation.due, asOf) })
      : null,
    ...warnings.map((code) => warningOf(code, asOf, words)),
  ]
  return lines.filter((line) => line !== null)
}

/** What the service chose, and with what right. */
export const settingLines = (used: SettingUsed, asOf: PlainDate, words: Words): readonly string[] => {
  const { say, day, list } = words
  if (used.key === 'closureDays') return [say('why.setting.closureDays', { days: list(used.days.map((each) => day(each, asOf))) })]
  if (used.key === 'policyVersionOn') return [say('why.setting.policyVersionOn', { day: day(used.on, asOf) })]
  const { key, every, chosen, citation } = used
  if (every === null) return [say('why.setting.missing')]
  const span = spanOf(every, words)
  if (!chosen) return [say('why.setting.notChosen', { span })]
  const said = key === 'oneToOne' ? say('why.setting.oneToOne', { every: everyOf(every, words) }) : say(`why.setting.${key}`, { span })
  return citation === null ? [said] : [said, say('why.setting.citation', { citation })]
}

/** What the two agreed and what it does; what was agreed for the person; what excuses it. */
export const agreedLines = (explanation: Explanation, asOf: PlainDate, words: Words): readonly string[] => {
  const { say, day, lang } = words
  const { obligation, agreed, earlier, variations, excused } = explanation
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1)
  const lines: string[] = []
  if (agreed) {
    lines.push(say('why.agreed.every', { every: everyOf(agreed.every, words) }))
    lines.push(
      agreed.effect === 'earlier'
        ? say('why.agreed.earlier', { day: day(earlier?.on ?? agreed.on ?? asOf, asOf) })
        : say(`why.agreed.${agreed.effect}`),
    )
  } else if (obligation.track === 'one-to-one') {
    lines.push(say(obligation.state === 'not-set-up' ? 'why.agreed.noneMissing' : 'why.agreed.none'))
  }
  for (const { every, from, until, reason } of variations) {
    const values = { every: capital(everyOf(every, words)), from: day(from, asOf), reason }
    lines.push(until === undefined ? say('why.agreed.variation', values) : say('why.agreed.variationUntil', { ...values, until: day(until, asOf) }))
  }
  if (excused) {
    const { from, until, reason, authorisedBy: who } = excused
    lines.push(say('why.agreed.excused', { from: day(from, asOf), until: day(until, asOf), reason, who }))
  }
  return lines
}

/** What one rule gives: its date, or how far it has counted. */
export const givesOf = ({ reason }: Explained, asOf: PlainDate, { say, day }: Words): string => {
  if (counts(reason)) {
    const values = { count: reason.count, of: reason.of }
    return say(reason.due === null ? 'why.rule.countNoDate' : 'why.rule.count', values)
  }
  return reason.due === null ? '' : say('why.rule.due', { day: day(reason.due, asOf) })
}

/** When it goes to a manager above (WOK-A14). */
export const escalatesLine = (after: Duration, says: string, words: Words): string =>
  words.say('why.rule.escalates', { span: spanOf(after, words), says })
