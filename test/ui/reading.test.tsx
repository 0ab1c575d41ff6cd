import { screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { Card } from '../../src/ui/card.tsx'
import { ContextualDate } from '../../src/ui/contextual-date.tsx'
import { Details } from '../../src/ui/details.tsx'
import { EmptyState } from '../../src/ui/empty-state.tsx'
import { Inset } from '../../src/ui/inset.tsx'
import { Loading } from '../../src/ui/loading.tsx'
import { Notification } from '../../src/ui/notification.tsx'
import { Panel } from '../../src/ui/panel.tsx'
import { Row, RowList } from '../../src/ui/row-list.tsx'
import { type ObligationState, RecordStatus, type RecordState, Status } from '../../src/ui/status.tsx'
import { SummaryList } from '../../src/ui/summary-list.tsx'
import { TwoPane } from '../../src/ui/tabs-or-panes.tsx'
import { TaskList } from '../../src/ui/task-list.tsx'
import { Timeline } from '../../src/ui/timeline.tsx'
import { expectAccessible, render } from '../render.tsx'

describe('a status', () => {
  test.each([
    ['not-due', 'Not due'],
    ['due-soon', 'Due soon'],
    ['due', 'Due'],
    ['overdue', 'Overdue'],
    ['escalate', 'Escalate'],
    ['excused', 'Excused'],
    ['not-set-up', 'Not set up'],
    ['met', 'Met'],
    ['met-late', 'Met late'],
  ] as [ObligationState, string][])('%s says “%s” in words', async (state, said) => {
    const { container } = render(<Status state={state} />)
    expect(container.textContent).toBe(said)
    await expectAccessible(container)
  })

  test.each([
    ['planned', 'Planned'],
    ['held', 'Held'],
    ['shared', 'Shared'],
    ['part-signed', 'Part signed'],
    ['locked', 'Signed and locked'],
    ['cancelled', 'Cancelled'],
    ['missed', 'Missed'],
    ['void', 'Void'],
  ] as [RecordState, string][])('a record that is %s says “%s”', (state, said) => {
    const { container } = render(<RecordStatus state={state} />)
    expect(container.textContent).toBe(said)
  })
})

test('a date says in words what its colour says', async () => {
  const { container } = render(
    <ContextualDate day="2026-06-12" label="3 days late" tone="red">
      Fri 12 June
    </ContextualDate>,
  )
  expect(container.textContent).toBe('Fri 12 June 3 days late')
  expect(container.querySelector('time')?.getAttribute('datetime')).toBe('2026-06-12')
  await expectAccessible(container)
})

describe('a summary list', () => {
  test('says “Not provided” for what was skipped, and what each Change changes', async () => {
    const onChange = vi.fn<() => void>()
    const { user, container } = render(
      <SummaryList
        rows={[
          { key: 'Length', value: '60 minutes', changeHref: '/length' },
          { key: 'Place', value: '', onChange, changeOf: 'where you met' },
          { key: 'Kept by', value: 'Dana' },
        ]}
      />,
    )
    expect(screen.getByText('Not provided')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Change length' }).getAttribute('href')).toBe('/length')
    await user.click(screen.getByRole('button', { name: 'Change where you met' }))
    expect(onChange).toHaveBeenCalledTimes(1)
    await expectAccessible(container)
  })

  test('a zero is an answer', () => {
    render(<SummaryList rows={[{ key: 'Absences', value: 0 }]} long />)
    expect(screen.queryByText('Not provided')).toBeNull()
  })
})

describe('a task list', () => {
  test('links each row, described by how it stands; what can’t start yet is no link', async () => {
    const { container } = render(
      <TaskList
        tasks={[
          { id: 'a', title: 'Actions', href: '/a', status: { text: 'Completed' }, hint: 'Two from last time' },
          { id: 'b', title: 'Practice', href: '/b', status: { text: 'In progress', tone: 'blue' }, current: true },
          { id: 'c', title: 'Sign', status: { text: 'Cannot start yet', tone: 'grey' } },
        ]}
      />,
    )
    const links = screen.getAllByRole('link')
    expect(links.map((link) => link.textContent)).toEqual(['Actions', 'Practice'])
    const description = links[0]?.getAttribute('aria-describedby')?.split(' ').map((id) => document.getElementById(id)?.textContent)
    expect(description).toEqual(['Two from last time', 'Completed'])
    expect(links[1]?.getAttribute('aria-current')).toBe('step')
    await expectAccessible(container)
  })
})

test('rows say who, why and when, and keep their own button apart from the link', async () => {
  const start = vi.fn<() => void>()
  const { user, container } = render(
    <Card heading="Due" beside={<span>2 people</span>}>
      <RowList label="Due">
        <Row href="/sam" title="Sam" meta="16 shifts" end={<Status state="overdue" />} />
        <Row title="Ali" action={<button type="button" onClick={start}>Start with Ali</button>} />
      </RowList>
    </Card>,
  )
  expect(within(screen.getByRole('region', { name: 'Due' })).getAllByRole('listitem')).toHaveLength(2)
  expect(screen.getByRole('link', { name: 'Sam' }).getAttribute('href')).toBe('/sam')
  await user.click(screen.getByRole('button', { name: 'Start with Ali' }))
  expect(start).toHaveBeenCalledTimes(1)
  await expectAccessible(container)
})

test('a timeline says what, when and by whom, newest first as given', async () => {
  const { container } = render(
    <main>
      <h1>Record</h1>
      <Timeline
        level={2}
        label="History"
        items={[
          { id: '2', title: 'Shared', when: 'Mon 15 June, 16:20', dateTime: '2026-06-15T15:20:00Z', by: 'by Dana', body: <p>With Sam</p> },
          { id: '1', title: 'Planned', when: 'Mon 1 June, 09:15' },
        ]}
      />
    </main>,
  )
  expect(within(screen.getByRole('list', { name: 'History' })).getAllByRole('heading').map((item) => item.textContent)).toEqual([
    'Shared',
    'Planned',
  ])
  await expectAccessible(container)
})

test('a panel that takes the place of a form takes the focus', async () => {
  const { container } = render(
    <Panel title="You’ve signed" takeFocus>
      <p>Waiting for Sam to sign</p>
    </Panel>,
  )
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'You’ve signed' }))
  await expectAccessible(container)
})

test('a success is announced without moving the focus; what is important is a region of its own', async () => {
  const { container } = render(
    <div>
      <Notification kind="success" heading="Booked" />
      <Notification heading="Your agreement ends on Friday">
        <p>Ask Dana to renew it.</p>
      </Notification>
    </div>,
  )
  expect(screen.getByRole('status').textContent).toContain('Booked')
  expect(screen.getByRole('region', { name: 'Important' })).toBeTruthy()
  expect(document.activeElement).toBe(document.body)
  await expectAccessible(container)
})

test('an empty list says so and what to do', async () => {
  const { container } = render(<EmptyState title="Nobody is due" text="The next session is Mon 15 June." actions={<a href="/book">Book</a>} />)
  expect(container.textContent).toContain('Nobody is due')
  await expectAccessible(container)
})

test('details stay closed until asked for', async () => {
  const { user, container } = render(
    <Details summary="Why this date?">
      <p>One every month</p>
    </Details>,
  )
  expect(container.querySelector('details')?.open).toBe(false)
  await user.click(screen.getByText('Why this date?'))
  expect(container.querySelector('details')?.open).toBe(true)
  await expectAccessible(container)
})

test('loading, insets and panes are accessible', async () => {
  const { container } = render(
    <TwoPane
      narrow="second"
      split="even"
      steady
      first={<Loading />}
      second={
        <>
          <Inset tone="amber">Not sent yet</Inset>
          <Inset tone="red">Not saved</Inset>
        </>
      }
    />,
  )
  expect(screen.getByRole('status').textContent).toBe('Loading…')
  await expectAccessible(container)
})
