/** The n-th, counted round and round; undefined of none. */
export const choose = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]
