import { act as inAct, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useState } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type Device } from '../../src/queries/device.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { useAutosave } from '../../src/queries/use-autosave.ts'
import { usePending } from '../../src/queries/use-pending.ts'
import { DeviceProvider, useSnapshot, useSync } from '../../src/queries/use-device.tsx'
import { actOf, newRecord, newSim, planOf, SAM, type Sim, type Tab } from '../outbox/sim.ts'

let sim: Sim
let tab: Tab
let record: RecordId
let client: QueryClient

const Count = () => {
  const { data } = useSnapshot()
  const { word, unsent } = useSync()
  return <p>{data ? `${data.sessions.size} sessions, ${unsent} unsent, ${word}` : 'reading'}</p>
}

const Field = () => {
  const { value, state, change, blur } = useAutosave(record, 'session', 'topic.1')
  return (
    <label>
      Note
      <textarea value={typeof value === 'string' ? value : ''} onChange={(event) => change(event.target.value)} onBlur={blur} />
      <span data-testid="state">{state}</span>
    </label>
  )
}

const Pending = () => {
  const { unsaved, failed } = usePending()
  return <p data-testid="pending">{`${unsaved} unsaved, ${failed} failed`}</p>
}

const Toggle = ({ children }: { readonly children: ReactNode }) => {
  const [open, setOpen] = useState(true)
  return (
    <>
      <button onClick={() => setOpen(!open)}>page</button>
      {open && children}
    </>
  )
}

const show = (children: ReactNode, device: Device = tab.device) =>
  render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <DeviceProvider device={device}>{children}</DeviceProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
const note = () => screen.getByLabelText(/Note/)
const onServer = (): unknown => sim.server.session(record).fields['topic.1']?.value
const here = async (): Promise<unknown> => (await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
  record = newRecord()
  client = new QueryClient()
  await tab.device.act({ recordId: record, kind: 'session', type: 'session.plan', payload: planOf() })
})

describe('what the screens read', () => {
  it('a save shows at once, and so does its being sent', async () => {
    show(<Count />)
    expect(await screen.findByText('1 sessions, 1 unsent, on-device')).toBeDefined()
    await inAct(() => tab.device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() }))
    expect(await screen.findByText('2 sessions, 2 unsent, on-device')).toBeDefined()
    await inAct(() => sim.wait(tab.device.sendNow()))
    expect(await screen.findByText('2 sessions, 0 unsent, sent')).toBeDefined()
  })

  it('K5: nothing of the records stays in the query cache once the screens have gone', async () => {
    const { unmount } = show(<Count />)
    await screen.findByText(/1 sessions/)
    unmount()
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})

describe('a field on the screen', () => {
  it('what is typed is on the device after a pause, and sent on leaving', async () => {
    tab.device.start()
    show(<Field />)
    await userEvent.type(note(), 'Settling in')
    expect(screen.getByTestId('state')).toHaveProperty('textContent', 'saving')
    await waitFor(() => expect(screen.getByTestId('state').textContent).toBe('on-device'))
    expect(await here()).toBe('Settling in')
    await userEvent.tab()
    await inAct(() => sim.pass(0))
    await waitFor(() => expect(onServer()).toBe('Settling in'))
  })

  it('a page that is left saves what was typed', async () => {
    show(
      <Toggle>
        <Field />
      </Toggle>,
    )
    await userEvent.type(note(), 'half a sen')
    await userEvent.click(screen.getByRole('button', { name: 'page' }))
    await waitFor(async () => expect(await here()).toBe('half a sen'))
    await userEvent.click(screen.getByRole('button', { name: 'page' }))
    expect(note()).toHaveProperty('value', 'half a sen')
  })

  it('a save that fails keeps the text through leaving and coming back, and says so', async () => {
    const broken: Device = { ...tab.device, edit: () => Promise.reject(new DeviceError('local-save-failed')) }
    show(
      <>
        <Toggle>
          <Field />
        </Toggle>
        <Pending />
      </>,
      broken,
    )
    await userEvent.type(note(), 'precious')
    await userEvent.click(screen.getByRole('button', { name: 'page' }))
    await waitFor(() => expect(screen.getByTestId('pending').textContent).toBe('1 unsaved, 1 failed'))
    await userEvent.click(screen.getByRole('button', { name: 'page' }))
    expect(note()).toHaveProperty('value', 'precious')
    expect(screen.getByTestId('state').textContent).toBe('failed')
  })

  it('another’s change shows in a field nobody is writing in, and does not touch what is being typed', async () => {
    await sim.wait(tab.device.sendNow())
    show(<Field />)
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value: 'theirs', from: null } } }))
    await inAct(() => sim.wait(tab.device.sendNow()))
    await waitFor(() => expect(note()).toHaveProperty('value', 'theirs'))
    const from = sim.server.session(record).fields['topic.1']?.act ?? null
    await userEvent.type(note(), ', and mine')
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value: 'theirs again', from } } }))
    await inAct(() => sim.wait(tab.device.sendNow()))
    expect(note()).toHaveProperty('value', 'theirs, and mine')
    await userEvent.tab()
    await waitFor(async () => expect((await sim.outbox()).some(({ state }) => state === 'unsent')).toBe(true))
    await inAct(() => sim.wait(tab.device.sendNow()))
    // P6: both are kept.
    expect(onServer()).toBe('theirs again')
    expect(sim.server.session(record).competing['topic.1']?.map(({ value }) => value)).toEqual(['theirs, and mine'])
    expect(note()).toHaveProperty('value', 'theirs, and mine')
  })

  it('K5: locking saves what is being typed first', async () => {
    show(<Field />)
    await userEvent.type(note(), 'half a w')
    await inAct(() => tab.device.lock())
    expect((await sim.outbox()).map(({ act }) => act.patch)).toContainEqual({ 'topic.1': { value: 'half a w', from: null } })
  })
})
