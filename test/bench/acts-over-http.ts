/** Acts as a device sends them: sessions planned, then edited field by field, in batches of 20, several requests at a time. */
import { v7 } from 'uuid'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Client, TOPICS } from '../sync/house.ts'

const BATCH = 20
const PARALLEL = 4

const batch = (dana: Client): readonly WireAct[] => {
  const acts: WireAct[] = []
  while (acts.length < BATCH) {
    const id = v7()
    acts.push(dana.plan(id, 'sam'), dana.edit(id, { feeling: 'a sentence or two about the month, as people write them' }))
    for (const [field, value] of Object.entries(TOPICS).slice(0, 8)) acts.push(dana.edit(id, { [field]: value }))
  }
  return acts
}

/** @returns acts a second @throws where one is not applied */
export const actsOverHttp = async (dana: Client, count: number): Promise<number> => {
  const batches = Array.from({ length: count }, () => batch(dana))
  const from = performance.now()
  await Promise.all(
    Array.from({ length: PARALLEL }, async (_, lane) => {
      for (let n = lane; n < batches.length; n += PARALLEL) {
        const receipts = await dana.push(...batches[n]!)
        if (receipts.some(({ outcome }) => outcome !== 'applied')) throw new Error('a batch was not applied')
      }
    }),
  )
  return (count * BATCH) / ((performance.now() - from) / 1000)
}
