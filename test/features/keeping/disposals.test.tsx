import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { PersonId, PostId } from '../../../src/domain/ids.ts'
import { DisposalsPage } from '../../../src/features/keeping/disposals-page.tsx'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { type Question } from '../../../src/queries/device.ts'
import { type KeepingAnswer, type KeepingRefusal, type LeaversFile } from '../../../src/queries/keeping.ts'
import { ADE, DANA, HOME, type MemoryDevice, memoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const AT = '2026-06-01T10:00:00Z' as Instant
const MARION = PersonId.parse(uuid(71))

const file = (change: Partial<LeaversFile> = {}): LeaversFile => ({
  post: PostId.parse(uuid(72)), person: MARION, name: 'Marion Teague', title: 'Residential worker', setting: HOME, place: 'Larkfield House',
  leftOn: '2019-05-01' as PlainDate, due: '2026-05-01' as PlainDate, rule: 'SEF-10', keep: 'P7Y', state: 'due', keptUntil: null, held: false,
  quarantined: 0, competing: 0, copyOpen: false, last: true, proposal: null, ...change,
})
const proposal = (by: PersonId, byName: string): NonNullable<LeaversFile['proposal']> => ({
  id: uuid(73), what: 'erase', keepUntil: null, reason: 'Seven years are over.', withPerson: true, by, byName, at: AT,
})
const answer = (files: readonly LeaversFile[], more: Partial<KeepingAnswer> = {}): KeepingAnswer => ({ files: [...files], holds: [], erased: [], serverTime: AT, ...more })

interface Service {
  readonly dana: MemoryDevice
  readonly asked: Question[]
}

/** The service: what it lists, and what it answers to anything else. */
const service = (before: KeepingAnswer, after: KeepingAnswer | DeviceError = before, refused: KeepingRefusal | null = null): Service => {
  const dana = memoryDevice(DANA, undefined, [], undefined, { administrator: DANA })
  const asked: Question[] = []
  dana.setAnswers((question) => {
    if (question.method === 'GET') return before
    asked.push(question)
    if (after instanceof DeviceError) throw after
    return { refused, now: after }
  })
  return { dana, asked }
}

const open = async ({ dana }: Service) => {
  const rendered = await renderInside(<DisposalsPage />, dana)
  await screen.findByRole('heading', { name: 'Time is over' })
  return rendered
}

describe('files to dispose of (W4)', () => {
  test('says whose, left when, kept for how long, by which rule', async () => {
    const { container } = await open(service(answer([file(), file({ post: PostId.parse(uuid(74)), name: 'Gareth Pooley', state: 'soon', due: '2026-08-01' as PlainDate })])))
    const text = textOf(container)
    expect(text).toContain('Marion Teague')
    expect(text).toContain('Residential worker, Larkfield House')
    expect(text).toContain('7 years after leaving (SEF-10)')
    expect(text).toMatch(/In the next three months.*Gareth Pooley/)
    await expectAccessible(container, { page: true })
  })

  test('nothing waits: it says so', async () => {
    await open(service(answer([])))
    for (const said of ['No file is waiting for a decision.', 'No hold stands.', 'No file has been erased yet.']) expect(screen.getByText(said)).toBeTruthy()
  })

  test('with no connection it says so, and asks again', async () => {
    const { dana } = service(answer([file()]))
    dana.setAnswers(() => {
      throw new DeviceError('offline')
    })
    const { user } = await renderInside(<DisposalsPage />, dana)
    await screen.findByText(/You’re offline/)
    dana.setAnswers(() => answer([file()]))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Marion Teague' })).toBeTruthy()
  })

  test('to propose takes what and why; what is left out is asked for, and nothing is sent', async () => {
    const there = service(answer([file({ quarantined: 2 })]), answer([file({ proposal: proposal(DANA, 'Dana Whitlock') })]))
    const { user, container } = await open(there)
    await user.click(screen.getByRole('button', { name: /Decide what becomes of it/ }))
    await user.click(screen.getByRole('button', { name: 'Propose this' }))
    expect(screen.getByText('Choose what should become of the file.')).toBeTruthy()
    expect(screen.getByText('Write why.')).toBeTruthy()
    expect(there.asked).toEqual([])
    await user.click(screen.getByLabelText('Erase it for good'))
    await user.click(screen.getByLabelText('Erase their name and sign-in too'))
    await user.click(screen.getByLabelText('Erase what is held back or undecided too'))
    await user.type(screen.getByLabelText('Why?'), 'Seven years are over.')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Propose this' }))
    await screen.findByText('Proposed. Another person decides now.')
    expect(there.asked).toEqual([
      { path: '/api/disposals', body: { post: uuid(72), what: 'erase', keepUntil: null, reason: 'Seven years are over.', withPerson: true, unresolvedToo: true } },
    ])
    expect(screen.getByText('You proposed this. Another person has to agree.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Agree/ })).toBeNull()
  })

  test('a day to keep it until has to lie ahead', async () => {
    const there = service(answer([file({ state: 'soon' })]))
    const { user } = await open(there)
    await user.click(screen.getByRole('button', { name: /Decide what becomes of it/ }))
    expect(screen.queryByLabelText('Erase it for good')).toBeNull()
    for (const [label, value] of [['Day', '1'], ['Month', '1'], ['Year', '2020']] as const) await user.type(screen.getByLabelText(label), value)
    await user.type(screen.getByLabelText('Why?'), 'A claim may come.')
    await user.click(screen.getByRole('button', { name: 'Propose this' }))
    expect(screen.getByText('Enter a day that lies ahead.')).toBeTruthy()
    await user.clear(screen.getByLabelText('Year'))
    await user.type(screen.getByLabelText('Year'), '2030')
    await user.click(screen.getByRole('button', { name: 'Propose this' }))
    await waitFor(() => expect(there.asked).toMatchObject([{ body: { what: 'keep', keepUntil: '2030-01-01' } }]))
  })

  test('what goes and what stays is said before one agrees, and nothing is sent until then', async () => {
    const there = service(answer([file({ proposal: proposal(ADE, 'Ade Brightwell') })]), answer([], { erased: [{ id: uuid(73), at: AT, rule: 'SEF-10', proposedBy: 'Ade Brightwell', agreedBy: 'Dana Whitlock' }] }))
    const { user } = await open(there)
    expect(screen.getByText(/Ade Brightwell proposed on .* to erase this file for good/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^Agree/ }))
    const dialog = screen.getByRole('dialog')
    expect(textOf(dialog)).toContain('What goesEvery session, agreement, observation, shift and note in the file')
    expect(textOf(dialog)).toContain('Their name, and their sign-in.')
    expect(textOf(dialog)).toContain('What staysThat there was a file, who worked on it and when.')
    expect(textOf(dialog)).toContain('A backup does not bring it back either.')
    await expectAccessible(dialog)
    expect(there.asked).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Erase it for good' }))
    await screen.findByText('Erased. The file is gone for good.')
    expect(there.asked).toEqual([{ path: `/api/disposals/${uuid(73)}/agree` }])
    expect(screen.queryByText('Marion Teague')).toBeNull()
    expect(screen.getByText('Proposed by Ade Brightwell, agreed by Dana Whitlock (SEF-10)')).toBeTruthy()
  })

  test.each([
    ['on-hold', 'A legal hold stands, so the file stays.'],
    ['decided-already', 'Someone else has decided this already.'],
    ['copy-open', 'The person has asked for a copy of their records and has it first.'],
  ] as const)('a no of the service is said in words: %s', async (refused, said) => {
    const waiting = answer([file({ proposal: proposal(ADE, 'Ade Brightwell') })])
    const { user } = await open(service(waiting, waiting, refused))
    await user.click(screen.getByRole('button', { name: /^Say no/ }))
    expect(textOf(await screen.findByRole('alert'))).toContain(said)
  })

  test('a connection that goes in between is said, and the proposal is still there', async () => {
    const { user } = await open(service(answer([file({ proposal: proposal(ADE, 'Ade Brightwell') })]), new DeviceError('offline')))
    await user.click(screen.getByRole('button', { name: /^Say no/ }))
    expect(textOf(await screen.findByRole('alert'))).toContain('You’re offline')
    expect(screen.getByRole('button', { name: /^Agree/ })).toBeTruthy()
  })

  test('on hold nothing can be proposed or agreed, and it says why', async () => {
    await open(service(answer([file({ held: true }), file({ post: PostId.parse(uuid(75)), held: true, proposal: proposal(ADE, 'Ade Brightwell') })])))
    expect(screen.getAllByText('On hold')).toHaveLength(2)
    expect(screen.queryByRole('button', { name: /Decide what becomes of it|^Agree/ })).toBeNull()
  })
})

describe('legal holds (W4)', () => {
  const hold = (by: PersonId, byName: string) => ({ id: uuid(81), person: MARION, name: 'Marion Teague', reason: 'A claim.', reference: 'ET-1', by, byName, at: AT })

  test('one is set on a person, with a reason', async () => {
    const there = service(answer([]), answer([], { holds: [hold(DANA, 'Dana Whitlock')] }))
    const { user, container } = await open(there)
    await user.click(screen.getByRole('button', { name: 'Put a hold on a person’s records' }))
    await user.click(screen.getByRole('button', { name: 'Put the hold on' }))
    expect(screen.getByText('Choose whose records.')).toBeTruthy()
    expect(screen.getByText('Write why.')).toBeTruthy()
    await user.selectOptions(screen.getByLabelText('Whose records?'), 'Ade Brightwell')
    expect(screen.queryByRole('option', { name: 'Dana Whitlock' })).toBeNull()
    await user.type(screen.getByLabelText('Why?'), 'A claim.')
    await user.type(screen.getByLabelText(/Reference/), 'ET-1')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Put the hold on' }))
    await screen.findByText('The hold stands.')
    expect(there.asked).toEqual([{ path: '/api/holds', body: { person: ADE, reason: 'A claim.', reference: 'ET-1' } }])
    expect(screen.getByText('You set this hold. Someone else has to lift it.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Lift it/ })).toBeNull()
  })

  test('another’s is lifted with a reason', async () => {
    const there = service(answer([], { holds: [hold(ADE, 'Ade Brightwell')] }), answer([]))
    const { user } = await open(there)
    await user.click(screen.getByRole('button', { name: /^Lift it/ }))
    await user.click(screen.getByRole('button', { name: 'Lift the hold' }))
    expect(screen.getByText('Write why.')).toBeTruthy()
    await user.type(screen.getByLabelText('Why can it be lifted?'), 'It is settled.')
    await user.click(screen.getByRole('button', { name: 'Lift the hold' }))
    await screen.findByText('The hold is lifted.')
    expect(there.asked).toEqual([{ path: `/api/holds/${uuid(81)}/lift`, body: { reason: 'It is settled.' } }])
  })
})
