import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type PersonId } from '../../../src/domain/ids.ts'
import { CopiesPage } from '../../../src/features/keeping/copies-page.tsx'
import { ReviewPage } from '../../../src/features/keeping/review-page.tsx'
import { KeepingCards } from '../../../src/features/shared/keeping-cards.tsx'
import { type CopiesAnswer, type OwnCopy } from '../../../src/queries/copies.ts'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { type Question } from '../../../src/queries/device.ts'
import { Page } from '../../../src/ui/page.tsx'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'

const ID = '00000000-0000-4000-8000-000000000091'
const AT = '2026-06-01T10:00:00Z' as Instant
const copy = (change: Partial<OwnCopy> = {}): OwnCopy => ({
  id: ID, askedAt: AT, due: '2026-07-01' as PlainDate, state: 'asked', reviewedBy: null, reviewedAt: null, readyUntil: null, ...change,
})
const ready = copy({ state: 'ready', reviewedBy: 'Hazel Munro', reviewedAt: AT, readyUntil: '2026-07-10T10:00:00Z' as Instant })
const answer = (mine: readonly OwnCopy[], toReview: CopiesAnswer['toReview'] = null): CopiesAnswer => ({ mine: [...mine], toReview, serverTime: AT })

const device = (person: PersonId, answers: (question: Question) => unknown) => {
  const there = memoryDevice(person)
  const asked: Question[] = []
  there.setAnswers((question) => {
    if (question.method !== 'GET') asked.push(question)
    return answers(question)
  })
  return { there, asked }
}

describe('a copy of one’s own records (W5)', () => {
  let saved: { name: string; blob: Blob | null }
  beforeEach(() => {
    saved = { name: '', blob: null }
    URL.createObjectURL = (blob) => {
      saved.blob = blob as Blob
      return 'blob:here'
    }
    URL.revokeObjectURL = () => undefined
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.name = this.download
    })
  })
  afterEach(() => {
    Reflect.deleteProperty(URL, 'createObjectURL')
    Reflect.deleteProperty(URL, 'revokeObjectURL')
    vi.restoreAllMocks()
  })
  const card = (there: ReturnType<typeof device>['there']) => renderInside(<Page title="Account"><KeepingCards /></Page>, there)

  test('is asked for with one click; then it says by when it is there', async () => {
    const { there, asked } = device(SAM, ({ method }) => (method === 'GET' ? answer([]) : answer([copy()])))
    const { user, container } = await card(there)
    await user.click(await screen.findByRole('button', { name: 'Get a copy of my records' }))
    expect(textOf(await screen.findByText(/You asked on/))).toContain('You have it by Wed 1 July')
    expect(asked).toEqual([{ path: '/api/copies' }])
    expect(screen.queryByRole('button', { name: /Get a copy|Download/ })).toBeNull()
    expect(screen.queryByText('Files of people who have left')).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('is downloaded as one file while it is ready', async () => {
    const { there } = device(SAM, ({ path }) => (path.endsWith('/take') ? { file: 'copy.html', html: '<!doctype html>mine', serverTime: AT } : answer([ready])))
    const { user } = await card(there)
    expect(await screen.findByText(/Hazel Munro looked through it/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Download my copy' }))
    await screen.findByText(/in your downloads/)
    expect(saved.name).toBe('copy.html')
    expect(await saved.blob!.text()).toBe('<!doctype html>mine')
  })

  test('is not downloaded where the service cannot be asked, and that is said', async () => {
    const { there } = device(SAM, ({ path }) => {
      if (path.endsWith('/take')) throw new DeviceError('not-found')
      return answer([ready])
    })
    const { user } = await card(there)
    await user.click(await screen.findByRole('button', { name: 'Download my copy' }))
    expect(await screen.findByText(/We can’t find this record/)).toBeTruthy()
    expect(saved.blob).toBeNull()
  })

  test('another can be asked for once the last is kept no longer', async () => {
    const { there } = device(SAM, () => answer([copy({ state: 'over' })]))
    await card(there)
    expect(await screen.findByText(/is no longer kept here/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Get a copy of my records' })).toBeTruthy()
  })

  test('who decides about files has the way to them, and sees how many copies wait', async () => {
    const { there } = device(DANA, () => answer([], [{ id: ID, person: SAM, name: 'Sam Oyelaran', askedAt: AT, due: '2026-07-01' as PlainDate, notYours: null }]))
    await card(there)
    expect((await screen.findByRole('link', { name: 'Open files to dispose of' })).getAttribute('href')).toBe('/keeping')
    expect(screen.getByText(/1 person has asked for a copy/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Open copies to look through' }).getAttribute('href')).toBe('/keeping/copies')
  })
})

describe('looking through a copy (W5)', () => {
  const texts = [
    { text: 'Sam talked about Priya and the child of Una.', covers: [{ start: 17, end: 22, why: 'name' as const }, { start: 40, end: 43, why: 'name' as const }] },
    { text: 'Nothing about anybody.', covers: [] },
    { text: 'in-person', covers: [] },
  ]
  const reviewing = (refused: string | null = null) =>
    device(DANA, ({ path }) =>
      path.endsWith('/review') ? { refused: null, review: { id: ID, name: 'Sam Oyelaran', texts, serverTime: AT } } : { refused, serverTime: AT },
    )

  test('the list says who asked, by when, and which are for somebody else', async () => {
    const { there } = device(DANA, () =>
      answer([], [
        { id: ID, person: SAM, name: 'Sam Oyelaran', askedAt: AT, due: '2026-07-01' as PlainDate, notYours: 'supervisor' },
        { id: ID.replace('91', '92'), person: SAM, name: 'Ade Brightwell', askedAt: AT, due: '2026-07-02' as PlainDate, notYours: null },
      ]),
    )
    const { container } = await renderInside(<CopiesPage />, there)
    expect((await screen.findByRole('link', { name: 'Ade Brightwell' })).getAttribute('href')).toBe(`/keeping/copies/${ID.replace('91', '92')}`)
    expect(screen.queryByRole('link', { name: 'Sam Oyelaran' })).toBeNull()
    expect(screen.getByText('You supervise them. Someone else looks through it.')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('what was found is covered unless it is uncovered; more is covered by its words; then it is let go of', async () => {
    const { there, asked } = reviewing()
    const { user, container } = await renderInside(<ReviewPage copyId={ID} />, there)
    await screen.findByRole('heading', { name: 'Look through Sam Oyelaran’s copy' })
    expect([...container.querySelectorAll('del')].map(({ textContent }) => textContent)).toEqual(['Priya', 'Una'])
    expect(screen.queryByText('in-person')).toBeNull()
    await user.click(screen.getByLabelText('Cover “Priya”: name of another person'))
    expect([...container.querySelectorAll('del')].map(({ textContent }) => textContent)).toEqual(['Una'])
    const [more] = screen.getAllByRole('textbox', { name: 'Cover more words in this text', hidden: true })
    await user.type(more!, 'of nobody')
    const [cover] = screen.getAllByRole('button', { name: 'Cover these words', hidden: true })
    await user.click(cover!)
    expect(screen.getByText('These words are not in the text. Copy them from it.')).toBeTruthy()
    await user.clear(more!)
    await user.type(more!, 'the child')
    await user.click(cover!)
    expect(screen.getByLabelText('Cover “the child”: covered by you')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Let Sam Oyelaran have it' }))
    expect(textOf(screen.getByRole('alert'))).toContain('Read every text first')
    expect(asked).toHaveLength(1)
    await user.click(screen.getByLabelText('I have read every text'))
    await user.click(screen.getByRole('button', { name: 'Let Sam Oyelaran have it' }))
    await screen.findByText('Sam Oyelaran can download it now.')
    expect(asked[1]).toEqual({
      path: `/api/copies/${ID}/release`,
      body: { covers: [{ text: 0, covers: [{ start: 27, end: 36, why: 'added' }, { start: 40, end: 43, why: 'name' }] }] },
    })
  })

  test.each([
    ['not-open', 'This copy is not waiting to be looked through any more.'],
    ['supervisor', 'You supervise this person, so someone else looks through it.'],
  ])('a no of the service is said in words: %s', async (code, said) => {
    const { there } = reviewing(code)
    const { user } = await renderInside(<ReviewPage copyId={ID} />, there)
    await user.click(await screen.findByLabelText('I have read every text'))
    await user.click(screen.getByRole('button', { name: 'Let Sam Oyelaran have it' }))
    expect(textOf(await screen.findByRole('alert'))).toContain(said)
  })

  test('somebody else’s copy shows nothing of it', async () => {
    const { there } = device(DANA, () => ({ refused: 'about-you', review: null }))
    await renderInside(<ReviewPage copyId={ID} />, there)
    await waitFor(() => expect(screen.getByText('This is your own copy, so someone else looks through it.')).toBeTruthy())
    expect(screen.queryByRole('button', { name: /Let/ })).toBeNull()
  })
})
