/** What the command `audit` says of the chain of who did and read what. */
import { unreachable } from '../domain/unreachable.ts'

/** What can be wrong with the chain, as the command names it. */
type Fault =
  | { readonly kind: 'entry-changed' | 'details-changed' | 'receipt-contradicts' | 'device-contradicts'; readonly n: number }
  | { readonly kind: 'out-of-order'; readonly n: number; readonly found: number }
  | { readonly kind: 'cut-short'; readonly n: number; readonly head: number }
  | { readonly kind: 'act-unaudited'; readonly seq: number }

export const auditWords = {
  usage: 'Say: npm run audit -- verify [--data FOLDER] [--head N.HASH], with a head from a device or from your notes.',
  headUnreadable: (text: string): string => `“${text}” is not a head. Write it as the command printed it: a number, a dot, 64 letters and figures.`,
  verified: (name: string, entries: number, { n, hash }: { readonly n: number; readonly hash: string }): string =>
    n === 0 ? `${name}: nothing is written down yet.` : `${name}: ${entries} entries, head ${n}.${hash}`,
  more: (count: number): string => `and ${count} more`,
  whole: 'The audit is whole.',
  faulty: (count: number): string =>
    `The audit is NOT whole: ${count} ${count === 1 ? 'fault' : 'faults'}. Keep a copy of the data folder as it is, and find out who could write to it.`,
}

export const auditFaultInWords = (fault: Fault): string => {
  switch (fault.kind) {
    case 'entry-changed':
      return `entry ${fault.n} is not as it was written`
    case 'details-changed':
      return `the details of entry ${fault.n} are not as they were written`
    case 'out-of-order':
      return `entry ${fault.n} should stand where entry ${fault.found} stands: some were taken out, or moved`
    case 'cut-short':
      return `the chain ends at entry ${fault.n}, and should end at ${fault.head}: the last ones were taken out, or the database is an older one`
    case 'receipt-contradicts':
      return `a receipt names entry ${fault.n}, which is not there or is another`
    case 'device-contradicts':
      return `a device has seen entry ${fault.n} as it is not, or is no more: the audit was changed, or the database was restored from before`
    case 'act-unaudited':
      return `the act with number ${fault.seq} is not the one that was written down`
    default:
      return unreachable(fault)
  }
}
