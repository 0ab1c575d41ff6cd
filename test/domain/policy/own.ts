/** Policies for tests: those that ship, with what a test needs of them added, whatever they hold themselves. */
import { type Json } from '../../../src/domain/json.ts'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'

export const shipped = (id: string): PolicyPack => {
  const pack = packOf(id)
  if (!pack) throw new Error(`${id} ships`)
  return pack
}

/** A policy that ships, changed. */
export const like = (id: string, change: Partial<Record<keyof PolicyPack, unknown>>): PolicyPack =>
  PolicyPack.parse({ ...(JSON.parse(JSON.stringify(shipped(id))) as object), ...change })

/** Every rule that a value cites. */
const cited = (value: Json | undefined): string[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each: Json) => cited(each))
  return Object.entries(value).flatMap(([key, each]) => (key === 'rule' && typeof each === 'string' ? [each] : cited(each)))
}

/** The policy with every rule it cites in its list, so that it can be used. */
export const usable = (pack: PolicyPack): PolicyPack => {
  const ids = new Set([...pack.oneToOne.rules.flatMap(({ id, replaces = [] }) => [id, ...replaces]), ...cited(pack as unknown as Json)])
  const known = new Set([...pack.rules, ...pack.ambiguities].map(({ id }) => id))
  const added = [...ids].filter((id) => !known.has(id)).map((id) => ({ id, section: { en: 'Section 1' }, says: { en: `What ${id} says` }, force: 'must' as const }))
  return { ...pack, rules: [...pack.rules, ...added] }
}

const weeklyPath = `/oneToOne/rules/${shipped('sefton').oneToOne.rules.findIndex(({ id }) => id === 'SEF-AMB-1')}/phases/0/every`

/** Sefton's, with one open question: residential staff monthly, or every week. */
export const seftonAsking = like('sefton', {
  settings: [],
  rules: [
    { id: 'SEF-3.2', section: { en: 'Section 3, Frequency' }, says: { en: 'Nobody waits longer than eight weeks.' }, force: 'must' },
    { id: 'SEF-3.18', section: { en: 'Section 3, Agency staff' }, says: { en: 'Agency staff have a session after sixteen shifts.' }, force: 'must' },
    { id: 'SEF-8.0', section: { en: 'Section 8' }, says: { en: 'Both sign an agreement.' }, force: 'should' },
  ],
  ambiguities: [
    {
      id: 'SEF-AMB-1',
      says: { en: 'How often do residential staff have a session?' },
      rules: ['SEF-3.2', 'SEF-3.17'],
      reading: 'monthly',
      readings: [
        { key: 'monthly', says: { en: 'every month' } },
        { key: 'weekly', says: { en: 'every week' }, changes: [{ op: 'replace', path: weeklyPath, value: 'P1W' }] },
      ],
    },
  ],
})

/** The model policy for Wales, asking for an interval with its citation, and for retention. */
export const walesAsking = like('wales-model', {
  ambiguities: [],
  settings: [
    { key: 'oneToOne', rule: 'WAL-6a', label: { en: 'How often is supervision held?' }, required: true, cited: true },
    { key: 'retention', rule: 'WAL-11', label: { en: 'How long are records kept?' }, required: true, suggested: 'P7Y' },
    { key: 'backstop', rule: 'WAL-6a', label: { en: 'The longest time between two sessions' }, suggested: false },
    { key: 'recordWithin', rule: 'WAL-4b', label: { en: 'By when is a record shared?' }, hint: { en: 'The policy names no time' } },
  ],
})
