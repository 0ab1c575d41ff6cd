/** The pages for an inspection, with the service’s answers played: asking for a pack, and handing it over (J12, W3). */
import { screen, waitFor, within } from '@testing-library/react'
import { Route } from 'wouter'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { makePack } from '../../../src/domain/inspection/make.ts'
import { findPlainIdentifiers } from '../../../src/domain/inspection/identifiers.ts'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { InspectionPages } from '../../../src/features/inspection/inspection-pages.tsx'
import { packFile } from '../../../src/features/inspection/pack-file.ts'
import { PackScreen } from '../../../src/features/inspection/pack-screen.tsx'
import { hashOf } from '../../../src/protocol/hash.ts'
import { type InspectionAnswer, type InspectionItem } from '../../../src/protocol/inspections.ts'
import { type Question } from '../../../src/queries/device.ts'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { errorInWords } from '../../../src/words/error-in-words.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice } from '../../memory-device.ts'
import { expectAccessible, render, words } from '../../render.tsx'
import { showAmong } from '../show.tsx'

const NOW = '2026-06-10T13:30:00Z' as Instant
const ID = '01980000-0000-4000-8000-000000000009'

/** A pack made as the service makes it, of what is on the device in memory. */
const answerFor = async (device: MemoryDevice, name = 'Ingrid Vale'): Promise<InspectionAnswer> => {
  const { settings, posts, people } = await device.snapshot()
  const reader = { name, organisation: 'Ofsted' }
  const { pack } = makePack({
    service: 'Larkfield', setting: settings.get(HOME)!, packs: [packOf('sefton')!], from: '2025-06-10' as PlainDate, until: '2026-06-10' as PlainDate, madeAt: NOW, madeBy: DANA,
    for: reader, opensUntil: '2026-06-11T23:00:00.000Z' as Instant, concerns: null, alsoHide: [], posts: [...posts.values()], records: [], shifts: [], references: [],
    people: [...people.values()].map((each) => ({ ...each, kind: 'person', staffNumber: null })), identify: findPlainIdentifiers, receivedAt: new Map(), audit: null,
  })
  const inspection = {
    id: ID, setting: HOME, from: pack.from, until: pack.until, for: reader, madeBy: DANA, madeAt: NOW, opensUntil: pack.opensUntil, concerns: false,
    hash: hashOf(pack as unknown as Json), opened: 0, lastOpened: null, link: false,
  } as InspectionItem
  return { inspection, pack, hash: inspection.hash, written: { n: 7, hash: inspection.hash }, serverTime: NOW }
}

let device: MemoryDevice
let asked: Question[]
let answers: (question: Question) => unknown

beforeEach(async () => {
  device = memoryDevice()
  asked = []
  const answer = await answerFor(device)
  answers = ({ path, method, body }) => {
    if (path === '/api/inspections') return body === undefined ? { inspections: [answer.inspection], serverTime: NOW } : { inspection: answer.inspection, serverTime: NOW }
    if (path.endsWith('/link')) return { path: `/inspection#${'x'.repeat(43)}`, opensUntil: answer.inspection.opensUntil, serverTime: NOW }
    return method === 'DELETE' ? { inspections: [], serverTime: NOW } : answer
  }
  device.setAnswers((question) => {
    asked.push(question)
    return answers(question)
  })
})

const onShow = vi.fn<(shown: InspectionAnswer | null) => void>()
const show = (href: string, on = device) => {
  onShow.mockClear()
  return showAmong(on, href, (
    <Route path={`${PATHS.inspections}/*?`}>
      <InspectionPages onShow={onShow} otherwise={<h1>No such page</h1>} />
    </Route>
  ))
}
const posted = (): readonly unknown[] => asked.flatMap(({ body }) => (body === undefined ? [] : [body]))

describe('asking for a pack', () => {
  test('a name and who they work for are all there is to write: the home, the last 12 months and until tomorrow night are there', async () => {
    const { user, container } = await show(PATHS.inspections)
    await expectAccessible(container)
    await user.type(screen.getByLabelText('Inspector’s name'), ' Ingrid Vale ')
    await user.type(screen.getByLabelText('Who the inspector works for'), 'Ofsted')
    await user.click(screen.getByRole('button', { name: 'Make the pack' }))
    await screen.findByRole('heading', { name: /Check the pack/ })
    expect(posted()).toEqual([{ setting: HOME, from: '2025-06-10', until: '2026-06-10', lastDay: '2026-06-11', for: { name: 'Ingrid Vale', organisation: 'Ofsted' } }])
  })

  test('without them nothing is asked, and both errors say what to write', async () => {
    const { user } = await show(PATHS.inspections)
    await user.click(screen.getByRole('button', { name: 'Make the pack' }))
    const summary = screen.getByRole('alert')
    expect(within(summary).getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Write the inspector’s name', 'Write who the inspector works for'])
    expect(posted()).toEqual([])
  })

  test('concerns go with the inspector’s own words, and further words to hide one a line', async () => {
    const { user } = await show(PATHS.inspections)
    await user.type(screen.getByLabelText('Inspector’s name'), 'Ingrid Vale')
    await user.type(screen.getByLabelText('Who the inspector works for'), 'Ofsted')
    await user.type(screen.getByLabelText('Other names or words to hide'), 'Jamie\n\n Bramble Cottage ')
    await user.click(screen.getByLabelText(/asked to see concerns/))
    await user.click(screen.getByRole('button', { name: 'Make the pack' }))
    expect(within(screen.getByRole('alert')).getByRole('link')).toHaveProperty('textContent', 'Write what the inspector asked for, or take the tick away')
    await user.type(screen.getByLabelText('What they asked for, in their words'), 'Any disagreement')
    await user.click(screen.getByRole('button', { name: 'Make the pack' }))
    await screen.findByRole('heading', { name: /Check the pack/ })
    expect(posted()[0]).toMatchObject({ concerns: 'Any disagreement', alsoHide: ['Jamie', 'Bramble Cottage'] })
  })

  test('with no connection it says so, and what was written stays', async () => {
    answers = () => {
      throw new DeviceError('offline')
    }
    const { user } = await show(PATHS.inspections)
    await user.type(screen.getByLabelText('Inspector’s name'), 'Ingrid Vale')
    await user.type(screen.getByLabelText('Who the inspector works for'), 'Ofsted')
    await user.click(screen.getByRole('button', { name: 'Make the pack' }))
    await screen.findByRole('alert')
    expect(screen.getByRole('alert').textContent).toBe(errorInWords('offline', words))
    expect(screen.getByLabelText('Inspector’s name')).toHaveProperty('value', 'Ingrid Vale')
  })

  test('a pack is ended from the list, after a question', async () => {
    const { user } = await show(PATHS.inspections)
    await user.click(await screen.findByRole('button', { name: /End it now/ }))
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Yes, end it' }))
    await screen.findByText('The pack has ended.')
    expect(asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([`/api/inspections/${ID}`])
  })
})

describe('handing a pack over', () => {
  const href = `${PATHS.inspections}/${ID}`

  test('on this screen: it is written down, the sign-in and the device are closed, and only then it is shown', async () => {
    const signOut = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const { user, container } = await show(href, { ...device, signOut })
    await expectAccessible(container)
    await user.click(await screen.findByRole('button', { name: 'Show on this screen' }))
    await waitFor(() => expect(signOut).toHaveBeenCalledOnce())
    expect(asked.at(-1)).toEqual({ path: `/api/inspections/${ID}/open`, body: { how: 'screen' } })
    expect(onShow.mock.calls.map(([shown]) => shown?.inspection.id)).toEqual([ID])
  })

  test('K5: where something typed can’t be saved the device stays as it is, and nothing is shown', async () => {
    const signOut = () => Promise.reject(new DeviceError('unsaved-text'))
    const { user } = await show(href, { ...device, signOut })
    await user.click(await screen.findByRole('button', { name: 'Show on this screen' }))
    await screen.findByText(/Something you typed could not be saved/)
    expect(onShow.mock.calls.map(([shown]) => shown?.inspection.id ?? null)).toEqual([ID, null])
  })

  test('a link is shown as text and as a square code, once', async () => {
    const { user, container } = await show(href)
    await user.click(await screen.findByRole('button', { name: 'Make a link for their own device' }))
    const box = await screen.findByLabelText('Link to the pack')
    expect(box).toHaveProperty('value', `${globalThis.location.origin}/inspection#${'x'.repeat(43)}`)
    expect(container.querySelectorAll('svg.cs-qr-code path')).toHaveLength(1)
    await expectAccessible(container)
  })

  test('a pack that is over, or somebody else’s, says so', async () => {
    answers = () => {
      throw new DeviceError('not-found')
    }
    await show(href)
    expect(await screen.findByText(/can’t be opened any more/)).not.toBeNull()
  })
})

describe('reading a pack', () => {
  test('people stand as what they do, with how often the policy asks', async () => {
    const { pack, ...proof } = await answerFor(device)
    const { user, container } = render(<PackScreen pack={pack} proof={proof} now={() => Date.parse(NOW)} onLeave={() => undefined} />)
    await user.click(screen.getByText('Residential worker 1', { selector: 'summary' }))
    expect(container.textContent).toMatch(/At least every four weeks|Every month|SEF-/)
    expect(container.textContent).not.toMatch(/Dana|Sam|Ade|Whitlock/)
    await expectAccessible(container)
  })

  test('W3: after its time a calm sentence stands there and nothing of the pack', async () => {
    const { pack, ...proof } = await answerFor(device)
    const { container } = render(<PackScreen pack={pack} proof={proof} now={() => Date.parse('2026-06-11T23:00:00Z')} />)
    expect(container.textContent).toContain('The time for this pack is over.')
    expect(container.textContent).toContain('Thursday 11 June 2026, 23:59')
    expect(container.textContent).not.toContain('Residential worker')
  })

  test('in the file, whatever somebody wrote stays text', async () => {
    const nasty = '<img src=x onerror=alert(1)>"\'&</title><script>alert(2)</script>'
    const { pack, ...proof } = await answerFor(device, nasty)
    const file = packFile(pack, proof, words)
    expect(file).not.toMatch(/<img|<script/)
    expect(file).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;&lt;/title&gt;&lt;script&gt;')
    const opened = new DOMParser().parseFromString(file, 'text/html')
    expect([opened.documentElement.lang, opened.querySelector('h1')?.textContent]).toEqual(['en', 'Supervision at Larkfield House'])
    expect(opened.querySelector('header p')?.textContent).toContain(nasty)
    const anchors = [...opened.querySelectorAll('a')].map((each) => each.getAttribute('href')!)
    expect(anchors.filter((each) => !each.startsWith('#') || !opened.querySelector(each))).toEqual([])
  })
})
