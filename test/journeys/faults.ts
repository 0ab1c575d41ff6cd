/** What is wrong with a journey however it went (A6, K2): looked at after every one, whether or not it says so. */
import { afterAll } from 'vitest'
import { type Asked } from './watch.ts'

interface Watched {
  readonly asked: readonly Asked[]
  readonly judged: readonly Asked[]
  readonly strangers: readonly string[]
  readonly complaints: readonly string[]
  readonly leaves: () => Promise<void>
}

/** The addresses that are not this origin's. What a page makes itself (`blob:`, `data:`) and what lies on the disk is nobody's. */
export const strangersAmong = (asked: readonly Asked[], own: string): readonly string[] =>
  asked.flatMap(({ url }) => {
    const { origin, protocol } = new URL(url)
    return origin === own || /^(?:blob|data|file):$/.test(protocol) ? [] : [url]
  })

const keepable = ({ url, answer }: Asked): boolean =>
  answer !== null && /^\/api(?:\/|$)/.test(new URL(url).pathname) && answer.headers['cache-control'] !== 'no-store'

/** One line a fault: a request to a stranger, an answer of the service that a browser may keep, a complaint. */
export const faultsOf = ({ judged, strangers, complaints }: Omit<Watched, 'asked' | 'leaves'>): readonly string[] => [
  ...strangers.map((address) => `asked a stranger: ${address}`),
  ...judged.filter(keepable).map(({ method, url }) => `may be kept by the browser: ${method} ${url}`),
  ...complaints,
]

/** Fails a journey whose people have any fault, after it has run. Called first of all, it looks last of all. */
export const everybodyIsWatched = (everybody: readonly Watched[]): void => {
  afterAll(async () => {
    for (const person of everybody) await person.leaves()
    const asked = everybody.reduce((sum, person) => sum + person.asked.length, 0)
    const faults = everybody.flatMap(faultsOf)
    console.log(`${asked} requests of pages, workers and service workers: ${faults.length} faults`)
    if (faults.length > 0) throw new Error(`this journey leaves faults behind (A6, K2):\n${faults.join('\n')}`)
  })
}
