/** How often somebody was supervised, as a pack for an inspection says it: how often the policy asks, and what came of that. */
import { type PackLine } from '../domain/inspection/pack.ts'
import { inLanguage } from './answers.ts'
import { type FactInWords, type PackNames } from './masked-in-words.ts'
import { type Words } from './words.ts'

export interface LineInWords {
  readonly person: number
  readonly name: string
  /** "12 sessions in these dates, 1 late" */
  readonly summary: string
  readonly facts: readonly FactInWords[]
}

const SIMPLE = /^P\d+[DWMY]$/

const postOf = ({ employment, hours, from, until }: PackLine, { say, longDay }: Words): readonly string[] => {
  const values = { employment: say(`inspection.people.employment.${employment}`), from: longDay(from) }
  return [
    hours === null ? say('inspection.people.postIsNoHours', values) : say('inspection.people.postIs', { ...values, hours: say(`inspection.people.hours.${hours}`) }),
    ...(until === null ? [] : [say('inspection.people.ended', { day: longDay(until) })]),
  ]
}

const asksOf = ({ asks }: PackLine, { say, lang, every }: Words): readonly string[] => {
  if (asks === null) return [say('inspection.people.noPolicy')]
  const { says, rule, agreedEvery } = asks
  const text = inLanguage(says, lang)
  const capital = text.charAt(0).toLocaleUpperCase(lang) + text.slice(1)
  return [
    rule === null ? capital : say('inspection.people.asksSays', { says: capital, rule }),
    ...(agreedEvery !== null && SIMPLE.test(agreedEvery) ? [say('inspection.people.agreed', { every: every(agreedEvery) })] : []),
  ]
}

const heldOf = ({ held }: PackLine, { say, longDay, duration }: Words): readonly string[] =>
  held.map(({ on, minutes, kept, due }) => {
    const how = kept === 'late' && due !== null ? say('inspection.people.kept.late', { day: longDay(due) }) : say(`inspection.people.kept.${kept}`, { day: longDay(on) })
    return minutes === null
      ? say('inspection.people.heldOn', { day: longDay(on), kept: how })
      : say('inspection.people.heldMinutes', { day: longDay(on), length: duration(minutes), kept: how })
  })

const calledOffOf = ({ calledOff }: PackLine, { say, longDay, lang }: Words): readonly string[] =>
  calledOff.map(({ kind, plannedFor, reason, newDate }) =>
    say(`inspection.people.off.${kind}`, {
      day: longDay(plannedFor), reason: reason === null ? 'none' : inLanguage(reason, lang), next: newDate === null ? 'none' : longDay(newDate),
    }),
  )

export const lineInWords = (line: PackLine, { person }: PackNames, words: Words): LineInWords => {
  const { say, longDay } = words
  const { held } = line
  const of = (kept: PackLine['held'][number]['kept']): number => held.filter((each) => each.kept === kept).length
  const own = person(line.person)
  const supervisors = line.supervisors.map((each) =>
    each.until === null ? person(each.person) : say('inspection.people.supervisorUntil', { person: person(each.person), day: longDay(each.until) }),
  )
  const some = (name: string, lines: readonly string[]): readonly FactInWords[] => (lines.length > 0 ? [{ name, lines }] : [])
  const orNone = (lines: readonly string[], none: string): readonly string[] => (lines.length > 0 ? lines : [none])
  return {
    person: line.person,
    name: line.professional ? say('inspection.people.professional', { person: own }) : own,
    summary: say('inspection.people.sessions', { count: held.length, late: of('late'), excused: of('excused') }),
    facts: [
      { name: say('inspection.people.post'), lines: postOf(line, words) },
      { name: say('inspection.people.supervisor'), lines: orNone(supervisors, say('inspection.people.noSupervisor')) },
      { name: say('inspection.people.asks'), lines: asksOf(line, words) },
      ...(line.now === null
        ? []
        : [
            {
              name: say('inspection.people.now'),
              lines: [
                line.now.due === null
                  ? say(`policy.state.${line.now.state}`)
                  : say('inspection.people.nowDue', { state: say(`policy.state.${line.now.state}`), day: longDay(line.now.due) }),
              ],
            },
          ]),
      { name: say('inspection.people.held'), lines: orNone(heldOf(line, words), say('inspection.people.heldNone')) },
      ...some(say('inspection.people.calledOff'), calledOffOf(line, words)),
      ...some(say('inspection.people.excused'), line.excused.map(({ from, until }) => say('common.date.range', { from: longDay(from), until: longDay(until) }))),
      { name: say('inspection.people.agreements'), lines: orNone(line.agreements.map(longDay), say('inspection.people.none')) },
      { name: say('inspection.people.observations'), lines: orNone(line.observations.map(longDay), say('inspection.people.heldNone')) },
      ...some(say('inspection.people.others'), line.happened.map(({ what, on }) => say('inspection.people.happened', { what: say(`inspection.people.what.${what}`), day: longDay(on) }))),
    ],
  }
}
