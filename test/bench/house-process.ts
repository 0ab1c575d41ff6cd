/**
 * The house as a process of its own, so that a bench does not share the server's event loop: says its address over IPC, and
 * on being asked its memory, or furnishes a council of homes. Started by the benches with `fork`.
 */
import { openHouse } from '../sync/house.ts'
import { type Council, furnishCouncil } from './council.ts'

export type Asked = { readonly ask: 'memory' } | { readonly ask: 'council'; readonly people: number } | { readonly ask: 'stop' }
export type Said =
  | { readonly said: 'ready'; readonly address: string; readonly now: string }
  | { readonly said: 'memory'; readonly rss: number; readonly peak: number; readonly cpu: number }
  | { readonly said: 'council'; readonly council: Council }

const house = await openHouse()
const say = (said: Said): void => void process.send?.(said)

const answer = async (asked: Asked): Promise<void> => {
  if (asked.ask === 'memory') say({ said: 'memory', rss: process.memoryUsage().rss, peak: process.resourceUsage().maxRSS * 1024, cpu: process.cpuUsage().user + process.cpuUsage().system })
  else if (asked.ask === 'council') say({ said: 'council', council: await furnishCouncil(house, asked.people) })
  else {
    await house.close()
    process.exit(0)
  }
}
process.on('message', (asked: Asked) => {
  answer(asked).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
say({ said: 'ready', address: house.address, now: house.now() })
