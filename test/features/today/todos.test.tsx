import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../../src/domain/ids.ts'
import { type PostHappened } from '../../../src/domain/records/deeds/home.ts'
import { TodayPage } from '../../../src/features/today/today-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { ADE, ADE_POST, DANA, DANA_POST, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, renderInside, textOf } from '../inside.tsx'
import { populated } from '../populated.ts'
import { complete, day, planned, signAs, stateOf } from '../sessions/seed.ts'
import { agreement, claim, clock, instant, managedByMorag, MORAG, observation, observed, revealed, sign, withSnapshot } from './seed.ts'

const WED_10_JUNE = instant('2026-06-10T13:30:00Z')

interface Line {
  readonly title: string
  readonly meta: string
  readonly href: string | null
}

/** The lines of "For you to do", all of them, in their order. */
const todos = async (device: Device): Promise<readonly Line[]> => {
  const { user, container, unmount } = await renderInside(<TodayPage />, device)
  const list = await screen.findByRole('list', { name: 'For you to do' })
  const all = screen.queryByRole('button', { name: /^Show all/ })
  if (all) await user.click(all)
  await expectAccessible(container, { page: true })
  // A row’s own link; beside it may stand the one that says why it is due.
  const lines = within(list)
    .getAllByRole('link')
    .filter((link) => link.closest('.cs-row__title') !== null)
    .map((link) => ({ title: textOf(link), meta: textOf(link.closest('.cs-row__main')?.lastElementChild ?? null), href: hrefOf(link) }))
  unmount()
  return lines
}
const find = (lines: readonly Line[], title: string): Line | undefined => lines.find((line) => line.title === title)
const titles = async (device: Device): Promise<readonly string[]> => (await todos(device)).map(({ title }) => title)

/** Nothing asks for an agreement or an observation: both are done. */
const quiet = (device: MemoryDevice): MemoryDevice =>
  withSnapshot(device, (snapshot) => ({
    ...snapshot,
    packs: snapshot.packs.map((pack) => ({ ...pack, tracks: { record: pack.tracks.record, rearrange: pack.tracks.rearrange } })),
  }))
/** Somebody writes down what happened in Sam’s post. */
const happened = (device: MemoryDevice, event: PostHappened['event'], id: string = device.newId()) =>
  device.act({ recordId: SAM_POST, kind: 'post', type: 'post.happened', payload: { happened: id, event, withdrawn: false, on: device.asOf() } })
const dana = (): MemoryDevice => memoryDevice(DANA, WED_10_JUNE)

describe('what the policy asks of a supervisor', () => {
  test('an agreement to draw up: by when, and by which rule (SEF-8.0)', async () => {
    expect(find(await todos(dana()), 'Draw up an agreement with Sam')).toEqual({
      title: 'Draw up an agreement with Sam',
      meta: 'Was due Mon 5 February 2024: signed by both at the start of a new supervisory relationship (SEF-8.0)',
      href: `/agreements/new/${SAM_POST}`,
    })
  })

  test('practice to observe, once a year (SEF-4.6), until a visit is planned', async () => {
    const device = dana()
    expect(find(await todos(device), 'Plan to observe Sam at work')).toMatchObject({
      meta: 'Was due Wed 8 January 2025: practice observed at least once a year (SEF-4.6)', href: `/observations/new/${SAM_POST}`,
    })
    await observation(device, day('2026-06-20'))
    expect(await titles(device)).not.toContain('Plan to observe Sam at work')
  })

  test('a draft takes the place of what asks for it, and is to be finished', async () => {
    const device = dana()
    const record = await agreement(device)
    const lines = await todos(device)
    expect(find(lines, 'Draw up an agreement with Sam')).toBeUndefined()
    expect(find(lines, 'Finish and sign: agreement with Sam')).toMatchObject({
      meta: 'Drawn up Wed 10 June. Neither of you has signed it yet.', href: `/agreements/${record}`,
    })
  })

  test('an agreement signed by one waits for the other; signed by both it is reviewed a year later (SEF-2.5)', async () => {
    const device = dana()
    const sam = device.as(SAM)
    const record = await agreement(device)
    await sign(device, record, 'supervisor')
    expect(await titles(device)).not.toContain('Finish and sign: agreement with Sam')
    expect(find(await todos(sam), 'Sign: agreement with Dana')).toMatchObject({
      meta: 'Drawn up Wed 10 June. Dana has signed it.', href: `/agreements/${record}`,
    })
    await sign(sam, record, 'supervisee')
    expect(await titles(device)).not.toContain('Review the agreement with Sam')
    device.setClock(instant('2027-06-09T10:00:00Z'))
    expect(find(await todos(device), 'Review the agreement with Sam')).toMatchObject({
      meta: 'Due Thu 10 June: reviewed every year, and when the supervisor changes (SEF-2.5)', href: `/agreements/${record}`,
    })
  })

  test('of three people and more it is one line, which opens', async () => {
    const names = ['Priya Nandakumar', 'Marek Dvořák', 'محمد الفاسي', 'Jo 🌻 Hart']
    const { user, container } = await renderInside(<TodayPage />, populated(dana(), names.map((name) => ({ name, heldOn: '2026-06-02' }))))
    const list = await screen.findByRole('list', { name: 'For you to do' })
    expect(within(list).getAllByRole('listitem').filter((item) => item.parentElement === list)).toHaveLength(3)
    const summary = within(list).getByText('Draw up agreements with 6 people: 6 late')
    await user.click(summary)
    const people = within(list).getByRole('list', { name: 'Draw up agreements with 6 people' })
    expect(within(people).getAllByRole('link', { name: /^Draw up an agreement with/ })).toHaveLength(6)
    expect(within(people).getAllByRole('link', { name: /^Why is .*’s supervision agreement due\?$/ })).toHaveLength(6)
    expect(within(list).getByText('Other things the policy asks for 6 people: 6 late')).toBeTruthy()
    expect(hrefOf(within(people).getByRole('link', { name: 'Draw up an agreement with Sam' }))).toBe(`/agreements/new/${SAM_POST}`)
    await expectAccessible(container, { page: true })
  })

  test('a policy without forms for them asks for nothing that can’t be done here', async () => {
    const bare = withSnapshot(dana(), (snapshot) => ({ ...snapshot, packs: snapshot.packs.map((pack) => ({ ...pack, forms: pack.forms.filter(({ record }) => record === 'session') })) }))
    await planned(bare, day('2026-06-01'))
    expect(await titles(bare)).toEqual(['Not written up: session with Sam', 'Also due for Sam: appraisal', 'Also due for Ade: appraisal'])
  })

  test('SEF-4.9: what is written down once it was done is one line a person, and gone once it is', async () => {
    const device = dana()
    expect(find(await todos(device), 'Also due for Sam: appraisal')).toEqual({
      title: 'Also due for Sam: appraisal',
      meta: 'Was due Wed 8 January 2025: performance development review every year (SEF-4.9)',
      href: `/people/${SAM_POST}`,
    })
    await happened(device, { type: 'appraisal', on: day('2025-06-20') })
    expect(await titles(device)).not.toContain('Also due for Sam: appraisal')
    // Due on Sat 20 June 2026: within a week from the 13th.
    device.setClock(instant('2026-06-13T10:00:00Z'))
    expect(find(await todos(device), 'Also due for Sam: appraisal')?.meta).toBe('Due Sat 20 June: performance development review every year (SEF-4.9)')
  })

  test('WOK-A13, HAV-App1.6: cover that is missing is for who runs the home to find, until somebody is named', async () => {
    const cover = { rule: 'HAV-App1.6', says: { en: 'cover while the supervisor is away for more than a month' }, after: 'P1M' as never }
    const device = withSnapshot(dana(), (snapshot) => ({
      ...snapshot,
      packs: snapshot.packs.map((pack) => ({ ...pack, tracks: { cover } })),
      posts: new Map([...snapshot.posts].map(([id, post]) => [id, post.id === SAM_POST ? { ...post, supervisor: ADE } : post])),
    }))
    await happened(device, { type: 'absence', from: day('2026-06-01') })
    expect(find(await todos(device), 'Also due for Sam: supervision cover')).toMatchObject({
      meta: 'Was due Mon 1 June: cover while the supervisor is away for more than a month (HAV-App1.6)', href: `/people/${SAM_POST}`,
    })
    await happened(device, { type: 'absence', from: day('2026-06-01'), cover: 'Morag Bell' }, device.log.flatMap((act) => (act.type === 'post.happened' ? [act.payload.happened] : []))[0])
    await renderInside(<TodayPage />, device)
    await screen.findByRole('heading', { level: 1 })
    expect(screen.queryByText(/supervision cover/)).toBeNull()
  })

  test('every line with a due date leads to why it is due, and names whose it is', async () => {
    const device = dana()
    await complete(device)
    const { unmount } = await renderInside(<TodayPage />, device)
    const list = await screen.findByRole('list', { name: 'For you to do' })
    await userEvent.click(screen.getByRole('button', { name: /^Show all/ }))
    const hrefs = new Map(within(list).getAllByRole('link', { name: /^Why / }).map((link) => [textOf(link), hrefOf(link)]))
    expect(hrefs.get('Why is Sam’s session record due?')).toMatch(new RegExp(`^/people/${SAM_POST}/why/record%3A`))
    expect(hrefs.get('Why is Sam’s supervision agreement due?')).toBe(`/people/${SAM_POST}/why/agreement`)
    expect(hrefs.get('Why is Ade’s observation of practice due?')).toBe(`/people/${ADE_POST}/why/observation`)
    expect(hrefs.get('Why is Ade’s appraisal due?')).toBe(`/people/${ADE_POST}/why/appraisal`)
    unmount()
  })
})

describe('sessions', () => {
  const cancel = async (device: Device, recordId: RecordId, on: string, reason = 'training') =>
    device.act({ recordId, kind: 'session', type: 'session.cancel', payload: { plannedFor: day(on), reason, note: '', on: device.asOf() } })

  test('today’s is said to both: to start, and to prepare', async () => {
    const device = quiet(dana())
    const record = await planned(device, day('2026-06-10'))
    expect(await todos(device)).toEqual([{ title: 'Today: session with Sam', meta: 'No time is set.', href: `/sessions/new/${SAM_POST}` }])
    expect(await todos(device.as(SAM))).toEqual([
      { title: 'Today: session with Dana', meta: 'No time is set. Write down what you want to talk about.', href: `/sessions/${record}/prepare` },
    ])
  })

  test('one begun is to be finished; one whose day went by is to be written up', async () => {
    const device = quiet(dana())
    const begun = await planned(device, day('2026-06-10'), { 'when.on': '2026-06-10', 'when.start': '14:00' })
    const past = await planned(device, day('2026-06-03'))
    await planned(device, day('2026-06-24'))
    expect(await todos(device)).toEqual([
      { title: 'Not written up: session with Sam', meta: 'Planned for Wed 3 June. Write it up, or say why it was not held.', href: `/sessions/${past}` },
      { title: 'Carry on: session with Sam', meta: 'Started for Wed 10 June, not finished.', href: `/sessions/${begun}` },
    ])
  })

  test('called off by the supervisor: the worker is told for a week; the supervisor finds a new date, by when (SEF-3.4, J9)', async () => {
    const device = quiet(dana())
    const record = await planned(device, day('2026-06-12'))
    await cancel(device, record, '2026-06-12')
    expect(await todos(device)).toEqual([
      {
        title: 'Find a new date: session with Sam',
        meta: 'Cancelled, Fri 12 June: Training that could not be moved. Rebook it by Wed 17 June (SEF-3.4)',
        href: `/sessions/${record}/move`,
      },
    ])
    const sam = device.as(SAM)
    expect(await todos(sam)).toEqual([
      { title: 'Cancelled: session with Dana', meta: 'Fri 12 June: Training that could not be moved. Dana will find a new date.', href: `/people/${SAM_POST}` },
    ])
    sam.setClock(instant('2026-06-18T10:00:00Z'))
    await renderInside(<TodayPage />, sam)
    expect(await screen.findByText('Nothing is waiting for you.')).toBeTruthy()
  })

  test('called off by the worker: the supervisor finds a new date, and the worker is told that one', async () => {
    const device = quiet(dana())
    const sam = device.as(SAM)
    const record = await planned(device, day('2026-06-12'))
    await cancel(sam, record, '2026-06-12', 'supervisee-absent')
    const { unmount } = await renderInside(<TodayPage />, sam)
    expect(await screen.findByText('Nothing is waiting for you.')).toBeTruthy()
    unmount()
    expect((await titles(device))[0]).toBe('Find a new date: session with Sam')
    await device.act({ recordId: record, kind: 'session', type: 'session.rebook', payload: { plannedFor: day('2026-06-16'), at: clock('09:30'), on: device.asOf() } })
    expect(await todos(sam)).toEqual([
      { title: 'Moved: session with Dana', meta: 'From Fri 12 June to Tue 16 June, 09:30.', href: `/sessions/${record}/prepare` },
    ])
  })

  test('missed: to be rebooked, and said', async () => {
    const device = quiet(dana())
    const record = await planned(device, day('2026-06-09'))
    await device.act({ recordId: record, kind: 'session', type: 'session.miss', payload: { plannedFor: day('2026-06-09'), who: 'supervisee', note: '', on: device.asOf() } })
    expect(await todos(device)).toMatchObject([{ title: 'Find a new date: session with Sam', meta: expect.stringContaining('Missed, Tue 9 June.'), href: `/sessions/${record}/move` }])
    expect(await todos(device.as(SAM))).toMatchObject([{ title: 'Missed: session with Dana', meta: 'Tue 9 June. Dana will find a new date.' }])
  })

  test('what the supervisee asked to change is answered first, then read, then signed (SEF-App3.5)', async () => {
    const device = quiet(dana())
    const sam = device.as(SAM)
    const record = await complete(device)
    await signAs(device, record, 'supervisor')
    expect((await titles(sam))[0]).toBe('Sign: session with Dana')
    const respond = { ask: 'change' as const, field: null, text: 'It was a Tuesday.', on: sam.asOf() }
    const response = await sam.act({ recordId: record, kind: 'session', type: 'record.respond', payload: respond })
    expect(await todos(device)).toMatchObject([{ title: 'Answer Sam: session with Sam', meta: 'Sam asked for a change on Wed 10 June.', href: `/sessions/${record}/check` }])
    const { unmount } = await renderInside(<TodayPage />, sam)
    expect(await screen.findByText('Nothing is waiting for you.')).toBeTruthy()
    unmount()
    await device.act({ recordId: record, kind: 'session', type: 'record.answer', payload: { response, outcome: 'kept', text: 'The rota says Monday.', on: device.asOf() } })
    expect(await todos(sam)).toMatchObject([{ title: 'Read the answer: session with Dana', meta: 'Dana answered what you said. Read it before you sign.', href: `/sessions/${record}/read` }])
    await signAs(sam, record, 'supervisee')
    expect((await stateOf(device, record)).locked).toBe(true)
  })

  test('a comment alone keeps nobody from signing', async () => {
    const device = quiet(dana())
    const sam = device.as(SAM)
    const record = await complete(device)
    await signAs(device, record, 'supervisor')
    await sam.act({ recordId: record, kind: 'session', type: 'record.respond', payload: { ask: 'comment', field: null, text: 'Thank you.', on: sam.asOf() } })
    expect(await titles(sam)).toEqual(['Sign: session with Dana'])
    expect(await todos(device)).toMatchObject([{ meta: 'Sam wrote something about it on Wed 10 June.' }])
  })
})

describe('disagreements (SEF-8.4)', () => {
  const disagreed = async (device: MemoryDevice): Promise<RecordId> => {
    const record = await complete(device)
    await signAs(device, record, 'supervisor')
    await signAs(device.as(SAM), record, 'supervisee', 'disagree', 'I saw it another way.')
    return record
  }
  const refer = async (sam: Device, recordId: RecordId, to: typeof DANA | null): Promise<ActId> =>
    sam.act({ recordId, kind: 'session', type: 'record.refer', payload: { about: 'How nights are shared.', to, name: 'Helen Marsh', on: sam.asOf() } })

  test('signed with "I disagree" and not settled, it stays in sight of both', async () => {
    const device = quiet(dana())
    const record = await disagreed(device)
    expect(await todos(device.as(SAM))).toMatchObject([{ title: 'Not settled: session with Dana', meta: 'You signed that you disagree. You can ask a senior manager to settle it.', href: `/sessions/${record}/read` }])
    expect(find(await todos(device), 'Not settled: session with Sam')?.meta).toBe('Sam signed that they disagree. Either of you can ask a senior manager to settle it.')
  })

  test('referred to somebody who is not here, the supervisor writes down how it was settled', async () => {
    const device = quiet(dana())
    const record = await disagreed(device)
    const referral = await refer(device.as(SAM), record, null)
    expect((await todos(device.as(SAM)))[0]?.meta).toBe('Helen Marsh was asked on Wed 10 June to settle it.')
    expect((await todos(device))[0]?.meta).toBe('Helen Marsh was asked on Wed 10 June. Write down how it was settled.')
    await device.act({ recordId: record, kind: 'session', type: 'record.resolve', payload: { referral, text: 'Nights are shared equally.', on: device.asOf() } })
    await renderInside(<TodayPage />, device.as(SAM))
    expect(await screen.findByText('Nothing is waiting for you.')).toBeTruthy()
  })

  test('referred to me: I am asked to settle it, until I have', async () => {
    const device = quiet(dana())
    const record = await disagreed(device)
    const referral = await refer(device.as(SAM), record, ADE)
    const ade = device.as(ADE)
    expect(await todos(ade)).toEqual([{ title: 'Settle a disagreement: Dana and Sam', meta: 'Sam asked you on Wed 10 June.', href: `/referrals/${record}` }])
    await ade.act({ recordId: record, kind: 'session', type: 'record.resolve', payload: { referral, text: 'Nights are shared equally.', on: ade.asOf() } })
    await renderInside(<TodayPage />, ade)
    expect(await screen.findByText('Nothing is waiting for you.')).toBeTruthy()
  })
})

describe('observations (SEF-App2)', () => {
  test('from the visit to the signatures, each of the two is told what is theirs', async () => {
    const device = quiet(dana())
    const sam = device.as(SAM)
    const record = await observation(device, device.asOf(), clock('10:00'))
    const place = `/observations/${record}`
    expect(await todos(device)).toEqual([{ title: 'Observe Sam at work', meta: 'Planned for Wed 10 June, 10:00.', href: place }])
    await observed(device, record, null)
    expect(await todos(device)).toMatchObject([{ title: 'Carry on: observation of Sam', href: place }])
    await observed(device, record, clock('11:00'))
    expect(await todos(sam)).toEqual([
      { title: 'Write your own view of being observed', meta: 'Dana observed you on Wed 10 June. You see each other’s views when you meet for feedback.', href: place },
    ])
    expect(await todos(device)).toMatchObject([{ title: 'Meet for feedback: observation of Sam', href: place }])
    await revealed(device, sam, record)
    expect(await todos(device)).toMatchObject([{ title: 'Finish and sign: observation of Sam', meta: 'Observed Wed 10 June. Neither of you has signed it yet.', href: place }])
    await sign(device, record, 'supervisor')
    expect(await todos(sam)).toEqual([{ title: 'Sign: observation by Dana', meta: 'Observed Wed 10 June. Dana has signed it.', href: place }])
  })

  test('a visit planned for another day is nothing to do yet', async () => {
    const device = quiet(dana())
    await observation(device, addDays(device.asOf(), 1))
    await planned(device, day('2026-06-01'))
    expect(await titles(device)).toEqual(['Not written up: session with Sam'])
  })
})

describe('for who runs the home', () => {
  test('shifts to confirm: how many and whose (SEF-3.18)', async () => {
    const device = quiet(dana())
    await claim(device.as(ADE), instant('2026-06-08T06:30:00Z'))
    await claim(device.as(ADE), instant('2026-06-09T06:30:00Z'))
    expect(await todos(device)).toEqual([{ title: 'Confirm 2 shifts', meta: 'From Ade. They count once you confirm them.', href: '/shifts' }])
  })

  test('"I am overdue" stays until a session is held: for the supervisor to book, for the other manager to know (SEF-5.10)', async () => {
    const device = quiet(dana())
    await device.as(ADE).act({ recordId: ADE_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: device.asOf() } })
    const line = { title: 'Ade says they are overdue', meta: 'Said on Wed 10 June. No session is booked.' }
    expect(await todos(device)).toEqual([{ ...line, href: `/sessions/plan/${ADE_POST}` }])
    const morag = managedByMorag(device)
    const hers = { ...morag, me: { ...morag.me, person: MORAG } }
    expect(await todos(hers)).toEqual([{ ...line, href: `/people/${ADE_POST}` }])
  })

  test('it is over once a session was held since', async () => {
    const device = quiet(dana())
    await device.as(SAM).act({ recordId: SAM_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: day('2026-06-09') } })
    expect(await titles(device)).toEqual(['Sam says they are overdue'])
    await complete(device)
    expect(await titles(device)).toEqual(['Share and sign: session with Sam'])
  })

  test('one’s own "I am overdue" is no thing to do for oneself', async () => {
    const device = quiet(dana())
    await device.act({ recordId: DANA_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: device.asOf() } })
    await planned(device, day('2026-06-01'))
    expect(await titles(device)).toEqual(['Not written up: session with Sam'])
  })
})

test('the most urgent first: what is stuck, who asks, what others wait for, what is to be planned', async () => {
  const device = dana()
  await complete(device)
  await planned(device, day('2026-06-01'))
  await planned(device, day('2026-06-10'))
  await claim(device.as(ADE), instant('2026-06-08T06:30:00Z'))
  await device.as(ADE).act({ recordId: ADE_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: device.asOf() } })
  expect(await titles(device)).toEqual([
    'Today: session with Sam',
    'Ade says they are overdue',
    'Share and sign: session with Sam',
    'Not written up: session with Sam',
    'Confirm 1 shift',
    'Draw up an agreement with Sam',
    'Draw up an agreement with Ade',
    'Plan to observe Sam at work',
    'Plan to observe Ade at work',
    'Also due for Sam: appraisal',
    'Also due for Ade: appraisal',
  ])
})
