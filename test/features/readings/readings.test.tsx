import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { Route } from 'wouter'
import { sessionFactsOf } from '../../../src/domain/facts.ts'
import { type PersonId, type RecordId } from '../../../src/domain/ids.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { readingOf } from '../../../src/domain/reading.ts'
import { openingOf } from '../../../src/domain/reads.ts'
import { sectionsFor } from '../../../src/domain/records/forms.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { AccessLogPage } from '../../../src/features/readings/access-log-page.tsx'
import { OversightPage } from '../../../src/features/readings/oversight-page.tsx'
import { ReadRecordPage } from '../../../src/features/readings/read-record-page.tsx'
import { ReadPage } from '../../../src/features/sessions/read-page.tsx'
import { type Question } from '../../../src/queries/device.ts'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { type Delay, type LogEntry } from '../../../src/queries/readings.ts'
import { ADE, DANA, HOME, type MemoryDevice, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { complete, signAs, stateOf } from '../sessions/seed.ts'
import { showAmong } from '../show.tsx'

const sefton = packOf('sefton')!
const purpose = sefton.access.find(({ key }) => key === 'poor-performance')!
const PART = { reader: 'line-manager', role: 'line-manager' } as const
const NOW = '2026-06-10T13:30:00Z'

/** Ade looks after a home in which Dana supervises Sam; the service answers with what it would build. */
const overseer = async (glass = false) => {
  const dana = memoryDevice(DANA)
  const record = await complete(dana, { feeling: 'Slept badly all month.', 'topic.1': { state: 'note', note: 'Two choices at mealtimes.' } })
  await signAs(dana, record, 'supervisor')
  await signAs(dana.as(SAM), record, 'supervisee')
  const state = await stateOf(dana, record)
  const ade = dana.as(ADE)
  const asked: Question[] = []
  let delays: readonly Delay[] = []
  ade.setAnswers((question) => {
    asked.push(question)
    switch (question.path) {
      case '/api/overseen':
        return { settings: [{ id: HOME, name: 'Larkfield House', parts: [PART], purposes: [{ purpose, part: PART }], glass }], serverTime: NOW }
      case `/api/overseen/${HOME}`:
        return { setting: HOME, bodies: JSON.parse(JSON.stringify([sessionFactsOf(state)])) as unknown, serverTime: NOW }
      case '/api/delays':
        return { delays, serverTime: NOW }
      case '/api/readings': {
        const opening = openingOf(state, sefton, ADE, { part: PART, purpose, breakGlass: false, requested: false })
        const facts = { group: 'residential', employment: 'permanent', employedOn: '2024-01-08' } as never
        return { reading: JSON.parse(JSON.stringify(readingOf(state, sectionsFor(sefton.forms[0]!, sefton, facts), opening))) as unknown, toldFrom: null, serverTime: NOW }
      }
      default:
        throw new DeviceError('not-found')
    }
  })
  return { ade, record, asked, setDelays: (some: readonly Delay[]) => (delays = some) }
}

const showReading = (device: MemoryDevice, record: RecordId) =>
  showAmong(device, `/oversight/${HOME}/${record}`, <Route path={PATHS.readRecord}>{() => <ReadRecordPage settingId={HOME} recordId={record} />}</Route>)

describe('records one oversees', () => {
  test('each person’s records are listed with their dates, and open to be asked for', async () => {
    const { ade, record } = await overseer()
    const { user, container } = await renderInside(<OversightPage />, ade)
    await user.click(await screen.findByText('Sam Oyelaran, 1 record'))
    const link = screen.getByRole('link', { name: 'Supervision session, Wednesday 10 June 2026' })
    expect(link.getAttribute('href')).toBe(`/oversight/${HOME}/${record}`)
    expect(screen.getByText('Signed by both')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('who oversees nothing is told so', async () => {
    const ade = memoryDevice(ADE)
    ade.setAnswers(({ path }) => (path === '/api/overseen' ? { settings: [], serverTime: NOW } : { delays: [], serverTime: NOW }))
    await renderInside(<OversightPage />, ade)
    expect(await screen.findByText('You oversee no records')).toBeTruthy()
  })

  test('with no connection it says so, and asks again when told', async () => {
    const { user } = await renderInside(<OversightPage />, memoryDevice(ADE))
    expect(await screen.findByText(/You’re offline. This needs a connection/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/You’re offline. This needs a connection/)).toBeTruthy()
  })

  test('a delay that somebody else asked for waits for agreement, with why', async () => {
    const { ade, setDelays, asked } = await overseer()
    setDelays([{ id: 'a-delay', setting: HOME, subject: SAM, reader: DANA, why: 'The police asked us to wait', until: '2026-06-20' as never, askedAt: NOW as never, agreedBy: null, agreedAt: null, refusedBy: null }])
    const { user } = await renderInside(<OversightPage />, ade)
    expect(await screen.findByText(/Dana Whitlock asks that Sam Oyelaran be told only after Saturday 20 June 2026/)).toBeTruthy()
    expect(screen.getByText('Why: The police asked us to wait')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Agree' }))
    expect(asked.find(({ path }) => path === '/api/delays/decide')?.body).toEqual({ delay: 'a-delay', agree: true })
  })
})

describe('reading a record', () => {
  test('W2: nothing is asked for without a purpose and a reason', async () => {
    const { ade, record, asked } = await overseer()
    const { user, container } = await showReading(ade, record)
    await user.click(await screen.findByRole('button', { name: 'Read the record' }))
    const summary = await screen.findByRole('alert')
    expect(within(summary).getByText('Choose for what you need to read it')).toBeTruthy()
    expect(within(summary).getByText('Write why you need to read it')).toBeTruthy()
    expect(asked.some(({ path }) => path === '/api/readings')).toBe(false)
    await expectAccessible(container, { page: true })
  })

  test('W1: for a purpose and with a reason it shows what that opens, and says that it was written down', async () => {
    const { ade, record, asked } = await overseer()
    const { user, container } = await showReading(ade, record)
    await user.click(await screen.findByLabelText('Somebody’s work is not good enough.'))
    await user.type(screen.getByLabelText('Why, in your own words'), 'Two complaints this month')
    await user.click(screen.getByRole('button', { name: 'Read the record' }))
    expect(await screen.findByText('Written down: you read this. Sam can see it.')).toBeTruthy()
    expect(asked.find(({ path }) => path === '/api/readings')?.body).toEqual({
      record, purpose: 'poor-performance', reason: 'Two complaints this month', breakGlass: false,
    })
    expect(textOf(container)).toContain('Two choices at mealtimes.')
    expect(textOf(container)).not.toContain('Slept badly')
    expect(screen.getAllByText('Not for this purpose.').length).toBeGreaterThan(0)
    await expectAccessible(container, { page: true })
  })

  test('breaking the glass is offered only to whom the service offers it, and is asked for as that', async () => {
    const without = await overseer()
    const first = await showReading(without.ade, without.record)
    await screen.findByRole('button', { name: 'Read the record' })
    expect(screen.queryByLabelText(/break the glass/)).toBeNull()
    first.unmount()
    const { ade, record, asked } = await overseer(true)
    const { user } = await showReading(ade, record)
    await user.click(await screen.findByLabelText(/break the glass/))
    await user.type(screen.getByLabelText('Why, in your own words'), 'A call at night')
    await user.click(screen.getByRole('button', { name: 'Read the record' }))
    expect(asked.find(({ path }) => path === '/api/readings')?.body).toMatchObject({ purpose: null, breakGlass: true })
  })

  test('a refusal is told, and what was typed stays', async () => {
    const { ade, record } = await overseer()
    const refusing: MemoryDevice = { ...ade, ask: (question, shape) => (question.path === '/api/readings' ? Promise.reject(new DeviceError('not-allowed')) : ade.ask(question, shape)) }
    const { user } = await showReading(refusing, record)
    await user.click(await screen.findByLabelText('Somebody’s work is not good enough.'))
    await user.type(screen.getByLabelText('Why, in your own words'), 'Two complaints this month')
    await user.click(screen.getByRole('button', { name: 'Read the record' }))
    expect(await screen.findByText(/You can’t see or change this/)).toBeTruthy()
    expect(screen.getByDisplayValue('Two complaints this month')).toBeTruthy()
  })

  test('telling the person later asks for why and until when', async () => {
    const { ade, record, asked } = await overseer()
    const { user } = await showReading(ade, record)
    await user.click(await screen.findByText('Tell Sam later?'))
    await user.click(screen.getByRole('button', { name: 'Ask for it' }))
    expect((await screen.findAllByText('Write why Sam should be told later')).length).toBeGreaterThan(0)
    await user.type(screen.getByLabelText('Why not now?'), 'An investigation has begun')
    for (const [box, text] of [['Day', '20'], ['Month', '6'], ['Year', '2026']] as const) await user.type(screen.getByLabelText(box), text)
    await user.click(screen.getByRole('button', { name: 'Ask for it' }))
    expect(await screen.findByText(/Asked. Until somebody else agrees/)).toBeTruthy()
    expect(asked.findLast(({ path, method }) => path === '/api/delays' && method !== 'GET')?.body).toEqual({ post: SAM_POST, why: 'An investigation has begun', until: '2026-06-20' })
  })
})

describe('who has looked', () => {
  const entry = (change: Partial<LogEntry>): LogEntry => ({
    at: NOW as never, what: 'read', by: ADE, name: null, as: 'line-manager', record: null, purpose: { rule: purpose.rule, says: purpose.says },
    reason: 'Two complaints this month', sections: ['How am I managing my work?'], brokeGlass: false, delayed: null, ...change,
  })
  const showLog = async (entries: readonly LogEntry[], person: PersonId | null = null) => {
    const sam = memoryDevice(SAM)
    sam.setAnswers(() => ({ person: person ?? SAM, entries, serverTime: NOW }))
    return renderInside(<AccessLogPage person={person} />, sam)
  }

  test('W2: it says who, as what, when, which parts and why', async () => {
    const { container } = await showLog([entry({})])
    expect(await screen.findByText(/Ade Brightwell, line manager/)).toBeTruthy()
    expect(screen.getByText('Why: Two complaints this month')).toBeTruthy()
    expect(screen.getByText('For: Somebody’s work is not good enough. (SEF-5.6)')).toBeTruthy()
    expect(screen.getByText('Which parts: How am I managing my work?')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('breaking the glass and being told late are said as such', async () => {
    await showLog([
      entry({ brokeGlass: true, purpose: null }),
      entry({ delayed: { why: 'An investigation', by: ADE, agreedBy: DANA, until: '2026-06-09' as never } }),
    ])
    expect(await screen.findByText('Broke the glass and read personal matters')).toBeTruthy()
    expect(screen.getByText(/You are told late. Ade Brightwell asked for it and Dana Whitlock agreed, until Tuesday 9 June 2026. Why: An investigation/)).toBeTruthy()
  })

  test('somebody who is not of the service is named as they were written down', async () => {
    await showLog([entry({ what: 'inspection-opened', by: null, name: 'Rowan Example, Inspectorate', as: 'inspector', purpose: null, reason: null, sections: [] })])
    expect(await screen.findByText(/Rowan Example, Inspectorate, inspector/)).toBeTruthy()
    expect(screen.getByText('An inspector opened a pack with your records in it')).toBeTruthy()
  })

  test('where nobody looked it says so', async () => {
    await showLog([])
    expect(await screen.findByText('Nobody beside you and your supervisor has looked.')).toBeTruthy()
  })

  test('somebody else’s is called theirs', async () => {
    await showLog([], DANA)
    expect(await screen.findByRole('heading', { level: 1, name: 'Who has looked at Dana’s records' })).toBeTruthy()
  })
})

describe('passing on (SEF-5.7)', () => {
  test('one agrees with a reason, nothing is passed on until the other agrees too', async () => {
    const dana = memoryDevice(DANA)
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    const first = await renderInside(<ReadPage recordId={record} />, dana)
    await first.user.click(await screen.findByRole('button', { name: 'Pass personal matters on to the managers above' }))
    await first.user.click(screen.getByRole('button', { name: 'I agree to pass it on' }))
    expect(await screen.findByText('Write why they should know')).toBeTruthy()
    await first.user.type(screen.getByLabelText('Why should they know?'), 'Sam needs lighter shifts')
    await first.user.click(screen.getByRole('button', { name: 'I agree to pass it on' }))
    expect(await screen.findByText('The other has not agreed. Nothing is passed on.')).toBeTruthy()
    first.unmount()
    const second = await renderInside(<ReadPage recordId={record} />, dana.as(SAM))
    expect(await screen.findByText(/Dana Whitlock agreed, .*: Sam needs lighter shifts/)).toBeTruthy()
    await second.user.click(screen.getByRole('button', { name: 'Agree as well' }))
    await second.user.type(screen.getByLabelText('Why should they know?'), 'I asked for it')
    await second.user.click(screen.getByRole('button', { name: 'I agree to pass it on' }))
    expect(await screen.findByText('Both agreed. The line manager can read personal matters in this record.')).toBeTruthy()
    expect((await stateOf(dana, record)).passedOn.map(({ by }) => by)).toEqual([DANA, SAM])
  })
})
