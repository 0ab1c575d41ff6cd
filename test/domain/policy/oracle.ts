/**
 * The one-to-one of the five policies written a second time, straight from the semantics and knowing nothing of packs: a
 * table in code, dates from date-fns, London days from Intl, copies of shifts found by walking every pair. Slow and plain
 * on purpose.
 */
import { addDays, addMonths, addWeeks, differenceInCalendarDays, format, parseISO } from 'date-fns'
import { type Scenario } from '../../../src/domain/policy/scenario.ts'

const plus = (day: string, ...durations: string[]): string =>
  durations.reduce((at, duration) => {
    const amount = Number.parseInt(duration.slice(1), 10)
    const date = parseISO(at)
    const moved = duration.endsWith('M') ? addMonths(date, amount) : duration.endsWith('W') ? addWeeks(date, amount) : addDays(date, amount)
    return format(moved, 'yyyy-MM-dd')
  }, day)

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/** C9 by brute force. */
export const bruteCount = (scenario: Scenario, anchor: string, fromStart: boolean): { count: number; on: string | null } => {
  const shifts = scenario.events
    .filter((event) => event.type === 'shift')
    .map((shift) => ({ ...shift, ms: new Date(shift.startedAt).getTime(), day: london.format(new Date(shift.startedAt)) }))
    .filter(({ day }) => day <= scenario.asOf)
  const group = shifts.map((_, index) => index)
  for (let pass = 0; pass < shifts.length; pass += 1) {
    shifts.forEach((a, i) => {
      shifts.forEach((b, j) => {
        const copies = (a.id !== undefined && a.id === b.id) || (a.ms === b.ms && a.home === b.home)
        if (copies) group[i] = group[j] = Math.min(group[i]!, group[j]!)
      })
    })
  }
  const counted = [...new Set(group)].flatMap((number) => {
    const copies = shifts.filter((shift, index) => group[index] === number && shift.status === 'worked')
    if (copies.length === 0) return []
    const day = copies.map((copy) => copy.day).sort()[0]!
    return [{ day, units: Math.max(...copies.map(({ units }) => units ?? 1)) }]
  })
  const inCount = counted.filter(({ day }) => day > anchor || (fromStart && day === anchor)).sort((a, b) => (a.day < b.day ? -1 : 1))
  let count = 0
  let on: string | null = null
  for (const { day, units } of inCount) {
    count += units
    if (count >= 16) on ??= day
  }
  return { count, on }
}

interface Line {
  id: string
  extra: boolean
  minutes: number | null
  due: string | null
  target: string | null
  state: number | null
}

const STATES = ['not-due', 'due-soon', 'due', 'overdue', 'escalate']

const ROWS: Record<string, [id: string, every: string, minutes: number | null]> = {
  'assistant-director': ['SEF-3.5', 'P2M', 90],
  'service-manager': ['SEF-3.5', 'P2M', 90],
  'team-manager': ['SEF-3.6', 'P1M', 90],
  'practitioner-manager': ['SEF-3.6', 'P1M', 90],
  'non-case-manager': ['SEF-3.7', 'P2M', 90],
  'social-worker': ['SEF-3.8', 'P1M', 90],
  'personal-advisor': ['SEF-3.9', 'P2M', 90],
  'support-worker': ['SEF-3.10', 'P2M', 90],
  'business-support': ['SEF-3.11', 'P2M', null],
  'frontline-participant': ['SEF-3.15', 'P1M', 90],
}

/** What the one-to-one must answer, in the keys of `expect`. */
export const oracle = (scenario: Scenario): Record<string, unknown> => {
  const { facts, agreement, settings, asOf } = scenario
  const heldOn = scenario.events.filter((event) => event.type === 'one-to-one' && event.on <= asOf).map((event) => ('on' in event ? event.on : ''))
  const start = facts.supervisedSince !== undefined && facts.supervisedSince > facts.employedOn ? facts.supervisedSince : facts.employedOn
  const a = heldOn.length > 0 ? [...heldOn].sort().at(-1)! : start
  const signed = agreement.signedOn !== undefined && agreement.signedOn <= asOf
  const agreed = signed ? agreement.every : undefined
  const employed = facts.employedOn

  const phaseDue = (from: string | null, until: string | null, every: string): string | null => {
    if (until !== null && a > until) return null
    const next = plus(a, every)
    return from !== null && from > a ? [from, next].sort()[1]! : next
  }
  const line = (id: string, extra: boolean, minutes: number | null, dues: (string | null)[], lower: string | null = null): Line => {
    const due = dues.filter((each) => each !== null).sort()[0] ?? null
    if (due === null) return { id, extra, minutes, due, target: null, state: null }
    const byAgreement = agreed !== undefined && plus(a, agreed) <= due ? plus(a, agreed) : null
    const target = byAgreement ?? (lower !== null && plus(a, lower) < due ? plus(a, lower) : due)
    const soon = Math.min(7, Math.floor(differenceInCalendarDays(parseISO(target), parseISO(a)) / 4))
    const left = differenceInCalendarDays(parseISO(target), parseISO(asOf))
    const escalated = scenario.policy === 'wokingham' && differenceInCalendarDays(parseISO(asOf), parseISO(due)) > 21
    const state = escalated ? 4 : asOf > due ? 3 : left <= 0 ? 2 : left <= soon ? 1 : 0
    return { id, extra, minutes, due, target, state }
  }

  const lines: Line[] = []
  let lacking: string | null = null
  let count: number | undefined
  const residential = facts.group === 'residential'
  const nqsw = facts.newlyQualified === 'social-worker'
  const partTime = facts.hours === 'part-time'
  const sefton = (): void => {
    if (nqsw) {
      const sixWeeks = plus(employed, 'P6W')
      const sixMonths = plus(sixWeeks, 'P6M')
      lines.push(
        line('SEF-3.12', false, 90, [
          phaseDue(employed, sixWeeks, 'P1W'),
          phaseDue(plus(sixWeeks, 'P1D'), sixMonths, 'P2W'),
          phaseDue(plus(sixMonths, 'P1D'), null, 'P1M'),
        ]),
      )
    } else if (residential && (facts.employment === 'agency' || facts.employment === 'casual')) {
      const found = bruteCount(scenario, a, heldOn.length === 0)
      count = found.count
      const state = count >= 17 ? 3 : count === 16 ? 2 : count >= 12 ? 1 : 0
      lines.push({ id: 'SEF-3.18', extra: false, minutes: null, due: found.on, target: found.on, state })
      if (settings.backstop !== false) lines.push(line('SEF-3.2', true, null, [plus(a, settings.backstop ?? 'P8W')]))
    } else if (residential) {
      lines.push(line('SEF-AMB-1', false, null, [plus(a, 'P1M')]))
    } else if (facts.group === 'student-social-worker') {
      if (agreed === undefined) lacking = 'SEF-3.16'
      lines.push(line('SEF-3.16', false, null, [agreed === undefined ? null : plus(a, agreed)]))
    } else if (ROWS[facts.group]) {
      const [id, every, minutes] = ROWS[facts.group]!
      lines.push(line(id, false, minutes, [plus(a, every)]))
    } else if (agreed === undefined) {
      lines.push(line('SEF-AMB-5', false, null, [plus(a, 'P1M')]))
    } else {
      lines.push(line('SEF-3.2', false, null, [[plus(a, agreed), plus(a, 'P8W')].sort()[0]!]))
    }
    if ((facts.residentialHome ?? residential) && facts.employment !== 'agency') {
      lines.push(line('SEF-3.17', true, null, [phaseDue(employed, plus(employed, 'P6M'), 'P2W')]))
    }
  }
  const sswb = (): void => {
    const minutes = signed ? (agreement.minutes ?? null) : null
    if (partTime || facts.employment === 'casual') lines.push(line('SSWB-4.6', false, minutes, [plus(a, 'P6W')], 'P4W'))
    else lines.push(line('SSWB-4.6', false, minutes, [plus(a, 'P4W')]))
  }
  const wokingham = (): void => {
    const short = facts.employment === 'agency' || facts.employment === 'temporary'
    if (nqsw) {
      const sixWeeks = plus(employed, 'P6W')
      const sixMonths = plus(sixWeeks, 'P6M')
      const phases = [
        { due: phaseDue(employed, sixWeeks, 'P1W'), minutes: 60 },
        { due: phaseDue(plus(sixWeeks, 'P1D'), sixMonths, 'P2W'), minutes: 60 },
        { due: phaseDue(plus(sixMonths, 'P1D'), null, 'P1M'), minutes: partTime ? null : 90 },
      ]
      const first = phases.filter(({ due }) => due !== null).sort((x, y) => (x.due! < y.due! ? -1 : 1))[0]
      lines.push(line('WOK-A16a', false, first?.minutes ?? null, [first?.due ?? null]))
    } else if (partTime) lines.push(line('WOK-A17', false, null, [plus(a, 'P1M')]))
    else lines.push(line('WOK-A16', false, 90, [plus(a, 'P1M')]))
    if (facts.probationEndsOn !== undefined && !short && facts.probationEndsOn >= employed) {
      lines.push(line('WOK-A16b', true, null, [phaseDue(employed, facts.probationEndsOn, 'P2W')]))
    }
    if (short) lines.push(line('WOK-A16c', true, null, [phaseDue(employed, plus(employed, 'P3M'), 'P2W')]))
  }
  const havering = (): void => {
    const row = (id: string, dues: (string | null)[]): void => void lines.push(line(id, false, 60, dues))
    const fourWeeks = plus(employed, 'P4W')
    const sixMonths = plus(employed, 'P6M')
    if (facts.group === 'day-opportunities') row('HAV-App3.a', [plus(a, 'P8W')])
    if (facts.newlyQualified === 'other' && facts.qualifiedOn !== undefined) {
      const threeMonths = plus(facts.qualifiedOn, 'P3M')
      row('HAV-App3.c', [phaseDue(facts.qualifiedOn, threeMonths, 'P2W'), phaseDue(plus(threeMonths, 'P1D'), null, 'P1M')])
    }
    if (nqsw) {
      const sixWeeks = plus(employed, 'P6W')
      row('HAV-App3.d', [
        phaseDue(employed, sixWeeks, 'P1W'),
        phaseDue(plus(sixWeeks, 'P1D'), sixMonths, 'P2W'),
        phaseDue(plus(sixMonths, 'P1D'), null, 'P1M'),
      ])
    }
    if (facts.group === 'apprentice') row('HAV-App3.e', [plus(a, agreed ?? 'P2W')])
    if (facts.group === 'student-social-worker') row('HAV-App3.g', [agreed === undefined ? null : plus(a, agreed)])
    if (facts.group === 'admin') row('HAV-App3.h', [plus(a, 'P3M')])
    if (facts.fromOutsideUk === true) {
      row('HAV-App3.i', [
        phaseDue(employed, fourWeeks, 'P1W'),
        phaseDue(plus(fourWeeks, 'P1D'), sixMonths, 'P2W'),
        phaseDue(plus(sixMonths, 'P1D'), null, 'P1M'),
      ])
    }
    if (lines.length === 0 && partTime && agreed !== undefined) row('HAV-App3.f', [plus(a, agreed)])
    else if (lines.length === 0) row('HAV-App3.0', [plus(a, 'P1M')])
    lines.push(line('HAV-App3.b', true, 60, [phaseDue(employed, fourWeeks, 'P1W')]))
    if (facts.group === 'student-social-worker' && agreed === undefined) lacking = 'HAV-App3.g'
  }
  const wales = (): void => {
    const every = typeof settings.oneToOne === 'object' ? settings.oneToOne.every : settings.oneToOne
    if (every === undefined) lacking = 'WAL-6a'
    lines.push(line('WAL-6a', false, null, [every === undefined ? null : plus(a, every)]))
  }
  const tables: Record<string, () => void> = { sefton, sswb, wokingham, havering, 'wales-model': wales }
  tables[scenario.policy]!()
  const order = (x: Line, y: Line): number => {
    const [dueX, dueY] = [x.due ?? '9999', y.due ?? '9999']
    if (dueX !== dueY) return dueX < dueY ? -1 : 1
    if (x.extra !== y.extra) return x.extra ? -1 : 1
    return x.id < y.id ? -1 : 1
  }
  if (facts.variations && facts.variations.length > 0) {
    const minutes = lines.filter(({ extra }) => !extra).sort(order)[0]!.minutes
    lines.push(line('variation', true, minutes, facts.variations.map(({ every, from, until }) => phaseDue(from, until ?? null, every))))
  }

  lines.sort(order)
  const first = lines[0]!
  if (count === undefined && lines.every(({ due }) => due === null)) {
    return { due: null, target: null, also: [], state: 'not-set-up', rule: lacking, minutes: lines.find(({ id }) => id === lacking)?.minutes ?? null }
  }
  const worst = Math.max(...lines.map(({ state }) => state ?? -1))
  const rule = first.state === worst ? first : lines.find(({ state }) => state === worst)!
  const excused = (facts.excused ?? []).some(({ from, until }) => asOf >= from && asOf <= until)
  return {
    due: first.due,
    target: lines.map(({ target }) => target).filter((each) => each !== null).sort()[0] ?? null,
    also: lines.filter(({ due, id }) => due !== null && id !== rule.id).map(({ id }) => id).sort(),
    state: excused ? 'excused' : STATES[worst],
    rule: rule.id,
    minutes: rule.minutes,
    ...(count === undefined ? {} : { count }),
  }
}
