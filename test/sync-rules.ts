/** The rules of the sync protocol: each is quoted by the name of a test. */

/** How many there are of each kind: what the device keeps, push, pull, time and versions. */
const RULES = { V: 9, P: 10, L: 7, T: 5 }

const ALL = Object.entries(RULES).flatMap(([kind, count]) => Array.from({ length: count }, (_, at) => `${kind}${at + 1}`))

/**
 * @param names of tests that passed, with those of what they stand in
 * @returns the ids of rules that none of them quotes
 */
export const rulesUnquoted = (names: readonly string[]): readonly string[] => {
  const quoted = new Set(names.flatMap((name) => name.match(/\b[VPLT]\d+\b/g) ?? []))
  return ALL.filter((rule) => !quoted.has(rule))
}
