/** Coverage as it is printed: a line for each rule, one for each policy, and last the totals. */
import { unreachable } from '../../../src/domain/unreachable.ts'
import { coverageWords } from '../../../src/words/policy-explain.ts'
import { type Coverage, type Entry, type Standing } from './coverage.ts'

const counts = (standings: readonly Standing[]): { carried: number; planned: number; without: number } => {
  const count = (which: Standing['is']): number => standings.filter(({ is }) => is === which).length
  return { carried: count('carried'), planned: count('planned'), without: count('without') }
}

const lineOf = ({ id, check }: Entry, standing: Standing): string => {
  switch (standing.is) {
    case 'carried':
      return coverageWords.carried(id, check, standing.by, standing.more, standing.tested)
    case 'planned':
      return coverageWords.planned(id, check, standing.work)
    case 'without':
      return coverageWords.without(id, check, standing.lacks, standing.has)
    default:
      return unreachable(standing)
  }
}

/** The lines to print, and the exit code: 1 where a rule is without what it needs, or a list is wrong. */
export const coverageReport = ({ rules, flaws }: Coverage): { lines: string[]; code: number } => {
  const packs = [...new Set(rules.map(({ entry }) => entry.pack))]
  const all = counts(rules.map(({ standing }) => standing))
  return {
    lines: [
      ...rules.map(({ entry, standing }) => lineOf(entry, standing)),
      ...flaws.map((flaw) => coverageWords.flaw(flaw)),
      ...packs.map((pack) =>
        coverageWords.pack(pack, counts(rules.filter(({ entry }) => entry.pack === pack).map(({ standing }) => standing))),
      ),
      coverageWords.totals(all),
    ],
    code: all.without > 0 || flaws.length > 0 ? 1 : 0,
  }
}
