/** Opens the pages below Account on a device in memory, with a service that answers as told. */
import { Route } from 'wouter'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { AccountPages } from '../../../src/features/accounts/account-pages.tsx'
import { type AccountLine } from '../../../src/protocol/accounts.ts'
import { type Question } from '../../../src/queries/device.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice, SAM } from '../../memory-device.ts'
import { showAmong, type Shown } from '../show.tsx'

export const NOW = '2026-06-10T13:30:00.000Z' as Instant
export const at = (text: string): Instant => text as Instant
export const on = (text: string): PlainDate => text as PlainDate

export const samsLine = (change: Partial<AccountLine> = {}): AccountLine => ({
  person: SAM, name: 'Sam Oyelaran', knownAs: 'Sam', posts: [{ title: 'Residential worker', setting: HOME }],
  account: { username: 'sam', since: at('2026-01-08T09:00:00.000Z'), lastSignIn: at('2026-06-10T12:30:00.000Z'), disabled: null, administrator: false },
  invited: null, leaving: null, duties: [], may: ['see', 'invite', 'disable', 'make-administrator', 'give-duty'], ...change,
})

export interface Asked {
  readonly device: MemoryDevice
  /** What was asked of the service beside reading, in order. */
  readonly asked: Question[]
}

/** Dana administers the service. @param answers by method and path, the first that begins so */
export const administrator = (answers: Readonly<Record<string, (question: Question) => unknown>>): Asked => {
  const device = memoryDevice(DANA, NOW, [], undefined, { administrator: DANA })
  const asked: Question[] = []
  device.setAnswers((question) => {
    const key = `${question.method ?? 'POST'} ${question.path}`
    if (question.method !== 'GET') asked.push(question)
    const answer = Object.entries(answers).find(([begin]) => key.startsWith(begin))?.[1]
    if (!answer) throw new Error(`nobody answers ${key}`)
    return answer(question)
  })
  return { device, asked }
}

export const show = (device: MemoryDevice, href: string): Promise<Shown> =>
  showAmong(device, href, <Route path={`${PATHS.account}/*`}><AccountPages otherwise={<h1>No such page</h1>} /></Route>)
