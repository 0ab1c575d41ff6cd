/** What `roster.ts` measures, inside a real browser's page, signed in to a real service. */
import { browserWorld } from '../../src/app/device-browser.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { addDays, type PlainDate } from '../../src/domain/dates.ts'
import { readCsv } from '../../src/features/shifts/read-file.ts'
import { type Snapshot } from '../../src/queries/device.ts'
import { chunksOf, homesIn, importActs, rosterFor } from '../../src/queries/roster.ts'
import { type RosterMeasured } from './roster-measured.ts'
import { until } from './until.ts'

const ROWS = 500
const TIMES = 5

/** A file of 500 shifts of those who work there now, none of them known; each time at another minute. */
const rosterText = ({ people, posts, settings }: Snapshot, asOf: PlainDate, minute: number): string => {
  const home = [...settings.values()][0]?.name ?? ''
  const names = [...posts.values()]
    .filter(({ from, until: last }) => from <= addDays(asOf, -200) && last === null)
    .map(({ person }) => people.get(person)?.name ?? '')
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const day = addDays(asOf, -1 - Math.floor(n / names.length))
    return `${names[n % names.length]},${home},${day} 06:${String(minute).padStart(2, '0')},14:30,worked`
  })
  return ['person,home,start,end,status', ...rows].join('\n')
}

const measure = async (): Promise<RosterMeasured> => {
  const answer = await signIn(browserWorld(), 'dana', 'larkfield-dana-1')
  if (answer.ok || answer.code !== 'enrol') throw new Error('not to be enrolled')
  const enrolled = await answer.enrolment.finish({ kind: 'shared', phrase: await answer.enrolment.newPhrase(), pin: '483920', passkey: false })
  if (enrolled.kind !== 'open') throw new Error(enrolled.kind)
  const { device } = enrolled
  await until(device, () => device.sync().lastVerified !== null)
  // As the screen does: what is shown is read again whenever rows change.
  const shown: Promise<unknown>[] = []
  device.subscribe((changed) => {
    if (changed === 'rows') shown.push(device.snapshot())
  })
  const known = (await device.snapshot()).shifts.length
  const measured = { read: [] as number[], device: [] as number[], confirmed: [] as number[] }
  for (let time = 0; time < TIMES; time += 1) {
    const before = await device.snapshot()
    const text = rosterText(before, device.asOf(), time + 1)
    const from = performance.now()
    const now = device.now()
    const reader = { me: device.me, now }
    const reading = rosterFor(readCsv(text), before, [], reader)
    const through = new Map(homesIn(reading, now).flatMap(({ setting, latest }) => (latest ? [[setting, latest] as const] : [])))
    const acts = importActs(reading, [], through, before, reader)
    if (reading.fresh.length !== ROWS) throw new Error(`${reading.fresh.length} rows, ${JSON.stringify(reading.problems[0])}`)
    measured.read.push(performance.now() - from)
    for (const chunk of chunksOf(acts)) await device.acts(chunk)
    const after = await device.snapshot()
    await Promise.all(shown)
    measured.device.push(performance.now() - from)
    if (after.shifts.length !== before.shifts.length + ROWS) throw new Error(`${after.shifts.length} shifts`)
    await until(device, () => device.sync().unsent === 0)
    measured.confirmed.push(performance.now() - from)
    if (device.sync().trouble !== 'none') throw new Error(device.sync().trouble)
    if ((await device.snapshot()).quarantined.length > 0) throw new Error('refused')
  }
  await device.lock()
  return { ...measured, known }
}

Object.assign(globalThis, { measureRoster: measure })
