/**
 * A pack for an inspector, of a home of 20 people and their sessions of a year, over HTTP on SQLite: how long it takes to
 * make and to open, beside reading the same records with nothing done to them; and how large it is as an answer and as a
 * file. Run it with `node test/bench/inspection.ts`.
 */
import { gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { packFile } from '../../src/features/inspection/pack-file.ts'
import { type InspectionAnswer, type InspectionMade } from '../../src/protocol/inspections.ts'
import { createWords } from '../../src/words/words.ts'
import { signableIn } from '../../sync/storage/inspection-records.ts'
// oxlint-disable-next-line import/no-unassigned-import -- brings every area's words
import '../all-words.ts'
import { HOME, openHouse, ORG, person, PINS } from '../sync/house.ts'
import { median } from './figures.ts'

const PEOPLE = 20
const MONTHS = 12
const ROUNDS = 5
const NOTE =
  'We went through the week: the handover went well, and what Dana and Sam had agreed about the rota holds. For KES-4711 the plan is the same; the school visit was moved, and Kofi will ring again on Monday. '

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const house = await openHouse()
try {
  const dana = await house.signIn('dana')
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ person: v7(), post: v7(), name: `Worker${index} Surname${index}` }))
  for (const one of people) {
    await dana.push(
      dana.act(one.person, 'person.add', { name: one.name, knownAs: one.name.split(' ')[0], staffNumber: null }, 'person'),
      dana.act(one.post, 'post.start', {
        person: one.person, setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial',
        supervisor: person('dana'), employedOn: '2024-01-08', supervisedSince: '2024-01-08', from: '2024-01-08', until: null, facts: {},
      }, 'post'),
    )
    for (let month = 0; month < MONTHS; month += 1) {
      const on = `20${month < 6 ? 25 : 26}-${String(((month + 6) % 12) + 1).padStart(2, '0')}-15`.replace('2026-06-15', '2026-06-01')
      const id = v7()
      const notes = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, { state: 'note', note: NOTE }]))
      const receipts = await dana.push(
        dana.act(id, 'session.plan', { post: one.post, setting: HOME, supervisee: one.person, supervisor: person('dana'), plannedFor: on, pins: PINS }),
        dana.edit(id, { ...notes, feeling: NOTE, 'feeling-comments': NOTE, 'managing-work': NOTE, 'managing-work-comments': NOTE }),
        dana.act(id, 'session.hold', { on, start: '14:00', end: '15:30', place: 'Office', mode: 'in-person' }),
        dana.act(id, 'record.share', { on }),
      )
      if (receipts.some(({ outcome }) => outcome !== 'applied')) throw new Error(JSON.stringify(receipts))
    }
  }
  const { storage } = house.server.ports
  const asked = { setting: HOME, from: '2025-06-02', until: '2026-06-02', for: { name: 'Ingrid Vale', organisation: 'Ofsted' } }
  const make = async (): Promise<string> => (await dana.request<InspectionMade>('POST', '/api/inspections', asked)).body.inspection.id
  let id = await make()
  const read: number[] = []
  const making: number[] = []
  const opening: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    read.push(await timed(() => storage.snapshot((tx) => signableIn(tx, ORG, HOME))))
    making.push(await timed(async () => (id = await make())))
    opening.push(await timed(() => dana.request('POST', `/api/inspections/${id}/open`, { how: 'screen' })))
  }
  const { body, text } = await dana.request<InspectionAnswer>('POST', `/api/inspections/${id}/open`, { how: 'file' })
  const { pack, ...proof } = body
  const file = packFile(pack, proof, createWords('en'))
  const kb = (content: string): string => `${Math.round(content.length / 1000)} KB, ${Math.round(gzipSync(content).length / 1000)} KB gzipped`
  console.log(`${pack.lines.length} people, ${pack.records.length} records of a year`)
  console.log(`read the records alone   median ${(median(read) / 1000).toFixed(2)} s`)
  console.log(`make the pack            median ${(median(making) / 1000).toFixed(2)} s   (J12: ≤ 5 min from request to screen)`)
  console.log(`open it                  median ${(median(opening) / 1000).toFixed(2)} s`)
  console.log(`the answer               ${kb(text)}`)
  console.log(`the file                 ${kb(file)}`)
} finally {
  await house.close()
}
